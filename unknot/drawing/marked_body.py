"""The body with what was noted on it: signs at their places, the last session's faintly, limits shaded underneath."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from unknot.drawing.body_marks import Mark
from unknot.drawing.body_shapes import EVERY_VIEW, VIEW_WORDS, VIEWS, Figure, View, figure
from unknot.drawing.body_view import Showing, draw_view
from unknot.drawing.curves import Path, Point, holds
from unknot.drawing.mark_signs import Sign, sign_of
from unknot.drawing.mark_words import facts_of, row_of
from unknot.drawing.markup import Drawn, element, number
from unknot.drawing.noted import Noted, noted_from
from unknot.drawing.placing import Room, apart
from unknot.drawing.referrals import arrow, outlined
from unknot.drawing.session_marks import SessionMark

MARKS_ON_THE_BODY = "Marks on the body"
_FIGURE = 5.5
"""Half of what the number of a limit takes."""


@dataclass(frozen=True, kw_only=True)
class Body:
    """All that is known of one body: marks, those of the last session, limits by leaf, labels by leaf."""

    marks: tuple[Noted, ...]
    ghosts: tuple[Noted, ...] = ()
    limits: Mapping[str, Mark]
    labels: Mapping[str, str]
    views: tuple[View, ...]


@dataclass(frozen=True)
class _Placed:
    noted: Noted
    sign: Sign
    belongs: Point
    at: Point
    outline: Path | None

    @property
    def strayed(self) -> bool:
        """Whether it no longer shows by itself where it belongs."""
        within = self.outline is not None and self.noted.first.pin is None and holds(self.outline, self.at)
        return self.at != self.belongs and not within


def draw_marked_body(
    *,
    marks: Iterable[SessionMark],
    ghosts: Iterable[SessionMark] = (),
    limits: Mapping[str, Mark] | None = None,
    labels: Mapping[str, str] | None = None,
    views: Sequence[View] = EVERY_VIEW,
    interactive: bool = False,
    prefix: str = "marked",
) -> Drawn:
    """Those views as markup. `limits` is by leaf, as for the body map; `labels` names leaves in the reader's words.

    Interactive: each part is a link to "#mark-<leaf>" with the id "<prefix>-<view>-<leaf>"; body_map.js lets the arrow
    keys go from part to part and tells with the event "body-part" which part was chosen, and where in the picture.
    A mark with a pin is drawn in the pin's view; if that is not among `views`, where its part is.
    """
    body = Body(
        marks=noted_from(marks),
        ghosts=noted_from(ghosts),
        limits=limits or {},
        labels=labels or {},
        views=tuple(views),
    )
    about = Showing(prefix=prefix, title=MARKS_ON_THE_BODY, told="", link=_form_of if interactive else None)
    drawn = [draw_marked_view(view, body, about) for view in body.views]
    name = "marked-body body-map-marking" if interactive else "marked-body body-map-shown"
    return Drawn(element("div", *drawn, class_=name, data_body_marking="" if interactive else None))


def draw_view_links(*, prefix: str = "marked") -> Drawn:
    """A way to each view of an interactive body, for a narrow page on which they stand side by side to swipe."""
    links = [
        element("a", VIEW_WORDS[view].capitalize(), href=f"#{prefix}-{view}-view") for view in EVERY_VIEW
    ]
    return Drawn(element("nav", *links, class_="body-map-jump", aria_label="Views of the body"))


def draw_marked_view(view: View, body: Body, about: Showing) -> str:
    """One view. What `about` says of prefix and title is completed with the view's name."""
    drawing = figure(view)
    placed = _placed(view, drawing, body)
    here = [each.noted for each in placed if each.sign.look != "ghost"]
    showing = replace(
        about,
        prefix=f"{about.prefix}-{view}",
        title=f"{about.title}, {about.heading or VIEW_WORDS[view]}",
        told="; ".join(row_of(each, body.labels) for each in here) or "Nothing is marked here.",
        marks=body.limits,
        labels=body.labels,
        says=_said(here, body),
        under=element(
            "g", *_felt(drawing, placed), *_leaders(placed), class_="body-referrals", aria_hidden="true"
        ),
        over=element("g", *_signs(placed), class_="body-signs", aria_hidden="true"),
    )
    return draw_view(view, showing)


def views_marked(marks: Iterable[SessionMark]) -> tuple[View, ...]:
    """The fewest views in which all these marks are seen: those of the pins, and front or back for the rest."""
    marks = tuple(marks)
    pinned = {mark.pin.view for mark in marks if mark.pin}
    rest = {mark.leaf for mark in marks if not mark.pin}
    whole = {view for view in VIEWS if any(_only_in(view, leaf) for leaf in rest)}
    if any(leaf in figure("front").outlines for leaf in rest) and not whole:
        whole = {"front"}
    return tuple(view for view in EVERY_VIEW if view in pinned | whole)


def _form_of(leaf: str) -> str:
    return f"#mark-{leaf}"


def _only_in(view: View, leaf: str) -> bool:
    return [each for each in VIEWS if leaf in figure(each).outlines] == [view]


def _placed(view: View, drawing: Figure, body: Body) -> tuple[_Placed, ...]:
    """Every sign of one view. Marks come before ghosts and exact points first: these stand where they belong."""
    found = [
        (noted, sign_of(noted, ghost=ghost), spot)
        for ghost, group in ((False, body.marks), (True, body.ghosts))
        for noted in sorted(group, key=lambda each: each.first.pin is None)
        if (spot := _spot(noted, view, drawing, body.views))
    ]
    rooms = [Room(spot, sign.half, sign.reach) for _, sign, spot in found]
    # No sign may hide the number or the cross of a limit.
    limits = [
        Room(spot, _FIGURE, _FIGURE, _FIGURE) for leaf, spot in drawing.spots.items() if leaf in body.limits
    ]
    points = apart(rooms, drawing.box, around=limits)
    return tuple(
        _Placed(*each, at, drawing.outlines.get(each[0].leaf)) for each, at in zip(found, points, strict=True)
    )


def _spot(noted: Noted, view: View, drawing: Figure, views: tuple[View, ...]) -> Point | None:
    pin = noted.first.pin
    if pin is None or pin.view not in views:
        return drawing.spots.get(noted.leaf)
    left, top, width, height = drawing.box
    return (left + pin.x * width, top + pin.y * height) if pin.view == view else None


def _signs(placed: tuple[_Placed, ...]) -> Iterator[str]:
    """Ghosts lie lowest."""
    for each in reversed(placed):
        yield each.sign.drawn(*each.at)


def _leaders(placed: tuple[_Placed, ...]) -> Iterator[str]:
    """A sign that had to leave its part, or its pin, points back there."""
    for each in placed:
        (x, y), (u, v) = each.belongs, each.at
        if each.strayed:
            yield element("path", class_="sign-leader", d=f"M{number(x)} {number(y)}L{number(u)} {number(v)}")
            yield element("circle", class_="sign-point", cx=x, cy=y, r=2.0)


def _felt(drawing: Figure, placed: tuple[_Placed, ...]) -> Iterator[str]:
    marks = [each for each in placed if each.sign.look != "ghost"]
    yield from outlined(drawing, (leaf for each in marks for leaf in each.noted.refers_to))
    for each in marks:
        for leaf in each.noted.refers_to:
            if leaf in drawing.spots:
                yield arrow(each.at, drawing.spots[leaf])


def _said(marks: Iterable[Noted], body: Body) -> dict[str, str]:
    """What a part's name is followed by: its marks, and its limit."""
    said: dict[str, list[str]] = {}
    for noted in marks:
        said.setdefault(noted.leaf, []).append(", ".join(facts_of(noted, body.labels)))
    for leaf, mark in body.limits.items():
        said.setdefault(leaf, []).append(mark.says)
    return {leaf: "; ".join(each) for leaf, each in said.items()}
