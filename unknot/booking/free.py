"""At which cells a visit could start, given what is open and what is busy; whole integers serve as sets.

A visit lies within the therapist's hours. Between two visits of one therapist, and in one room, lie the
recovery of the first and the set-up of the second. Reading hours and busy weeks is left to `availability`.
"""

from collections.abc import Iterable, Iterator


def runs(cells: int, length: int) -> int:
    """The cells from which `length` cells in a row are all set.

    >>> bin(runs(0b1110111, 3))
    '0b10001'
    """
    have = 1
    while have < length:
        step = min(have, length - have)
        cells &= cells >> step
        have += step
    return cells


def blocked_starts(busy: int, *, length: int, gap: int) -> int:
    """The cells at which `length` cells cannot begin, because within `gap` of them one is busy.

    >>> bin(blocked_starts(0b100000, length=2, gap=1))
    '0b1111000'
    """
    blocked, have, wanted = busy << gap, 1, length + 2 * gap
    while have < wanted:
        step = min(have, wanted - have)
        blocked |= blocked >> step
        have += step
    return blocked


def starts_in_rooms(rooms: Iterable[int], *, length: int, gap: int, width: int) -> int:
    """The starts among the first `width` cells at which a room is free; each room is its busy cells."""
    every = (1 << width) - 1
    nowhere = every
    for busy in rooms:
        nowhere &= blocked_starts(busy, length=length, gap=gap)
    return every ^ nowhere


def starts_of(open_cells: int, busy: int, *, length: int, gap: int) -> int:
    """The starts at which a therapist is at work and free for `length` cells."""
    return runs(open_cells, length) & ~blocked_starts(busy, length=length, gap=gap)


def every_nth(step: int, width: int) -> int:
    """Each `step`-th cell among the first `width`: the grid on which starts are offered.

    >>> bin(every_nth(3, 7))
    '0b1001001'
    """
    grid, have = 1, step
    while have < width:
        grid |= grid << have
        have *= 2
    return grid & ((1 << width) - 1)


def members(cells: int) -> Iterable[int]:
    """The numbers of the set cells, lowest first.

    >>> list(members(0b10100))
    [2, 4]
    """
    while cells:
        lowest = cells & -cells
        yield lowest.bit_length() - 1
        cells ^= lowest


def nearest(cells: int, to: int) -> Iterator[int]:
    """The numbers of the set cells, those nearest to the cell `to` first; the earlier of two as near.

    >>> list(nearest(0b1001011, 2))
    [1, 3, 0, 6]
    """
    below, above = cells & ((1 << to) - 1), cells >> to << to
    while below or above:
        lower, upper = below.bit_length() - 1, (above & -above).bit_length() - 1
        if above and (not below or upper - to < to - lower):
            above ^= 1 << upper
            yield upper
        else:
            below ^= 1 << lower
            yield lower
