"""Free starts from sets of cells: the quick way equals the obvious one."""

from hypothesis import given
from hypothesis import strategies as st

from unknot.booking import free

WIDTH = 60
sets = st.integers(0, (1 << WIDTH) - 1)
lengths = st.integers(1, 14)
gaps = st.integers(0, 6)


def as_set(bits: int) -> set[int]:
    return {n for n in range(bits.bit_length()) if bits >> n & 1}


@given(sets, lengths)
def test_runs_are_the_cells_from_which_all_are_set(bits: int, length: int) -> None:
    cells = as_set(bits)
    assert as_set(free.runs(bits, length)) == {c for c in cells if all(c + n in cells for n in range(length))}


@given(sets, lengths, gaps)
def test_starts_are_blocked_as_far_as_the_gap(busy: int, length: int, gap: int) -> None:
    near = {c - n for c in as_set(busy) for n in range(-gap, length + gap)}
    assert as_set(free.blocked_starts(busy, length=length, gap=gap)) == {c for c in near if c >= 0}


@given(sets, sets, st.lists(sets, max_size=3), lengths, gaps)
def test_starts_equal_the_obvious_search(
    hours: int, busy: int, rooms: list[int], length: int, gap: int
) -> None:
    def clear(taken: int, start: int) -> bool:
        return not as_set(taken) & set(range(start - gap, start + length + gap))

    obvious = {
        start
        for start in range(WIDTH)
        if set(range(start, start + length)) <= as_set(hours)
        and clear(busy, start)
        and any(clear(room, start) for room in rooms)
    }
    quick = free.starts_of(hours, busy, length=length, gap=gap)
    assert as_set(quick & free.starts_in_rooms(rooms, length=length, gap=gap, width=WIDTH)) == obvious


@given(st.integers(1, 9), st.integers(1, 200))
def test_every_nth_is_a_grid(step: int, width: int) -> None:
    assert as_set(free.every_nth(step, width)) == set(range(0, width, step))


@given(sets)
def test_members_come_lowest_first(bits: int) -> None:
    assert list(free.members(bits)) == sorted(as_set(bits))
