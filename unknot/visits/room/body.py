"""The body in the session room: what may be done where, what is noted now, and last time's marks as ghosts.

Pictures, and marks in words, are kept by what they show, never by whom: those of the last note are the same each time.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from unknot.care.bodymap import labels_of, marks_of
from unknot.care.models import Screening
from unknot.clinical.knowledge import Knowledge
from unknot.drawing.body_marks import Mark, legend_of, rows_of
from unknot.drawing.mark_words import row_of
from unknot.drawing.marked_body import draw_marked_body, draw_view_links
from unknot.drawing.markup import Drawn
from unknot.drawing.noted import noted_from
from unknot.drawing.session_marks import SessionMark

if TYPE_CHECKING:
    from unknot.visits.room.page import Room

LimitMarks: TypeAlias = Mapping[str, Mark]


def marking_of(room: "Room") -> dict[str, str]:
    """To mark on: the picture, the ways to its views, and the limits in words."""
    shown = _shown_on(room)
    return {
        "map": _drawn(room.marks, room.ghosts, *shown),
        "views": view_links(),
        "limits": _limits_in_words(*shown),
        "ghosts": " · ".join(_in_words(room.ghosts, shown[1])),
    }


def reading_of(room: "Room") -> dict[str, Any]:
    """To read: front and back with the limits and last time's marks."""
    limits, labels = limits_on(room.screening, room.knowledge), labels_of(room.knowledge)
    picture = draw_marked_body(
        marks=room.marks, ghosts=room.ghosts, limits=limits, labels=labels, views=("front", "back"), prefix="before"
    )  # fmt: skip
    return {
        "shown": picture,
        "legend": legend_of(limits),
        "rows": rows_of(limits, labels),
        "last_marks": [row_of(each, labels) for each in noted_from(room.ghosts)],
    }


def limits_on(screening: Screening, knowledge: Knowledge) -> LimitMarks:
    return marks_of(screening.result["limits"], knowledge=knowledge, everywhere=True)


@cache
def view_links() -> Drawn:
    return draw_view_links(prefix="room")


def picture_of(room: "Room") -> Drawn:
    """The body to mark on."""
    return _drawn(room.marks, room.ghosts, *_shown_on(room))


def _shown_on(room: "Room") -> tuple[tuple[tuple[str, Mark], ...], tuple[tuple[str, str], ...]]:
    """The limits by leaf and the names of the leaves, as pictures are kept by them."""
    limits = limits_on(room.screening, room.knowledge)
    return tuple(limits.items()), tuple(labels_of(room.knowledge).items())


@lru_cache(maxsize=64)
def _in_words(marks: tuple[SessionMark, ...], labels: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    names = dict(labels)
    return tuple(row_of(each, names) for each in noted_from(marks))


@lru_cache(maxsize=64)
def _limits_in_words(limits: tuple[tuple[str, Mark], ...], labels: tuple[tuple[str, str], ...]) -> SafeString:
    shown = {"legend": legend_of(dict(limits)), "rows": rows_of(dict(limits), dict(labels))}
    return render_to_string("visits/room_limits.html", shown)


@lru_cache(maxsize=64)
def _drawn(
    marks: tuple[SessionMark, ...],
    ghosts: tuple[SessionMark, ...],
    limits: tuple[tuple[str, Mark], ...],
    labels: tuple[tuple[str, str], ...],
) -> Drawn:
    return draw_marked_body(
        marks=marks, ghosts=ghosts, limits=dict(limits), labels=dict(labels), interactive=True, prefix="room"
    )
