"""One view of the body as markup: its parts, shaded where something is said of them, and whatever is laid over it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from unknot.drawing.body_marks import Mark, label_of
from unknot.drawing.body_shading import figures_of, patterns_of, shading_of, tick
from unknot.drawing.body_shapes import RIGHT_OF_VIEWER, VIEW_WORDS, View, figure
from unknot.drawing.curves import Path
from unknot.drawing.markup import classes, element, number, titled, words

_ENDS_OF_A_HEAD: Mapping[View, tuple[str, str]] = {
    "head_left": ("face", "back"),
    "head_right": ("back", "face"),
}


@dataclass(frozen=True, kw_only=True)
class Showing:
    """What one view shows. `says` is what a part's name is followed by; `link` makes parts links, by leaf."""

    prefix: str
    title: str
    told: str
    heading: str = ""
    marks: Mapping[str, Mark] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    says: Mapping[str, str] = field(default_factory=dict)
    link: Callable[[str], str] | None = None
    ticked: bool = False
    under: str = ""
    over: str = ""


def draw_view(view: View, showing: Showing) -> str:
    """The picture with the words above it."""
    head, labelled_by = titled(showing.prefix, showing.title, showing.told)
    picture = element(
        "svg",
        head,
        *_layers(view, showing),
        class_=f"body-view body-view-{view}",
        viewbox=" ".join(map(number, figure(view).box)),
        role="group" if showing.link else "img",
        aria_labelledby=labelled_by,
        data_view=view,
    )
    return element(
        "div", _words_above(view, showing.heading), picture, class_=f"body-map-view view-of-{view}",
        id=f"{showing.prefix}-view" if showing.link else None,
    )  # fmt: skip


def _layers(view: View, showing: Showing) -> list[str]:
    drawing = figure(view)
    here = {leaf: showing.marks[leaf] for leaf in drawing.outlines if leaf in showing.marks}
    parts = [_part(leaf, path, drawing.spots[leaf], showing) for leaf, path in drawing.outlines.items()]
    shading = shading_of(showing.prefix, drawing, here)
    return [
        element("defs", *patterns_of(showing.prefix, here)),
        element("g", *parts, class_="body-parts"),
        _lines("body-edge", drawing.edges),
        element("g", *shading, class_="body-shading", aria_hidden="true"),
        _lines("body-detail", drawing.details),
        showing.under,
        element("g", *figures_of(drawing, here), class_="body-figures", aria_hidden="true"),
        showing.over,
    ]


def _lines(name: str, paths: tuple[Path, ...]) -> str:
    return element("path", class_=name, d="".join(path.as_text(closed=False) for path in paths))


def _words_above(view: View, heading: str) -> str:
    left, right = _ENDS_OF_A_HEAD.get(view) or _sides(view)
    spans = (
        element("span", left),
        element("strong", words(heading or VIEW_WORDS[view])),
        element("span", right),
    )
    return element("p", *spans, class_="body-map-sides", aria_hidden="true")


def _sides(view: View) -> tuple[str, str]:
    right = RIGHT_OF_VIEWER[view]
    return "right" if right == "left" else "left", right


def _part(leaf: str, path: Path, spot: tuple[float, float], showing: Showing) -> str:
    mark, label = showing.marks.get(leaf), label_of(leaf, showing.labels)
    said = f"{label}: {showing.says[leaf]}" if leaf in showing.says else label
    shape = element(
        "path",
        element("title", words(said)),
        class_=classes(("body-part-shape", f"is-{mark.look}" if mark else None)),
        d=path.as_text(closed=True),
        data_region=leaf,
    )
    return _link(leaf, shape, said, spot, showing) if showing.link else shape


def _link(leaf: str, shape: str, said: str, spot: tuple[float, float], showing: Showing) -> str:
    return element(
        "a",
        shape,
        element("path", class_="body-tick", d=tick(*spot)) if showing.ticked else "",
        href=showing.link and showing.link(leaf),
        id=f"{showing.prefix}-{leaf}",
        class_="body-part-link",
        aria_label=said,
        data_region=leaf,
    )
