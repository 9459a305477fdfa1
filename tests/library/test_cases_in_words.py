"""A case in words: the client, each answer, and what must come of it."""

from datetime import date
from typing import Any

import pytest

from tests.clinical.small import a_rule, an_ask, an_entry, knowledge_of
from unknot.clinical.cases import Case, Expected
from unknot.library.pages.cases_in_words import case_card, cases_of

ASKS = {
    "bad": an_ask("yes_no", "yes", question="Bad?"),
    "kind": an_ask("choice", "unordered", question="Which?", choices=["a"], choice_labels=["Apple"]),
}
KNOWLEDGE = knowledge_of(
    {"ache": an_entry(title="Ache", ask=ASKS, rules=[a_rule()]), "sore": an_entry(title="Sore")}
)


def a_case(client: dict[str, Any], *, because: str = "row 1.1", **expect: Any) -> Case:
    return Case(
        file="x.toml", name="A case", because=because, on=date(2026, 11, 26), client=client, expect=Expected(**expect)
    )  # fmt: skip


def row(term: str, case: Case) -> str:
    return dict(case_card(case, KNOWLEDGE).rows).get(term, "")


TOLD = [
    ({}, "visit on 2026-11-26", "nothing"),
    ({"born": date(1980, 5, 2), "sex": "female"}, "born 1980-05-02, visit on 2026-11-26; female", "who"),
    ({"first_visit": True}, "first visit", "for the first time"),
    ({"medicines": ["aspirin 80"]}, "takes “aspirin 80”", "as typed"),
    ({"notes": ["my back"]}, "wrote “my back”", "in their own words"),
    ({"answers": {"ache": True}}, "yes to “Ache”", "yes"),
    ({"answers": {"ache": "not sure"}}, "not sure to “Ache”", "not sure"),
    ({"answers": {"sore": False, "everything_else": False}}, "no to “Sore”; no to everything else", "no"),
    (
        {"answers": {"ache": {"answer": True, "bad": False, "kind": "a"}}},
        "yes to “Ache” (“Bad?” no, “Which?” apple)",
        "details",
    ),
    (
        {"answers": {"ache": [{"answer": True, "cleared_by": "Dr A"}, {"answer": False}]}},
        "yes to “Ache” (cleared by Dr A); no to “Ache”",
        "said twice",
    ),
]


@pytest.mark.parametrize(("client", "words", "remark"), TOLD, ids=[each[2] for each in TOLD])
def test_it_says_what_was_told(client: dict[str, Any], words: str, remark: str) -> None:
    assert row("Told", a_case(client)).endswith(words), remark


EXPECTED = [
    ({}, "Finds nothing of this kind.", "nothing asked"),
    (
        {"decision": "do_not_treat_today", "urgency": "same_day"},
        "Do not treat today. See a doctor today.",
        "a stop",
    ),
    ({"complete": False}, "Something stays open.", "open"),
    ({"fires": ("ache.modify",)}, "Finds “Ache” (with changes).", "a level in words"),
    ({"fires": ("ache.worse_at_night",)}, "Finds “Ache” (worse at night).", "a rule's own name"),
    ({"limits": {"pressure_max": 2}}, "Pressure 2 at most.", "a ceiling"),
    ({"limits": {"pressure_max": 5, "avoid_regions": []}}, "Full pressure allowed.", "no ceiling"),
    (
        {"limits_include": {"exclude_techniques": ["cupping", "deep_tissue"]}},
        "No cupping or deep tissue massage.",
        "techniques",
    ),
    ({"limits_include": {"avoid_regions": ["left_calf"]}}, "Leave out left calf.", "a place"),
    ({"avoids": ("left_calf",)}, "Leave out left calf.", "a place, by name"),
    ({"does_not_avoid": ("legs",)}, "Legs may be worked on.", "a limit of one place is none of another"),
    ({"pressure_at_most": {"legs": 2}}, "Pressure 2 at most on legs.", "a ceiling on a group"),
    ({"pressure_at_least": {"back": 3}}, "Pressure 3 still allowed on back.", "no ceiling there"),
    ({"excludes_on": {"legs": ["cupping"]}}, "No cupping on legs.", "a technique on a group"),
    ({"requires": ("emergency_call",)}, "To prepare: Emergency call.", "something to do"),
    ({"limits": {"session_max_minutes": 30}}, "30 minutes at most.", "minutes"),
    ({"limits": {"not_before": date(2027, 1, 2)}}, "Not before 2027-01-02.", "a day"),
    ({"limits": {"not_before": "no_date"}}, "No day can be named yet.", "no day"),
    (
        {"limits_include": {"regional_pressure_max": {"left_calf": 1}}},
        "Regional pressure max: left calf 1.",
        "a ceiling on a place",
    ),
]


@pytest.mark.parametrize(("expect", "words", "remark"), EXPECTED, ids=[each[2] for each in EXPECTED])
def test_it_says_what_must_come_of_it(expect: dict[str, Any], words: str, remark: str) -> None:
    assert words in row("Expected", a_case({}, **expect)), remark


@pytest.mark.parametrize(
    ("because", "why"), [("row 1.3 fever", ""), ("symptom beats diagnosis", "Symptom beats diagnosis.")]
)
def test_it_says_why_where_that_says_anything(because: str, why: str) -> None:
    assert row("Why", a_case({}, because=because)) == why


def test_a_case_that_fires_a_rule_stands_before_one_that_keeps_it_silent() -> None:
    silent, firing = a_case({}, silent=("ache.modify",)), a_case({}, fires=("ache.modify",))
    other = a_case({}, fires=("sore.modify",))
    assert cases_of(KNOWLEDGE.entries["ache"], [silent, other, firing]) == ([firing], [silent])
