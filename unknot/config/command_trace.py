"""How a screening came about: what counts as a fact, what it led to, what nearly held, and what is unknown."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

from unknot.clinical.derived import Fact, facts_on, medicines_read
from unknot.clinical.entries import Entry, Rule
from unknot.clinical.facts import Client, Reading, Value
from unknot.clinical.findings import Finding
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.levels import Answer
from unknot.clinical.limits import Limits
from unknot.clinical.limits_in_words import listed
from unknot.clinical.near_misses import Change, could_change, nearly_fired
from unknot.clinical.screening import Screening
from unknot.clinical.showing import limits_to_json, screening_to_json
from unknot.config.command_layout import heading, joined, row, rows
from unknot.library.pages.rule_limits import rule_limits
from unknot.library.pages.when_in_words import when_words

Json: TypeAlias = dict[str, Any]
TYPED = ("medicines.", "notes.")
UNDERSTOOD_BY_NOBODY = "anything: nobody knows yet what it is"


def trace(client: Client, screening: Screening, *, knowledge: Knowledge) -> Json:
    """Medicines as read, the facts that count, the findings with the limits each sets, what nearly fired, and what
    each missing answer could change.
    """
    read = medicines_read(client, knowledge)
    facts = facts_on(client, read, knowledge=knowledge, on=screening.on)
    return {
        "on": screening.on.isoformat(),
        "decision": screening.decision.value,
        "medicines": [
            {
                "typed": line.typed,
                "read_as": [each.name for each in line.medicines],
                "entries": list(line.entries),
                "unknown": list(line.unknown),
                "did_you_mean": list(line.offered),
            }
            for line in read
        ],
        "facts": [
            _fact(entry_id, each)
            for entry_id, said in sorted(facts.items())
            for each in said
            if _counts(each)
        ],
        "fired": [_fired(each) for each in screening.findings],
        "nearly_fired": [
            _nearly(entry, rule, knowledge)
            for entry, rule in nearly_fired(facts, screening, knowledge=knowledge)
        ],
        "unknown": [
            {"need": need, "could_change": [_change(each, knowledge) for each in changes]}
            for need, changes in could_change(screening, knowledge=knowledge).items()
        ],
        "possible": screening_to_json(screening, knowledge=knowledge)["possible"],
        "unresolved": list(screening.unresolved),
        "knowledge_version": screening.knowledge_version,
    }


def trace_text(steps: Json) -> str:
    """The same in words."""
    return joined(
        [
            f"How {steps['decision']} came about · {steps['on']} · knowledge {steps['knowledge_version']}",
            *_part("Medicines as read", (_medicine_line(each) for each in steps["medicines"])),
            *_part("Facts", (_fact_line(each) for each in steps["facts"])),
            *_part("Fired", (_fired_line(each) for each in steps["fired"])),
            *_part("Nearly fired, and what it would have needed", map(_nearly_line, steps["nearly_fired"])),
            *_part("Unknown, and what it could change", map(_unknown_line, steps["unknown"])),
        ]
    )


def _counts(fact: Fact) -> bool:
    return fact.answer in (Answer.YES, Answer.NOT_SURE)


def _fact(entry_id: str, fact: Fact) -> Json:
    return {
        "entry": entry_id,
        "answer": fact.answer.value,
        "attributes": {name: _shown(value) for name, value in sorted(fact.attributes.items())},
        "said_by": fact.said_by,
        "said_on": fact.said_on.isoformat() if fact.said_on else None,
        "worked_out": fact.derived,
    }


def _shown(value: Value) -> Any:
    if isinstance(value, Reading):
        return f"{value.systolic}/{value.diastolic}"
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value


def _fired(finding: Finding) -> Json:
    return {
        "id": finding.id,
        "level": finding.level.value,
        "urgency": finding.urgency.value,
        "cleared": finding.cleared,
        "limits": _set_by(finding.limits),
    }


def _nearly(entry: Entry, rule: Rule, knowledge: Knowledge) -> Json:
    return {
        "id": rule.id,
        "level": rule.level.value,
        "urgency": rule.urgency.value,
        "would_need": when_words(rule, entry, knowledge) or "that it is not over",
    }


def _change(change: Change, knowledge: Knowledge) -> Json:
    return {
        "id": change.rule.id,
        "level": change.rule.level.value,
        "urgency": change.rule.urgency.value,
        "limits": list(rule_limits(change.rule, knowledge)),
        "tightens": change.tightens,
    }


def _set_by(limits: Limits) -> Json:
    still_open = limits_to_json(Limits())
    return {name: value for name, value in limits_to_json(limits).items() if value != still_open[name]}


def _part(title: str, pairs: Iterator[tuple[str, str]]) -> list[str]:
    lines = [line for label, text in pairs for line in _wide_row(label, text)]
    return [*heading(title), *lines] if lines else []


def _wide_row(label: str, text: str) -> list[str]:
    return [f"  {label}", *(rows([("", text)]) if text else [])] if len(label) > 18 else row(label, text)


def _medicine_line(line: Json) -> tuple[str, str]:
    parts = {
        "": listed(line["read_as"]),
        "counts as yes to": listed(line["entries"]),
        "not understood:": listed(line["unknown"]),
        "did you mean": listed(line["did_you_mean"], last="or"),
    }
    return line["typed"], "; ".join(f"{words} {text}".strip() for words, text in parts.items() if text)


def _fact_line(fact: Json) -> tuple[str, str]:
    how = "worked out" if fact["worked_out"] else f"said by {fact['said_by']}"
    day = f" on {fact['said_on']}" if fact["said_on"] else ""
    return fact["entry"], f"{fact['answer']} ({how}{day}){_pairs(': ', fact['attributes'])}"


def _fired_line(fired: Json) -> tuple[str, str]:
    cleared = ", cleared" if fired["cleared"] else ""
    return fired["id"], f"{_verdict(fired)}{cleared}{_pairs('; limits: ', fired['limits'])}"


def _nearly_line(nearly: Json) -> tuple[str, str]:
    return nearly["id"], f"{_verdict(nearly)}; would need {nearly['would_need']}"


def _unknown_line(unknown: Json) -> tuple[str, str]:
    changes = [_change_words(each) for each in unknown["could_change"]]
    typed = unknown["need"].startswith(TYPED)
    return unknown["need"], "; ".join(changes) or (UNDERSTOOD_BY_NOBODY if typed else "nothing by itself")


def _change_words(change: Json) -> str:
    kept = "" if change["tightens"] else ": kept to already"
    return ", ".join([f"{change['id']} ({_verdict(change)})", *change["limits"]]) + kept


def _verdict(rule: Json) -> str:
    return f"{rule['level']}" + ("" if rule["urgency"] == "none" else f", {rule['urgency']}")


def _pairs(before: str, values: Mapping[str, Any]) -> str:
    return before + ", ".join(f"{name} {_words(value)}" for name, value in values.items()) if values else ""


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key} {_words(each)}" for key, each in value.items())
    if isinstance(value, list):
        return listed(value)
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
