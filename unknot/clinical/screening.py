"""Screens a client for a visit: facts, derived facts, findings, clearance, refusal of contact, limits.

Every rule is judged on each fact by itself; what is true becomes a finding, what is unknown a possibility.
Limits are folded in whatever order. What fits under them is left to `fitting` and `planning`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce

from unknot.clinical.clearance import is_cleared
from unknot.clinical.conditions import BORN, FIRST_VISIT, NO_NEEDS, Case, Needs, Truth, both, either
from unknot.clinical.derived import DerivedFact, Fact, facts_on, medicines_read
from unknot.clinical.entries import Entry
from unknot.clinical.facts import Client
from unknot.clinical.findings import Finding, Possible, merged
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.levels import Answer, Decision, Level, Urgency
from unknot.clinical.limits import OPEN_LIMITS, Limits
from unknot.clinical.medicines import Recognised
from unknot.clinical.prepared import ReadyRule
from unknot.clinical.windows import ALWAYS_OPEN, Opening, opening

__all__ = ["CONTACT_REFUSED", "Finding", "Possible", "Screening", "screen"]

CONTACT_REFUSED = "contact_with_clinician_refused"
_NOT_ASKED: tuple[Fact, ...] = (DerivedFact(Answer.NOT_ASKED, {}),)


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
    case.judge()
    findings = merged(_contact_refused(case))
    possible = case.leave_unasked()
    # What was never asked limits nothing meanwhile.
    held = (each.limits for each in case.possible.values() if each.limits is not OPEN_LIMITS)
    return Screening(
        on=on,
        findings=findings,
        possible=possible,
        limits=knowledge.base_limits.fold(*held, *(each.limits for each in findings)),
        unresolved=tuple(sorted({*case.unresolved, *_unsettled(read), *_open_notes(client)})),
        at_the_visit=tuple(sorted(case.at_the_visit)),
        require=tuple(sorted({each for finding in findings for each in finding.require})),
        knowledge_version=knowledge.version,
    )


class _Visit:
    """One client on one day, and what has been found so far. It answers what conditions ask of others.

    Judged is what anything was said about or follows, and what therapists are asked.
    """

    def __init__(self, client: Client, read: Sequence[Recognised], knowledge: Knowledge, on: date) -> None:
        self.prepared, self.on, self.answered_on = knowledge.prepared, on, client.answered_on
        self.entries, self.regions = knowledge.entries, knowledge.regions
        self.age = client.person.age_on(on)
        self.first_visit = client.person.first_visit
        self.facts = facts_on(client, read, knowledge=knowledge, on=on)
        self.judged = dict.fromkeys((*self.facts, *knowledge.for_therapists))
        self.findings: list[Finding] = []
        self.possible: dict[str, Possible] = {}
        self.unresolved: set[str] = set()
        self.at_the_visit: set[str] = set()

    def about(self, entry_id: str) -> tuple[Fact, ...]:
        return self.facts.get(entry_id) or _NOT_ASKED

    def judge(self) -> None:
        for entry_id in self.judged:
            for fact in self.about(entry_id):
                if fact.answer is not Answer.NO:
                    self.judge_fact(self.entries[entry_id], fact)

    def judge_fact(self, entry: Entry, fact: Fact) -> None:
        if fact.answer is Answer.NOT_ASKED and entry.asked_of == "therapist":
            self.at_the_visit.add(entry.id)
            return
        if entry.required_asks and fact.answer is Answer.YES and not fact.derived:
            missing = (name for name in entry.required_asks if name not in fact.attributes)
            self.unresolved.update(f"{entry.id}.{name}" for name in missing)
        case = Case(entry.id, fact.attributes, self, fact.at_least)
        for ready in self.prepared.rules[entry.id]:
            self.judge_rule(ready, fact, case)

    def judge_rule(self, ready: ReadyRule, fact: Fact, case: Case) -> None:
        rule, window = ready.rule, self.window(ready, fact)
        if window.truth is False or (when := rule.when.judge(case)) is False:
            return
        limits, missing = ready.landed(fact.attributes, self.regions)
        if fact.answer is Answer.YES and window.truth and when:
            cleared = is_cleared(rule, fact, on=self.on)
            self.findings.append(ready.found(limits, window.not_before, cleared=cleared))
            self.unresolved.update(f"{rule.entry_id}.{name}" for name in missing)
            return
        needs = self.needs(rule.entry_id, fact) or window.needs | (
            rule.when.needs(case) if when is None else NO_NEEDS
        )
        meanwhile = OPEN_LIMITS if fact.answer is Answer.NOT_ASKED else limits
        self.add(Possible(rule, tuple(sorted(needs)), meanwhile))

    def add(self, possible: Possible) -> None:
        self.unresolved.update(possible.needs)
        known = self.possible.get(possible.rule.id)
        self.possible[possible.rule.id] = known.with_other(possible) if known else possible

    def window(self, ready: ReadyRule, fact: Fact) -> Opening:
        if ready.never_shuts:
            return ALWAYS_OPEN
        return opening(ready.rule, ready.entry, fact, on=self.on, answered_on=self.answered_on)

    def needs(self, entry_id: str, fact: Fact) -> Needs:
        if fact.answer is Answer.YES:
            return NO_NEEDS
        return fact.needs or frozenset((entry_id,))

    def leave_unasked(self) -> tuple[Possible, ...]:
        """Everything possible in order: what was judged so, and what nobody asked about and nothing rules out."""
        possible = dict(self.prepared.possible)
        self.rule_out(possible)
        for entry_id in self.judged:
            for rule_id in self.prepared.ids[entry_id]:
                if rule_id not in self.possible:
                    possible.pop(rule_id, None)
        # What was judged takes the place of what not asking would have left possible, which keeps the order.
        possible |= self.possible
        self.unresolved |= self.prepared.open_anyway - self.judged.keys()
        self.unresolved.update(
            each.entry_id for each in self.prepared.open_perhaps if each is possible.get(each.id)
        )
        return tuple(possible.values())

    def rule_out(self, possible: dict[str, Possible]) -> None:
        """Takes out what cannot come of an entry nobody asked about, whatever its answer would be."""
        no_answer = Case("", {}, self)
        for known in (*self.judged, BORN, FIRST_VISIT):
            for each in self.prepared.ruled_out_by.get(known, ()):
                if each.entry_id not in self.judged and each.rule.when.judge(no_answer) is False:
                    possible.pop(each.id, None)

    def is_yes(self, entry_id: str, *, whatever_ended: bool) -> Truth:
        if not self.facts.get(entry_id):
            return None  # No window shuts by itself: each is open for a day at least.
        truth: Truth = False
        for fact in self.facts[entry_id]:
            truth = either(truth, self.is_active(entry_id, fact, whatever_ended=whatever_ended))
        return truth

    def is_active(self, entry_id: str, fact: Fact, *, whatever_ended: bool) -> Truth:
        """Whether it is yes, and a window that ends it is open."""
        if fact.answer is Answer.NO:
            return False
        said = True if fact.answer is Answer.YES else None
        windows = [] if whatever_ended else self.endings(entry_id, fact)
        return both(said, reduce(either, (window.truth for window in windows))) if windows else said

    def endings(self, entry_id: str, fact: Fact) -> list[Opening]:
        return [self.window(each, fact) for each in self.prepared.endings[entry_id]]

    def needs_of(self, entry_id: str, *, whatever_ended: bool) -> Needs:
        needs = NO_NEEDS
        for fact in self.about(entry_id):
            if self.is_active(entry_id, fact, whatever_ended=whatever_ended) is None:
                windows = self.endings(entry_id, fact)
                needs |= self.needs(entry_id, fact) or NO_NEEDS.union(*(each.needs for each in windows))
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
