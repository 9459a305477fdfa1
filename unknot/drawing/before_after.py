"""Two pictures of each view side by side: before and after one treatment, or an earlier visit and a later one."""

from collections.abc import Iterable, Mapping

from unknot.drawing.body_shapes import VIEW_WORDS, View
from unknot.drawing.body_view import Showing
from unknot.drawing.marked_body import MARKS_ON_THE_BODY, Body, draw_marked_view, views_marked
from unknot.drawing.markup import Drawn, element
from unknot.drawing.noted import Noted, noted_from
from unknot.drawing.session_marks import SessionMark

_WHOLE: tuple[View, ...] = ("front", "back")


def draw_before_after(marks: Iterable[SessionMark], *, labels: Mapping[str, str] | None = None) -> Drawn:
    """What was found on the left, what was left of it and what was treated on the right.

    What was not looked at again is faint on the right: it is not gone.
    """
    noted = noted_from(marks)
    before = tuple(Noted(each.before) for each in noted if each.before and each.first.kind != "treated")
    after = tuple(each for each in noted if each.after or each.first.kind == "treated")
    ghosts = tuple(Noted(each.before) for each in noted if each not in after)
    sides = (("before", before, ()), ("after", tuple(_only_after(each) for each in after), ghosts))
    return _beside(sides, labels or {}, "change")


def draw_two_visits(
    earlier: Iterable[SessionMark],
    later: Iterable[SessionMark],
    *,
    titles: tuple[str, str],
    labels: Mapping[str, str] | None = None,
) -> Drawn:
    """All marks of two visits, each under its title: "3 March" and "today"."""
    sides = tuple(
        (title, noted_from(marks), ()) for title, marks in zip(titles, (earlier, later), strict=True)
    )
    return _beside(sides, labels or {}, "visits")


def _only_after(noted: Noted) -> Noted:
    return Noted(after=noted.after) if noted.after else noted


def _beside(
    sides: tuple[tuple[str, tuple[Noted, ...], tuple[Noted, ...]], ...],
    labels: Mapping[str, str],
    prefix: str,
) -> Drawn:
    everything = [mark for _, noted, ghosts in sides for each in (*noted, *ghosts) for mark in each.marks]
    views = views_marked(everything) or _WHOLE
    pairs = []
    for view in views:
        drawn = [
            draw_marked_view(
                view,
                Body(marks=noted, ghosts=ghosts, limits={}, labels=labels, views=views),
                Showing(
                    prefix=f"{prefix}-{n}",
                    title=MARKS_ON_THE_BODY,
                    told="",
                    heading=f"{VIEW_WORDS[view]}, {title}",
                ),
            )
            for n, (title, noted, ghosts) in enumerate(sides, 1)
        ]
        pairs.append(element("div", *drawn, class_="marked-pair"))
    return Drawn(element("div", *pairs, class_="marked-beside body-map-shown"))
