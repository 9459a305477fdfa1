"""What does a rule limit? Also where the answers have yet to say on which part of the body."""

from collections.abc import Iterator, Mapping

from unknot.clinical.entries import Rule
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.limits_in_words import limit_phrases, titles
from unknot.clinical.reach import RegionLimit

WIDENED: Mapping[str, str] = {
    "itself": "the place named",
    "limb": "the whole limb of the place named",
    "distal": "the place named and all beyond it",
    "quadrant": "the quarter of the body around the place named",
}


def rule_limits(rule: Rule, knowledge: Knowledge) -> tuple[str, ...]:
    """Each limit of a rule as a short phrase."""
    placed = (words for limit in rule.limits.by_answer for words in placed_limit(limit, knowledge))
    better = titles(rule.limits.fixed.prefer_positions, knowledge.catalogue.positions, last="or")
    return (
        *limit_phrases(rule.limits.fixed, knowledge=knowledge),
        *dict.fromkeys(placed),
        *((f"better {better}",) if better else ()),
    )


def placed_limit(limit: RegionLimit, knowledge: Knowledge) -> Iterator[str]:
    """A limit on the place or the side that an answer names."""
    where = where_words(limit, knowledge)
    if limit.avoid:
        yield f"leave out {where}"
    if limit.pressure_max is not None:
        yield f"pressure {limit.pressure_max} at most on {where}"
    if limit.exclude_techniques:
        out = titles(limit.exclude_techniques, knowledge.catalogue.techniques, last="or")
        yield f"no {out} on {where}"


def where_words(limit: RegionLimit, knowledge: Knowledge) -> str:
    """The place of a limit, and what stands in for it while nobody has named it."""
    regions = knowledge.regions.regions
    if not limit.of_attribute:
        return f"{regions[limit.of].label.lower()}, on the side named"
    where = WIDENED[limit.widen]
    return (
        f"{where} (until it is named: {regions[limit.otherwise].label.lower()})" if limit.otherwise else where
    )
