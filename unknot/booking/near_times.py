"""Free times near one that could not be had, given what was read of the diary; reads nothing itself."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from heapq import merge
from itertools import islice

from unknot.booking.availability import Opening
from unknot.booking.diary import Starts, Taken, possible_starts
from unknot.booking.free import nearest
from unknot.booking.shifts import Shift
from unknot.booking.weeks import cell_holding, cells_in, instant_of

HOW_MANY = 3
DAYS_BEFORE, DAYS_AFTER = timedelta(days=1), timedelta(days=7)
APART_MINUTES = 30
"""Times closer together than this are no real choice."""


def near_times(
    shifts: Sequence[Shift], taken: Taken, *, minutes: int, day: date, starts_at: datetime, now: datetime
) -> list[Opening]:
    """Up to three openings from the day before until a week after, nearest first."""
    wanted = cell_holding(starts_at)
    found = possible_starts(
        shifts, taken, minutes=minutes, from_day=day - DAYS_BEFORE, until_day=day + DAYS_AFTER, now=now
    )
    in_order = merge(*(_by_distance(each, wanted) for each in found))
    return [
        Opening(therapist, place, instant_of(cell))
        for _, cell, therapist, place in islice(_spread(in_order), HOW_MANY)
    ]


Near = tuple[int, int, int, int]
"""How many cells away, the cell, the therapist's id and the place's."""


def _by_distance(starts: Starts, wanted: int) -> Iterator[Near]:
    for cell in nearest(starts.cells, max(wanted - starts.base, 0)):
        at = starts.base + cell
        yield abs(at - wanted), at, starts.shift.therapist_id, starts.shift.location_id


def _spread(found: Iterator[Near]) -> Iterator[Near]:
    """Those that lie apart from all before them."""
    chosen: list[int] = []
    for each in found:
        if all(abs(each[1] - other) >= cells_in(APART_MINUTES) for other in chosen):
            chosen.append(each[1])
            yield each
