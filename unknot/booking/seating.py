"""Finds a therapist and a room for a visit while their weeks are locked, so that what is found stays free.

Used by booking, moving and holding alike; each decides for itself what to write.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from unknot.booking.busy import lock_weeks
from unknot.booking.candidates import Candidate, loads_of
from unknot.booking.diary import Taken, add_holds, free_rooms, possible_starts, read_taken
from unknot.booking.hours import day_begins, local_day
from unknot.booking.kinds import Kind
from unknot.booking.load import Strain, week_begins
from unknot.booking.near_times import DAYS_AFTER, DAYS_BEFORE
from unknot.booking.shifts import Shift, read_shifts
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
    """A therapist and a room that are free; whether a hold of the wish's own key kept them."""

    candidate: Candidate
    room_id: int
    room_resource_id: int
    was_held: bool


@dataclass
class Table:
    """What is needed to look for a seat. `shifts` are everybody's, `able` those in which the wish could lie."""

    wish: Wish
    candidates: Sequence[Candidate]
    shifts: Sequence[Shift]
    able: Sequence[Shift]
    now: datetime
    rooms: dict[int, int] = field(default_factory=dict)
    """Room ids by resource, known once the weeks are locked."""

    def read_taken(self) -> Taken:
        """What is busy around the wish, as far as near times may lie: one statement."""
        day = self.wish.day
        return read_taken(self.shifts, from_day=day - DAYS_BEFORE, until_day=day + DAYS_AFTER)

    def lock(self, *others: int, weeks: Iterable[int] = ()) -> None:
        """Lock the weeks of everybody able and of every room, and of `others`; two statements."""
        rooms = Room.objects.filter(location_id=self.wish.location.pk)
        self.rooms = dict(rooms.values_list("resource_id", "id"))
        lock_weeks(self.resources | set(others), weeks_of(self.wish) | set(weeks))

    @property
    def resources(self) -> set[int]:
        return {shift.resource_id for shift in self.able} | set(self.rooms)


def lay_table(wish: Wish, candidates: Sequence[Candidate], *, now: datetime) -> Table:
    """Read who is at work there, and keep those whose hours, licence, notice and horizon hold the wish."""
    shifts = read_shifts(
        [each.therapist_id for each in candidates],
        [wish.location.pk],
        from_day=wish.day - DAYS_BEFORE,
        until_day=wish.day + DAYS_AFTER,
    )
    if wish.despite_policy:
        shifts = [each._replace(notice_minutes=0, horizon_days=36_500) for each in shifts]
    base = week_of(cell_holding(wish.starts_at)) * CELLS_A_WEEK
    nothing = Taken(base, 2 * CELLS_A_WEEK, {}, {})
    able = [shift for shift in shifts if starts_in(shift, nothing, wish, now, rooms=False)]
    return Table(wish, candidates, shifts, able, now)


def weeks_of(wish: Wish) -> set[int]:
    """The weeks to lock: the visit's with the gaps around it, and its local week, whose load is counted."""
    zone, monday = wish.location.time_zone, week_begins(wish.day)
    gap = cells_in(wish.location.setup_minutes + wish.location.recovery_minutes)
    start = cell_holding(wish.starts_at)
    visit = weeks_touched(start - gap, start + cells_in(wish.minutes) + gap)
    week = weeks_touched(day_begins(zone, monday), day_begins(zone, monday + timedelta(days=7)))
    return set(visit) | set(week)


def why_gone(table: Table, taken: Taken) -> Kind | None:
    """Why nobody able is free, or None where somebody is. Holds are not asked."""
    if _free(table, taken):
        return None
    return Kind.NO_ROOM if _free(table, taken, rooms=False) else Kind.TAKEN


def find_seat(table: Table) -> Seat | Kind:
    """The free candidate with the least load that week, in the first free room; or why there is none.

    Lock the table first: what is found stays free until the transaction ends.
    """
    taken = table.read_taken()
    if gone := why_gone(table, taken):
        return gone
    was_held = add_holds(taken, now=table.now, holds_of=table.wish.key)
    free = _free(table, taken)
    return (_least_loaded(table, taken, free, was_held) or Kind.LOAD) if free else Kind.HOLD


def _free(table: Table, taken: Taken, *, rooms: bool = True) -> list[Shift]:
    return [shift for shift in table.able if starts_in(shift, taken, table.wish, table.now, rooms=rooms)]


def starts_in(shift: Shift, taken: Taken, wish: Wish, now: datetime, *, rooms: bool = True) -> bool:
    """Whether the wish is among the free starts of a shift."""
    if not is_on_a_cell(wish.starts_at):
        return False
    (starts,) = possible_starts(
        [shift], taken, minutes=wish.minutes, from_day=wish.day, until_day=wish.day, now=now, rooms=rooms
    )
    return bool(starts.cells >> (cell_holding(wish.starts_at) - starts.base) & 1)


def _least_loaded(table: Table, taken: Taken, free: Sequence[Shift], was_held: bool) -> Seat | None:
    wish, by_therapist = table.wish, {each.therapist_id: each for each in table.candidates}
    ids = [shift.therapist_id for shift in free]
    loads = loads_of(ids, on=wish.day, zone=wish.location.time_zone, without=wish.without_visit)
    for shift in sorted(free, key=lambda each: (loads[each.therapist_id].week, each.therapist_id)):
        candidate = by_therapist[shift.therapist_id]
        load = loads[shift.therapist_id].with_visit(wish.weighted_minutes)
        if wish.despite_load or load.strain(candidate.ceilings) is not Strain.HARD:
            rooms = free_rooms(taken, shift, start=cell_holding(wish.starts_at), minutes=wish.minutes)
            return Seat(candidate, table.rooms[rooms[0]], rooms[0], was_held)
    return None
