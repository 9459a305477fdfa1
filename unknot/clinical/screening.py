"""Screens a client for a visit: facts, derived facts, findings, clearance, refusal of contact, limits.

Every rule is judged on each fact by itself; what is true becomes a finding, what is unknown a possibility.
Limits are folded in whatever order. What fits under them is left to `fitting` and `planning`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import attrgetter

from unknot.clinical.clearance import is_cleared
from unknot.clinical.conditions import NO_NEEDS, Case, Needs, Truth, both, either
from unknot.clinical.derived import Fact, facts_on, medicines_read
from unknot.clinical.entries import Entry, Rule
from unknot.clinical.facts import Client
from unknot.clinical.findings import Finding, Possible, found, merged, possible_of
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.levels import Answer, Decision, Level, Urgency
from unknot.clinical.limits import OPEN_LIMITS, Limits
from unknot.clinical.medicines import Recognised
from unknot.clinical.windows import Opening, opening

__all__ = ["CONTACT_REFUSED", "Finding", "Possible", "Screening", "screen"]

CONTACT_REFUSED = "contact_with_clinician_refused"
_NOT_ASKED = (Fact(Answer.NOT_ASKED),)


@dataclass(frozen=True, kw_only=True)
class Screening:
    """What may be done with a client on one day.

    `unresolved` are the ids whose answers are missing; the screening is complete without any. `at_the_visit`
    are questions only the therapist can answer: a visit may be confirmed, but not started, before they are.
    """

    on: date
    findings: tuple[Finding, ...]
    possible: tuple[Possible, ...]
    limits: Limits
    unresolved: tuple[str, ...]
    at_the_visit: tuple[str, ...]
    require: tuple[str, ...]
    knowledge_version: str

    @property
    def decision(self) -> Decision:
        """The worst that any finding decides."""
        return self.limits.decision

    @property
    def urgency(self) -> Urgency:
        """The worst urgency of any finding."""
        return self.limits.urgency

    @property
    def complete(self) -> bool:
        """Whether nothing is left to be answered before the visit."""
        return not self.unresolved


def screen(client: Client, *, knowledge: Knowledge, on: date) -> Screening:
    """Screen a client for a visit on the day `on`. Never raises for what a client said."""
    read = medicines_read(client, knowledge)
    case = _Visit(client, read, knowledge, on)
    for entry_id in dict.fromkeys((*case.facts, *knowledge.for_therapists)):
        case.judge(knowledge.entries[entry_id])
    findings = merged(_contact_refused(case))
    possible, never_asked = merged(case.possible), case.judge_unasked()
    # What was never asked limits nothing meanwhile.
    held = (each.limits for each in possible if each.limits is not OPEN_LIMITS)
    limits = reduce(Limits.fold, (*held, *(each.limits for each in findings)), knowledge.base_limits)
    return Screening(
        on=on,
        findings=findings,
        possible=tuple(sorted((*possible, *never_asked), key=attrgetter("order"))),
        limits=limits,
        unresolved=tuple(sorted({*case.unresolved, *_unsettled(read), *_open_notes(client)})),
        at_the_visit=tuple(sorted(case.at_the_visit)),
        require=tuple(sorted({each for finding in findings for each in finding.require})),
        knowledge_version=knowledge.version,
    )


class _Visit:
    """One client on one day, and what has been found so far. It answers what conditions ask of others."""

    def __init__(self, client: Client, read: Sequence[Recognised], knowledge: Knowledge, on: date) -> None:
        self.knowledge, self.on, self.answered_on = knowledge, on, client.answered_on
        self.regions = knowledge.regions
        self.age = client.person.age_on(on)
        self.first_visit = client.person.first_visit
        self.facts = facts_on(client, read, knowledge=knowledge, on=on)
        self.findings: list[Finding] = []
        self.possible: list[Possible] = []
        self.unresolved: set[str] = set()
        self.at_the_visit: set[str] = set()

    def about(self, entry: Entry) -> tuple[Fact, ...]:
        return self.facts.get(entry.id) or _NOT_ASKED

    def judge(self, entry: Entry) -> None:
        for fact in self.about(entry):
            if fact.answer is Answer.NO:
                continue
            if fact.answer is Answer.NOT_ASKED and entry.asked_of == "therapist":
                self.at_the_visit.add(entry.id)
                continue
            self.judge_fact(entry, fact)

    def judge_unasked(self) -> list[Possible]:
        """As `judge_fact` of answers nobody gave, worked out before but for what hangs on other answers."""
        known, asked = self.knowledge.unasked, self.facts
        no_answer = Case("", {}, self)
        possible = [each for each in known.anyway if each.entry_id not in asked]
        self.unresolved |= known.entries - asked.keys()
        for when, each in known.perhaps:
            if each.entry_id not in asked and when.judge(no_answer) is not False:
                possible.append(each)
                self.unresolved.add(each.entry_id)
        return possible

    def judge_fact(self, entry: Entry, fact: Fact) -> None:
        if entry.required_asks and fact.answer is Answer.YES and not fact.derived:
            missing = (name for name in entry.required_asks if name not in fact.attributes)
            self.unresolved.update(f"{entry.id}.{name}" for name in missing)
        case = Case(entry.id, fact.attributes, self, fact.at_least)
        for rule in entry.rules:
            self.judge_rule(rule, entry, fact, case)

    def judge_rule(self, rule: Rule, entry: Entry, fact: Fact, case: Case) -> None:
        window = opening(rule, entry, fact, on=self.on, answered_on=self.answered_on)
        if window.truth is False or (when := rule.when.judge(case)) is False:
            return
        limits, missing = rule.limits.landed(fact.attributes, self.regions)
        if fact.answer is Answer.YES and both(window.truth, when):
            cleared = is_cleared(rule, fact, on=self.on)
            self.findings.append(found(rule, entry, limits, window.not_before, cleared=cleared))
            self.unresolved.update(f"{entry.id}.{name}" for name in missing)
            return
        needs = self.needs(entry, fact) or window.needs | (
            rule.when.needs(case) if when is None else NO_NEEDS
        )
        self.possible.append(possible_of(rule, limits, needs, holds=fact.answer is not Answer.NOT_ASKED))
        self.unresolved.update(needs)

    def needs(self, entry: Entry, fact: Fact) -> Needs:
        if fact.answer is Answer.YES:
            return NO_NEEDS
        return fact.needs or frozenset((entry.id,))

    def is_yes(self, entry_id: str, *, whatever_ended: bool) -> Truth:
        truth: Truth = False
        entry = self.knowledge.entries[entry_id]
        for fact in self.about(entry):
            truth = either(truth, self.is_active(entry, fact, whatever_ended=whatever_ended))
        return truth

    def is_active(self, entry: Entry, fact: Fact, *, whatever_ended: bool) -> Truth:
        """Whether it is yes, and a window of its own is open. Red flags have no say: they do not run out."""
        if fact.answer is Answer.NO:
            return False
        said = True if fact.answer is Answer.YES else None
        windows = () if whatever_ended else self.windows(entry, fact)
        return both(said, reduce(either, (window.truth for window in windows))) if windows else said

    def windows(self, entry: Entry, fact: Fact) -> tuple[Opening, ...]:
        rules = (rule for rule in entry.rules if not rule.is_urgent)
        return tuple(opening(rule, entry, fact, on=self.on, answered_on=self.answered_on) for rule in rules)

    def needs_of(self, entry_id: str, *, whatever_ended: bool) -> Needs:
        entry = self.knowledge.entries[entry_id]
        needs = NO_NEEDS
        for fact in self.about(entry):
            if self.is_active(entry, fact, whatever_ended=whatever_ended) is None:
                windows = self.windows(entry, fact)
                needs |= self.needs(entry, fact) or NO_NEEDS.union(*(window.needs for window in windows))
        return needs


def _contact_refused(case: _Visit) -> Iterator[Finding]:
    """A clearance nobody may ask for cannot come: engine rule 3 of the clinical reference."""
    refused = any(fact.answer is Answer.YES for fact in case.facts.get(CONTACT_REFUSED, ()))
    for finding in case.findings:
        yield finding.refused() if refused and finding.level is Level.CLEARANCE else finding


def _unsettled(read: Iterable[Recognised]) -> Iterator[str]:
    return (f"medicines.{number}" for number, line in enumerate(read) if not line.settled)


def _open_notes(client: Client) -> Iterator[str]:
    """Free text decides nothing: what nobody has given a meaning stays to be asked."""
    for number, note in enumerate(client.notes):
        meant = client.notes_meant.get(note)
        if meant is None or not meant.sure:
            yield f"notes.{number}"
