"""How is a limit or a choice shaded on a part: dots for pressure, hatching for what is left out, and its sign."""

from collections.abc import Iterator, Mapping

from unknot.drawing.body_marks import Mark
from unknot.drawing.body_shapes import Figure
from unknot.drawing.markup import element, number

# Dots for pressure: the less is allowed, the closer they stand. (size of the tile, radius of its dot)
_DOTS: Mapping[int, tuple[float, float]] = {
    0: (3.6, 1.5),
    1: (4.4, 1.4),
    2: (5.6, 1.3),
    3: (7.2, 1.2),
    4: (9.6, 1.1),
}


def patterns_of(prefix: str, marks: Mapping[str, Mark]) -> Iterator[str]:
    """The patterns that these marks are filled with, each once."""
    for look, mark in sorted({mark.look: mark for mark in marks.values()}.items()):
        if mark.kind == "pressure":
            yield _dots(f"{prefix}-{look}", *_DOTS[mark.level or 0])
        elif mark.kind == "avoid":
            yield _hatching(f"{prefix}-{look}")


def shading_of(prefix: str, drawing: Figure, marks: Mapping[str, Mark]) -> Iterator[str]:
    """A patterned copy of each part that is capped or left out."""
    for leaf, mark in marks.items():
        if mark.kind in ("pressure", "avoid"):
            d = drawing.outlines[leaf].as_text(closed=True)
            yield element("path", d=d, fill=f"url(#{prefix}-{mark.look})")


def figures_of(drawing: Figure, marks: Mapping[str, Mark]) -> Iterator[str]:
    """A number on what is capped, a cross on what is left out, a tick on what is chosen."""
    for leaf, mark in marks.items():
        x, y = drawing.spots[leaf]
        if mark.kind == "pressure":
            yield element("text", str(mark.level), class_="body-figure", x=x, y=y + 4.3)
        elif mark.kind == "avoid":
            yield _cross(x, y)
        elif mark.kind == "chosen":
            yield element("path", class_="body-tick", d=tick(x, y))


def tick(x: float, y: float) -> str:
    """The `d` of a tick around a point."""
    return f"M{number(x - 3.6)} {number(y + 0.2)}l2.6 2.8l4.8 -5.6"


def _cross(x: float, y: float) -> str:
    d = f"M{number(x - 3.5)} {number(y - 3.5)}l7 7m0 -7l-7 7"
    return element("path", class_="body-cross-halo", d=d) + element("path", class_="body-cross", d=d)


def _dots(pattern_id: str, size: float, radius: float) -> str:
    dot = element("circle", class_="dot", cx=size / 2, cy=size / 2, r=radius)
    tile = {"width": size, "height": size, "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    return element("pattern", dot, id=pattern_id, **tile)


def _hatching(pattern_id: str) -> str:
    line = element("path", class_="hatch", d="M2.5 0V5")
    tile = {"width": 5, "height": 5, "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    return element("pattern", line, id=pattern_id, **tile)
