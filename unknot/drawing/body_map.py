"""The body map: front and back of a person, each part a shape with its name, to read from or to tap on."""

from collections.abc import Mapping
from typing import Literal

from unknot.drawing.body_marks import Mark, rows_of
from unknot.drawing.body_shapes import VIEW_WORDS, VIEWS, View
from unknot.drawing.body_view import Showing, draw_view
from unknot.drawing.markup import Drawn, classes, element


def draw_body_map(
    *,
    marks: Mapping[str, Mark],
    view: View | Literal["both"] = "both",
    interactive: bool = False,
    title: str = "Body map",
    labels: Mapping[str, str] | None = None,
    prefix: str = "body",
) -> Drawn:
    """One view, or front and back, as markup. `marks` is by leaf id; `labels` gives names in the reader's words.

    Interactive: each part is a link to the box with the id "area-<leaf>", which body_map.js turns into a
    toggle. `prefix` keeps ids apart on a page with two maps.
    """
    views = VIEWS if view == "both" else (view,)
    told = "; ".join(rows_of(marks, labels)) or "Nothing is marked."
    drawn = [
        draw_view(
            each,
            Showing(
                prefix=f"{prefix}-{each}", title=f"{title}, {VIEW_WORDS[each]}", told=told, marks=marks,
                labels=labels or {}, says={} if interactive else {leaf: mark.says for leaf, mark in marks.items()},
                link=_box_of if interactive else None, ticked=interactive,
            ),
        )
        for each in views
    ]  # fmt: skip
    name = classes(("body-map-views", "body-map-input" if interactive else "body-map-shown"))
    return Drawn(element("div", *drawn, class_=name))


def _box_of(leaf: str) -> str:
    return f"#area-{leaf}"
