"""How is it done at home? A person doing it, drawn from the few lines of home_figures.toml."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby, pairwise
from math import cos, hypot, radians, sin
from pathlib import Path as File
from typing import Any, TypeAlias

from unknot.drawing.curves import Path, Point, smooth
from unknot.drawing.markup import Drawn, classes, element, number, titled

VIEW_BOX = "0 0 200 160"
BODY: Mapping[str, float] = {"torso": 23, "shoulders": 18, "neck": 10, "leg": 13, "arm": 9, "foot": 8}
"""How wide each part of a body is where the drawing does not say so."""
SHIRT = ("torso", "shoulders")
SHORTS = 0.5
"""How far down the thigh they reach."""
EDGE = 2.6
HEAD = 13.0
HAIR = radians(74)
"""Half of the part of the round of a head that hair takes."""
UP = (0.0, -1.0)

Part: TypeAlias = Mapping[str, Any]


def draw_home_figure(item: str) -> Drawn:
    """The drawing of an item, with its words for whoever does not see it; empty where there is none."""
    drawing = _data().get(item)
    if drawing is None:
        return Drawn()
    heading, labelled_by = titled(f"home-figure-{item}", drawing["says"], "")
    together = groupby(drawing["parts"], key=lambda part: part["part"] in SHIRT)
    parts = [piece for is_shirt, some in together for piece in (_shirt(some) if is_shirt else _each(some))]
    return Drawn(
        element(
            "svg", heading, *parts, class_="home-figure", viewbox=VIEW_BOX, role="img", aria_labelledby=labelled_by
        )
    )  # fmt: skip


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(File(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _each(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        yield from _drawn(part, [(float(x), float(y)) for x, y in part["at"]])


def _drawn(part: Part, points: list[Point]) -> Iterator[str]:
    kind = part["part"]
    if kind == "head":
        yield from _head(points[0], part)
    elif kind == "move":
        yield from _arrow(points)
    elif kind in ("ball", "roll"):
        yield element(
            "circle", class_="figure-thing", cx=points[0][0], cy=points[0][1], r=float(part["wide"])
        )
    elif kind in BODY:
        yield from _limb(part, points)
    else:
        yield element("path", class_=f"figure-{kind}", d=smooth(tuple(points)).as_text(closed=False))


def _limb(part: Part, points: list[Point]) -> Iterator[str]:
    """A line as wide as the limb, in its edge's colour, and a narrower one inside it; a leg wears shorts."""
    wide, far = _width(part), "is-far" if part.get("far") else None
    yield from _line(_straight(points), wide, classes(("figure-skin", far)))
    if part["part"] == "leg":
        (x1, y1), (x2, y2) = points[:2]
        thigh = [points[0], (x1 + (x2 - x1) * SHORTS, y1 + (y2 - y1) * SHORTS)]
        yield from _line(_straight(thigh), wide + 2, classes(("figure-shorts", far)))


def _shirt(parts: Iterable[Part]) -> Iterator[str]:
    """Its pieces under one edge."""
    lines = [(smooth(tuple((float(x), float(y)) for x, y in part["at"])), _width(part)) for part in parts]
    drawn = [list(_line(path, wide, "figure-shirt")) for path, wide in lines]
    yield from (edge for edge, _ in drawn)
    yield from (inside for _, inside in drawn)


def _line(path: Path, wide: float, looks: str) -> Iterator[str]:
    d = path.as_text(closed=False)
    yield element("path", class_="figure-edge", d=d, stroke_width=wide)
    yield element("path", class_=looks, d=d, stroke_width=wide - EDGE)


def _width(part: Part) -> float:
    return float(part.get("wide", BODY[part["part"]]))


def _straight(points: list[Point]) -> Path:
    return Path(points[0], tuple((a, b, b) for a, b in pairwise(points)))


def _head(middle: Point, part: Part) -> Iterator[str]:
    """Round, with hair, and with a nose where one is seen from the side; hair all over where seen from behind."""
    (x, y), wide = middle, float(part.get("wide", HEAD))
    nose = part.get("nose")
    if nose:
        yield element("circle", class_="figure-head", cx=float(nose[0]), cy=float(nose[1]), r=wide / 5.5)
    yield element("circle", class_="figure-head", cx=x, cy=y, r=wide)
    if part.get("back"):
        yield element("circle", class_="figure-hair", cx=x, cy=y, r=wide)
    else:
        yield element("path", class_="figure-hair", d=_hair(middle, wide, _hair_towards(middle, part)))


def _hair_towards(middle: Point, part: Part) -> Point:
    """Where the hair is thickest: at the crown, and away from the nose."""
    x, y = part.get("crown", UP)
    if "nose" in part:
        dx, dy = part["nose"][0] - middle[0], part["nose"][1] - middle[1]
        far = hypot(dx, dy)
        x, y = x - dx / far, y - dy / far
    length = hypot(x, y)
    return x / length, y / length


def _hair(middle: Point, wide: float, towards: Point) -> str:
    """A piece of the round of the head."""
    (x, y), (tx, ty) = middle, towards
    along, across = wide * cos(HAIR), wide * sin(HAIR)
    ends = [(x + tx * along - ty * side, y + ty * along + tx * side) for side in (-across, across)]
    (x1, y1), (x2, y2) = ends
    fringe = f"Q{number(x + tx * wide * 0.45)} {number(y + ty * wide * 0.45)} {number(x1)} {number(y1)}z"
    return f"M{number(x1)} {number(y1)}A{number(wide)} {number(wide)} 0 0 1 {number(x2)} {number(y2)}{fringe}"


def _arrow(points: list[Point]) -> Iterator[str]:
    """A line that ends in a head."""
    (x1, y1), (x2, y2) = points[-2:]
    length = hypot(x2 - x1, y2 - y1)
    dx, dy = 6 * (x2 - x1) / length, 6 * (y2 - y1) / length
    yield element("path", class_="figure-move", d=smooth(tuple(points)).as_text(closed=False))
    tips = [(x2 - dx - dy * 0.7, y2 - dy + dx * 0.7), (x2, y2), (x2 - dx + dy * 0.7, y2 - dy - dx * 0.7)]
    yield element("path", class_="figure-move", d="M" + "L".join(f"{number(x)} {number(y)}" for x, y in tips))
