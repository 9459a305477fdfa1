"""Weekly hours on the wall of a place, turned into cells of UTC: each boundary is converted once, when read.

A time that a spring change skips becomes the instant of the change, so hours that cross the gap shrink and
nothing in the gap is ever offered. A time that an autumn change repeats means its first passing.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from unknot.booking.weeks import bits_between, cell_from, cell_holding


class WeeklyHours(NamedTuple):
    """From when until when on one weekday (0 is Monday), by the clock on the wall, between two dates."""

    weekday: int
    begins: time
    ends: time
    first_day: date = date.min
    last_day: date = date.max


def hours_bits(
    hours: Iterable[WeeklyHours], zone: str, *, from_day: date, until_day: date, base: int = 0
) -> int:
    """The cells that lie wholly within `hours` on the days from `from_day` through `until_day`."""
    bits = 0
    for each in hours:
        day = max(from_day, each.first_day)
        day += timedelta(days=(each.weekday - day.weekday()) % 7)
        last = min(until_day, each.last_day)
        while day <= last:
            opens, closes = _opening_cell(zone, day, each.begins), _closing_cell(zone, day, each.ends)
            bits |= bits_between(opens, closes, base=base)
            day += timedelta(days=7)
    return bits


def day_begins(zone: str, day: date) -> int:
    """The first cell of a local day; the day ends where the next begins, after 23, 24 or 25 hours."""
    return _opening_cell(zone, day, time.min)


def local_day(instant: datetime, zone: str) -> date:
    """The day on the calendar of the place at that instant."""
    return instant.astimezone(ZoneInfo(zone)).date()


def wall_instant(day: date, at: time, zone: str) -> datetime:
    """The instant, in UTC, at which the clock of the place shows `at` on `day`, or skips over it."""
    early = datetime.combine(day, at, tzinfo=ZoneInfo(zone))
    late = early.replace(fold=1)
    if _offset(early) < _offset(late):
        return _change_between(late.astimezone(UTC), early.astimezone(UTC), zone)
    return early.astimezone(UTC)


# One practice asks for the same few hundred boundaries on every request.
@lru_cache(maxsize=65_536)
def _opening_cell(zone: str, day: date, at: time) -> int:
    return cell_from(wall_instant(day, at, zone))


@lru_cache(maxsize=65_536)
def _closing_cell(zone: str, day: date, at: time) -> int:
    return cell_holding(wall_instant(day, at, zone))


def _change_between(before: datetime, after: datetime, zone: str) -> datetime:
    """The instant, to the second, at which the zone's offset changes between two instants."""
    place = ZoneInfo(zone)
    old = _offset(before.astimezone(place))
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        if _offset(middle.astimezone(place)) == old:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)


def _offset(moment: datetime) -> timedelta:
    offset = moment.utcoffset()
    assert offset is not None  # noqa: S101 - every moment here carries its zone
    return offset
