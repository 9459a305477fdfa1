"""What a rule says once it holds, and what it might say while an answer is missing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from unknot.clinical.entries import Entry, Rule
from unknot.clinical.levels import Level, Urgency
from unknot.clinical.limits import NO_DATE, Limits, NotBefore
from unknot.clinical.vocabulary import Citation

__all__ = ["Finding", "Possible", "found", "merged"]

CLEARANCE_REQUIREMENT = "medical_clearance"

Order: TypeAlias = tuple[int, int, str]
"""Where one stands among others: the most pressing first."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A rule that holds, with its words, reasons and limits. A cleared one stays, as a modification.

    `limits` carry what it decides, its urgency and the first day that could be booked.
    """

    id: str
    entry_id: str
    title: str
    level: Level
    urgency: Urgency
    because: str
    for_client: str
    for_therapist: str
    next_step: str
    require: tuple[str, ...]
    sources: tuple[Citation, ...]
    marks: tuple[str, ...]
    limits: Limits
    cleared: bool = False

    @cached_property
    def order(self) -> Order:
        """Sorts the most pressing first."""
        return -self.urgency.rank, -self.level.rank, self.id

    @property
    def is_urgent(self) -> bool:
        """Whether someone medical must look at it soon."""
        return self.urgency is not Urgency.NONE

    def refused(self) -> "Finding":
        """The finding where nobody may ask the clinician: it cannot be cleared, so nothing is done."""
        limits = replace(self.limits, decision=Level.ABSOLUTE.decision, not_before=NO_DATE)
        return replace(self, level=Level.ABSOLUTE, limits=limits)

    def with_other(self, other: "Finding") -> "Finding":
        """The same finding from two statements: the worse of both, under both limits."""
        # Only a letter tells them apart, and one that is cleared is the milder: it requires nothing that this does not.
        worse = max(self, other, key=lambda each: each.level.rank)
        return replace(worse, limits=self.limits.fold(other.limits))


class Possible(NamedTuple):
    """A rule that might hold once `needs` are answered. `limits` hold meanwhile, after yes or not sure."""

    rule: Rule
    needs: tuple[str, ...]
    limits: Limits

    @property
    def id(self) -> str:
        """The id of the finding that may come of it."""
        return self.rule.id

    @property
    def entry_id(self) -> str:
        """The entry it is a rule of."""
        return self.rule.entry_id

    @property
    def level(self) -> Level:
        """How far it would reach."""
        return self.rule.level

    @property
    def urgency(self) -> Urgency:
        """How soon someone medical would have to look."""
        return self.rule.urgency

    @property
    def because(self) -> str:
        """Why it would hold."""
        return self.rule.words.because

    @property
    def order(self) -> Order:
        """Sorts the most pressing first."""
        return -self.urgency.rank, -self.level.rank, self.id

    def with_other(self, other: "Possible") -> "Possible":
        """The same possibility from two statements."""
        needs = tuple(sorted({*self.needs, *other.needs}))
        return Possible(self.rule, needs, self.limits.fold(other.limits))


def found(rule: Rule, entry: Entry, limits: Limits, not_before: NotBefore, *, cleared: bool) -> Finding:
    """The finding of a rule that holds."""
    level = Level.MODIFY if cleared else rule.level
    stops = level is Level.ABSOLUTE
    return Finding(
        id=rule.id,
        entry_id=entry.id,
        title=entry.title,
        level=level,
        urgency=rule.urgency,
        because=rule.words.because,
        for_client=rule.words.for_client,
        for_therapist=rule.words.for_therapist,
        next_step=rule.words.next_step,
        require=tuple(each for each in rule.require if not cleared or each != CLEARANCE_REQUIREMENT),
        sources=rule.sources,
        marks=entry.marks,
        limits=replace(
            limits,
            decision=level.decision,
            urgency=rule.urgency,
            not_before=not_before if stops else None,
        ),
        cleared=cleared,
    )


def merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """One of each id, most pressing first; the order of `findings` does not matter."""
    by_id: dict[str, Finding] = {}
    for one in findings:
        first = by_id.setdefault(one.id, one)
        if first is not one:
            by_id[one.id] = first.with_other(one)
    return tuple(sorted(by_id.values(), key=attrgetter("order")))
