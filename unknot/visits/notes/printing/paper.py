"""One note as a PDF. The words go to the template as data, so that markup in a name is printed and not run."""

import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import typst

from unknot.care.bodymap import labels_of
from unknot.care.knowledge import knowledge_of
from unknot.directory.saying_times import dated_words
from unknot.drawing.before_after import draw_before_after
from unknot.visits.models import Note
from unknot.visits.notes.printing.signs import told_by_number, unprintable_in
from unknot.visits.notes.shown import ShownNote, shown_note

HERE = Path(__file__).parent
LETTER = {"US", "CA", "MX", "PH"}
"""Countries that print on letter paper."""
PICTURE = re.compile(r"<svg .*?</svg>", re.DOTALL)
TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)
TOLD = re.compile(r"<desc[^>]*>(.*?)</desc>", re.DOTALL)


MOST_TRIES = 40
"""Kinds of signs that no font has, in one note, before giving up."""


def note_as_pdf(note: Note) -> bytes:
    """The whole note, as its page shows it: tagged, titled, with words behind every picture (PDF/UA-1).

    With the fonts that come along; where those lack a sign, with the machine's own; and where they lack it too, with
    its number in its place.
    """
    data = json.dumps(printed(shown_note(note)), ensure_ascii=False)
    try:
        return _compiled(data, own_fonts_only=True)
    except typst.TypstError as refused:
        if not unprintable_in(str(refused)):
            raise
    return _compiled_by_number(data)


def _compiled_by_number(data: str) -> bytes:
    for _ in range(MOST_TRIES):
        try:
            return _compiled(data, own_fonts_only=False)
        except typst.TypstError as refused:
            if not (signs := unprintable_in(str(refused))):
                raise
            data = told_by_number(data, signs)
    return _compiled(data, own_fonts_only=False)


def _compiled(data: str, *, own_fonts_only: bool) -> bytes:
    made = typst.compile(
        HERE / "note.typ",
        root=HERE,
        ignore_system_fonts=own_fonts_only,
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"note": data},
    )
    return bytes(made)


def printed(shown: ShownNote) -> dict[str, Any]:
    """What the template prints: words, lists of words and pictures, each already in order."""
    note, visit = shown.note, shown.note.visit
    when = dated_words(visit.starts_at, visit.location)
    return {
        "title": f"Note of {visit.client.name}, {when}",
        "author": note.author.name,
        "language": "en",
        "paper": "us-letter" if visit.practice.country in LETTER else "a4",
        "footer": f"{visit.client.name}, {when}",
        "practice": f"{visit.practice.name}, {visit.location.address}, {visit.location.town}",
        "heading": visit.client.name,
        "about": list(_about(note)),
        "struck": _struck(note),
        "draft": "" if note.state == Note.State.SIGNED else "This note is not signed yet.",
        "stopped": [shown.stopped] if shown.stopped else [],
        "sections": [*shown.sections, *shown.also],
        "work": [vars(row) for row in shown.work],
        "minutes": shown.minutes,
        "on_the_table": shown.on_the_table,
        "comfort": shown.comfort,
        "beyond": shown.beyond,
        "because": shown.because,
        "marked": [{"heading": part.heading, "rows": part.rows} for part in shown.marked],
        "pictures": list(_pictures(shown)),
        "signed": list(_signed(note)),
        "proof": f"SHA-256 of what was signed: {note.hash}",
        "added": [(each.words, f"{each.written_by.name}, {dated_words(each.written_at, visit.location)}")
                  for each in shown.amendments],
    }  # fmt: skip


def _about(note: Note) -> Iterator[str]:
    visit = note.visit
    if visit.client.born_on:
        yield f"Born {visit.client.born_on.day} {visit.client.born_on:%B %Y}"
    yield f"{dated_words(visit.starts_at, visit.location)}, {visit.minutes} minutes, with {visit.therapist.name}"


def _struck(note: Note) -> str:
    if note.in_error_at is None or note.in_error_by is None:
        return ""
    when = dated_words(note.in_error_at, note.visit.location)
    return f"{note.in_error_because}\nStruck out by {note.in_error_by.name}, {when}. It counts for nothing."


def _signed(note: Note) -> Iterator[str]:
    place = note.visit.location
    if note.author_signed_at is not None and note.signed_by_id != note.author_id:
        yield f"By {note.author.name}, {dated_words(note.author_signed_at, place)}"
    if note.signed_by is not None and note.signed_at is not None:
        supervises = ", who supervises" if note.signed_by_id != note.author_id else ""
        yield f"By {note.signed_by.name}{supervises}, {dated_words(note.signed_at, place)}"


def _pictures(shown: ShownNote) -> Iterator[dict[str, str]]:
    if not shown.marks:
        return
    labels = labels_of(knowledge_of(shown.note.visit.practice))
    for drawn in PICTURE.findall(str(draw_before_after(shown.marks, labels=labels))):
        title, told = (unescape(found[0]) if (found := sign.findall(drawn)) else "" for sign in (TITLE, TOLD))
        yield {
            "svg": _dressed(drawn),
            "alt": f"{title}. {told}",
            "caption": title.partition(", ")[2] or title,
        }


def _dressed(drawn: str) -> str:
    """A picture of ours as a file of its own: on a page its colours come from the page's stylesheet."""
    begun, _, rest = drawn.partition(">")
    return f'{begun} xmlns="http://www.w3.org/2000/svg"><style>{_style()}</style>{rest}'


@cache
def _style() -> str:
    return (HERE / "body.css").read_text(encoding="utf-8")
