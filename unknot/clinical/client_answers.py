"""What do the answers in a client's file say? Turns the table `answers` into statements, or refuses.

`everything_else = false` says no to every question that is asked and not listed, and to every such follow-up
of yes or no. It never answers a date, a region or a number, and never what is worked out from other facts.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal, TypeAlias

from unknot.clinical.client_values import Spot, shown
from unknot.clinical.entries import Ask, Entry
from unknot.clinical.errors import nearest_ids
from unknot.clinical.facts import SaidBy, Statement, Value
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.levels import Answer

__all__ = ["COMMON", "FUTURE", "statements_in"]

CommonType: TypeAlias = Literal["day", "text", "yes_no", "region", "side"]

COMMON: Final[Mapping[str, CommonType]] = {
    "since": "day",
    "until": "day",
    "region": "region",
    "side": "side",
    "medicine": "text",
    "stable": "yes_no",
    "healed": "yes_no",
    "cleared_by": "text",
    "cleared_on": "day",
    "cleared_until": "day",
    "cleared_scope": "text",
}
"""What may be said of any entry, also of one that does not ask it."""

FUTURE: Final[Mapping[str, int]] = {"until": 36_500, "due_on": 300, "cleared_until": 36_500}
"""The only days that may lie after the visit, and by how many days: no baby is due later than a pregnancy lasts."""

SIDES: Final = ("left", "right", "both")
ANSWERS: Final = 'true, false, "not sure", or a table with answer and follow-ups'
NOT_SURE: Final = ("not sure", "not_sure")
OWN_KEYS: Final = ("answer", "said_on", "said_by")


@dataclass(frozen=True)
class Reader:
    """What every answer of one file is read against."""

    knowledge: Knowledge
    said_on: date | None
    said_by: SaidBy = "staff"
    no_to_the_rest: bool = False


def statements_in(
    spot: Spot, *, knowledge: Knowledge, answered_on: date | None, meant: Iterable[str] = ()
) -> tuple[Statement, ...]:
    """All statements of the table. Entries that a note was said to mean are yes where the table does not name them."""
    table = spot.table()
    rest = table.pop("everything_else", None)
    if rest is not None and rest.value is not False:
        raise rest.refuse("false, or leave it out: only a no can be meant for everything else")
    reader = Reader(knowledge, answered_on, no_to_the_rest=rest is not None)
    said = [
        each for key, answer in table.items() for each in _about(_entry(key, answer, reader), answer, reader)
    ]
    unnamed = [each for each in dict.fromkeys(meant) if each not in table]
    said += [Statement(each, Answer.YES, {}, reader.said_on, reader.said_by) for each in unnamed]
    if reader.no_to_the_rest:
        said += _the_rest(frozenset((*table, *unnamed)), reader)
    return tuple(said)


def _entry(key: str, spot: Spot, reader: Reader) -> Entry:
    entries = reader.knowledge.entries
    if key not in entries:
        accepted = f"the id of one of {len(entries)} entries (`unknot questions` prints them)"
        raise spot.refuse(accepted, found=f"the unknown id {shown(key)}", nearest=nearest_ids(key, entries))
    return entries[key]


def _about(entry: Entry, spot: Spot, reader: Reader) -> Iterator[Statement]:
    if isinstance(spot.value, list):
        if not spot.value:
            raise spot.refuse(ANSWERS, found="an empty list")
        for number, value in enumerate(spot.value):
            yield _statement(entry, spot.inside(number, value), reader)
    else:
        yield _statement(entry, spot, reader)


def _statement(entry: Entry, spot: Spot, reader: Reader) -> Statement:
    if not isinstance(spot.value, dict):
        return _filled(
            Statement(entry.id, _answer(spot), {}, reader.said_on, reader.said_by), entry, (), reader
        )
    table = spot.known_keys({*OWN_KEYS, *COMMON, *entry.asks}, what=f"follow-up of {entry.id}")
    answer = _answer(table["answer"]) if "answer" in table else Answer.YES
    attributes = {
        key: value
        for key, each in table.items()
        if key not in OWN_KEYS and (value := _attribute(key, each, entry, reader.knowledge)) is not None
    }
    _check_order(attributes, table)
    said_on = table["said_on"].past_day() if "said_on" in table else reader.said_on
    said_by = _said_by(table["said_by"]) if "said_by" in table else reader.said_by
    return _filled(Statement(entry.id, answer, attributes, said_on, said_by), entry, table, reader)


def _answer(spot: Spot) -> Answer:
    if isinstance(spot.value, bool):
        return Answer.YES if spot.value else Answer.NO
    if spot.value in NOT_SURE:
        return Answer.NOT_SURE
    raise spot.refuse(ANSWERS)


def _said_by(spot: Spot) -> SaidBy:
    return "client" if spot.one_of(("client", "staff"), what="who said it") == "client" else "staff"


def _attribute(key: str, spot: Spot, entry: Entry, knowledge: Knowledge) -> Value | None:
    """The value of a follow-up; None where the client is not sure, which leaves it unanswered."""
    if spot.value in NOT_SURE:
        return None
    if key in entry.asks:
        return _asked(entry.asks[key], spot, knowledge)
    return _common(COMMON[key], spot, knowledge)


def _asked(ask: Ask, spot: Spot, knowledge: Knowledge) -> Value:
    if ask.type == "date":
        return _day(ask.name, spot)
    if ask.type == "number":
        return spot.number(ask.least, ask.most)
    if ask.type == "reading":
        return spot.reading()
    if ask.type == "choice":
        return spot.one_of(ask.choices, what="a choice")
    if ask.type == "choices":
        return frozenset(spot.some_of(ask.choices, what="a choice"))
    if ask.type == "region":
        return _region(spot, knowledge, within=ask.within)
    return _plain(ask.type, spot)


def _common(kind: CommonType, spot: Spot, knowledge: Knowledge) -> Value:
    if kind == "day":
        return _day(spot.path.rpartition(".")[2], spot)
    return _region(spot, knowledge) if kind == "region" else _plain(kind, spot)


def _plain(kind: str, spot: Spot) -> Value:
    if kind == "yes_no":
        return spot.yes_no()
    return spot.one_of(SIDES, what="a side") if kind == "side" else spot.text()


def _day(name: str, spot: Spot) -> date:
    return spot.day_until(FUTURE[name]) if name in FUTURE else spot.past_day()


def _region(spot: Spot, knowledge: Knowledge, *, within: str = "") -> str | frozenset[str]:
    known = knowledge.regions.regions
    if within:
        inside = known[within].leaves
        known = {each: region for each, region in known.items() if region.leaves & inside}
    if isinstance(spot.value, list):
        if not spot.value:
            raise spot.refuse("at least one region")
        return frozenset(spot.some_of(known, what="a region"))
    return spot.one_of(known, what="a region")


def _check_order(attributes: Mapping[str, Value], table: Mapping[str, Spot]) -> None:
    for first, last in (("since", "until"), ("cleared_on", "cleared_until")):
        begun, over = attributes.get(first), attributes.get(last)
        if isinstance(begun, date) and isinstance(over, date) and over < begun:
            raise table[last].refuse(f"a date on or after {begun}, the day of {first}")


def _filled(statement: Statement, entry: Entry, listed: Collection[str], reader: Reader) -> Statement:
    """The statement with a no to each yes-or-no follow-up that is not listed, where that is what was said."""
    if not reader.no_to_the_rest:
        return statement
    no = {name: said for name, said in entry.no_to_all.items() if name not in listed}
    return replace(statement, attributes={**no, **statement.attributes})


def _the_rest(listed: Collection[str], reader: Reader) -> Iterator[Statement]:
    # A no keeps the noes to its follow-ups: a typed medicine or a due date may turn it into a yes.
    for entry in reader.knowledge.entries.values():
        if entry.id not in listed:
            answer = Answer.NOT_ASKED if entry.asked_of == "computed" else Answer.NO
            yield Statement(entry.id, answer, entry.no_to_all, reader.said_on, reader.said_by)
