"""Which marks are the same thing looked at twice? One place, one kind: before the treatment and after it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from unknot.drawing.session_marks import Layer, MarkKind, Pin, SessionMark

_Place: TypeAlias = tuple[str, MarkKind, Pin | None]


@dataclass(frozen=True)
class Noted:
    """One thing at one place. At least one of the two moments is there."""

    before: SessionMark | None = None
    after: SessionMark | None = None

    @property
    def marks(self) -> tuple[SessionMark, ...]:
        return tuple(mark for mark in (self.before, self.after) if mark)

    @property
    def first(self) -> SessionMark:
        return self.marks[0]

    @property
    def leaf(self) -> str:
        return self.first.leaf

    @property
    def layers(self) -> tuple[Layer, ...]:
        return tuple(dict.fromkeys(mark.layer for mark in self.marks if mark.layer))

    @property
    def refers_to(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(leaf for mark in self.marks for leaf in mark.refers_to))

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(mark.words for mark in self.marks if mark.words))


def noted_from(marks: Iterable[SessionMark]) -> tuple[Noted, ...]:
    """The marks in the order they came, each after joined to the first before at its place that has none yet."""
    noted: dict[tuple[_Place, int], Noted] = {}
    counted: dict[tuple[_Place, str], int] = {}
    for mark in marks:
        place = (mark.region, mark.kind, mark.pin)
        nth = counted.get((place, mark.when), 0)
        counted[place, mark.when] = nth + 1
        there = noted.get((place, nth), Noted())
        noted[place, nth] = (
            replace(there, before=mark) if mark.when == "before" else replace(there, after=mark)
        )
    return tuple(noted.values())
