"""Our rules and facts in the words of zen-engine: one decision table, one row a rule, each with its own expression.

What is unknown is null there: a rule holds where all it needs is known, and may hold where nothing known speaks
against it.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from unknot.clinical.conditions import (
    Aged,
    AtLeast,
    Compared,
    Condition,
    Counted,
    DaysSince,
    FirstVisit,
    Flag,
    OneOf,
    Unless,
    Within,
    Yes,
)
from unknot.clinical.derived import Fact
from unknot.clinical.entries import Entry, Rule
from unknot.clinical.facts import Client, Reading, Value
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.levels import Answer

SIGNS = {"at_least": ">=", "at_most": "<=", "under": "<", "over": ">"}


def certain(knowledge: Knowledge) -> dict[str, Any]:
    """Every rule as one decision, which collects the rules that hold."""
    return _decision(
        [
            {"_id": rule.id, "when": _holds(rule, entry, knowledge), "rule": json.dumps(rule.id)}
            for rule, entry in _rules(knowledge)
        ],
        outputs=("rule",),
    )


def certain_and_possible(knowledge: Knowledge) -> dict[str, Any]:
    """Every rule as one decision, which collects the rules that may hold, and of each whether it does."""
    return _decision(
        [
            {
                "_id": rule.id,
                "when": _may_hold(rule, entry, knowledge),
                "rule": json.dumps(rule.id),
                "holds": _holds(rule, entry, knowledge),
            }
            for rule, entry in _rules(knowledge)
        ],
        outputs=("rule", "holds"),
    )


def _rules(knowledge: Knowledge) -> Iterator[tuple[Rule, Entry]]:
    return ((rule, entry) for entry in knowledge.entries.values() for rule in entry.rules)


def _decision(rows: list[dict[str, str]], *, outputs: tuple[str, ...]) -> dict[str, Any]:
    table = {
        "hitPolicy": "collect",
        "inputs": [{"id": "when", "name": "when"}],
        "outputs": [{"id": each, "name": each, "field": each} for each in outputs],
        "rules": rows,
        "outputPath": "found",
    }
    return {"nodes": [*_ends(), _node("rules", "decisionTableNode", table)], "edges": _edges()}


def facts_in_zen(
    client: Client, facts: Mapping[str, tuple[Fact, ...]], *, knowledge: Knowledge, on: date
) -> dict[str, Any]:
    """The facts as the context of an evaluation; dates as the days that have passed since, what is unknown as null."""
    # What therapists are asked at the visit leaves nothing possible before it.
    said = {entry_id: {"answer": False} for entry_id in knowledge.for_therapists} | {
        entry_id: {"answer": _ANSWERS[fact.answer]} | _plain(fact.attributes, on)
        for entry_id, held in facts.items()
        for fact in held
    }
    return {"said": said, "age": client.person.age_on(on), "first_visit": client.person.first_visit}


def _plain(attributes: Mapping[str, Value], on: date) -> dict[str, Any]:
    return {name: _plain_value(value, on) for name, value in attributes.items()}


def _plain_value(value: Value, on: date) -> Any:
    if isinstance(value, Reading):
        return {"systolic": value.systolic, "diastolic": value.diastolic}
    if isinstance(value, frozenset):
        return sorted(value)
    return (on - value).days if isinstance(value, date) else value


def _holds(rule: Rule, entry: Entry, knowledge: Knowledge) -> str:
    return _of_rule(rule, entry, _Sure(f"said.{entry.id}", knowledge))


def _may_hold(rule: Rule, entry: Entry, knowledge: Knowledge) -> str:
    return _of_rule(rule, entry, _Perhaps(f"said.{entry.id}", knowledge))


@dataclass(frozen=True)
class _Sure:
    """Writes what must be known to be true of one entry."""

    entry: str
    knowledge: Knowledge

    def is_true(self, value: str) -> str:
        return f"{value} == true"

    def is_false(self, value: str) -> str:
        return f"{value} == false"

    def known(self, value: str, test: str) -> str:
        return f"({value} != null and {test})"


class _Perhaps(_Sure):
    """Writes what may be true: whatever is unknown may."""

    def is_true(self, value: str) -> str:
        return f"{value} != false"

    def is_false(self, value: str) -> str:
        return f"{value} != true"

    def known(self, value: str, test: str) -> str:
        return f"({value} == null or {test})"


def _of_rule(rule: Rule, entry: Entry, writer: _Sure) -> str:
    parts = [writer.is_true(f"said.{entry.id}.answer")]
    if rule.window and rule.window.after != "end":
        value = f"said.{entry.id}.{rule.window.after}"
        parts.append(writer.known(value, f"{value} < {rule.window.days}"))
    if when := _expression(rule.when, writer):
        parts.append(when)
    return " and ".join(parts)


def _expression(when: Condition, writer: _Sure) -> str:
    return _FORMS[type(when)](when, writer)


def _at_least(when: Any, writer: _Sure) -> str:
    parts = [_expression(each, writer) for each in when.parts]
    if not parts:
        return ""
    if when.least in (1, len(parts)):
        return f"({(' or ' if when.least == 1 else ' and ').join(parts)})"
    counted = ", ".join(f"({part}) ? 1 : 0" for part in parts)
    return f"sum([{counted}]) >= {when.least}"


def _compared(when: Any, writer: _Sure) -> str:
    value = f"{writer.entry}.{when.attribute}" + (f".{when.half}" if when.half else "")
    return writer.known(value, f"{value} {SIGNS[when.bound]} {when.number}")


def _one_of(when: Any, writer: _Sure) -> str:
    return _touches(f"{writer.entry}.{when.attribute}", when.values, writer)


def _within(when: Any, writer: _Sure) -> str:
    regions = writer.knowledge.regions
    group = regions.expand(when.group)
    names = (each.id for each in regions.regions.values() if each.leaves & group)
    return _touches(f"{writer.entry}.{when.attribute}", names, writer)


def _touches(value: str, names: Iterable[str], writer: _Sure) -> str:
    listed = json.dumps(sorted(names))
    return writer.known(
        value, f'(type({value}) == "array" ? some({value}, # in {listed}) : {value} in {listed})'
    )


def _counted(when: Any, writer: _Sure) -> str:
    value = f"{writer.entry}.{when.attribute}"
    return writer.known(value, f"len({value}) >= {when.least}")


def _days_since(when: Any, writer: _Sure) -> str:
    value = f"{writer.entry}.{when.attribute}"
    return writer.known(value, f"{value} {SIGNS[when.bound]} {when.days}")


_FORMS: Mapping[type[Condition], Callable[[Any, _Sure], str]] = {
    AtLeast: _at_least,
    Flag: lambda when, writer: writer.is_true(f"{writer.entry}.{when.attribute}"),
    Unless: lambda when, writer: writer.is_false(f"{writer.entry}.{when.attribute}"),
    Compared: _compared,
    OneOf: _one_of,
    Counted: _counted,
    DaysSince: _days_since,
    Within: _within,
    Yes: lambda when, writer: writer.is_true(f"said.{when.entry}.answer"),
    Aged: lambda when, writer: writer.known("age", f"age {SIGNS[when.bound]} {when.years}"),
    FirstVisit: lambda _when, _writer: "first_visit == true",
}
_ANSWERS: Mapping[Answer, bool | None] = {
    Answer.YES: True,
    Answer.NO: False,
    Answer.NOT_SURE: None,
    Answer.NOT_ASKED: None,
}


def _ends() -> list[dict[str, Any]]:
    return [_node("in", "inputNode", {}), _node("out", "outputNode", {})]


def _node(name: str, kind: str, content: Any) -> dict[str, Any]:
    return {"id": name, "name": name, "type": kind, "content": content, "position": {"x": 0, "y": 0}}


def _edges() -> list[dict[str, str]]:
    pairs = (("in", "rules"), ("rules", "out"))
    return [{"id": f"{a}-{b}", "type": "edge", "sourceId": a, "targetId": b} for a, b in pairs]
