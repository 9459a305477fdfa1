"""Where else a mark is felt: the parts it refers to, outlined, and an arrow there."""

from collections.abc import Iterable, Iterator
from math import hypot

from unknot.drawing.body_shapes import Figure
from unknot.drawing.curves import Point
from unknot.drawing.markup import element, number

_CLEAR = 12.0
"""How far from the middle of its sign an arrow begins."""


def outlined(drawing: Figure, leaves: Iterable[str]) -> Iterator[str]:
    """Each part referred to, with a dashed edge."""
    for leaf in sorted(set(leaves) & set(drawing.outlines)):
        yield element("path", class_="referred", d=drawing.outlines[leaf].as_text(closed=True))


def arrow(start: Point, end: Point) -> str:
    """A dashed line, bent a little, with a head; nothing where both points are the same."""
    along = hypot(end[0] - start[0], end[1] - start[1])
    if along <= _CLEAR:
        return ""
    dx, dy = (end[0] - start[0]) / along, (end[1] - start[1]) / along
    bend = min(along / 5, 18.0)
    over = ((start[0] + end[0]) / 2 - dy * bend, (start[1] + end[1]) / 2 + dx * bend)
    first = _toward(start, over, _CLEAR)
    line = element("path", class_="referral", d=f"M{_at(first)}Q{_at(over)} {_at(end)}")
    return line + element("path", class_="referral-head", d=_head(over, end))


def _toward(start: Point, end: Point, far: float) -> Point:
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    return start[0] + (end[0] - start[0]) * far / length, start[1] + (end[1] - start[1]) * far / length


def _head(before: Point, tip: Point) -> str:
    x, y = _toward(tip, before, 7.5)
    dx, dy = (x - tip[0]) * 0.45, (y - tip[1]) * 0.45
    return f"M{_at((x - dy, y + dx))}L{_at(tip)}L{_at((x + dy, y - dx))}"


def _at(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"
