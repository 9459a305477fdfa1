"""Does the knowledge base know what a change writes? Checked as it is written, so that old notes stay readable."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from unknot.clinical.knowledge import Knowledge
from unknot.drawing.session_marks import MOST_MARKS, MarkError, SessionMark, session_marks_from
from unknot.visits.errors import NotNoteworthy
from unknot.visits.notes.content import Content, refused, rows
from unknot.visits.notes.merging import Change


def check_known(changes: Iterable[Change], knowledge: Knowledge) -> None:
    """Raises NotNoteworthy for an id that the knowledge base does not have."""
    for change in changes:
        kind, _, row = change.path.partition("/")
        if change.now is not None and kind in CHECKS:
            for id, known, what in CHECKS[kind](row, change.now, knowledge):
                if id not in known:
                    raise refused(change.path, id, what)


def check_marks(content: Content) -> None:
    """Raises NotNoteworthy for more marks than the picture takes."""
    if len(marked := rows(content, "mark")) > MOST_MARKS:
        raise NotNoteworthy(f"marks: found {len(marked)}; accepted: at most {MOST_MARKS}")


def marks_of(content: Content) -> tuple[SessionMark, ...]:
    """The marks of a note as the picture draws them. One that the body map of today does not know is left out."""
    return tuple(mark for id, row in rows(content, "mark").items() for mark in _read(id, row))


def _read(id: str, row: Mapping[str, Any]) -> tuple[SessionMark, ...]:
    try:
        return session_marks_from([{**row, "id": id}])
    except MarkError:
        return ()


Found = Iterator[tuple[str, Collection[str], str]]


def _in_mark(row_id: str, row: Mapping[str, Any], knowledge: Knowledge) -> Found:  # noqa: ARG001
    try:
        session_marks_from([{**row, "id": row_id}])
    except MarkError as error:
        raise NotNoteworthy(str(error)) from error
    yield from ()


def _in_work(_: str, row: Mapping[str, Any], knowledge: Knowledge) -> Found:
    catalogue = knowledge.catalogue
    yield row["technique"], catalogue.techniques, "a technique of the library"
    for each in row["regions"]:
        yield each, knowledge.regions.regions, "a region of the body map"
    for each in row["strokes"]:
        yield each, catalogue.strokes, "a stroke of the library"


def _in_asked(row_id: str, _: object, knowledge: Knowledge) -> Found:
    yield row_id, knowledge.regions.regions, "a region of the body map"


def _in_position(_: str, value: str, knowledge: Knowledge) -> Found:
    yield value, knowledge.catalogue.positions, "a position of the library"


def _in_lubricant(_: str, value: str, knowledge: Knowledge) -> Found:
    yield value, knowledge.catalogue.lubricants, "a lubricant of the library"


CHECKS: Mapping[str, Callable[[str, Any, Knowledge], Found]] = {
    "mark": _in_mark,
    "work": _in_work,
    "asked": _in_asked,
    "unasked": _in_asked,
    "position": _in_position,
    "lubricant": _in_lubricant,
}
