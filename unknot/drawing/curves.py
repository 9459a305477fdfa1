"""How does a row of points become a smooth line, and how are lines joined into the edge of a shape?"""

from dataclasses import dataclass
from functools import cached_property
from math import hypot
from typing import TypeAlias

from unknot.drawing.markup import number

Point: TypeAlias = tuple[float, float]
Bend: TypeAlias = tuple[Point, Point, Point]  # two handles and the end of a cubic curve


@dataclass(frozen=True)
class Path:
    """A start and the bends that follow it."""

    start: Point
    bends: tuple[Bend, ...] = ()

    @property
    def end(self) -> Point:
        return self.bends[-1][2] if self.bends else self.start

    def then(self, other: "Path") -> "Path":
        """This path and, from its end, another one."""
        return Path(self.start, self.bends + other.bends)

    def backwards(self) -> "Path":
        """The same line walked from its end."""
        starts = (self.start, *(bend[2] for bend in self.bends[:-1]))
        turned = [(b[1], b[0], start) for start, b in zip(starts, self.bends, strict=True)]
        return Path(self.end, tuple(reversed(turned)))

    def mirrored(self) -> "Path":
        """The same line on the other side of the middle."""
        return Path(_flip(self.start), tuple((_flip(a), _flip(b), _flip(c)) for a, b, c in self.bends))

    def as_text(self, *, closed: bool) -> str:
        """The `d` of an SVG path, in relative steps, which are shorter."""
        return self._text + ("z" if closed else "")

    # Written once: the lines of the body are the same in every picture of it.
    @cached_property
    def _text(self) -> str:
        pieces = [f"M{_pair(self.start)}"]
        here = _round(self.start)
        for bend in self.bends:
            pieces.append("c" + " ".join(_pair((x - here[0], y - here[1])) for x, y in map(_round, bend)))
            here = _round(bend[2])
        return "".join(pieces)

    def points(self) -> tuple[Point, ...]:
        """The places the line goes through."""
        return (self.start, *(bend[2] for bend in self.bends))


def smooth(points: tuple[Point, ...]) -> Path:
    """A curve through all points, leaving each in the direction of its neighbours."""
    bends = tuple(_bend(points, i) for i in range(len(points) - 1))
    return Path(points[0], bends)


def middle(path: Path) -> Point:
    """The centre of the area a closed path surrounds: where a mark on it is written."""
    points = path.points()
    pairs = list(zip(points, points[1:] + points[:1], strict=True))
    doubled = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (3 * doubled)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (3 * doubled)
    return x, y


def holds(path: Path, point: Point) -> bool:
    """Whether a point lies inside a closed path, its bends taken as straight."""
    x, y = point
    points = path.points()
    inside = False
    for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            inside = not inside
    return inside


def _bend(points: tuple[Point, ...], i: int) -> Bend:
    here, there = points[i], points[i + 1]
    third = hypot(there[0] - here[0], there[1] - here[1]) / 3
    out, back = _direction(points, i), _direction(points, i + 1)
    return (
        (here[0] + out[0] * third, here[1] + out[1] * third),
        (there[0] - back[0] * third, there[1] - back[1] * third),
        there,
    )


def _direction(points: tuple[Point, ...], i: int) -> Point:
    before, after = points[max(i - 1, 0)], points[min(i + 1, len(points) - 1)]
    # A line that ends on the middle goes on in its mirror, so it crosses the middle level, without a kink.
    if points[i][0] == 0 and 0 in (i, len(points) - 1) and before[0] != after[0]:
        return (1.0 if after[0] > before[0] else -1.0), 0.0
    dx, dy = after[0] - before[0], after[1] - before[1]
    length = hypot(dx, dy) or 1.0
    return dx / length, dy / length


def _flip(point: Point) -> Point:
    return -point[0], point[1]


def _round(point: Point) -> Point:
    return round(point[0], 1), round(point[1], 1)


def _pair(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"
