"""The body in the session room: what may be done where, what is noted now, and last time's marks as ghosts.

Pictures are kept by what they show, never by whom.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, TypeAlias

from unknot.care.bodymap import labels_of, marks_of
from unknot.care.models import Screening
from unknot.clinical.knowledge import Knowledge
from unknot.drawing.body_marks import Mark, legend_of, rows_of
from unknot.drawing.mark_words import row_of
from unknot.drawing.marked_body import draw_marked_body, draw_view_links
from unknot.drawing.markup import Drawn
from unknot.drawing.noted import noted_from
from unknot.drawing.session_marks import SessionMark
from unknot.visits.notes.content import Content
from unknot.visits.notes.known import marks_of as session_marks_of
from unknot.visits.room.fixed import fixed

LimitMarks: TypeAlias = Mapping[str, Mark]
WHOLE = ("front", "back")


def marking_of(content: Content, last: Content, screening: Screening, knowledge: Knowledge) -> dict[str, Any]:
    """To mark on: the picture, the ways to its views, and the limits in words."""
    limits, labels = limits_on(screening, knowledge), labels_of(knowledge)
    ghosts = session_marks_of(last)
    return {
        "map": picture_of(content, last, screening, knowledge),
        "views": view_links(),
        "limits": fixed(
            "room_limits", knowledge, legend=legend_of(limits), rows=tuple(rows_of(limits, labels))
        ),
        "last_marks": [row_of(each, labels) for each in noted_from(ghosts)],
    }


def reading_of(content: Content, last: Content, screening: Screening, knowledge: Knowledge) -> dict[str, Any]:
    """To read: front and back with the limits and last time's marks."""
    limits, labels = limits_on(screening, knowledge), labels_of(knowledge)
    ghosts = session_marks_of(last)
    picture = draw_marked_body(
        marks=session_marks_of(content), ghosts=ghosts, limits=limits, labels=labels, views=("front", "back"),
        prefix="before",
    )  # fmt: skip
    return {
        "shown": picture,
        "legend": legend_of(limits),
        "rows": rows_of(limits, labels),
        "last_marks": [row_of(each, labels) for each in noted_from(ghosts)],
    }


def limits_on(screening: Screening, knowledge: Knowledge) -> LimitMarks:
    return marks_of(screening.result["limits"], knowledge=knowledge, everywhere=True)


@cache
def view_links() -> Drawn:
    return draw_view_links(prefix="room")


def picture_of(content: Content, last: Content, screening: Screening, knowledge: Knowledge) -> Drawn:
    """The body to mark on."""
    limits, labels = limits_on(screening, knowledge), labels_of(knowledge)
    return _drawn(
        session_marks_of(content), session_marks_of(last), tuple(limits.items()), tuple(labels.items())
    )


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
