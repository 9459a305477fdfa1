"""What follows from the facts by arithmetic, laid beside them for the day of the visit.

A derivation never overwrites what was said: said yes or derived yes is yes. What it finds is held as `Fact`s,
which the screening judges; the statements themselves stay as they were.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, TypeAlias

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
from unknot.clinical.pressure_bands import BANDS, pressure_band
from unknot.clinical.said import Said
from unknot.clinical.shapes import Place
from unknot.clinical.trimesters import PREGNANCY, TRIMESTERS, pregnancy, trimester

__all__ = [
    "COMPUTED",
    "DERIVATIONS",
    "Contradiction",
    "Fact",
    "check_derivations",
    "contradictions",
    "facts_on",
    "medicines_read",
]

Derivation: TypeAlias = Callable[[Said, str], Derived | None]


@dataclass(frozen=True, slots=True)
class Fact:
    """One answer as the screening takes it. `needs` would have to be answered while it is not known.

    A set named in `at_least` may hold more than is known.
    """

    answer: Answer
    attributes: Mapping[str, Value] = field(default_factory=dict)
    said_on: date | None = None
    said_by: SaidBy = "client"
    derived: bool = False
    needs: Needs = NO_NEEDS
    at_least: frozenset[str] = frozenset()


def _minor(said: Said, _: str) -> Derived:
    return _by_age(said, lambda age: age < 18)


def _child(said: Said, _: str) -> Derived:
    return _by_age(said, lambda age: age < 12)


def _old(said: Said, entry_id: str) -> Derived | None:
    found = _by_age(said, lambda age: age >= 75)
    return None if found is DERIVED_NO and said.answer(entry_id) is Answer.NOT_SURE else found


def _by_age(said: Said, holds: Callable[[int], bool]) -> Derived:
    if said.age is None:
        return Derived(Answer.NOT_ASKED, needs=said.needs("born"))
    return Derived(Answer.YES) if holds(said.age) else DERIVED_NO


DERIVATIONS: Final[Mapping[str, Derivation]] = {
    PREGNANCY: pregnancy,
    **dict.fromkeys(TRIMESTERS, trimester),
    **dict.fromkeys(BANDS, pressure_band),
    "minor": _minor,
    "child_under_12": _child,
    "older_frail": _old,
    CLOT_RISK: clot_risk,
}
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
    concerned = {*client.facts.statements, *named, *DERIVATIONS} & knowledge.entries.keys()
    return {entry_id: tuple(_facts_about(knowledge.entries[entry_id], said)) for entry_id in concerned}


def _facts_about(entry: Entry, said: Said) -> Iterator[Fact]:
    derive = DERIVATIONS.get(entry.id)
    found = derive(said, entry.id) if derive else None
    together = _together(entry, said)
    stated = [
        replace(each, attributes={**each.attributes, **together}) if together else each
        for each in said.about(entry.id)
        if found is None or each not in found.replaces
    ]
    if entry.id in said.named and not any(each.answer is Answer.YES for each in stated):
        fact = _with_derived(_by_medicine(entry, said, stated), found, entry)
        # Who said no to all the rest of a set left only what the medicine adds to it.
        yield (
            replace(fact, at_least=frozenset()) if any(each.answer is Answer.NO for each in stated) else fact
        )
    elif found is None or any(each.answer is Answer.YES for each in stated):
        yield from (_with_derived(_as_said(each), found, entry) for each in stated)
    elif found.answer in (Answer.YES, Answer.NO) or not _answered(stated):
        yield _as_derived(found, stated, entry)
    else:
        yield from map(_as_said, stated)


def _answered(stated: Iterable[Statement]) -> bool:
    return any(each.answer is not Answer.NOT_ASKED for each in stated)


def _as_said(statement: Statement) -> Fact:
    return Fact(
        answer=statement.answer,
        attributes=statement.attributes,
        said_on=statement.said_on,
        said_by=statement.said_by,
        needs=frozenset((statement.entry_id,)),
    )


def _as_derived(found: Derived, stated: list[Statement], entry: Entry) -> Fact:
    own = stated[0] if stated else Statement(entry.id, Answer.NOT_ASKED)
    open_sets = frozenset() if own.answer is Answer.NO else _sets(found)
    return Fact(
        answer=found.answer,
        attributes=_beside(_fitting(found, entry), own.attributes),
        said_on=own.said_on,
        said_by=own.said_by,
        derived=True,
        needs=found.needs or frozenset((entry.id,)),
        at_least=open_sets,
    )


def _with_derived(fact: Fact, found: Derived | None, entry: Entry) -> Fact:
    """A yes with the follow-ups that derivation adds: where none was answered, and more of a set."""
    if found is None or found.answer is not Answer.YES or fact.answer is not Answer.YES:
        return fact
    attributes = dict(fact.attributes)
    for name, value in _fitting(found, entry).items():
        own = attributes.setdefault(name, value)
        if isinstance(own, frozenset) and isinstance(value, frozenset):
            attributes[name] = own | value
    incomplete = frozenset(name for name in _sets(found) if name not in fact.attributes)
    return replace(fact, attributes=attributes, at_least=incomplete)


def _by_medicine(entry: Entry, said: Said, stated: list[Statement]) -> Fact:
    names = said.named[entry.id]
    attributes: dict[str, Value] = {"medicine": ", ".join(names)} if names else {}
    for each in stated:
        attributes.update(each.attributes)
    attributes.update(_together(entry, said))
    return Fact(answer=Answer.YES, attributes=attributes, derived=True, needs=frozenset((entry.id,)))


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
