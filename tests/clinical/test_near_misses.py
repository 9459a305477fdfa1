"""What nearly came of a screening, and what a missing answer could change."""

from datetime import date
from typing import Any

import pytest

from tests.clinical.small import TODAY, a_client, a_rule, an_ask, an_entry, knowledge_of, no, not_sure, yes
from unknot.clinical.derived import facts_on, medicines_read
from unknot.clinical.facts import Statement
from unknot.clinical.near_misses import could_change, nearly_fired
from unknot.clinical.screening import screen

ASKS = {"bad": an_ask("yes_no", "yes"), "since": an_ask("date", "later")}
RULES = [
    a_rule("modify", limits={"pressure_max": 3}),
    a_rule("absolute", name="bad", urgency="emergency", when={"flag": "bad"}),
    a_rule("clearance", name="recent", window={"after": "since", "days": 14}),
]
KNOWLEDGE = knowledge_of(
    {
        "ache": an_entry(ask=ASKS, rules=RULES),
        "sore": an_entry(rules=[a_rule("modify", limits={"pressure_max": 2})]),
    }
)
LONG_AGO = date(2026, 1, 1)


def screened(*statements: Statement) -> Any:
    client = a_client(*statements)
    facts = facts_on(client, medicines_read(client, KNOWLEDGE), knowledge=KNOWLEDGE, on=TODAY)
    return facts, screen(client, knowledge=KNOWLEDGE, on=TODAY)


NEARLY = [
    (
        (yes("ache", bad=False, since=LONG_AGO), no("sore")),
        {"ache.bad", "ache.recent"},
        "denied, and long ago",
    ),
    ((yes("ache", bad=True, since=LONG_AGO), no("sore")), {"ache.recent"}, "the window has closed"),
    ((yes("ache", bad=False, since=TODAY), no("sore")), {"ache.bad"}, "the flag was denied"),
    ((yes("ache", since=TODAY), no("sore")), set(), "not asked is unknown, not nearly"),
    ((no("ache"), no("sore")), set(), "what is no is not near"),
    ((), set(), "nor is what was not asked"),
]


@pytest.mark.parametrize(("said", "rules", "remark"), NEARLY, ids=[row[2] for row in NEARLY])
def test_it_tells_what_nearly_fired(said: tuple[Statement, ...], rules: set[str], remark: str) -> None:
    facts, screening = screened(*said)
    assert {rule.id for _, rule in nearly_fired(facts, screening, knowledge=KNOWLEDGE)} == rules, remark


def test_it_tells_what_each_missing_answer_could_bring() -> None:
    _, screening = screened(yes("ache", since=LONG_AGO))
    changes = could_change(screening, knowledge=KNOWLEDGE)
    assert {need: [(each.rule.id, each.tightens) for each in found] for need, found in changes.items()} == {
        "ache.bad": [("ache.bad", True)],
        "sore": [("sore.modify", True)],
    }


def test_what_is_kept_to_meanwhile_could_change_nothing() -> None:
    _, screening = screened(yes("ache", bad=False, since=LONG_AGO), not_sure("sore"))
    assert screening.limits.pressure_max == 2
    (change,) = could_change(screening, knowledge=KNOWLEDGE)["sore"]
    assert not change.tightens


def test_every_need_of_the_screening_is_told_and_no_other() -> None:
    for said in ((), (yes("ache"),), (no("ache"),), (yes("ache", bad=True), no("sore"))):
        _, screening = screened(*said)
        assert tuple(could_change(screening, knowledge=KNOWLEDGE)) == screening.unresolved
