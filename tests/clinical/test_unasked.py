"""What is left possible by answers nobody gave, and what would have to be answered, statement by statement."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.clinical.small import TODAY, a_client, a_rule, an_ask, an_entry, knowledge_of, no, not_sure, yes
from unknot.clinical.facts import Statement
from unknot.clinical.levels import Answer, Decision, Urgency
from unknot.clinical.screening import Screening, screen

END = {"after": "end", "days": 2}
OTHER = an_entry(
    ask={"since": an_ask("date", "later")}, rules=[a_rule(window={"after": "since", "days": 10})]
)
TABLES = {
    "other": OTHER,
    "passing": an_entry(transient=True, rules=[a_rule("absolute", window=END)]),
}


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def screened(rule: dict[str, Any], *said: Statement, **client: Any) -> Screening:
    tables = {"ache": an_entry(ask={"bad": an_ask("yes_no", "yes")}, rules=[rule]), **TABLES}
    return screen(a_client(*said, **client), knowledge=knowledge_of(tables), on=TODAY)


def of_the_ache(screening: Screening) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.id, each.needs) for each in screening.possible if each.entry_id == "ache"]


RULED_OUT: list[tuple[str, dict[str, Any], dict[str, Any], bool]] = [
    ("the first visit", {"first_visit": True}, {"first_visit": True}, True),
    ("a later visit", {"first_visit": True}, {"first_visit": False}, False),
    ("old enough", {"age_at_least": 40}, {"born": date(1980, 1, 1)}, True),
    ("too young", {"age_at_least": 40}, {"born": date(2000, 1, 1)}, False),
    ("nobody knows how old", {"age_at_least": 40}, {"born": None}, True),
    ("another entry is a no", {"yes": "other"}, {}, False),
    ("two others are a no", {"all": [{"yes": "other"}, {"yes": "passing"}]}, {}, False),
    ("inside a list", {"any": [{"flag": "bad"}, {"yes": "other"}]}, {}, True),
    ("inside a list, all of it", {"all": [{"flag": "bad"}, {"yes": "other"}]}, {}, False),
    ("only its own follow-up", {"flag": "bad"}, {}, True),
]


@pytest.mark.parametrize(
    ("remark", "when", "client", "possible"), RULED_OUT, ids=[row[0] for row in RULED_OUT]
)
def test_a_rule_nobody_asked_about_is_possible_unless_other_facts_rule_it_out(
    remark: str, when: dict[str, Any], client: dict[str, Any], possible: bool
) -> None:
    found = screened(a_rule(when=when), no("other"), no("passing"), **client)
    assert of_the_ache(found) == ([("ache.modify", ("ache",))] if possible else [])
    assert found.unresolved == (("ache",) if possible else ())


def test_what_is_possible_stands_with_the_most_pressing_first_asked_or_not() -> None:
    rules = [a_rule("modify"), a_rule("absolute", name="now", urgency="emergency")]
    knowledge = knowledge_of({"ache": an_entry(rules=rules), "burn": an_entry(rules=rules)})
    found = screen(a_client(not_sure("burn")), knowledge=knowledge, on=TODAY)
    assert [each.id for each in found.possible] == ["ache.now", "burn.now", "ache.modify", "burn.modify"]


def test_what_nobody_asked_about_limits_nothing_meanwhile() -> None:
    found = screened(a_rule(limits={"pressure_max": 2}))
    assert [each.limits.is_open for each in found.possible if each.entry_id == "ache"] == [True]
    assert found.limits.pressure_max == 5


def test_two_statements_need_what_either_needs() -> None:
    found = screened(a_rule(when={"flag": "bad"}), yes("ache"), not_sure("ache"), no("other"), no("passing"))
    assert of_the_ache(found) == [("ache.modify", ("ache", "ache.bad"))]


def test_two_unknown_statements_about_another_entry_are_both_named() -> None:
    found = screened(
        a_rule(when={"yes": "other"}), yes("ache"), not_sure("other"), yes("other"), no("passing")
    )
    assert of_the_ache(found) == [("ache.modify", ("other", "other.since"))]


def test_a_red_flag_asks_about_another_entry_even_where_that_is_over() -> None:
    flag = a_rule("absolute", urgency="emergency", when={"yes": "other"})
    found = screened(flag, yes("ache"), not_sure("other", since=ago(20)), no("passing"))
    assert (of_the_ache(found), found.unresolved) == ([("ache.absolute", ("other",))], ("other",))


def test_another_entry_that_passes_by_itself_is_over_days_after_the_client_told_it() -> None:
    rule = a_rule(when={"yes": "passing"})
    told = (yes("ache"), yes("passing"), no("other"))
    assert screened(rule, *told, answered_on=ago(5)).findings == ()
    assert [each.entry_id for each in screened(rule, *told, answered_on=TODAY).findings] == [
        "passing",
        "ache",
    ]


def test_two_statements_of_which_one_has_a_letter_are_not_cleared() -> None:
    letter = yes("ache", by="staff", cleared_by="Dr A", cleared_on=TODAY)
    for said in ((letter, yes("ache")), (yes("ache"), letter)):
        (finding,) = screened(a_rule("clearance"), *said, no("other"), no("passing")).findings
        assert not finding.cleared
    (finding,) = screened(a_rule("clearance"), letter, letter, no("other"), no("passing")).findings
    assert finding.cleared


def test_who_may_not_be_asked_is_not_treated() -> None:
    refused = "contact_with_clinician_refused"
    knowledge = knowledge_of(
        {refused: an_entry(asked_of="therapist"), "ache": an_entry(rules=[a_rule("clearance")])}
    )
    found = screen(a_client(yes("ache"), yes(refused)), knowledge=knowledge, on=TODAY)
    assert found.decision is Decision.DO_NOT_TREAT_TODAY


FACTORS = an_ask("choices", "more", choices=["past_clot", "hormones"], choice_labels=["A clot", "Hormones"])


@pytest.mark.parametrize(
    ("remark", "when", "fires"),
    [
        ("one that follows", {"attr": "factors", "one_of": ["past_clot"]}, True),
        ("another", {"attr": "factors", "one_of": ["hormones"]}, False),
        ("as many as follow", {"attr": "factors", "count_at_least": 1}, True),
        ("more than follow", {"attr": "factors", "count_at_least": 2}, False),
    ],
)
def test_a_set_that_only_follows_from_other_answers_may_hold_more(
    remark: str, when: dict[str, Any], fires: bool
) -> None:
    risks = an_entry(ask={"factors": FACTORS}, rules=[a_rule(when=when)])
    knowledge = knowledge_of({"dvt_risk_factors": risks, "dvt_history": an_entry()})
    found = screen(a_client(yes("dvt_history")), knowledge=knowledge, on=TODAY)
    assert [each.id for each in found.findings] == (["dvt_risk_factors.modify"] if fires else []), remark
    assert found.unresolved == (() if fires else ("dvt_risk_factors",))


def test_two_statements_hold_to_the_limits_of_both_meanwhile() -> None:
    where = {"region": an_ask("region", "unordered")}
    row = {"of_attribute": "region", "avoid": True}
    table = an_entry(ask=where, rules=[a_rule("local", limits={"regions": [row]})])
    said = (not_sure("ache", region="left_knee"), not_sure("ache", region="right_hand"))
    found = screen(a_client(*said), knowledge=knowledge_of({"ache": table}), on=TODAY)
    assert found.limits.avoid_regions == {"left_knee", "right_hand"}
    (possible,) = found.possible
    assert (possible.because, possible.limits.avoid_regions) == ("why", {"left_knee", "right_hand"})


def test_a_required_follow_up_is_asked_only_of_who_said_yes() -> None:
    table = an_entry(ask={"which": an_ask("text", "unordered", required=True)}, rules=[a_rule()])
    found = screen(a_client(not_sure("ache")), knowledge=knowledge_of({"ache": table}), on=TODAY)
    assert found.unresolved == ("ache",)


def test_another_entry_nobody_asked_about_is_what_is_missing() -> None:
    found = screened(a_rule(when={"yes": "other"}), yes("ache"), no("passing"))
    assert of_the_ache(found) == [("ache.modify", ("other",))]


def test_a_birth_date_is_missing_and_not_the_age_that_follows_from_it() -> None:
    knowledge = knowledge_of({"minor": an_entry(asked_of="computed", question="", rules=[a_rule()])})
    assert screen(a_client(born=None), knowledge=knowledge, on=TODAY).unresolved == ("born",)


def test_a_condition_that_is_true_already_needs_nothing_more() -> None:
    asks = {
        "since": an_ask("date", "later"),
        "bad": an_ask("yes_no", "yes"),
        "worse": an_ask("yes_no", "yes"),
    }
    rule = a_rule(window={"after": "since", "days": 10}, when={"any": [{"flag": "bad"}, {"flag": "worse"}]})
    knowledge = knowledge_of({"ache": an_entry(ask=asks, rules=[rule])})
    found = screen(a_client(yes("ache", bad=True)), knowledge=knowledge, on=TODAY)
    assert found.unresolved == ("ache.since",)


@pytest.mark.parametrize(("days", "active"), [(5, True), (15, True), (25, False)])
def test_another_entry_is_active_while_any_window_of_it_is_open(days: int, active: bool) -> None:
    short = a_rule(window={"after": "since", "days": 10})
    longer = a_rule("local", window={"after": "since", "days": 20})
    other = an_entry(ask={"since": an_ask("date", "later")}, rules=[short, longer])
    knowledge = knowledge_of({"ache": an_entry(rules=[a_rule(when={"yes": "other"})]), "other": other})
    found = screen(a_client(yes("ache"), yes("other", since=ago(days))), knowledge=knowledge, on=TODAY)
    assert ("ache.modify" in {each.id for each in found.findings}) is active


def test_what_passes_by_itself_and_nobody_asked_about_is_not_over_since_the_client_answered() -> None:
    unasked = Statement("passing", Answer.NOT_ASKED)
    found = screened(a_rule(), no("ache"), no("other"), unasked, answered_on=ago(30))
    assert found.unresolved == ("passing",)


def test_an_urgency_stands_beside_whatever_is_decided() -> None:
    found = screened(a_rule("modify", urgency="same_day"), yes("ache"), no("other"), no("passing"))
    assert (found.decision, found.urgency) == (Decision.MODIFY, Urgency.SAME_DAY)


def test_a_yes_counts_after_a_no_and_after_what_was_not_asked() -> None:
    for first in (no("ache"), Statement("ache", Answer.NOT_ASKED)):
        for asked_of in ("client", "therapist"):
            knowledge = knowledge_of({"ache": an_entry(asked_of=asked_of, rules=[a_rule("absolute")])})
            found = screen(a_client(first, yes("ache")), knowledge=knowledge, on=TODAY)
            assert [each.id for each in found.findings] == ["ache.absolute"]


def test_a_screening_says_for_which_day_and_by_which_knowledge() -> None:
    knowledge = knowledge_of({"ache": an_entry()})
    found = screen(a_client(no("ache")), knowledge=knowledge, on=ago(-30))
    assert (found.on, found.knowledge_version) == (ago(-30), knowledge.version)
