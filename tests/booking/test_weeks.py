"""Weeks and cells: instants, numbers and bitmaps, there and back."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.booking import weeks

moments = st.integers(-(10**15), 4 * 10**15).map(lambda n: weeks.FIRST_MONDAY + timedelta(microseconds=n))
cells = st.integers(2_900 * weeks.CELLS_A_WEEK, 2_903 * weeks.CELLS_A_WEEK)


@given(moments)
def test_a_cell_holds_its_instant(moment: datetime) -> None:
    cell = weeks.cell_from(moment)
    assert weeks.instant_of(cell - 1) < moment <= weeks.instant_of(cell)
    if weeks.is_on_a_cell(moment):
        assert weeks.instant_of(weeks.cell_holding(moment)) == moment


@pytest.mark.parametrize(
    ("text", "week", "cell"),
    [
        ("1970-01-05T00:00", 0, 0),
        ("1970-01-04T23:55", -1, -1),
        ("1970-01-12T00:00", 1, 2016),
        ("2026-11-30T00:00", 2969, 2969 * 2016),
    ],
)
def test_weeks_begin_on_monday(text: str, week: int, cell: int) -> None:
    moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
    assert (weeks.week_of(weeks.cell_from(moment)), weeks.cell_from(moment)) == (week, cell)


@given(st.lists(st.tuples(cells, st.integers(1, 5000)), max_size=5))
def test_weeks_stored_and_read_are_the_same_cells(spans: list[tuple[int, int]]) -> None:
    base_week = 2_899
    base = base_week * weeks.CELLS_A_WEEK
    ends = [(begin, begin + length) for begin, length in spans]
    plain = {cell for begin, end in ends for cell in range(begin, end)}
    bits = 0
    for week in range(base_week, base_week + 10):
        stored = weeks.week_bytes(ends, week)
        assert len(stored) == weeks.BYTES_A_WEEK
        bits |= weeks.week_bits(stored, week, base=base)
    assert plain == {base + n for n in range(bits.bit_length()) if bits >> n & 1}


@pytest.mark.parametrize(("minutes", "expected"), [(60, 12), (5, 1), (7, 2), (0, 0)])
def test_minutes_take_whole_cells(minutes: int, expected: int) -> None:
    assert weeks.cells_in(minutes) == expected


def test_weeks_touched_leaves_out_a_week_that_begins_at_the_end() -> None:
    edge = 10 * weeks.CELLS_A_WEEK
    assert list(weeks.weeks_touched(edge - 1, edge)) == [9]
    assert list(weeks.weeks_touched(edge - 1, edge + 1)) == [9, 10]


def test_only_whole_five_minutes_lie_on_a_cell() -> None:
    ten = datetime(2026, 12, 1, 10, tzinfo=UTC)
    assert weeks.is_on_a_cell(ten)
    for off in (timedelta(minutes=1), timedelta(seconds=1), timedelta(microseconds=1)):
        assert not weeks.is_on_a_cell(ten + off)
