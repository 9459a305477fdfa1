"""The diary: reads busy weeks and holds, a statement each, and works out when a visit may start in a shift.

What is read serves one therapist or many alike. `availability` shows it, `actions` asks it again at booking.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from django.db import connection

from unknot.booking.free import every_nth, starts_in_rooms, starts_of
from unknot.booking.hours import day_begins, hours_bits, local_day
from unknot.booking.shifts import Shift, marks
from unknot.booking.weeks import (
    CELLS_A_WEEK,
    bits_between,
    cell_from,
    cell_holding,
    cells_in,
    week_bits,
    week_of,
)

STEP_MINUTES = 15
"""Starts are offered on the quarter hours: every zone in use is a whole number of them away from UTC."""


class Taken(NamedTuple):
    """Busy cells by resource, `width` of them from the cell `base` on, and the rooms of each place."""

    base: int
    width: int
    busy: dict[int, int]
    rooms: dict[int, list[int]]


class Starts(NamedTuple):
    """The free starts of one therapist at one place, counted from the cell `base`."""

    shift: Shift
    base: int
    cells: int


# A day more on each side, because a local day begins up to 14 hours from where the day of UTC does.
_MARGIN = timedelta(days=1)


# The two halves of one statement: the rooms of the places, busy or not, and the therapists' busy weeks.
_TAKEN = """
SELECT room.resource_id, room.location_id, busy.week, busy.bits
  FROM directory_room AS room
  LEFT JOIN booking_busyweek AS busy
    ON busy.resource_id = room.resource_id AND busy.week BETWEEN %s AND %s
 WHERE room.location_id IN ({places})
UNION ALL
SELECT busy.resource_id, NULL, busy.week, busy.bits
  FROM booking_busyweek AS busy
 WHERE busy.resource_id IN ({resources}) AND busy.week BETWEEN %s AND %s
"""


def read_taken(shifts: Sequence[Shift], *, from_day: date, until_day: date) -> Taken:
    """What the busy weeks of the therapists and of their places' rooms say: one statement."""
    zones = {shift.zone for shift in shifts}
    first = week_of(min(day_begins(zone, from_day - _MARGIN) for zone in zones))
    last = week_of(max(day_begins(zone, until_day + 2 * _MARGIN) for zone in zones))
    places = sorted({shift.location_id for shift in shifts})
    resources = sorted({shift.resource_id for shift in shifts})
    taken = Taken(first * CELLS_A_WEEK, (last + 1 - first) * CELLS_A_WEEK, {}, defaultdict(list))
    statement = _TAKEN.format(places=marks(places), resources=marks(resources))
    with connection.cursor() as cursor:
        cursor.execute(statement, [first, last, *places, *resources, first, last])
        _note_weeks(taken, cursor.fetchall())
    return taken


def _note_weeks(taken: Taken, rows: Iterable[tuple[int, int | None, int | None, bytes]]) -> None:
    base, busy = taken.base, taken.busy
    for resource, place, week, bits in rows:
        if resource not in busy:
            busy[resource] = 0
            if place is not None:
                taken.rooms[place].append(resource)
        if week is not None:
            busy[resource] |= week_bits(bits, week, base=base)


# In SQL as the rest: composing this statement anew took longer than every other part of reading four weeks.
_HOLDS = "SELECT key, resource_id, from_at, until_at FROM booking_hold WHERE expires_at > %s"


def add_holds(taken: Taken, *, now: datetime, holds_of: str = "") -> bool:
    """Count unexpired holds as busy, but for those of the key `holds_of`; whether there were such: one statement."""
    own = False
    with connection.cursor() as cursor:
        cursor.execute(_HOLDS, [connection.ops.adapt_datetimefield_value(now)])
        for key, resource, from_at, until_at in cursor.fetchall():
            if key == holds_of:
                own = True
            else:
                held = bits_between(
                    cell_holding(_instant(from_at)), cell_from(_instant(until_at)), base=taken.base
                )
                taken.busy[resource] = taken.busy.get(resource, 0) | held
    return own


def _instant(stored: str | datetime) -> datetime:
    """What the database keeps as an instant: SQLite as text, in UTC and without saying so."""
    return datetime.fromisoformat(stored).replace(tzinfo=UTC) if isinstance(stored, str) else stored


def possible_starts(
    shifts: Iterable[Shift],
    taken: Taken,
    *,
    minutes: int,
    from_day: date,
    until_day: date,
    now: datetime,
    rooms: bool = True,
) -> list[Starts]:
    """The free starts of each shift within notice and horizon, on the offered grid, with a free room if `rooms`."""
    length, found, roomy = cells_in(minutes), [], _RoomyStarts(taken, cells_in(minutes))
    grid = every_nth(cells_in(STEP_MINUTES), taken.width)
    for shift in shifts:
        working = hours_bits(shift.hours, shift.zone, from_day=from_day, until_day=until_day, base=taken.base)
        cells = starts_of(working, taken.busy.get(shift.resource_id, 0), length=length, gap=shift.gap)
        cells &= grid & within_policy(shift, now, base=taken.base)
        found.append(Starts(shift, taken.base, cells & roomy.at(shift) if cells and rooms else cells))
    return found


class _RoomyStarts:
    """The starts at which a place has a free room, worked out once for each place."""

    def __init__(self, taken: Taken, length: int) -> None:
        self.taken, self.length = taken, length
        self.known: dict[int, int] = {}

    def at(self, shift: Shift) -> int:
        place = shift.location_id
        if place not in self.known:
            rooms = [self.taken.busy[room] for room in self.taken.rooms[place]]
            self.known[place] = starts_in_rooms(
                rooms, length=self.length, gap=shift.gap, width=self.taken.width
            )
        return self.known[place]


def within_policy(shift: Shift, now: datetime, *, base: int) -> int:
    """The cells that are not too soon and not too far away."""
    earliest = cell_from(now + timedelta(minutes=shift.notice_minutes))
    last_day = local_day(now, shift.zone) + timedelta(days=shift.horizon_days)
    return bits_between(earliest, day_begins(shift.zone, last_day + timedelta(days=1)), base=base)


def free_rooms(taken: Taken, shift: Shift, *, start: int, minutes: int) -> list[int]:
    """The rooms (as resources) that are free for a visit that begins in the cell `start`."""
    wanted = bits_between(start - shift.gap, start + cells_in(minutes) + shift.gap, base=taken.base)
    return [room for room in sorted(taken.rooms[shift.location_id]) if not taken.busy[room] & wanted]
