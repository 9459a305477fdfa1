"""The load on a therapist's body: hands-on minutes weighted by pressure, against soft and hard ceilings.

The factors are a convention of ours (a setting, marked derived in the clinical notes), not a measured dose.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any

FACTORS: Mapping[int, float] = {4: 1.25, 5: 1.5}
"""What a minute at a pressure counts; up to pressure 3 it counts once."""


class Strain(Enum):
    """How a load stands to the ceilings."""

    NONE = "none"
    SOFT = "soft"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class Ceilings:
    """Weighted minutes: above soft is warned of, above hard is not booked."""

    soft_day: int
    hard_day: int
    soft_week: int
    hard_week: int


@dataclass(frozen=True, slots=True)
class Load:
    """Weighted minutes on one local day, and in the local week from Monday that holds it."""

    day: int = 0
    week: int = 0

    def with_visit(self, weighted: int) -> "Load":
        """The load once a visit of that day is added."""
        return Load(self.day + weighted, self.week + weighted)

    def strain(self, ceilings: Ceilings) -> Strain:
        """Where this load lies."""
        if self.day > ceilings.hard_day or self.week > ceilings.hard_week:
            return Strain.HARD
        if self.day > ceilings.soft_day or self.week > ceilings.soft_week:
            return Strain.SOFT
        return Strain.NONE


def load_of(visits: Iterable[tuple[date, int]], *, on: date) -> Load:
    """The load of visits, each its local day and weighted minutes, on one day and in that day's week."""
    monday = week_begins(on)
    week = [(day, weighted) for day, weighted in visits if monday <= day < monday + timedelta(days=7)]
    return Load(sum(weighted for day, weighted in week if day == on), sum(weighted for _, weighted in week))


def week_begins(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def hands_on_minutes(shape: Mapping[str, Any], *, minutes: int) -> int:
    """The minutes of hands on the client; all of them where nothing is planned yet."""
    return int(shape.get("hands_on_minutes") or minutes)


def weighted_minutes(
    shape: Mapping[str, Any], *, minutes: int | None = None, factors: Mapping[int, float] = FACTORS
) -> int:
    """Hands-on minutes, each counted by its pressure; rounded up, as a body does not round down.

    >>> weighted_minutes({"treatments": [{"minutes": 40, "pressure": 4}], "hands_on_minutes": 40})
    50
    """
    treatments = shape.get("treatments", ())
    listed = sum(each["minutes"] for each in treatments)
    if not listed:
        return hands_on_minutes(shape, minutes=minutes or 0)
    counted = sum(each["minutes"] * factors.get(int(each["pressure"]), 1.0) for each in treatments)
    # Two treatments of one stretch of time each list its minutes: the average is theirs, the sum is the plan's.
    exact = hands_on_minutes(shape, minutes=listed) * counted / listed
    return -int(-round(exact, 6) // 1)


def heaviest_pressure(shape: Mapping[str, Any]) -> int:
    """The strongest pressure that is planned; 0 where nothing is."""
    return max((int(each["pressure"]) for each in shape.get("treatments", ())), default=0)
