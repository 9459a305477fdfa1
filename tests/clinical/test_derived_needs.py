"""What a derived answer carries: the names of typed medicines, follow-ups told elsewhere, and what is missing."""

from datetime import timedelta
from typing import cast

import pytest

from tests.clinical.small import TODAY, a_client, an_entry, knowledge_of, no, not_sure, yes
from tests.clinical.test_derived import DUE, facts_about
from unknot.clinical.derived import facts_on
from unknot.clinical.errors import KnowledgeError
from unknot.clinical.facts import Reading, Statement
from unknot.clinical.levels import Answer


def test_a_typed_medicine_is_named_in_the_answer_that_follows_from_it() -> None:
    (fact,) = facts_about("anticoagulant", a_client(medicines=("apixaban 5 mg", "warfarin")))
    assert fact.attributes["medicine"] == "apixaban, warfarin"
    assert fact.derived


def test_a_form_that_a_medicine_is_taken_in_names_no_medicine() -> None:
    (fact,) = facts_about("topical_patch", a_client(medicines=("apixaban patch",)))
    assert "medicine" not in fact.attributes


def test_what_follows_beside_a_yes_leaves_it_said_by_whom_and_when() -> None:
    told = yes("dvt_risk_factors", by="staff", on=TODAY)
    (fact,) = facts_about("dvt_risk_factors", a_client(told, yes("dvt_history")))
    assert (fact.said_by, fact.said_on, fact.derived) == ("staff", TODAY, False)


def test_a_pregnancy_told_by_its_trimester_knows_its_week() -> None:
    (fact,) = facts_about("pregnancy", a_client(yes("pregnancy_t1", due_on=DUE)), DUE - timedelta(weeks=30))
    assert (fact.answer, fact.attributes["weeks"]) == (Answer.YES, 10)


MISSING = [
    ("not sure of being pregnant", not_sure("pregnancy"), "pregnancy"),
    ("no due date", yes("pregnancy"), "pregnancy.due_on"),
]


@pytest.mark.parametrize(("remark", "said", "needs"), MISSING, ids=[row[0] for row in MISSING])
def test_what_is_missing_of_a_trimester_is_asked_where_it_can_be(
    remark: str, said: Statement, needs: str
) -> None:
    (fact,) = facts_about("pregnancy_t3", a_client(said))
    assert fact.needs == {needs}
    knowledge = knowledge_of({"pregnancy_t3": an_entry()})
    (fact,) = facts_on(a_client(said), (), knowledge=knowledge, on=TODAY)["pregnancy_t3"]
    assert fact.needs == {needs.replace("pregnancy", "pregnancy_t3")}


def test_what_was_told_of_a_pregnancy_counts_in_each_trimester_it_may_be() -> None:
    (fact,) = facts_about("pregnancy_t2", a_client(yes("pregnancy", bleeding=True)))
    assert fact.attributes["bleeding"] is True


def test_clot_risks_that_cannot_be_counted_are_refused_with_their_place() -> None:
    with pytest.raises(KnowledgeError) as refused:
        knowledge_of({"dvt_risk_factors": an_entry()})
    assert str(refused.value) == (
        "conditions: dvt_risk_factors.ask.factors: found no choices; "
        "accepted: an ask of type choices, which its derivation counts"
    )


def test_weeks_that_were_told_make_a_due_date_for_the_trimester() -> None:
    (fact,) = facts_about("pregnancy_t1", a_client(yes("pregnancy", weeks=8)))
    assert fact.attributes["due_on"] == TODAY + timedelta(days=280) - timedelta(weeks=8)


PRESSURE = "hypertension_controlled"
UNREAD = [
    ("tablets, no reading", yes(PRESSURE), {f"{PRESSURE}.reading"}),
    ("not sure", not_sure(PRESSURE), {PRESSURE}),
]


@pytest.mark.parametrize(("remark", "said", "needs"), UNREAD, ids=[row[0] for row in UNREAD])
def test_what_is_missing_of_a_band_is_the_reading_or_whether_there_is_any(
    remark: str, said: Statement, needs: set[str]
) -> None:
    (fact,) = facts_about("hypertension_moderate", a_client(said))
    assert fact.needs == needs


def test_a_symptom_told_without_a_reading_counts_in_each_band_it_may_be() -> None:
    (fact,) = facts_about("hypertension_high", a_client(yes(PRESSURE, headache=True)))
    assert fact.attributes["headache"] is True


def test_what_follows_keeps_who_said_what_of_it_and_when() -> None:
    own = Statement(
        "hypertensive_severe", Answer.NOT_SURE, {"headache": False}, TODAY - timedelta(3), "staff"
    )
    (fact,) = facts_about("hypertensive_severe", a_client(yes(PRESSURE, reading=Reading(190, 95)), own))
    assert (fact.answer, fact.derived, fact.said_on, fact.said_by) == (Answer.YES, True, own.said_on, "staff")
    assert (fact.attributes["headache"], fact.attributes["reading"]) == (False, Reading(190, 95))


def test_clot_risks_are_all_told_once_somebody_said_no_to_the_rest() -> None:
    (fact,) = facts_about("dvt_risk_factors", a_client(no("dvt_risk_factors"), yes("dvt_history")))
    assert (fact.attributes["factors"], fact.at_least) == ({"past_clot"}, frozenset())


CLOT_RISKS = [
    (yes("pregnancy_t1"), "pregnancy"),
    (yes("pregnancy_t2"), "pregnancy"),
    (yes("pregnancy_t3"), "pregnancy"),
    (yes("c_section", since=TODAY - timedelta(weeks=11)), "surgery"),
]


@pytest.mark.parametrize(("said", "factor"), CLOT_RISKS, ids=[row[0].entry_id for row in CLOT_RISKS])
def test_each_of_several_answers_makes_a_clot_more_likely(said: Statement, factor: str) -> None:
    (fact,) = facts_about("dvt_risk_factors", a_client(no("dvt_risk_factors"), said))
    assert factor in cast(frozenset[str], fact.attributes["factors"])


def test_a_trimester_nobody_asked_about_hangs_on_the_pregnancy() -> None:
    for said in ((), (not_sure("pregnancy", due_on=DUE),)):
        (fact,) = facts_about("pregnancy_t1", a_client(*said))
        assert fact.needs == {"pregnancy"}


def test_weeks_told_earlier_have_gone_on_by_the_day_of_the_visit() -> None:
    told = yes("pregnancy_t1", weeks=11, on=TODAY - timedelta(14))
    (fact,) = facts_about("pregnancy_t1", a_client(told))
    assert fact.attributes["weeks"] == 13


def test_a_due_date_told_with_a_trimester_is_one_of_the_pregnancy() -> None:
    (fact,) = facts_about("pregnancy", a_client(yes("pregnancy_t1", due_on=DUE)))
    assert fact.attributes["due_on"] == DUE


def test_a_band_carries_the_highest_of_both_numbers() -> None:
    said = (yes(PRESSURE, reading=Reading(150, 95)), yes("hypertension_high", reading=Reading(170, 80)))
    (fact,) = facts_about("hypertension_moderate", a_client(*said))
    assert fact.attributes["reading"] == Reading(170, 95)


def test_a_symptom_told_with_a_higher_band_counts_in_the_lower() -> None:
    (fact,) = facts_about("hypertension_moderate", a_client(yes("hypertension_high", headache=True)))
    assert (fact.answer, fact.attributes["headache"]) == (Answer.YES, True)


def test_what_was_told_with_a_due_date_counts_in_the_trimester_beside_its_own_answers() -> None:
    own = Statement("pregnancy_t1", Answer.NOT_SURE, {"dizzy": False, "bleeding": False})
    (fact,) = facts_about("pregnancy_t1", a_client(yes("pregnancy", due_on=DUE, bleeding=True), own))
    assert (fact.answer, fact.attributes["dizzy"], fact.attributes["bleeding"]) == (Answer.YES, False, True)


def test_a_trimester_told_without_a_due_date_takes_it_from_the_pregnancy() -> None:
    (fact,) = facts_about("pregnancy_t1", a_client(yes("pregnancy", due_on=DUE), yes("pregnancy_t1")))
    assert fact.attributes["due_on"] == DUE


def test_two_blood_thinners_are_two_agents_beside_a_yes_and_whatever_was_said_with_it() -> None:
    said = yes("anticoagulant", two_agents=False, bruises=True)
    (fact,) = facts_about("anticoagulant", a_client(said, medicines=("apixaban 5 mg", "warfarin")))
    assert (fact.attributes["two_agents"], fact.attributes["bruises"]) == (True, True)


def test_two_tablets_against_clumping_add_up_beside_a_thinner_that_nobody_typed() -> None:
    (fact,) = facts_about(
        "anticoagulant", a_client(yes("anticoagulant"), medicines=("clopidogrel", "ticagrelor"))
    )
    assert fact.attributes["two_agents"] is True


PILL = ("ethinylestradiol",)
TAKEN = [
    ("nobody was asked", (), {"factors"}),
    ("no to the rest", (no("dvt_risk_factors"),), set()),
    ("not sure of the rest", (not_sure("dvt_risk_factors"),), {"factors"}),
]


@pytest.mark.parametrize(("remark", "said", "may_hold_more"), TAKEN, ids=[row[0] for row in TAKEN])
def test_a_medicine_adds_to_clot_risks_that_are_all_told_only_after_a_no(
    remark: str, said: tuple[Statement, ...], may_hold_more: set[str]
) -> None:
    (fact,) = facts_about("dvt_risk_factors", a_client(*said, medicines=PILL))
    assert (fact.answer, fact.attributes["factors"]) == (Answer.YES, {"hormones"})
    assert "medicine" in fact.attributes
    assert fact.at_least == may_hold_more
