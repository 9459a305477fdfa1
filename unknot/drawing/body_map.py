"""The body map: front and back of a person, each part a shape with its name, to read from or to tap on."""

from collections.abc import Iterator, Mapping
from typing import Literal

from unknot.drawing.body_marks import Mark, label_of, rows_of
from unknot.drawing.body_shapes import RIGHT_OF_VIEWER, VIEWS, View, figure
from unknot.drawing.curves import Path, middle
from unknot.drawing.markup import Drawn, classes, element, number, titled, words

VIEW_BOX = "-122 -3 244 493"

# Dots for pressure: the less is allowed, the closer they stand. (size of the tile, radius of its dot)
_DOTS: Mapping[int, tuple[float, float]] = {
    0: (3.6, 1.5),
    1: (4.4, 1.4),
    2: (5.6, 1.3),
    3: (7.2, 1.2),
    4: (9.6, 1.1),
}


def draw_body_map(
    *,
    marks: Mapping[str, Mark],
    view: View | Literal["both"] = "both",
    interactive: bool = False,
    title: str = "Body map",
    description: str = "",
    labels: Mapping[str, str] | None = None,
    prefix: str = "body",
) -> Drawn:
    """One or both views as markup. `marks` is by leaf id; `labels` gives names in the reader's words.

    Interactive: each part is a link to the box with the id "area-<leaf>", which body_map.js turns into a
    toggle. `prefix` keeps ids apart on a page with two maps. Without `description` the marks are told.
    """
    views = VIEWS if view == "both" else (view,)
    told = description or "; ".join(rows_of(marks, labels)) or "Nothing is marked."
    drawn = [_view(v, marks, labels or {}, interactive, (f"{prefix}-{v}", title, told)) for v in views]
    name = classes(("body-map-views", "body-map-input" if interactive else "body-map-shown"))
    return Drawn(element("div", *drawn, class_=name))


def _view(
    view: View,
    marks: Mapping[str, Mark],
    labels: Mapping[str, str],
    interactive: bool,
    about: tuple[str, str, str],
) -> str:
    prefix, title, description = about
    heading, labelled_by = titled(prefix, f"{title}, {view}", description)
    drawing = figure(view)
    parts = [
        _part(
            leaf, path, marks.get(leaf), label_of(leaf, labels), f"{prefix}-{leaf}" if interactive else None
        )
        for leaf, path in drawing.outlines.items()
    ]
    here = {leaf: marks[leaf] for leaf in drawing.outlines if leaf in marks}
    picture = element(
        "svg",
        heading,
        element("defs", *_patterns(prefix, here)),
        element("g", *parts, class_="body-parts"),
        element("path", class_="body-edge", d="".join(e.as_text(closed=False) for e in drawing.edges)),
        element("g", *_shading(prefix, drawing.outlines, here), class_="body-shading", aria_hidden="true"),
        element("path", class_="body-detail", d="".join(d.as_text(closed=False) for d in drawing.details)),
        element("g", *_figures(drawing.outlines, here), class_="body-figures", aria_hidden="true"),
        class_=f"body-view body-view-{view}",
        viewbox=VIEW_BOX,
        role="group" if interactive else "img",
        aria_labelledby=labelled_by,
    )
    return element("div", _sides(view), picture, class_="body-map-view")


def _sides(view: View) -> str:
    right = RIGHT_OF_VIEWER[view]
    left = "right" if right == "left" else "left"
    spans = (element("span", left), element("strong", view), element("span", right))
    return element("p", *spans, class_="body-map-sides", aria_hidden="true")


def _part(leaf: str, path: Path, mark: Mark | None, label: str, link_id: str | None) -> str:
    said = f"{label}: {mark.says}" if mark and not link_id else label
    shape = element(
        "path",
        element("title", words(said)),
        class_=classes(("body-part-shape", f"is-{mark.look}" if mark else None)),
        d=path.as_text(closed=True),
        data_region=leaf,
    )
    if not link_id:
        return shape
    tick = element("path", class_="body-tick", d=_tick(*middle(path)))
    return element(
        "a", shape, tick, href=f"#area-{leaf}", id=link_id, class_="body-part-link", aria_label=label
    )


def _patterns(prefix: str, marks: Mapping[str, Mark]) -> Iterator[str]:
    for look, mark in sorted({mark.look: mark for mark in marks.values()}.items()):
        if mark.kind == "pressure":
            yield _dots(f"{prefix}-{look}", *_DOTS[mark.level or 0])
        elif mark.kind == "avoid":
            yield _hatching(f"{prefix}-{look}")


def _dots(pattern_id: str, size: float, radius: float) -> str:
    dot = element("circle", class_="dot", cx=size / 2, cy=size / 2, r=radius)
    tile = {"width": size, "height": size, "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    return element("pattern", dot, id=pattern_id, **tile)


def _hatching(pattern_id: str) -> str:
    line = element("path", class_="hatch", d="M2.5 0V5")
    tile = {"width": 5, "height": 5, "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    return element("pattern", line, id=pattern_id, **tile)


def _shading(prefix: str, outlines: Mapping[str, Path], marks: Mapping[str, Mark]) -> Iterator[str]:
    for leaf, mark in marks.items():
        if mark.kind in ("pressure", "avoid"):
            yield element("path", d=outlines[leaf].as_text(closed=True), fill=f"url(#{prefix}-{mark.look})")


def _figures(outlines: Mapping[str, Path], marks: Mapping[str, Mark]) -> Iterator[str]:
    """A number on what is capped, a cross on what is left out, a tick on what is chosen."""
    for leaf, mark in marks.items():
        x, y = middle(outlines[leaf])
        if mark.kind == "pressure":
            yield element("text", str(mark.level), class_="body-figure", x=x, y=y + 4.3)
        elif mark.kind == "avoid":
            yield _cross(x, y)
        elif mark.kind == "chosen":
            yield element("path", class_="body-tick", d=_tick(x, y))


def _tick(x: float, y: float) -> str:
    return f"M{number(x - 3.6)} {number(y + 0.2)}l2.6 2.8l4.8 -5.6"


def _cross(x: float, y: float) -> str:
    d = f"M{number(x - 3.5)} {number(y - 3.5)}l7 7m0 -7l-7 7"
    return element("path", class_="body-cross-halo", d=d) + element("path", class_="body-cross", d=d)
