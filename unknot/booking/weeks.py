"""Time as numbered five-minute cells, and a resource's week as one integer with a bit for each cell.

A week starts on Monday 00:00 UTC and has 2,016 cells. What is open when, and what may be offered, is left to
`hours` and `free`.
"""

import math
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

MINUTES_A_CELL = 5
CELLS_A_WEEK = 2016
BYTES_A_WEEK = 252
NOTHING_BUSY = bytes(BYTES_A_WEEK)
FIRST_MONDAY = datetime(1970, 1, 5, tzinfo=UTC)
_FIRST_MONDAY_SECONDS = 4 * 24 * 60 * 60
_SECONDS_A_CELL = MINUTES_A_CELL * 60


def cell_from(instant: datetime) -> int:
    """The first cell that begins at `instant` or after it."""
    return -(-_seconds(instant) // _SECONDS_A_CELL)


def cell_holding(instant: datetime) -> int:
    """The cell in which `instant` lies."""
    return _seconds(instant) // _SECONDS_A_CELL


def _seconds(instant: datetime) -> int:
    return math.ceil(instant.timestamp()) - _FIRST_MONDAY_SECONDS


def instant_of(cell: int) -> datetime:
    """When a cell begins."""
    return FIRST_MONDAY + timedelta(minutes=MINUTES_A_CELL * cell)


def is_on_a_cell(instant: datetime) -> bool:
    """Whether an instant is a whole multiple of five minutes: no other is ever claimed."""
    return not (instant.microsecond or instant.second or instant.minute % MINUTES_A_CELL)


def cells_in(minutes: int) -> int:
    """How many cells so many minutes take; a started cell counts whole."""
    return -(-minutes // MINUTES_A_CELL)


def week_of(cell: int) -> int:
    """The whole weeks since Monday 5 January 1970, 00:00 UTC."""
    return cell // CELLS_A_WEEK


def weeks_touched(from_cell: int, until_cell: int) -> range:
    """The weeks that hold any of the cells from `from_cell` up to, not including, `until_cell`."""
    return range(week_of(from_cell), week_of(until_cell - 1) + 1)


def bits_between(from_cell: int, until_cell: int, *, base: int = 0) -> int:
    """The bits of the cells from `from_cell` up to, not including, `until_cell`; bit 0 is the cell `base`.

    What lies before `base` is left out.

    >>> bin(bits_between(11, 13, base=10))
    '0b110'
    """
    low = max(from_cell - base, 0)
    length = until_cell - base - low
    return ((1 << length) - 1) << low if length > 0 else 0


def week_bytes(spans: Iterable[tuple[int, int]], week: int) -> bytes:
    """One week's bitmap of spans of cells: 252 bytes, whose lowest bit is Monday 00:00 UTC."""
    base, bits = week * CELLS_A_WEEK, 0
    for from_cell, until_cell in spans:
        bits |= bits_between(from_cell, min(until_cell, base + CELLS_A_WEEK), base=base)
    return bits.to_bytes(BYTES_A_WEEK, "little")


def week_bits(stored: bytes | memoryview, week: int, *, base: int) -> int:
    """A stored week as bits counted from the cell `base`, which begins a week at or before it."""
    return int.from_bytes(stored, "little") << (week * CELLS_A_WEEK - base)
