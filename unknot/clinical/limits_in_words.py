"""Limits in words, regions by the fewest names people use for them: one wording for the command and for every page."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from unknot.clinical.knowledge import Knowledge
from unknot.clinical.limits import OPEN_PRESSURE, Limits
from unknot.clinical.regions import RegionMap

COUNTRIES = ("Swedish", "Thai")


PRESSURES: Final[Mapping[int, str]] = {
    0: "only a still, resting hand",
    1: "very light pressure at most (1 of 5)",
    2: "light pressure at most (2 of 5)",
    3: "medium pressure at most (3 of 5)",
    4: "firm pressure at most (4 of 5)",
}
"""For clients, in the words in which they are asked how firm they like it."""


def limit_phrases(limits: Limits, *, knowledge: Knowledge, for_client: bool = False) -> list[str]:
    """Limits as short phrases; those that hold for everybody are not among them."""
    catalogue, most, longest = knowledge.catalogue, limits.pressure_max, limits.session_max_minutes
    pressed = PRESSURES if for_client else {}
    phrases = [
        pressed.get(most, f"pressure {most} at most") if most < OPEN_PRESSURE else "",
        *(
            f"{pressed.get(at, f'pressure {at} at most')} on {where}"
            for at, where in lighter_regions(limits, knowledge)
        ),
        f"leave out {region_names(limits.avoid_regions, knowledge.regions)}" if limits.avoid_regions else "",
        f"{longest} minutes at most" if longest is not None else "",
        *(
            f"{_title(catalogue.qualifications, each)} needed"
            for each in sorted(limits.require_qualifications)
        ),
        *(f"not {titles([each], catalogue.positions)}" for each in sorted(limits.exclude_positions)),
        _without(limits.exclude_techniques - knowledge.scope.everywhere, catalogue.techniques),
        *techniques_in_places(limits, knowledge),
        _without(limits.exclude_lubricants, catalogue.lubricants),
    ]
    return [phrase for phrase in phrases if phrase]


def _without(ids: Collection[str], rows: Mapping[str, object]) -> str:
    return f"no {titles(ids, rows, last='or')}" if ids else ""


def _title(rows: Mapping[str, object], row_id: str) -> str:
    return str(getattr(rows.get(row_id), "title", row_id.replace("_", " ")))


def listed(words: Iterable[str], *, last: str = "and") -> str:
    """Words as a sentence lists them.

    >>> listed(["heat", "cold", "cupping"])
    'heat, cold and cupping'
    """
    *others, final = [*words] or [""]
    return f"{', '.join(others)} {last} {final}" if others else final


def titles(ids: Collection[str], rows_by_id: Mapping[str, object], *, last: str = "and") -> str:
    """The titles of catalogue rows, begun small as inside a sentence; an unknown id stands for itself."""
    named = (str(getattr(rows_by_id.get(each), "title", each.replace("_", " "))) for each in sorted(ids))
    return listed((_within_a_sentence(title) for title in named), last=last)


def _within_a_sentence(title: str) -> str:
    return title if title.startswith(COUNTRIES) else title[:1].lower() + title[1:]


def region_names(leaves: Collection[str], regions: RegionMap, *, held: Collection[str] = frozenset()) -> str:
    """Leaves by the fewest names: the largest groups that hold nothing else, then what is left.

    A group may also hold leaves of `held`, of which the same is true anyway, as long as most of it is not theirs.
    """
    left, names = set(leaves), []
    groups = sorted(regions.regions.values(), key=lambda each: (-len(each.leaves), each.id))
    for group in groups:
        if len(group.leaves & left) * 2 > len(group.leaves) and group.leaves <= left.union(held):
            names.append(group.label.lower())
            left -= group.leaves
    return listed([*names, *(each.replace("_", " ") for each in sorted(left))])


def lighter_regions(limits: Limits, knowledge: Knowledge) -> list[tuple[int, str]]:
    """Pressure ceilings below the body's own, lowest first, each with its regions in words.

    Those that hold for everybody are not listed, nor what is left out altogether.
    """
    usual = knowledge.base_limits.regional_pressure_max
    ceilings = limits.regional_pressure_max
    by_pressure: dict[int, set[str]] = {}
    for leaf, most in ceilings.items():
        if leaf not in limits.avoid_regions and most < min(
            limits.pressure_max, usual.get(leaf, OPEN_PRESSURE)
        ):
            by_pressure.setdefault(most, set()).add(leaf)
    return [
        (most, region_names(leaves, knowledge.regions, held=_at_most(most, ceilings)))
        for most, leaves in sorted(by_pressure.items())
    ]


def _at_most(pressure: int, ceilings: Mapping[str, int]) -> frozenset[str]:
    return frozenset(leaf for leaf, most in ceilings.items() if most <= pressure)


def techniques_in_places(limits: Limits, knowledge: Knowledge) -> list[str]:
    """Techniques excluded in some regions only: "no deep tissue massage or cupping on left calf"."""
    places: dict[str, set[str]] = {}
    for leaf, out in limits.regional_exclude_techniques.items():
        for technique in out - limits.exclude_techniques:
            if leaf not in limits.avoid_regions:
                places.setdefault(technique, set()).add(leaf)
    together: dict[frozenset[str], list[str]] = {}
    for technique, leaves in sorted(places.items()):
        together.setdefault(frozenset(leaves), []).append(technique)
    techniques, regions = knowledge.catalogue.techniques, knowledge.regions
    return [
        f"no {titles(out, techniques, last='or')} on {region_names(leaves, regions)}"
        for leaves, out in together.items()
    ]
