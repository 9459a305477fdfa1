"""Which outline has each part of the body, from the front and from the back? Read from body_shapes.toml."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path as File
from typing import Any, Literal, TypeAlias, get_args

from unknot.drawing.curves import Path, Point, holds, middle, smooth

View: TypeAlias = Literal[
    "front", "back", "head_left", "head_right", "palms", "hand_backs", "foot_tops", "soles"
]
VIEWS: tuple[View, ...] = ("front", "back")
EVERY_VIEW: tuple[View, ...] = get_args(View)
VIEW_WORDS: Mapping[View, str] = {
    "front": "front",
    "back": "back",
    "head_left": "left of the head",
    "head_right": "right of the head",
    "palms": "palms",
    "hand_backs": "backs of hands",
    "foot_tops": "tops of feet",
    "soles": "soles",
}

# The side of the client that lies where x > 0, on the viewer's right.
RIGHT_OF_VIEWER: Mapping[View, str] = {
    "front": "left", "back": "right", "palms": "left", "hand_backs": "right", "foot_tops": "left", "soles": "left",
}  # fmt: skip


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
    """One view: the outline of each leaf, the edge of the whole, lines that only make it look human.

    `spots` is where a mark on a leaf is written; `box` is left, top, width and height of the picture.
    """

    outlines: Mapping[str, Path]
    edges: tuple[Path, ...]
    details: tuple[Path, ...]
    spots: Mapping[str, Point]
    box: tuple[float, float, float, float]


@cache
def figure(view: View) -> Figure:
    """The drawing of one view, whole."""
    if view == "head_right":
        return _turned(figure("head_left"))
    rows = _data()[view]
    lines = {name: _line(row) for name, row in _rows_of_lines(view).items()}
    halves = rows.get("halves", True)
    outlines = dict((_both_halves if halves else _whole)(view, rows["regions"], lines))
    edges = tuple(lines[name].whole for name in rows["edges"])
    details = tuple(smooth(tuple(map(_point, row))) for row in rows["details"].values())
    if halves:
        edges, details = _mirrored(edges), _mirrored(details)
    return Figure(outlines, edges, details, _spots(view, outlines), _box(rows["box"]))


@cache
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
    folder = File(__file__).parent
    files = [folder / "body_shapes.toml", folder / "body_closer.toml"]
    return {
        name: rows for file in files for name, rows in tomllib.loads(file.read_text(encoding="utf-8")).items()
    }


def _rows_of_lines(view: View) -> dict[str, list[str]]:
    data = _data()
    shared: dict[str, list[str]] = {
        name: row for each in data[view].get("uses", ()) for name, row in data[each]["lines"].items()
    }
    return {**shared, **data[view].get("lines", {})}


def _box(row: list[float]) -> tuple[float, float, float, float]:
    left, top, width, height = row
    return left, top, width, height


def _spots(view: View, outlines: Mapping[str, Path]) -> dict[str, Point]:
    """The middle of each part, or what the drawing says where a part bends around its middle."""
    told = {name: _point(text) for name, text in _data()[view].get("spots", {}).items()}
    spots = {leaf: middle(outline) for leaf, outline in outlines.items()}
    here = RIGHT_OF_VIEWER.get(view, "")
    for leaf in outlines:
        side, _, name = leaf.partition("_")
        x, y = told.get(leaf) or told.get(name) or spots[leaf]
        turned = name in told and leaf not in told and side != here
        spots[leaf] = (-x if turned else x, y)
    return spots


def _turned(seen: Figure) -> Figure:
    """The same from the other side: left is right, and the picture is its mirror within its own box."""
    left, top, width, height = seen.box
    across = {
        name: ("right" + name.removeprefix("left") if name.startswith("left_") else name)
        for name in seen.outlines
    }
    return Figure(
        {across[leaf]: outline.mirrored() for leaf, outline in seen.outlines.items()},
        tuple(edge.mirrored() for edge in seen.edges),
        tuple(detail.mirrored() for detail in seen.details),
        {across[leaf]: (-x, y) for leaf, (x, y) in seen.spots.items()},
        (-left - width, top, width, height),
    )


def _whole(_: View, walks: Mapping[str, str], lines: Mapping[str, Line]) -> Iterator[tuple[str, Path]]:
    return ((leaf, _walk(walk, lines)) for leaf, walk in walks.items())


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
