"""The key to a marked body: each sign, moment and line that occurs, with its words."""

from collections.abc import Iterable, Iterator

from unknot.drawing.mark_signs import glyph, sign_of
from unknot.drawing.mark_words import KIND_WORDS
from unknot.drawing.markup import Drawn, element, words
from unknot.drawing.noted import noted_from
from unknot.drawing.session_marks import KINDS, SessionMark

_BOX = "-14 -13 28 26"
_LOOKS = (
    ("before", "Outlined: before treatment"),
    ("after", "Filled: after treatment; 6→3 is before and after"),
)


def legend_of_marks(marks: Iterable[SessionMark]) -> Drawn:
    """A list of what occurs, and nothing else; empty where nothing does."""
    marks = tuple(marks)
    rows = [*_kinds(marks), *_looks(marks), *_lines(marks)]
    return Drawn(element("ul", *rows, class_="body-map-legend marked-legend") if rows else "")


def _kinds(marks: tuple[SessionMark, ...]) -> Iterator[str]:
    seen = {mark.kind for mark in marks}
    for kind in KINDS:
        if kind in seen:
            yield _row(
                element("g", glyph(kind), class_=f"sign is-before sign-{kind.replace('_', '-')}"),
                KIND_WORDS[kind],
            )


def _looks(marks: tuple[SessionMark, ...]) -> Iterator[str]:
    seen = {sign_of(noted).look for noted in noted_from(marks) if noted.first.kind != "treated"}
    for look, said in _LOOKS:
        if look in seen:
            yield _row(element("circle", class_=f"look is-{look}", r=8.0), said)


def _lines(marks: tuple[SessionMark, ...]) -> Iterator[str]:
    if any(mark.refers_to for mark in marks):
        yield _row(element("path", class_="referral", d="M-12 0H12"), "Felt there too")


def _row(drawn: str, said: str) -> str:
    picture = element("svg", drawn, class_="legend-sign", viewbox=_BOX, aria_hidden="true")
    return element("li", picture, element("span", words(said[:1].upper() + said[1:])))
