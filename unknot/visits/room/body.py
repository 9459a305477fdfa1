"""The body in the session room: what may be done where, what is noted now, and last time's marks as ghosts."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from unknot.care.bodymap import labels_of, marks_of
from unknot.care.models import Screening
from unknot.clinical.knowledge import Knowledge
from unknot.drawing.body_marks import Mark, legend_of, rows_of
from unknot.drawing.mark_words import row_of
from unknot.drawing.marked_body import draw_marked_body, draw_view_links
from unknot.drawing.markup import Drawn
from unknot.drawing.noted import noted_from
from unknot.drawing.parts_of_body import parts_of_body
from unknot.drawing.session_marks import SessionMark
from unknot.visits.notes.content import Content
from unknot.visits.notes.known import marks_of as session_marks_of


def body_of(content: Content, last: Content, screening: Screening, knowledge: Knowledge) -> dict[str, Any]:
    """The picture, its key, the limits in words, and the list that is the picture's equal."""
    limits = marks_of(screening.result["limits"], knowledge=knowledge, everywhere=True)
    labels = labels_of(knowledge)
    return {
        "map": picture_of(content, last, limits, labels),
        "views": view_links(),
        "legend": legend_of(limits),
        "rows": rows_of(limits, labels),
        "parts": parts_of_body(chosen={mark.region for mark in session_marks_of(content)}, labels=labels),
        "last_marks": [row_of(each, labels) for each in noted_from(session_marks_of(last))],
    }


@cache
def view_links() -> Drawn:
    return draw_view_links(prefix="room")


def picture_of(
    content: Content, last: Content, limits: Mapping[str, Mark], labels: Mapping[str, str]
) -> Drawn:
    """The body to mark on."""
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
