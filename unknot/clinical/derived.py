"""What follows from the facts by arithmetic, laid beside them for the day of the visit.

A derivation never overwrites what was said: said yes or derived yes is yes. What it finds is held as `Fact`s,
which the screening judges; the statements themselves stay as they were.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple, TypeAlias

from unknot.clinical.clot_risk import CLOT_RISK, clot_risk
from unknot.clinical.conditions import NO_NEEDS, Needs
from unknot.clinical.contradictions import Contradiction, contradictions
from unknot.clinical.derivation import DERIVED_NO, Derived
from unknot.clinical.entries import Entry
from unknot.clinical.entry_checks import CLEARANCE_ASKS
from unknot.clinical.facts import Client, SaidBy, Statement, Value
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.levels import Answer
from unknot.clinical.medicines import Recognised, medicines_among, recognise
from unknot.clinical.pressure_bands import BANDS, pressure_bands
from unknot.clinical.said import Said
from unknot.clinical.shapes import Place
from unknot.clinical.trimesters import PREGNANCY, TRIMESTERS, pregnancy

__all__ = [
    "COMPUTED",
    "DERIVATIONS",
    "Contradiction",
    "DerivedFact",
    "Fact",
    "check_derivations",
    "contradictions",
    "facts_on",
    "medicines_read",
]

Derivation: TypeAlias = Callable[[Said], Mapping[str, Derived]]
"""Finds what follows about one or more entries; nothing about an entry to which nothing adds anything."""


class DerivedFact(NamedTuple):
    """An answer that follows from statements, alone or beside what was said. `needs` would have to be answered while it
    is not known: without any, its entry. A set named in `at_least` may hold more than is known.
    """

    answer: Answer
    attributes: Mapping[str, Value]
    said_on: date | None = None
    said_by: SaidBy = "client"
    derived: bool = True
    needs: Needs = NO_NEEDS
    at_least: frozenset[str] = frozenset()


Fact: TypeAlias = Statement | DerivedFact
"""One answer as the screening takes it: as it was said, unless something follows about its entry."""


def _ages(said: Said) -> dict[str, Derived]:
    ages = {
        "minor": _by_age(said, lambda age: age < 18),
        "child_under_12": _by_age(said, lambda age: age < 12),
        "older_frail": _by_age(said, lambda age: age >= 75),
    }
    # Frail is also said of the young: who is not sure is left unsure.
    if ages["older_frail"] is DERIVED_NO and said.answer("older_frail") is Answer.NOT_SURE:
        del ages["older_frail"]
    return ages


def _by_age(said: Said, holds: Callable[[int], bool]) -> Derived:
    if said.age is None:
        return Derived(Answer.NOT_ASKED, needs=said.needs("born"))
    return Derived(Answer.YES) if holds(said.age) else DERIVED_NO


DERIVATIONS: Final[Mapping[str, Derivation]] = {
    **dict.fromkeys((PREGNANCY, *TRIMESTERS), pregnancy),
    **dict.fromkeys(BANDS, pressure_bands),
    **dict.fromkeys(("minor", "child_under_12", "older_frail"), _ages),
    CLOT_RISK: clot_risk,
}
"""What finds out about each entry about which something follows."""

COMPUTED: Final = frozenset((*TRIMESTERS, *BANDS, "minor", "child_under_12", "older_frail"))
"""The entries that may say `asked_of = "computed"`."""

# Two medicines of one kind are a risk of their own: the follow-up that says so, and the entries that count.
TOGETHER: Final = {
    "anticoagulant": ("two_agents", ("anticoagulant", "antiplatelet")),
    "antiplatelet": ("dual", ("antiplatelet",)),
}


def check_derivations(entries: Mapping[str, Entry]) -> None:
    """Refuses an entry whose derivation would find none of what it reads. Raises KnowledgeError."""
    factors = CLOT_RISK in entries and entries[CLOT_RISK].asks.get("factors")
    if CLOT_RISK in entries and (not factors or factors.type != "choices"):
        raise Place("conditions", f"{CLOT_RISK}.ask.factors").refuse(
            found="no choices", accepted="an ask of type choices, which its derivation counts"
        )


def medicines_read(client: Client, knowledge: Knowledge) -> tuple[Recognised, ...]:
    """Each line of medicines, read."""
    return tuple(
        recognise(typed, medicines=knowledge.medicines, meant=client.medicines_meant.get(typed))
        for typed in client.medicines
    )


def facts_on(
    client: Client, read: Sequence[Recognised], *, knowledge: Knowledge, on: date
) -> dict[str, tuple[Fact, ...]]:
    """The facts about every entry as of `on`, said and derived; an entry without any was not asked."""
    named = {
        entry: medicines_among(read, entry)
        for line in read
        for entry in line.entries
        if entry in knowledge.entries
    }
    said = Said(client, knowledge, on, named)
    entries, found = knowledge.entries, _derived(said)
    facts: dict[str, tuple[Fact, ...]] = {
        entry_id: stated for entry_id, stated in client.facts.statements.items() if entry_id in entries
    }
    for entry_id in (*found, *named, *(TOGETHER if named else ())):
        if entry_id in entries:
            facts[entry_id] = tuple(_facts_about(entries[entry_id], said, found.get(entry_id)))
    return facts


def _derived(said: Said) -> dict[str, Derived]:
    concerned = (derive for entry_id, derive in DERIVATIONS.items() if entry_id in said.knowledge.entries)
    derivations = dict.fromkeys(concerned)
    return {entry_id: found for derive in derivations for entry_id, found in derive(said).items()}


def _facts_about(entry: Entry, said: Said, found: Derived | None) -> Iterator[Fact]:
    if found and entry.id not in said.statements and entry.id not in said.named:
        yield _as_derived(found, entry)
        return
    stated = _stated(entry, said, found)
    answers = {each.answer for each in stated}
    if entry.id in said.named and Answer.YES not in answers:
        yield _by_medicine(entry, said, stated, found)
    elif found is None or Answer.YES in answers:
        yield from (_with_derived(each, found, entry) for each in stated)
    elif found.answer in (Answer.YES, Answer.NO) or not answers - {Answer.NOT_ASKED}:
        yield _beside_said(_as_derived(found, entry), stated)
    else:
        yield from stated


def _stated(entry: Entry, said: Said, found: Derived | None) -> list[Statement]:
    """What was said of an entry and still holds, with what several typed medicines add to it."""
    replaced, together = found.replaces if found else (), _together(entry, said)
    kept = [each for each in said.about(entry.id) if each not in replaced]
    return [replace(each, attributes={**each.attributes, **together}) for each in kept] if together else kept


def _as_derived(found: Derived, entry: Entry) -> DerivedFact:
    return DerivedFact(found.answer, _fitting(found, entry), needs=found.needs, at_least=_sets(found))


def _beside_said(fact: DerivedFact, stated: list[Statement]) -> DerivedFact:
    if not stated:
        return fact
    own = stated[0]
    return fact._replace(
        attributes=_beside(fact.attributes, own.attributes),
        said_on=own.said_on,
        said_by=own.said_by,
        at_least=frozenset() if own.answer is Answer.NO else fact.at_least,
    )


def _with_derived(statement: Statement, found: Derived | None, entry: Entry) -> Fact:
    """A yes with what follows beside it."""
    if found is None or found.answer is not Answer.YES or statement.answer is not Answer.YES:
        return statement
    return DerivedFact(
        answer=Answer.YES,
        attributes=_joined(statement.attributes, found, entry),
        said_on=statement.said_on,
        said_by=statement.said_by,
        derived=False,
        at_least=_open_sets(statement.attributes, found),
    )


def _joined(own: Mapping[str, Value], found: Derived, entry: Entry) -> dict[str, Value]:
    """Own follow-ups and those that follow: where none was answered, and more of a set."""
    attributes = dict(own)
    for name, value in _fitting(found, entry).items():
        first = attributes.setdefault(name, value)
        if isinstance(first, frozenset) and isinstance(value, frozenset):
            attributes[name] = first | value
    return attributes


def _open_sets(own: Mapping[str, Value], found: Derived) -> frozenset[str]:
    """The sets that nobody was asked about, of which only what follows is known."""
    return frozenset(name for name in _sets(found) if name not in own)


def _by_medicine(entry: Entry, said: Said, stated: list[Statement], found: Derived | None) -> Fact:
    """A yes from what was typed, with the follow-ups of all statements. Who said no to the rest of a set closed it."""
    names = said.named[entry.id]
    attributes: dict[str, Value] = {"medicine": ", ".join(names)} if names else {}
    for each in stated:
        attributes.update(each.attributes)
    attributes.update(_together(entry, said))
    if found is None or found.answer is not Answer.YES:
        return DerivedFact(Answer.YES, attributes)
    closed = any(each.answer is Answer.NO for each in stated)
    at_least = frozenset[str]() if closed else _open_sets(attributes, found)
    return DerivedFact(Answer.YES, _joined(attributes, found, entry), at_least=at_least)


def _together(entry: Entry, said: Said) -> dict[str, Value]:
    """The follow-up that several typed medicines answer with yes, whatever was said to it."""
    flag, entries = TOGETHER.get(entry.id, ("", ()))
    names = {name for each in entries for name in said.named.get(each, ())}
    return {flag: True} if len(names) > 1 else {}


def _fitting(found: Derived, entry: Entry) -> dict[str, Value]:
    """The follow-ups that this entry asks too; evidence of safety stays with the finding it was given for."""
    return {
        name: value
        for name, value in found.attributes.items()
        if name not in CLEARANCE_ASKS and (name not in entry.asks or not entry.asks[name].is_evidence)
    }


def _beside(derived: Mapping[str, Value], own: Mapping[str, Value]) -> dict[str, Value]:
    """Own follow-ups before derived ones; a yes from elsewhere is not unsaid by a no to everything."""
    kept = {name: value for name, value in own.items() if not (value is False and derived.get(name) is True)}
    return {**derived, **kept}


def _sets(found: Derived) -> frozenset[str]:
    return frozenset(name for name, value in found.attributes.items() if isinstance(value, frozenset))
