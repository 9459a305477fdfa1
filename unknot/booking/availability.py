"""What is free: reads hours, busy weeks and holds in three statements, for one therapist or for many alike.

Whether the client's limits, the therapist's load and training allow a visit is asked when it is booked.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from unknot.booking.diary import Starts, add_holds, possible_starts, read_taken
from unknot.booking.free import members
from unknot.booking.hours import day_begins
from unknot.booking.shifts import read_shifts
from unknot.booking.weeks import bits_between, instant_of
from unknot.directory.models import Location, Therapist


@dataclass(frozen=True, slots=True)
class FreeDay:
    """One local day: how many starts are free, and the first of them."""

    day: date
    count: int
    first_at: datetime | None


@dataclass(frozen=True, slots=True)
class Opening:
    """A start that is free: with whom, where, when."""

    therapist_id: int
    location_id: int
    starts_at: datetime


def free_times(
    therapist: Therapist,
    location: Location,
    *,
    minutes: int,
    from_day: date,
    until_day: date,
    now: datetime,
    holds_of: str = "",
) -> list[datetime]:
    """Every free start, in UTC, on the local days from `from_day` through `until_day`."""
    return [
        instant_of(starts.base + cell)
        for starts in _starts_at([therapist.pk], [location.pk], minutes, from_day, until_day, now, holds_of)
        for cell in members(starts.cells)
    ]


def free_days(
    therapist: Therapist,
    location: Location,
    *,
    minutes: int,
    from_day: date,
    until_day: date,
    now: datetime,
    holds_of: str = "",
) -> list[FreeDay]:
    """Each local day from `from_day` through `until_day`, with its count of free starts and the first."""
    found = _starts_at([therapist.pk], [location.pk], minutes, from_day, until_day, now, holds_of)
    days = [from_day + timedelta(days=n) for n in range((until_day - from_day).days + 1)]
    if not found:
        return [FreeDay(day, 0, None) for day in days]
    return [_free_day(found[0], day) for day in days]


def _free_day(starts: Starts, day: date) -> FreeDay:
    zone = starts.shift.zone
    begins, ends = day_begins(zone, day), day_begins(zone, day + timedelta(days=1))
    cells = starts.cells & bits_between(begins, ends, base=starts.base)
    if not cells:
        return FreeDay(day, 0, None)
    return FreeDay(day, cells.bit_count(), instant_of(starts.base + next(iter(members(cells)))))


def next_free(
    therapists: Iterable[Therapist | int],
    *,
    minutes: int,
    from_day: date,
    days: int,
    now: datetime,
    locations: Iterable[Location | int] | None = None,
    holds_of: str = "",
) -> dict[tuple[int, int], Opening]:
    """The first free start of many therapists at each of their places, by (therapist id, location id)."""
    ids = [_id(each) for each in therapists]
    places = None if locations is None else [_id(each) for each in locations]
    until_day = from_day + timedelta(days=days - 1)
    firsts = {}
    for starts in _starts_at(ids, places, minutes, from_day, until_day, now, holds_of):
        if starts.cells:
            shift, cell = starts.shift, starts.base + next(iter(members(starts.cells)))
            key = (shift.therapist_id, shift.location_id)
            firsts[key] = Opening(*key, instant_of(cell))
    return firsts


def _id(row: Therapist | Location | int) -> int:
    return row if isinstance(row, int) else row.pk


def _starts_at(
    therapists: Collection[int],
    locations: Collection[int] | None,
    minutes: int,
    from_day: date,
    until_day: date,
    now: datetime,
    holds_of: str,
) -> list[Starts]:
    shifts = read_shifts(therapists, locations, from_day=from_day, until_day=until_day)
    if not shifts:
        return []
    taken = read_taken(shifts, from_day=from_day, until_day=until_day)
    add_holds(taken, now=now, holds_of=holds_of)
    return possible_starts(shifts, taken, minutes=minutes, from_day=from_day, until_day=until_day, now=now)
