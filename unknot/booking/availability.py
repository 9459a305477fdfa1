"""What is free: reads hours, busy weeks and holds in three statements, for one therapist or for many alike.

Whether the client's limits, the therapist's load and training allow a visit is asked when it is booked.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from unknot.booking.diary import Starts, add_holds, possible_starts, read_taken
from unknot.booking.free import members
from unknot.booking.hours import WeeklyHours, day_begins, hours_bits
from unknot.booking.shifts import read_shifts
from unknot.booking.weeks import bits_between, instant_of
from unknot.directory.models import Location, Therapist


class FreeDay(NamedTuple):
    """One local day: how many starts are free, and the first of them."""

    day: date
    number: int
    first_at: datetime | None


@dataclass(frozen=True, slots=True)
class Opening:
    """A start that is free: with whom, where, when."""

    therapist_id: int
    location_id: int
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class FreeStarts:
    """The free starts of one therapist at one place, read once: days with counts, and the times of any of them.

    Without licensed hours there is no shift, and nothing is free.
    """

    starts: Starts | None

    @property
    def zone(self) -> str | None:
        """The clock of the place, as the hours there know it."""
        return self.starts.shift.zone if self.starts else None

    def days(self, from_day: date, until_day: date) -> list[FreeDay]:
        """Each local day from `from_day` through `until_day`, with its count of free starts and the first."""
        days = [date.fromordinal(each) for each in range(from_day.toordinal(), until_day.toordinal() + 1)]
        if self.starts is None:
            return [FreeDay(day, 0, None) for day in days]
        zone = self.starts.shift.zone
        begins = [day_begins(zone, day) for day in (*days, until_day + timedelta(days=1))]
        return [_free_day(self.starts, *each) for each in zip(days, begins[:-1], begins[1:], strict=True)]

    def times(self, from_day: date, until_day: date) -> list[datetime]:
        """Every free start, in UTC, on the local days from `from_day` through `until_day`."""
        if self.starts is None:
            return []
        zone, base = self.starts.shift.zone, self.starts.base
        begins, ends = day_begins(zone, from_day), day_begins(zone, until_day + timedelta(days=1))
        cells = self.starts.cells & bits_between(begins, ends, base=base)
        return [instant_of(base + cell) for cell in members(cells)]


def _free_day(starts: Starts, day: date, begins: int, ends: int) -> FreeDay:
    # Only the cells of the day: whole weeks of them, 28 times over, took longer than reading them.
    cells = starts.cells >> (begins - starts.base) & ((1 << ends - begins) - 1)
    if not cells:
        return FreeDay(day, 0, None)
    return FreeDay(day, cells.bit_count(), instant_of(begins + (cells & -cells).bit_length() - 1))


def free_starts(
    therapist: Therapist | int,
    location: Location | int,
    *,
    minutes: int,
    from_day: date,
    until_day: date,
    now: datetime,
    holds_of: str = "",
) -> FreeStarts:
    """What is free with one therapist at one place, on the local days from `from_day` through `until_day`."""
    found = _starts_at([_id(therapist)], [_id(location)], minutes, from_day, until_day, now, holds_of)
    return FreeStarts(found[0] if found else None)


def next_free(
    therapists: Iterable[Therapist | int],
    *,
    minutes: int,
    from_day: date,
    days: int,
    now: datetime,
    locations: Iterable[Location | int] | None = None,
    between: tuple[time, time] | None = None,
    holds_of: str = "",
) -> dict[tuple[int, int], Opening]:
    """The first free start of many therapists at each of their places, by (therapist id, location id).

    With `between`, the first that begins in that part of a day, by the place's own clock.
    """
    ids = [_id(each) for each in therapists]
    places = None if locations is None else [_id(each) for each in locations]
    until_day = from_day + timedelta(days=days - 1)
    firsts = {}
    for starts in _starts_at(ids, places, minutes, from_day, until_day, now, holds_of):
        cells = starts.cells
        if between is not None:
            part = [WeeklyHours(weekday, *between) for weekday in range(7)]
            cells &= hours_bits(
                part, starts.shift.zone, from_day=from_day, until_day=until_day, base=starts.base
            )
        if cells:
            shift, cell = starts.shift, starts.base + next(iter(members(cells)))
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
