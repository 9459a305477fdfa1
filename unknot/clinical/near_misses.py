"""What nearly came of a screening: rules of what was answered yes that keep silent, and what is unknown with what it
could change.

It reads a finished screening; nothing here decides.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from unknot.clinical.derived import Fact
from unknot.clinical.entries import Entry, Rule
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.levels import Answer
from unknot.clinical.screening import Screening

__all__ = ["Change", "could_change", "nearly_fired"]


@dataclass(frozen=True)
class Change:
    """A rule that an answer could bring about. `tightens` says whether the limits do not hold to it already."""

    rule: Rule
    tightens: bool


def nearly_fired(
    facts: Mapping[str, tuple[Fact, ...]], screening: Screening, *, knowledge: Knowledge
) -> Iterator[tuple[Entry, Rule]]:
    """Rules of entries that are yes which neither hold nor may: what would have to be otherwise is in the rule."""
    spoken = {each.id for each in screening.findings} | {each.id for each in screening.possible}
    for entry in knowledge.entries.values():
        if any(fact.answer is Answer.YES for fact in facts.get(entry.id, ())):
            yield from ((entry, rule) for rule in entry.rules if rule.id not in spoken)


def could_change(screening: Screening, *, knowledge: Knowledge) -> dict[str, tuple[Change, ...]]:
    """What each missing answer could bring about, the most pressing first."""
    rules = {rule.id: rule for entry in knowledge.entries.values() for rule in entry.rules}
    by_need: dict[str, list[Change]] = {need: [] for need in screening.unresolved}
    for possible in screening.possible:
        rule = rules[possible.id]
        for need in possible.needs:
            by_need.setdefault(need, []).append(Change(rule, tightens(rule, screening, knowledge)))
    return {need: tuple(changes) for need, changes in sorted(by_need.items())}


def tightens(rule: Rule, screening: Screening, knowledge: Knowledge) -> bool:
    """Whether a rule could ask for more than the limits that hold already."""
    if rule.limits.by_answer:
        return True
    limits, _ = rule.limits.landed({}, knowledge.regions)
    verdict = replace(limits, decision=rule.level.decision, urgency=rule.urgency)
    return not screening.limits.is_at_least_as_tight_as(screening.limits.fold(verdict))
