"""Cases in words: who the client is, what they answered, and what screening them must find."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from unknot.clinical.cases import Case, Expected
from unknot.clinical.entries import Ask, Entry
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.levels import Decision, Urgency
from unknot.clinical.limits_in_words import listed, region_names, titles
from unknot.clinical.verdicts_in_words import DECISIONS, LEVELS, URGENCIES
from unknot.library.pages.page import Card, rows, sentence, sentences

OF_A_ROW = "row "
"""A case that only says which row of the reference it is for says nothing to a reader of the page."""
ANSWERS: Mapping[Any, str] = {True: "yes", False: "no", "not sure": "not sure"}
CATALOGUED = {
    "exclude_techniques": ("no", "techniques", "or"),
    "exclude_positions": ("not", "positions", "or"),
    "exclude_lubricants": ("no", "lubricants", "or"),
    "require_qualifications": ("needed:", "qualifications", "and"),
    "prefer_positions": ("better", "positions", "or"),
}


def cases_of(entry: Entry, cases: Iterable[Case]) -> tuple[list[Case], list[Case]]:
    """The cases in which a rule of the entry fires, and those in which it is only expected to be silent."""
    own = {rule.id for rule in entry.rules}
    about = [each for each in cases if own.intersection((*each.expect.fires, *each.expect.silent))]
    firing = [each for each in about if own.intersection(each.expect.fires)]
    return firing, [each for each in about if each not in firing]


def case_card(case: Case, knowledge: Knowledge) -> Card:
    """A case as a card: told, expected, and why the case is there."""
    return Card(
        title=case.name,
        rows=rows(
            ("Told", "; ".join(told(case, knowledge))),
            ("Expected", " ".join(sentences(expected(case, knowledge)))),
            ("Why", "" if case.because.startswith(OF_A_ROW) else sentence(case.because)),
        ),
    )


def told(case: Case, knowledge: Knowledge) -> Iterator[str]:
    """The client of a case, and each answer."""
    client = case.client
    born = client.get("born")
    yield f"born {born}, visit on {case.on}" if born else f"visit on {case.on}"
    if client.get("sex"):
        yield str(client["sex"])
    if client.get("first_visit"):
        yield "first visit"
    yield from (f"takes “{typed}”" for typed in client.get("medicines", ()))
    yield from (f"wrote “{note}”" for note in client.get("notes", ()))
    answers = dict(client.get("answers", {}))
    rest = answers.pop("everything_else", None)
    yield from (words for key, value in answers.items() for words in _answers(key, value, knowledge))
    if rest is not None:
        yield f"{ANSWERS[rest]} to everything else"


def _answers(entry_id: str, value: Any, knowledge: Knowledge) -> Iterator[str]:
    entry = knowledge.entries[entry_id]
    for each in value if isinstance(value, list) else [value]:
        details = {"answer": each} if not isinstance(each, Mapping) else each
        answer = ANSWERS[details.get("answer", True)]
        more = [_detail(entry, name, given) for name, given in details.items() if name != "answer"]
        yield f"{answer} to “{entry.title}”" + (f" ({', '.join(more)})" if more else "")


def _detail(entry: Entry, name: str, value: Any) -> str:
    ask = entry.asks.get(name)
    question = f"“{ask.question}”" if ask else name.replace("_", " ")
    return f"{question} {_value(ask, value)}"


def _value(ask: Ask | None, value: Any) -> str:
    if isinstance(value, list | tuple):
        return listed(_value(ask, each) for each in value)
    if isinstance(value, Mapping):
        return "/".join(str(each) for each in value.values())
    if isinstance(value, bool):
        return ANSWERS[value]
    if ask and value in ask.choices:
        return ask.choice_labels[ask.choices.index(value)].lower()
    return value.replace("_", " ") if isinstance(value, str) else str(value)


def expected(case: Case, knowledge: Knowledge) -> Iterator[str]:
    """What must come of a case."""
    expect = case.expect
    yield DECISIONS[Decision(expect.decision)] if expect.decision else ""
    yield URGENCIES[Urgency(expect.urgency)].capitalize() if expect.urgency else ""
    yield "Something stays open" if expect.complete is False else ""
    found = dict.fromkeys(_title(rule, knowledge) for rule in expect.fires)
    yield f"Finds {listed(found)}" if found else "Finds nothing of this kind"
    yield from _by_place(expect, knowledge)
    limits = {**expect.limits, **expect.limits_include}
    yield from (_limit(name, value, knowledge) for name, value in sorted(limits.items()))


def _by_place(expect: Expected, knowledge: Knowledge) -> Iterator[str]:
    regions, catalogue = knowledge.regions.regions, knowledge.catalogue
    yield from (f"leave out {regions[each].label.lower()}" for each in expect.avoids)
    yield from (f"{regions[each].label.lower()} may be worked on" for each in expect.does_not_avoid)
    for words, pressures in (
        ("at most", expect.pressure_at_most),
        ("still allowed", expect.pressure_at_least),
    ):
        yield from (
            f"pressure {held} {words} on {regions[each].label.lower()}" for each, held in pressures.items()
        )
    for each, out in expect.excludes_on.items():
        yield f"no {titles(out, catalogue.techniques, last='or')} on {regions[each].label.lower()}"
    for each in expect.requires:
        yield f"to prepare: {catalogue.requirements[each].title}"


def _title(rule_id: str, knowledge: Knowledge) -> str:
    entry_id, _, name = rule_id.partition(".")
    level = next((words for level, words in LEVELS.items() if level.value == name), name.replace("_", " "))
    return f"“{knowledge.entries[entry_id].title}” ({level})"


def _limit(name: str, value: Any, knowledge: Knowledge) -> str:
    if not value and value != 0:
        return ""
    if name in CATALOGUED:
        before, kind, last = CATALOGUED[name]
        return f"{before} {titles(value, getattr(knowledge.catalogue, kind), last=last)}"
    if name == "avoid_regions":
        return f"leave out {region_names(value, knowledge.regions)}"
    if name == "pressure_max":
        return f"pressure {value} at most" if value < 5 else "full pressure allowed"
    if name == "session_max_minutes":
        return f"{value} minutes at most"
    if name == "not_before":
        return _day(value)
    return f"{name.replace('_', ' ')}: {_by_region(value)}"


def _day(value: Any) -> str:
    if isinstance(value, date):
        return f"not before {value}"
    return {"no_date": "no day can be named yet", "none": "bookable from today"}.get(str(value), str(value))


def _by_region(value: Mapping[str, Any]) -> str:
    each = (f"{leaf.replace('_', ' ')} {_value(None, held)}" for leaf, held in value.items())
    return "; ".join(each)
