"""The body in the session room: what may be done where, what is noted now, and last time's marks as ghosts."""

from typing import Any

from unknot.care.bodymap import labels_of, marks_of
from unknot.care.models import Screening
from unknot.clinical.knowledge import Knowledge
from unknot.drawing.body_map import draw_body_map
from unknot.drawing.body_marks import legend_of, rows_of
from unknot.drawing.mark_words import row_of
from unknot.drawing.noted import noted_from
from unknot.drawing.parts_of_body import parts_of_body
from unknot.visits.notes.content import Content
from unknot.visits.notes.known import marks_of as session_marks_of


def body_of(content: Content, last: Content, screening: Screening, knowledge: Knowledge) -> dict[str, Any]:
    """The picture, its key, the limits in words, and the list that is the picture's equal."""
    marks = marks_of(screening.result["limits"], knowledge=knowledge, everywhere=True)
    labels = labels_of(knowledge)
    picture = draw_body_map(marks=marks, labels=labels, title="Body", interactive=True, prefix="room")
    return {
        "map": picture,
        "legend": legend_of(marks),
        "rows": rows_of(marks, labels),
        "parts": parts_of_body(chosen={mark.region for mark in session_marks_of(content)}, labels=labels),
        "last_marks": [row_of(each, labels) for each in noted_from(session_marks_of(last))],
    }
