"""Finds a therapist and a room for a visit while their weeks are locked, so that what is found stays free.

Used by booking, moving and holding alike; each decides for itself what to write.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from unknot.booking.busy import lock_weeks
from unknot.booking.candidates import Candidate, loads_of
from unknot.booking.diary import (
    Shift,
    Taken,
    add_holds,
    free_rooms,
    possible_starts,
    read_shifts,
    read_taken,
)
from unknot.booking.hours import day_begins, local_day
from unknot.booking.kinds import Kind
from unknot.booking.load import Strain, week_begins
from unknot.booking.weeks import CELLS_A_WEEK, cell_holding, cells_in, is_on_a_cell, week_of, weeks_touched
from unknot.directory.models import Location, Room


@dataclass(frozen=True)
class Wish:
    """A visit somebody wants: where, when, how long, and how much of a load it would be."""

    location: Location
    minutes: int
    starts_at: datetime
    weighted_minutes: int = 0
    key: str = ""
    despite_policy: bool = False
    despite_load: bool = False
    without_visit: int | None = None
    """A visit whose own load does not count, because it is the one that moves."""

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def day(self) -> date:
        """The visit's own day, on the calendar of the place."""
        return local_day(self.starts_at, self.location.time_zone)


@dataclass(frozen=True, slots=True)
class Seat:
    """A therapist and a room that are free."""

    candidate: Candidate
    room_resource_id: int


@dataclass(frozen=True)
class Table:
    """Everything that is needed to look for a seat, read before anything is locked."""

    wish: Wish
    candidates: Sequence[Candidate]
    shifts: Sequence[Shift]
    rooms: Sequence[int]
    now: datetime
    weeks: frozenset[int] = field(default=frozenset())

    @property
    def resources(self) -> list[int]:
        return [shift.resource_id for shift in self.shifts] + list(self.rooms)


def lay_table(wish: Wish, candidates: Sequence[Candidate], *, now: datetime) -> Table:
    """Keep the candidates who are at work, licensed, with enough notice and within the horizon: two statements."""
    shifts = read_shifts(
        [each.therapist_id for each in candidates], [wish.location.pk], from_day=wish.day, until_day=wish.day
    )
    if wish.despite_policy:
        shifts = [each._replace(notice_minutes=0, horizon_days=36_500) for each in shifts]
    base = week_of(cell_holding(wish.starts_at)) * CELLS_A_WEEK
    nothing = Taken(base, 2 * CELLS_A_WEEK, {}, {})
    able = [shift for shift in shifts if _starts_in(shift, nothing, wish, now, rooms=False)]
    rooms = Room.objects.filter(location=wish.location).order_by("id").values_list("resource_id", flat=True)
    return Table(wish, candidates, able, list(rooms) if able else [], now, weeks_of(wish))


def weeks_of(wish: Wish) -> frozenset[int]:
    """The weeks to lock: the visit's with the gaps around it, and its local week, whose load is counted."""
    zone, monday = wish.location.time_zone, week_begins(wish.day)
    gap = cells_in(wish.location.setup_minutes + wish.location.recovery_minutes)
    start = cell_holding(wish.starts_at)
    visit = weeks_touched(start - gap, start + cells_in(wish.minutes) + gap)
    week = weeks_touched(day_begins(zone, monday), day_begins(zone, monday + timedelta(days=7)))
    return frozenset(visit) | frozenset(week)


def find_seat(table: Table, *, lock: bool = True) -> Seat | Kind:
    """The free candidate with the least load that week, in the first free room; or why there is none.

    Run it in a transaction: it locks the weeks of everybody at the table, and what it finds stays free until the
    end. With `lock=False` the weeks are locked already.
    """
    wish = table.wish
    if lock:
        lock_weeks(table.resources, table.weeks)
    taken = read_taken(table.shifts, from_day=wish.day, until_day=wish.day)
    if not _free(table, taken):
        return Kind.NO_ROOM if _free(table, taken, rooms=False) else Kind.TAKEN
    add_holds(taken, now=table.now, holds_of=wish.key)
    free = _free(table, taken)
    return (_least_loaded(table, taken, free) or Kind.LOAD) if free else Kind.HOLD


def _free(table: Table, taken: Taken, *, rooms: bool = True) -> list[Shift]:
    return [shift for shift in table.shifts if _starts_in(shift, taken, table.wish, table.now, rooms=rooms)]


def _starts_in(shift: Shift, taken: Taken, wish: Wish, now: datetime, *, rooms: bool = True) -> bool:
    """Whether the wish is among the free starts of a shift."""
    if not is_on_a_cell(wish.starts_at):
        return False
    (starts,) = possible_starts(
        [shift], taken, minutes=wish.minutes, from_day=wish.day, until_day=wish.day, now=now, rooms=rooms
    )
    return bool(starts.cells >> (cell_holding(wish.starts_at) - starts.base) & 1)


def _least_loaded(table: Table, taken: Taken, free: Iterable[Shift]) -> Seat | None:
    wish, by_therapist = table.wish, {each.therapist_id: each for each in table.candidates}
    ids = [shift.therapist_id for shift in free]
    loads = loads_of(ids, on=wish.day, zone=wish.location.time_zone, without=wish.without_visit)
    able = [
        (loads[shift.therapist_id].week, shift.therapist_id, shift)
        for shift in free
        if wish.despite_load
        or loads[shift.therapist_id]
        .with_visit(wish.weighted_minutes)
        .strain(by_therapist[shift.therapist_id].ceilings)
        is not Strain.HARD
    ]
    if not able:
        return None
    _, therapist, shift = min(able, key=lambda each: each[:2])
    rooms = free_rooms(taken, shift, start=cell_holding(wish.starts_at), minutes=wish.minutes)
    return Seat(by_therapist[therapist], rooms[0])
