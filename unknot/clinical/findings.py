"""What a rule says once it holds, and what it might say while an answer is missing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from unknot.clinical.conditions import Needs
from unknot.clinical.entries import Entry, Rule
from unknot.clinical.levels import Level, Urgency
from unknot.clinical.limits import NO_DATE, Limits, NotBefore
from unknot.clinical.vocabulary import Citation

__all__ = ["Finding", "Possible", "found", "merged", "possible_of", "unasked"]

CLEARANCE_REQUIREMENT = "medical_clearance"


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
        worse = max(self, other, key=lambda each: each.level.rank)
        require = tuple(sorted({*self.require, *other.require}))
        both = self.cleared and other.cleared
        return replace(worse, limits=self.limits.fold(other.limits), require=require, cleared=both)


@dataclass(frozen=True, kw_only=True)
class Possible:
    """A rule that might hold once `needs` are answered. `limits` hold meanwhile, after yes or not sure."""

    id: str
    entry_id: str
    level: Level
    urgency: Urgency
    because: str
    needs: tuple[str, ...]
    limits: Limits

    def with_other(self, other: "Possible") -> "Possible":
        """The same possibility from two statements."""
        needs = tuple(sorted({*self.needs, *other.needs}))
        return replace(self, needs=needs, limits=self.limits.fold(other.limits))


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


def possible_of(rule: Rule, limits: Limits, needs: Needs, *, holds: bool) -> Possible:
    """The possibility of a rule that cannot be judged; `holds` keeps its limits meanwhile."""
    return Possible(
        id=rule.id,
        entry_id=rule.entry_id,
        level=rule.level,
        urgency=rule.urgency,
        because=rule.words.because,
        needs=tuple(sorted(needs)),
        limits=limits.without_verdict() if holds else Limits(),
    )


def unasked(entry: Entry) -> tuple[Possible, ...] | None:
    """What follows from not asking an entry at all; None where that hangs on other facts."""
    if any(rule.when.looks_outside() for rule in entry.rules):
        return None
    needs = frozenset((entry.id,))
    return tuple(possible_of(rule, Limits(), needs, holds=False) for rule in entry.rules)


Each = TypeVar("Each", Finding, Possible)


def merged(each: Iterable[Each]) -> tuple[Each, ...]:
    """One of each id, most pressing first; the order of `each` does not matter."""
    by_id: dict[str, Each] = {}
    for one in each:
        by_id[one.id] = by_id[one.id].with_other(one) if one.id in by_id else one
    return tuple(sorted(by_id.values(), key=lambda one: (-one.urgency.rank, -one.level.rank, one.id)))
