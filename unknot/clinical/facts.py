"""What people said about a client: dated statements, never overwritten, and who the client is.

Whether a statement is a risk is left to the knowledge; whether it may be said at all, to `client_file`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal, TypeAlias

from unknot.clinical.levels import Answer


@dataclass(frozen=True, slots=True)
class Reading:
    """A blood pressure in mmHg."""

    systolic: int
    diastolic: int


Value: TypeAlias = bool | int | float | str | date | Reading | frozenset[str]
"""A follow-up answer. By type of the ask: yes_no is a bool, number an int or float, date a date, reading a
`Reading`, choice, side and text a str, choices a frozenset of ids, region a region id or a frozenset."""

SaidBy: TypeAlias = Literal["client", "staff"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One answer to one question, with its follow-ups. One that is not in `attributes` was not answered."""

    entry_id: str
    answer: Answer
    attributes: Mapping[str, Value] = field(default_factory=dict)
    said_on: date | None = None
    said_by: SaidBy = "client"

    # What can be otherwise only in what is worked out from statements: see `derived.DerivedFact`.
    derived: ClassVar[bool] = False
    needs: ClassVar[frozenset[str]] = frozenset()
    at_least: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Facts:
    """All statements about one client, by entry id. An id that is missing was not asked."""

    statements: Mapping[str, tuple[Statement, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, statements: Iterable[Statement]) -> "Facts":
        """Group `statements` by entry, keeping their order."""
        grouped: dict[str, list[Statement]] = {}
        for statement in statements:
            grouped.setdefault(statement.entry_id, []).append(statement)
        return cls({entry_id: tuple(said) for entry_id, said in grouped.items()})

    def about(self, entry_id: str) -> tuple[Statement, ...]:
        """The statements about one entry; empty where it was not asked."""
        return self.statements.get(entry_id, ())

    def with_statements(self, statements: Iterable[Statement]) -> "Facts":
        """New facts in which `statements` replace all earlier ones about the same entries."""
        return Facts({**self.statements, **Facts.of(statements).statements})


@dataclass(frozen=True, slots=True)
class Meant:
    """What somebody said that a line as typed stands for: ids of medicines or entries.

    No ids say that the line changes nothing about a massage, which only staff may say. Not `sure` says that
    somebody was asked and has not answered yet.
    """

    ids: tuple[str, ...] = ()
    said_by: SaidBy = "staff"
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Person:
    """Who the client is, as far as safety needs it."""

    born: date | None = None
    sex: Literal["female", "male", "other"] | None = None
    first_visit: bool = True

    def age_on(self, day: date) -> int | None:
        """Age in whole years on `day`, or None where the birth date is not known."""
        if self.born is None:
            return None
        before_birthday = (day.month, day.day) < (self.born.month, self.born.day)
        return day.year - self.born.year - before_birthday


@dataclass(frozen=True, slots=True)
class Area:
    """A place on the body that the client wants treated. Intensity runs from 0 to 10."""

    region: str
    side: Literal["left", "right", "both"] | None = None
    intensity: int | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the client would like. Wishes never widen limits. Minutes are hands-on, pressure is 1 to 5."""

    minutes: int | None = None
    pressure: int | None = None
    techniques: tuple[str, ...] = ()
    avoid_techniques: tuple[str, ...] = ()
    avoid_regions: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    lubricant: str | None = None


@dataclass(frozen=True, slots=True)
class Client:
    """Everything a screening and a plan may know about one client.

    `medicines` and `notes` are as typed; what a line of them was said to stand for is in the mapping beside.
    """

    person: Person = field(default_factory=Person)
    facts: Facts = field(default_factory=Facts)
    medicines: tuple[str, ...] = ()
    medicines_meant: Mapping[str, Meant] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    notes_meant: Mapping[str, Meant] = field(default_factory=dict)
    goals: tuple[str, ...] = ()
    profile: str | None = None
    areas: tuple[Area, ...] = ()
    wishes: Wishes = field(default_factory=Wishes)
    answered_on: date | None = None
