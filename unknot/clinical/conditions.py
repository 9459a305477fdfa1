"""Is a condition of a rule true, false or not known for one statement on one day?

A small closed vocabulary, three-valued: None is "not known", and `needs` then names what would have to be
answered. There is no "not": `Unless` reads evidence of safety only. Files are read by `loading_conditions`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, NamedTuple, Protocol, TypeAlias

from unknot.clinical.facts import Reading, Value
from unknot.clinical.regions import RegionMap

Truth: TypeAlias = bool | None
Needs: TypeAlias = frozenset[str]
NO_NEEDS: Needs = frozenset()
BORN: Final = "born"
FIRST_VISIT: Final = "first_visit"


class Others(Protocol):
    """What a condition may ask about the rest of the client."""

    on: date
    age: int | None
    first_visit: bool
    regions: RegionMap

    def is_yes(self, entry_id: str, *, whatever_ended: bool) -> Truth:
        """Whether another entry is yes; `whatever_ended` ignores evidence that it is over."""

    def needs_of(self, entry_id: str, *, whatever_ended: bool) -> Needs:
        """What would have to be answered to know that."""


class Case(NamedTuple):
    """One statement on one day. Sets in `at_least` may hold more than is known."""

    entry_id: str
    attributes: Mapping[str, Value]
    others: Others
    at_least: frozenset[str] = frozenset()

    def needs(self, attribute: str) -> Needs:
        """The need to have a follow-up answered; an incomplete set is completed by answering the entry."""
        if attribute in self.at_least:
            return frozenset((self.entry_id,))
        return frozenset((f"{self.entry_id}.{attribute}",))


class Condition:
    """A node."""

    def judge(self, case: Case) -> Truth:
        """True, False, or None for not known."""
        raise NotImplementedError

    def needs(self, case: Case) -> Needs:
        """What would have to be answered; meaningful while `judge` says None."""
        raise NotImplementedError

    def ruled_out_by(self) -> frozenset[str]:
        """What can make it false while nothing is known of its own entry: ids of other entries, BORN, FIRST_VISIT."""
        return frozenset()


class FollowUp(Condition):
    """A node that reads one follow-up of its own entry."""

    attribute: str

    def needs(self, case: Case) -> Needs:
        return case.needs(self.attribute)


@dataclass(frozen=True)
class Flag(FollowUp):
    """A yes_no follow-up is yes."""

    attribute: str

    def judge(self, case: Case) -> Truth:
        value = case.attributes.get(self.attribute)
        return value if isinstance(value, bool) else None


@dataclass(frozen=True)
class Unless(FollowUp):
    """Evidence of safety is not given: false where it was denied, unknown where it was not asked."""

    attribute: str

    def judge(self, case: Case) -> Truth:
        value = case.attributes.get(self.attribute)
        return not value if isinstance(value, bool) else None


Bound: TypeAlias = Literal["at_least", "at_most", "under", "over"]


@dataclass(frozen=True)
class Compared(FollowUp):
    """A number follow-up, or one half of a reading, against a bound."""

    attribute: str
    half: Literal["", "systolic", "diastolic"]
    bound: Bound
    number: float

    def judge(self, case: Case) -> Truth:
        value = case.attributes.get(self.attribute)
        if self.half and isinstance(value, Reading):
            value = value.systolic if self.half == "systolic" else value.diastolic
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return _holds(self.bound, value, self.number)


@dataclass(frozen=True)
class OneOf(FollowUp):
    """A choice is one of these, or any of several choices is."""

    attribute: str
    values: frozenset[str]

    def judge(self, case: Case) -> Truth:
        value = case.attributes.get(self.attribute)
        if isinstance(value, str):
            return value in self.values
        if not isinstance(value, frozenset):
            return None
        return bool(value & self.values) or _known_no(case, self.attribute)


@dataclass(frozen=True)
class Counted(FollowUp):
    """At least so many of several choices are given."""

    attribute: str
    least: int

    def judge(self, case: Case) -> Truth:
        value = case.attributes.get(self.attribute)
        if not isinstance(value, frozenset):
            return None
        return len(value) >= self.least or _known_no(case, self.attribute)


@dataclass(frozen=True)
class DaysSince(FollowUp):
    """Days from a date follow-up to the visit, below 0 where the date lies ahead, as a due date does."""

    attribute: str
    bound: Literal["under", "at_least"]
    days: int

    def judge(self, case: Case) -> Truth:
        value = case.attributes.get(self.attribute)
        if not isinstance(value, date):
            return None
        return _holds(self.bound, (case.others.on - value).days, self.days)


@dataclass(frozen=True)
class Within(FollowUp):
    """The region answered touches a group."""

    attribute: str
    group: str

    def judge(self, case: Case) -> Truth:
        value = case.attributes.get(self.attribute)
        if not isinstance(value, str | frozenset) or not value:
            return None
        side = case.attributes.get("side")
        regions = case.others.regions
        return bool(regions.expand(value, side=str(side)) & regions.expand(self.group))


@dataclass(frozen=True)
class Yes(Condition):
    """Another entry is yes. A rule with an urgency takes it as said, `whatever_ended`."""

    entry: str
    whatever_ended: bool = False

    def judge(self, case: Case) -> Truth:
        return case.others.is_yes(self.entry, whatever_ended=self.whatever_ended)

    def needs(self, case: Case) -> Needs:
        return case.others.needs_of(self.entry, whatever_ended=self.whatever_ended)

    def ruled_out_by(self) -> frozenset[str]:
        return frozenset((self.entry,))


@dataclass(frozen=True)
class Aged(Condition):
    """The client's age in whole years on the day."""

    bound: Literal["under", "at_least"]
    years: int

    def judge(self, case: Case) -> Truth:
        return None if case.others.age is None else _holds(self.bound, case.others.age, self.years)

    def needs(self, case: Case) -> Needs:  # noqa: ARG002 - every node is asked in the same way
        return frozenset((BORN,))

    def ruled_out_by(self) -> frozenset[str]:
        return frozenset((BORN,))


@dataclass(frozen=True)
class FirstVisit(Condition):
    """The client has not been treated here before."""

    def judge(self, case: Case) -> Truth:
        return case.others.first_visit

    def needs(self, case: Case) -> Needs:  # noqa: ARG002 - always known
        return NO_NEEDS

    def ruled_out_by(self) -> frozenset[str]:
        return frozenset((FIRST_VISIT,))


@dataclass(frozen=True)
class AtLeast(Condition):
    """So many of the parts are true: all of them, any of them, or a number between."""

    least: int
    parts: tuple[Condition, ...]

    def judge(self, case: Case) -> Truth:
        missing, spare = self.least, len(self.parts) - self.least
        for part in self.parts:
            truth = part.judge(case)
            missing -= truth is True
            spare -= truth is False
            if spare < 0:
                return False
            if missing == 0:
                return True
        return None if missing else True

    def needs(self, case: Case) -> Needs:
        return NO_NEEDS.union(*(part.needs(case) for part in self.parts if part.judge(case) is None))

    def ruled_out_by(self) -> frozenset[str]:
        outside = [part.ruled_out_by() for part in self.parts]
        unknown = outside.count(frozenset())
        return frozenset() if unknown >= self.least else frozenset[str]().union(*outside)


ALWAYS = AtLeast(0, ())


def both(one: Truth, other: Truth) -> Truth:
    """Three-valued "and": false if either is false, else unknown if either is unknown."""
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def either(one: Truth, other: Truth) -> Truth:
    """Three-valued "or"."""
    if one or other:
        return True
    return None if one is None or other is None else False


def _known_no(case: Case, attribute: str) -> Truth:
    return None if attribute in case.at_least else False


def _holds(bound: Bound, value: float, number: float) -> bool:
    if bound == "at_least":
        return value >= number
    if bound == "at_most":
        return value <= number
    return value < number if bound == "under" else value > number
