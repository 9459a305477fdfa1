"""Our rules and facts in the words of zen-engine: one decision table, one row a rule, each with its own expression."""

import json
from collections.abc import Callable, Iterable, Mapping
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


def decision(knowledge: Knowledge) -> str:
    """Every rule of the knowledge as one decision, which collects the rules that hold."""
    rows = [
        {"_id": rule.id, "when": _holds(rule, entry, knowledge), "rule": json.dumps(rule.id)}
        for entry in knowledge.entries.values()
        for rule in entry.rules
    ]
    table = {
        "hitPolicy": "collect",
        "inputs": [{"id": "when", "name": "when"}],
        "outputs": [{"id": "rule", "name": "rule", "field": "rule"}],
        "rules": rows,
        "outputPath": "held",
    }
    return json.dumps({"nodes": [*_ends(), _node("rules", "decisionTableNode", table)], "edges": _edges()})


def facts_in_zen(client: Client, facts: Mapping[str, tuple[Fact, ...]], *, on: date) -> dict[str, Any]:
    """The facts as the context of an evaluation; dates as the days that have passed since."""
    said = {
        entry_id: {"answer": fact.answer is Answer.YES} | _plain(fact.attributes, on)
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
    parts = [f"said.{entry.id}.answer == true"]
    if rule.window and rule.window.after != "end":
        parts.append(f"(said.{entry.id}.{rule.window.after} ?? 0) < {rule.window.days}")
    if when := _expression(rule.when, f"said.{entry.id}", knowledge):
        parts.append(when)
    return " and ".join(parts)


def _expression(when: Condition, entry: str, knowledge: Knowledge) -> str:
    return _FORMS[type(when)](when, entry, knowledge)


def _at_least(when: Any, entry: str, knowledge: Knowledge) -> str:
    parts = [_expression(each, entry, knowledge) for each in when.parts]
    if not parts:
        return ""
    if when.least in (1, len(parts)):
        return f"({(' or ' if when.least == 1 else ' and ').join(parts)})"
    counted = ", ".join(f"({part}) ? 1 : 0" for part in parts)
    return f"sum([{counted}]) >= {when.least}"


def _compared(when: Any, entry: str, _: Knowledge) -> str:
    value = f"{entry}.{when.attribute}" + (f".{when.half}" if when.half else "")
    return f"({value} != null and {value} {SIGNS[when.bound]} {when.number})"


def _one_of(when: Any, entry: str, _: Knowledge) -> str:
    return _touches(f"{entry}.{when.attribute}", when.values)


def _within(when: Any, entry: str, knowledge: Knowledge) -> str:
    group = knowledge.regions.expand(when.group)
    names = (each.id for each in knowledge.regions.regions.values() if each.leaves & group)
    return _touches(f"{entry}.{when.attribute}", names)


def _touches(value: str, names: Iterable[str]) -> str:
    listed = json.dumps(sorted(names))
    return f'({value} != null and (type({value}) == "array" ? some({value}, # in {listed}) : {value} in {listed}))'


def _days_since(when: Any, entry: str, _: Knowledge) -> str:
    value = f"{entry}.{when.attribute}"
    return f"({value} != null and {value} {SIGNS[when.bound]} {when.days})"


_FORMS: Mapping[type[Condition], Callable[[Any, str, Knowledge], str]] = {
    AtLeast: _at_least,
    Flag: lambda when, entry, _: f"{entry}.{when.attribute} == true",
    Unless: lambda when, entry, _: f"{entry}.{when.attribute} == false",
    Compared: _compared,
    OneOf: _one_of,
    Counted: lambda when, entry, _: f"len({entry}.{when.attribute} ?? []) >= {when.least}",
    DaysSince: _days_since,
    Within: _within,
    Yes: lambda when, _entry, _: f"said.{when.entry}.answer == true",
    Aged: lambda when, _entry, _: f"(age != null and age {SIGNS[when.bound]} {when.years})",
    FirstVisit: lambda _when, _entry, _: "first_visit == true",
}


def _ends() -> list[dict[str, Any]]:
    return [_node("in", "inputNode", {}), _node("out", "outputNode", {})]


def _node(name: str, kind: str, content: Any) -> dict[str, Any]:
    return {"id": name, "name": name, "type": kind, "content": content, "position": {"x": 0, "y": 0}}


def _edges() -> list[dict[str, str]]:
    pairs = (("in", "rules"), ("rules", "out"))
    return [{"id": f"{a}-{b}", "type": "edge", "sourceId": a, "targetId": b} for a, b in pairs]
