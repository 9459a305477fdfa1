"""Where do signs go so that none covers another? Each stays at its point if it can, else at the nearest free place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from unknot.drawing.curves import Point

_ROW, _COLUMN, _RINGS = 20.0, 13.0, 4
_WHOLE = range(-_RINGS, _RINGS + 1)
_STEPS = sorted(
    ((i * _COLUMN, j * _ROW) for i in _WHOLE for j in _WHOLE), key=lambda step: step[0] ** 2 + step[1] ** 2
)


@dataclass(frozen=True)
class Room:
    """What a sign needs around its middle: `half` to the left, `reach` to the right, `high` above and below."""

    at: Point
    half: float
    reach: float
    high: float = 9.5

    def meets(self, other: "Room") -> bool:
        (x, y), (u, v) = self.at, other.at
        beside = x - self.half < u + other.reach and u - other.half < x + self.reach
        return beside and abs(y - v) < self.high + other.high

    def within(self, box: tuple[float, float, float, float]) -> bool:
        left, top, width, height = box
        x, y = self.at
        across = left <= x - self.half and x + self.reach <= left + width
        return across and top <= y - self.high and y + self.high <= top + height


def apart(
    rooms: Sequence[Room], box: tuple[float, float, float, float], *, around: Sequence[Room] = ()
) -> tuple[Point, ...]:
    """A point for each, in their order, clear of what is there already: who comes first stays nearest its own point."""
    taken = list(around)
    for room in rooms:
        free = (each for each in _around(room) if each.within(box) and not any(map(each.meets, taken)))
        taken.append(next(free, room))
    return tuple(room.at for room in taken[len(around) :])


def _around(room: Room) -> Iterator[Room]:
    """The point itself, then wider and wider around it."""
    x, y = room.at
    return (replace(room, at=(x + dx, y + dy)) for dx, dy in _STEPS)
