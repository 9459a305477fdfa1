"""Which outline has each part of the body, from the front and from the back? Read from body_shapes.toml."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path as File
from typing import Any, Literal, TypeAlias, get_args

from unknot.drawing.curves import Path, Point, holds, smooth

View: TypeAlias = Literal[
    "front", "back", "head_left", "head_right", "palms", "hand_backs", "foot_tops", "soles"
]
VIEWS: tuple[View, ...] = ("front", "back")
EVERY_VIEW: tuple[View, ...] = get_args(View)

# The side of the client that lies where x > 0, on the viewer's right.
RIGHT_OF_VIEWER: Mapping[View, str] = {"front": "left", "back": "right"}


@dataclass(frozen=True)
class Line:
    """A smooth line and the places on it that have names."""

    whole: Path
    corners: Mapping[str, int]

    def between(self, first: str, last: str) -> Path:
        """The part from one corner to another, walked in that direction."""
        i, j = self.corners[first], self.corners[last]
        if i > j:
            return self.between(last, first).backwards()
        return Path(self.whole.points()[i], self.whole.bends[i:j])


@dataclass(frozen=True)
class Figure:
    """One view: the outline of each leaf, the edge of the whole, lines that only make it look human."""

    outlines: Mapping[str, Path]
    edges: tuple[Path, ...]
    details: tuple[Path, ...]
    box: tuple[float, float, float, float] = (-122, -3, 244, 493)


@cache
def figure(view: View) -> Figure:
    """The drawing of one view, with both of its halves."""
    if view not in VIEWS:
        return Figure({}, (), ())
    data = _data()
    lines = {name: _line(row) for name, row in (data["shared"]["lines"] | data[view]["lines"]).items()}
    outlines = dict(_both_halves(view, data[view]["regions"], lines))
    details = [smooth(tuple(map(_point, row))) for row in data[view]["details"].values()]
    return Figure(outlines, _mirrored(lines[name].whole for name in data[view]["edges"]), _mirrored(details))


def leaves() -> frozenset[str]:
    """The ids of all parts that are drawn in some view."""
    return frozenset(leaf for view in VIEWS for leaf in figure(view).outlines)


def leaf_at(view: View, x: float, y: float) -> str:
    """The part under a point, given as parts of the view's width and height; "" beside the body."""
    drawing = figure(view)
    left, top, width, height = drawing.box
    point = (left + x * width, top + y * height)
    return next((leaf for leaf, outline in drawing.outlines.items() if holds(outline, point)), "")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(File(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _mirrored(paths: Iterable[Path]) -> tuple[Path, ...]:
    return tuple(half for path in paths for half in (path, path.mirrored()))


def _both_halves(
    view: View, walks: Mapping[str, str], lines: Mapping[str, Line]
) -> Iterator[tuple[str, Path]]:
    here = RIGHT_OF_VIEWER[view]
    there = "right" if here == "left" else "left"
    for name, walk in walks.items():
        half = _walk(walk, lines)
        if half.start == half.end:
            yield f"{here}_{name}", half
            yield f"{there}_{name}", half.mirrored()
        else:
            yield name, half.then(half.mirrored().backwards())


def _walk(walk: str, lines: Mapping[str, Line]) -> Path:
    """Join the pieces between corners. "a,b" goes from a to b by the longer way, around a hand or a foot."""
    corners = walk.replace(",", " , ").split()
    steps = [(a, b) for a, b in pairwise([c for c in corners if c != ","])]
    around = "," in corners
    pieces = [_piece(lines, a, b, longer=around and n == 0) for n, (a, b) in enumerate(steps)]
    path = pieces[0]
    for piece in pieces[1:]:
        path = path.then(piece)
    return path


def _piece(lines: Mapping[str, Line], a: str, b: str, *, longer: bool) -> Path:
    found = [line.between(a, b) for line in lines.values() if a in line.corners and b in line.corners]
    if not found:
        raise ValueError(f"body_shapes.toml: no line joins the corners {a} and {b}")
    return (max if longer else min)(found, key=lambda path: len(path.bends))


def _line(row: list[str]) -> Line:
    named = {text.split()[0]: i for i, text in enumerate(row) if " " in text}
    return Line(smooth(tuple(map(_point, row))), named)


def _point(text: str) -> Point:
    x, y = text.split()[-1].split(",")
    return float(x), float(y)
