"""Why a visit could not be booked, as the error to raise, with three times that could be had instead."""

from collections.abc import Collection, Sequence

from unknot.booking.availability import Opening
from unknot.booking.candidates import Candidate
from unknot.booking.diary import Taken as Busy
from unknot.booking.diary import add_holds, read_taken
from unknot.booking.errors import BookingError, NotOffered, Taken
from unknot.booking.kinds import GONE, WORDS, Kind
from unknot.booking.near_times import DAYS_AFTER, DAYS_BEFORE, HOW_MANY, near_times
from unknot.booking.seating import Table
from unknot.booking.shifts import Shift, read_shifts


def refusal(
    table: Table, kinds: Collection[Kind], *, others: Sequence[Candidate], taken: Busy | None = None
) -> BookingError:
    """Taken where the time would have been offered; NotOffered with the kinds of rule otherwise.

    Near times are looked for with those at the table first, and with `others` where that does not suffice. `taken`
    is what was read for the table, when it was read just now.
    """
    near = _near(table, table.shifts, taken)
    at_table = {each.therapist_id for each in table.candidates}
    if len(near) < HOW_MANY and (ids := {each.therapist_id for each in others} - at_table):
        near += _near(table, _shifts_of(table, ids), None)[: HOW_MANY - len(near)]
    if set(kinds) <= GONE:
        return Taken(near)
    return NotOffered(WORDS[min(kinds, key=list(Kind).index)], kinds=sorted(kinds), alternatives=near)


def _shifts_of(table: Table, therapists: Collection[int]) -> list[Shift]:
    day = table.wish.day
    return read_shifts(
        sorted(therapists),
        [table.wish.location.pk],
        from_day=day - DAYS_BEFORE,
        until_day=day + DAYS_AFTER,
    )


def _near(table: Table, shifts: Sequence[Shift], taken: Busy | None) -> list[Opening]:
    if not shifts:
        return []
    wish, now = table.wish, table.now
    if taken is None:
        taken = read_taken(shifts, from_day=wish.day - DAYS_BEFORE, until_day=wish.day + DAYS_AFTER)
    add_holds(taken, now=now, holds_of=wish.key)
    return near_times(shifts, taken, minutes=wish.minutes, day=wish.day, starts_at=wish.starts_at, now=now)
