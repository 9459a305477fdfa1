"""Conditions of rules: true, false, or not known and what it would take."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.clinical.small import TODAY, a_client, a_rule, an_ask, an_entry, knowledge_of, no, not_sure, yes
from unknot.clinical.facts import Reading, Statement
from unknot.clinical.levels import Answer
from unknot.clinical.screening import Screening, screen

ASKS = {
    "bad": an_ask("yes_no", "yes"),
    "worse": an_ask("yes_no", "yes"),
    "stable": an_ask("yes_no", "evidence"),
    "since": an_ask("date", "later"),
    "began": an_ask("date", "earlier"),
    "due_on": an_ask("date", "unordered"),
    "size": an_ask("number", "higher"),
    "count": an_ask("number", "lower"),
    "heat": an_ask("number", "outside", low=35, high=38),
    "reading": an_ask("reading", "higher"),
    "kind": an_ask("choice", "unordered", choices=["minor", "major"], choice_labels=["Minor", "Major"]),
    "factors": an_ask("choices", "more", choices=["a", "b", "c"], choice_labels=["A", "B", "C"]),
    "region": an_ask("region", "unordered"),
    "side": an_ask("side", "unordered"),
}
OTHERS = {
    "other": an_entry(),
    "another": an_entry(
        ask={"since": an_ask("date", "later")}, rules=[a_rule(window={"after": "since", "days": 10})]
    ),
}


def screened(when: dict[str, Any], *said: Statement, **client: Any) -> Screening:
    tables = {"ache": an_entry(ask=ASKS, rules=[a_rule("clearance", when=when)]), **OTHERS}
    return screen(a_client(*said, **client), knowledge=knowledge_of(tables), on=TODAY)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def factors(*names: str) -> frozenset[str]:
    return frozenset(names)


COUNTED = {"attr": "factors", "count_at_least": 2}
BOTH = {"all": [{"flag": "bad"}, {"flag": "worse"}]}
EITHER = {"any": [{"flag": "bad"}, {"flag": "worse"}]}
TWO = {"at_least": 2, "of": [{"flag": "bad"}, {"flag": "worse"}, {"attr": "size", "over": 3}]}

JUDGED: list[tuple[dict[str, Any], dict[str, Any], bool | str]] = [
    ({"flag": "bad"}, {"bad": True}, True),
    ({"flag": "bad"}, {"bad": False}, False),
    ({"flag": "bad"}, {}, "ache.bad"),
    ({"unless": "stable"}, {"stable": True}, False),
    ({"unless": "stable"}, {"stable": False}, True),
    ({"unless": "stable"}, {}, "ache.stable"),
    ({"attr": "size", "at_least": 3}, {"size": 3}, True),
    ({"attr": "size", "over": 3}, {"size": 3}, False),
    ({"attr": "size", "over": 3}, {}, "ache.size"),
    ({"attr": "count", "at_most": 3}, {"count": 3}, True),
    ({"attr": "count", "under": 3}, {"count": 3}, False),
    ({"attr": "heat", "over": 38}, {"heat": 38.5}, True),
    ({"attr": "heat", "under": 35}, {"heat": 36.0}, False),
    ({"attr": "reading.systolic", "at_least": 140}, {"reading": Reading(140, 80)}, True),
    ({"attr": "reading.diastolic", "at_least": 90}, {"reading": Reading(140, 80)}, False),
    ({"attr": "reading.systolic", "at_least": 140}, {}, "ache.reading"),
    ({"attr": "kind", "one_of": ["major"]}, {"kind": "major"}, True),
    ({"attr": "kind", "one_of": ["major"]}, {"kind": "minor"}, False),
    ({"attr": "kind", "one_of": ["major"]}, {}, "ache.kind"),
    ({"attr": "factors", "one_of": ["a", "b"]}, {"factors": factors("b", "c")}, True),
    ({"attr": "factors", "one_of": ["a"]}, {"factors": factors()}, False),
    (COUNTED, {"factors": factors("a", "b")}, True),
    (COUNTED, {"factors": factors("a")}, False),
    (COUNTED, {}, "ache.factors"),
    ({"days_since": "since", "under": 14}, {"since": ago(13)}, True),
    ({"days_since": "since", "under": 14}, {"since": ago(14)}, False),
    ({"days_since": "since", "under": 14}, {"since": ago(-3)}, True),
    ({"days_since": "began", "at_least": 90}, {"began": ago(90)}, True),
    ({"days_since": "began", "at_least": 90}, {}, "ache.began"),
    ({"days_since": "due_on", "at_least": -140}, {"due_on": ago(-140)}, True),
    ({"days_since": "due_on", "at_least": -140}, {"due_on": ago(-141)}, False),
    ({"attr": "region", "within": "feet"}, {"region": "left_foot"}, True),
    ({"attr": "region", "within": "feet"}, {"region": "legs"}, True),
    ({"attr": "region", "within": "left_leg"}, {"region": "foot", "side": "right"}, False),
    ({"attr": "region", "within": "feet"}, {"region": frozenset({"face", "left_foot"})}, True),
    ({"attr": "region", "within": "feet"}, {}, "ache.region"),
    ({"attr": "region", "within": "feet"}, {"region": frozenset()}, "ache.region"),
    ({"flag": "bad"}, {"bad": "perhaps"}, "ache.bad"),
    ({"age_at_least": 42}, {}, True),
    ({"age_under": 42}, {}, False),
    ({"first_visit": True}, {}, True),
    (BOTH, {"bad": False}, False),
    (BOTH, {"bad": True}, "ache.worse"),
    (BOTH, {}, "ache.bad ache.worse"),
    (EITHER, {"bad": True}, True),
    (EITHER, {"bad": False}, "ache.worse"),
    (EITHER, {"bad": False, "worse": False}, False),
    (TWO, {"bad": True, "size": 4}, True),
    (TWO, {"bad": False, "worse": False}, False),
    (TWO, {"bad": True, "worse": False}, "ache.size"),
]


@pytest.mark.parametrize(("when", "attributes", "expected"), JUDGED)
def test_a_condition_is_true_false_or_names_what_is_missing(
    when: dict[str, Any], attributes: dict[str, Any], expected: bool | str
) -> None:
    found = screened(when, yes("ache", **attributes), no("other"), no("another"))
    if isinstance(expected, str):
        assert (found.findings, found.unresolved) == ((), tuple(expected.split()))
    else:
        assert (bool(found.findings), found.unresolved) == (expected, ())


OTHER_ENTRIES: list[tuple[str, str, Statement, bool | str]] = [
    ("yes is yes", "other", yes("other"), True),
    ("no is no", "other", no("other"), False),
    ("not sure is not known", "other", not_sure("other"), "other"),
    ("not asked is not known", "other", Statement("other", Answer.NOT_ASKED), "other"),
    ("inside its window it is active", "another", yes("another", since=ago(9)), True),
    ("past its window it is over", "another", yes("another", since=ago(10)), False),
    ("its date is what is missing", "another", yes("another"), "another.since"),
]


@pytest.mark.parametrize(
    ("remark", "entry", "said", "expected"), OTHER_ENTRIES, ids=[row[0] for row in OTHER_ENTRIES]
)
def test_another_entry_counts_while_it_is_active(
    remark: str, entry: str, said: Statement, expected: bool | str
) -> None:
    rest = [no(each) for each in OTHERS if each != entry]
    found = screened({"yes": entry}, yes("ache"), said, *rest)
    fired = "ache.clearance" in {each.id for each in found.findings}
    assert fired is (expected is True)
    assert found.unresolved == ((expected,) if isinstance(expected, str) else ())


def test_an_unknown_age_is_asked_for_as_the_birth_date() -> None:
    found = screened({"age_under": 18}, yes("ache"), no("other"), no("another"), born=None)
    assert found.unresolved == ("born",)


def test_a_later_visit_is_not_a_first_one() -> None:
    found = screened({"first_visit": True}, yes("ache"), no("other"), no("another"), first_visit=False)
    assert (found.findings, found.complete) == ((), True)


def test_one_of_two_statements_is_enough() -> None:
    found = screened({"yes": "other"}, yes("ache"), no("other"), yes("other"), no("another"))
    assert found.findings
