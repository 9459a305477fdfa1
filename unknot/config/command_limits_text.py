"""The limits of a screening in words for a terminal, regions by the names people use for groups of them."""

from datetime import date

from unknot.clinical.knowledge import Knowledge
from unknot.clinical.levels import Decision
from unknot.clinical.limits import NO_DATE, OPEN_PRESSURE, Limits, NotBefore
from unknot.clinical.limits_in_words import lighter_regions, region_names, techniques_in_places, titles
from unknot.config.command_layout import rows

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
    if limits.decision is Decision.DO_NOT_TREAT_TODAY:
        # How to treat would only invite to it; what matters is from when on.
        return rows([("Not before", not_before(limits.not_before))])
    catalogue = knowledge.catalogue
    return rows(
        [
            ("Not before", not_before(limits.not_before)),
            ("Pressure", _pressure(limits.pressure_max)),
            (
                "Lighter on",
                "; ".join(
                    f"{most} of 5 at most on {where}" for most, where in lighter_regions(limits, knowledge)
                ),
            ),
            ("Leave out", region_names(limits.avoid_regions, knowledge.regions)),
            ("No", titles(limits.exclude_techniques, catalogue.techniques)),
            ("In places", "; ".join(techniques_in_places(limits, knowledge))),
            ("Not lying", titles(limits.exclude_positions, catalogue.positions)),
            ("Better", titles(limits.prefer_positions, catalogue.positions, last="or")),
            ("No product", titles(limits.exclude_lubricants, catalogue.lubricants)),
            (
                "At most",
                f"{limits.session_max_minutes} minutes" if limits.session_max_minutes is not None else "",
            ),
            ("Therapist with", titles(limits.require_qualifications, catalogue.qualifications)),
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


def _pressure(most: int) -> str:
    return "" if most >= OPEN_PRESSURE else f"{most} of 5 at most: {PRESSURES[most]}"
