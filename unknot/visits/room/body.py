"""The body in the session room: what may be done where, what is noted now, and last time's marks as ghosts.

Pictures, and marks in words, are kept by what they show, never by whom: those of the last note are the same each time.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from unknot.care.bodymap import labels_of, marks_of
from unknot.clinical.knowledge import Knowledge
from unknot.drawing.body_marks import Mark, legend_of, rows_of
from unknot.drawing.mark_words import row_of
from unknot.drawing.marked_body import draw_marked_body
from unknot.drawing.markup import Drawn
from unknot.drawing.noted import noted_from
from unknot.drawing.session_marks import SessionMark

if TYPE_CHECKING:
    from unknot.visits.room.page import Room

Limited: TypeAlias = tuple[tuple[str, Mark], ...]


def marking_of(room: "Room") -> dict[str, str]:
    """To mark on: the picture, and the limits in words."""
    limits = _limits_on(room)
    return {
        "map": _drawn(room.marks, room.ghosts, limits, room.knowledge),
        "limits": _limits_in_words(limits, room.knowledge),
        "ghosts": " · ".join(_in_words(room.ghosts, room.knowledge)),
    }


def reading_of(room: "Room") -> dict[str, Any]:
    """To read: front and back with the limits and last time's marks."""
    limits, labels = dict(_limits_on(room)), labels_of(room.knowledge)
    picture = draw_marked_body(
        marks=room.marks, ghosts=room.ghosts, limits=limits, labels=labels, views=("front", "back"), prefix="before"
    )  # fmt: skip
    return {
        "shown": picture,
        "legend": legend_of(limits),
        "rows": rows_of(limits, labels),
        "last_marks": _in_words(room.ghosts, room.knowledge),
    }


def picture_of(room: "Room") -> Drawn:
    """The body to mark on."""
    return _drawn(room.marks, room.ghosts, _limits_on(room), room.knowledge)


def _limits_on(room: "Room") -> Limited:
    """What is marked on each leaf, as pictures are kept by it."""
    limits = room.screening.result["limits"]
    return tuple(marks_of(limits, knowledge=room.knowledge, everywhere=True).items())


@lru_cache(maxsize=64)
def _in_words(marks: tuple[SessionMark, ...], knowledge: Knowledge) -> tuple[str, ...]:
    return tuple(row_of(each, labels_of(knowledge)) for each in noted_from(marks))


@lru_cache(maxsize=64)
def _limits_in_words(limits: Limited, knowledge: Knowledge) -> SafeString:
    shown = {"legend": legend_of(dict(limits)), "rows": rows_of(dict(limits), labels_of(knowledge))}
    return render_to_string("visits/room_limits.html", shown)


@lru_cache(maxsize=64)
def _drawn(
    marks: tuple[SessionMark, ...], ghosts: tuple[SessionMark, ...], limits: Limited, knowledge: Knowledge
) -> Drawn:
    labels = labels_of(knowledge)
    return draw_marked_body(
        marks=marks, ghosts=ghosts, limits=dict(limits), labels=labels, interactive=True, prefix="room"
    )
