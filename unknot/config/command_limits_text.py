"""The limits of a screening in words for a terminal, regions by the names people use for groups of them."""

from collections.abc import Collection, Mapping
from datetime import date

from unknot.clinical.knowledge import Knowledge
from unknot.clinical.limits import NO_DATE, OPEN_PRESSURE, Limits, NotBefore
from unknot.clinical.regions import RegionMap
from unknot.config.command_layout import listed, rows

PRESSURES = (
    "resting hands only",
    "like putting on lotion",
    "like rubbing lotion in",
    "medium, an ordinary Swedish massage",
    "firm, what most people call deep",
    "deep",
)


def limits_lines(limits: Limits, knowledge: Knowledge) -> list[str]:
    """A row for each kind of limit; nothing where nothing is limited but what is for everybody."""
    catalogue = knowledge.catalogue
    return rows(
        [
            ("Not before", not_before(limits.not_before)),
            ("Pressure", _pressure(limits.pressure_max)),
            ("Lighter on", _lighter(limits, knowledge)),
            ("Leave out", region_names(limits.avoid_regions, knowledge.regions)),
            ("No", _titles(limits.exclude_techniques, catalogue.techniques)),
            ("In places", _techniques_by_region(limits, knowledge)),
            ("Not lying", _titles(limits.exclude_positions, catalogue.positions)),
            ("Better", _titles(limits.prefer_positions, catalogue.positions, last="or")),
            ("No product", _titles(limits.exclude_lubricants, catalogue.lubricants)),
            (
                "At most",
                f"{limits.session_max_minutes} minutes" if limits.session_max_minutes is not None else "",
            ),
            ("Therapist with", _titles(limits.require_qualifications, catalogue.qualifications)),
        ]
    )


def not_before(day: NotBefore) -> str:
    """The first day that could be booked, in words; empty where today could be."""
    if day == NO_DATE:
        return "no day can be named yet"
    return long_day(day) if isinstance(day, date) else ""


def long_day(day: date) -> str:
    """A day as people write it."""
    return f"{day.day} {day:%B %Y}"


def region_names(leaves: Collection[str], regions: RegionMap) -> str:
    """Leaves by the fewest names: the largest groups that hold nothing else, then what is left."""
    left, names = set(leaves), []
    groups = sorted(regions.regions.values(), key=lambda each: (-len(each.leaves), each.id))
    for group in groups:
        if group.leaves and group.leaves <= left:
            names.append(group.label.lower())
            left -= group.leaves
    return listed(names)


def _pressure(most: int) -> str:
    return "" if most >= OPEN_PRESSURE else f"{most} of 5 at most: {PRESSURES[most]}"


def _lighter(limits: Limits, knowledge: Knowledge) -> str:
    """Regional ceilings that are not those of everybody, and lower than the body's own."""
    base = knowledge.base_limits.regional_pressure_max
    by_pressure: dict[int, set[str]] = {}
    for leaf, most in limits.regional_pressure_max.items():
        if leaf not in limits.avoid_regions and most < min(
            limits.pressure_max, base.get(leaf, OPEN_PRESSURE)
        ):
            by_pressure.setdefault(most, set()).add(leaf)
    parts = (
        f"{region_names(leaves, knowledge.regions)} ({most} of 5)"
        for most, leaves in sorted(by_pressure.items())
    )
    return "; ".join(parts)


def _techniques_by_region(limits: Limits, knowledge: Knowledge) -> str:
    by_techniques: dict[frozenset[str], set[str]] = {}
    for leaf, out in limits.regional_exclude_techniques.items():
        here = out - limits.exclude_techniques
        if here and leaf not in limits.avoid_regions:
            by_techniques.setdefault(here, set()).add(leaf)
    return "; ".join(
        f"no {_titles(out, knowledge.catalogue.techniques, last='or')} on {region_names(leaves, knowledge.regions)}"
        for out, leaves in sorted(by_techniques.items(), key=lambda each: sorted(each[0]))
    )


def _titles(ids: Collection[str], rows_by_id: Mapping[str, object], *, last: str = "and") -> str:
    titles = (str(getattr(rows_by_id.get(each), "title", each)) for each in sorted(ids))
    return listed((title[:1].lower() + title[1:] for title in titles), last=last)
