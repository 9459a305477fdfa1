"""What is worked out: trimesters, blood-pressure bands, ages, clot risk, medicines that add up."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.clinical.small import TODAY, a_client, no, not_sure, yes
from unknot.clinical.derived import Fact, contradictions, facts_on, medicines_read
from unknot.clinical.facts import Client, Reading, Statement
from unknot.clinical.levels import Answer
from unknot.clinical.loading import default_knowledge
from unknot.clinical.pressure_bands import band_of
from unknot.clinical.trimesters import trimester_on, weeks_on

KNOWLEDGE = default_knowledge()
YES, NO, NOT_SURE, NOT_ASKED = Answer.YES, Answer.NO, Answer.NOT_SURE, Answer.NOT_ASKED
DUE = date(2027, 6, 1)


def facts_about(entry_id: str, client: Client, on: date = TODAY) -> tuple[Fact, ...]:
    read = medicines_read(client, KNOWLEDGE)
    return facts_on(client, read, knowledge=KNOWLEDGE, on=on).get(entry_id, ())


def answers(client: Client, *entry_ids: str, on: date = TODAY) -> list[Answer]:
    held = [facts_about(entry_id, client, on) for entry_id in entry_ids]
    return [facts[0].answer if facts else NOT_ASKED for facts in held]


def weeks_before_due(weeks: int, days: int = 0) -> date:
    """The day on which a pregnancy due on DUE has lasted so long."""
    return DUE - timedelta(days=280) + timedelta(weeks=weeks, days=days)


# Trimesters

WEEKS = [
    (0, 0, "pregnancy_t1"),
    (13, 6, "pregnancy_t1"),
    (14, 0, "pregnancy_t2"),
    (27, 6, "pregnancy_t2"),
    (28, 0, "pregnancy_t3"),
    (40, 0, "pregnancy_t3"),
    (43, 1, "pregnancy_t3"),
    (-5, 0, "pregnancy_t1"),
]


@pytest.mark.parametrize(("weeks", "days", "trimester"), WEEKS)
def test_weeks_are_counted_from_280_days_before_the_due_date(weeks: int, days: int, trimester: str) -> None:
    day = weeks_before_due(weeks, days)
    assert weeks_on(day, due_on=DUE) == max(0, weeks)
    assert trimester_on(day, due_on=DUE) == trimester


T = ("pregnancy", "pregnancy_t1", "pregnancy_t2", "pregnancy_t3")
PREGNANT: list[tuple[str, list[Statement], list[Answer]]] = [
    ("a due date", [yes("pregnancy", due_on=DUE)], [YES, YES, NO, NO]),
    ("a due date with the trimester", [yes("pregnancy_t1", due_on=DUE)], [YES, YES, NO, NO]),
    (
        "weeks told ten weeks ago",
        [yes("pregnancy", on=TODAY - timedelta(weeks=10), weeks=8)],
        [YES, NO, YES, NO],
    ),
    ("weeks and a half", [yes("pregnancy", weeks=12.5)], [YES, YES, NO, NO]),
    ("a due date before weeks", [yes("pregnancy", due_on=DUE, weeks=30)], [YES, YES, NO, NO]),
    ("weeks that were said no to", [no("pregnancy", weeks=20), yes("pregnancy_t1")], [YES, YES, NO, NO]),
    (
        "a no to one trimester, no due date",
        [yes("pregnancy"), no("pregnancy_t1")],
        [YES, NO, NOT_SURE, NOT_SURE],
    ),
    (
        "a trimester that its own due date never made true",
        [yes("pregnancy_t3", due_on=DUE, on=TODAY - timedelta(14))],
        [YES, YES, NO, YES],
    ),
    ("no due date", [yes("pregnancy")], [YES, NOT_SURE, NOT_SURE, NOT_SURE]),
    ("a trimester told today", [yes("pregnancy_t2")], [YES, NO, YES, NO]),
    (
        "a trimester told a month ago",
        [yes("pregnancy_t2", on=TODAY - timedelta(30))],
        [YES, NOT_SURE, YES, NOT_SURE],
    ),
    ("a trimester beside a no", [no("pregnancy"), yes("pregnancy_t2")], [YES, NO, YES, NO]),
    ("not sure", [not_sure("pregnancy")], [NOT_SURE, NOT_SURE, NOT_SURE, NOT_SURE]),
    ("not sure, with a due date", [not_sure("pregnancy", due_on=DUE)], [NOT_SURE, NOT_SURE, NO, NO]),
    ("no", [no("pregnancy")], [NO, NO, NO, NO]),
    ("a due date that was said no to", [no("pregnancy", due_on=DUE)], [NO, NO, NO, NO]),
    ("not asked", [], [NOT_ASKED, NOT_ASKED, NOT_ASKED, NOT_ASKED]),
    (
        "an end beside a yes: only a no ends it",
        [yes("pregnancy", due_on=TODAY, until=TODAY)],
        [YES, NO, NO, YES],
    ),
]


@pytest.mark.parametrize(("remark", "said", "expected"), PREGNANT, ids=[row[0] for row in PREGNANT])
def test_a_trimester_follows_from_what_was_said(
    remark: str, said: list[Statement], expected: list[Answer]
) -> None:
    assert answers(a_client(*said), *T) == expected


def test_a_trimester_told_with_a_due_date_is_worked_out_anew_for_a_later_visit() -> None:
    client = a_client(yes("pregnancy_t1", due_on=DUE, on=TODAY))
    assert answers(client, *T, on=weeks_before_due(20)) == [YES, NO, YES, NO]


def test_a_pregnancy_whose_end_nobody_told_goes_on() -> None:
    client = a_client(yes("pregnancy", due_on=TODAY - timedelta(60)))
    assert answers(client, "pregnancy_t3") == [YES]


def test_what_is_missing_of_a_trimester_is_the_due_date() -> None:
    (fact,) = facts_about("pregnancy_t3", a_client(yes("pregnancy")))
    assert fact.needs == {"pregnancy.due_on"}


def test_a_letter_for_a_pregnancy_is_none_for_its_trimester() -> None:
    letter = {"cleared_by": "Dr A", "cleared_on": TODAY}
    (fact,) = facts_about("pregnancy_t1", a_client(yes("pregnancy", by="staff", due_on=DUE, **letter)))
    assert not fact.attributes.keys() & letter.keys()
    assert (fact.attributes["due_on"], fact.attributes["weeks"]) == (DUE, weeks_on(TODAY, due_on=DUE))


# Blood pressure

B = ("hypertension_moderate", "hypertension_high", "hypertensive_severe")


@pytest.mark.parametrize(
    ("systolic", "diastolic", "reached"),
    [
        (139, 89, 0), (140, 60, 1), (120, 90, 1), (159, 99, 1), (160, 60, 2), (120, 100, 2), (179, 109, 2),
        (180, 60, 3), (120, 110, 3),
    ],
)  # fmt: skip
def test_a_reading_reaches_bands_by_either_number(systolic: int, diastolic: int, reached: int) -> None:
    reading = Reading(systolic, diastolic)
    assert band_of(reading, knowledge=KNOWLEDGE) == reached
    client = a_client(yes("hypertension_controlled", reading=reading))
    assert answers(client, *B) == [YES] * reached + [NO] * (3 - reached)


PRESSURES: list[tuple[str, list[Statement], list[Answer]]] = [
    ("a reading with a no", [no("hypertension_controlled", reading=Reading(150, 80))], [YES, NO, NO]),
    ("the higher of two readings", [yes("hypertension_controlled", reading=Reading(130, 80)),
                                    yes("hypertension_high", reading=Reading(170, 80))], [YES, YES, NO]),
    ("no high blood pressure", [no("hypertension_controlled")], [NO, NO, NO]),
    ("no reading", [yes("hypertension_controlled")], [NOT_SURE, NOT_SURE, NOT_SURE]),
    ("not sure", [not_sure("hypertension_controlled")], [NOT_SURE, NOT_SURE, NOT_SURE]),
    ("not asked", [], [NOT_ASKED, NOT_ASKED, NOT_ASKED]),
    ("a band told", [no("hypertension_controlled"), yes("hypertension_high")], [YES, YES, NO]),
]  # fmt: skip


@pytest.mark.parametrize(("remark", "said", "expected"), PRESSURES, ids=[row[0] for row in PRESSURES])
def test_a_band_follows_from_what_was_said(
    remark: str, said: list[Statement], expected: list[Answer]
) -> None:
    assert answers(a_client(*said), *B) == expected


def test_a_symptom_told_with_the_tablets_counts_in_the_band() -> None:
    said = yes("hypertension_controlled", reading=Reading(185, 90), headache=True)
    (fact,) = facts_about(
        "hypertensive_severe", a_client(said, Statement(B[2], NOT_ASKED, {"headache": False}))
    )
    assert (fact.attributes["headache"], fact.attributes["reading"]) == (True, Reading(185, 90))


# Ages

AGES: list[tuple[date | None, list[Answer]]] = [
    (date(2014, 11, 25), [YES, YES, NO]),
    (date(2014, 11, 24), [YES, NO, NO]),
    (date(2008, 11, 25), [YES, NO, NO]),
    (date(2008, 11, 24), [NO, NO, NO]),
    (date(1951, 11, 25), [NO, NO, NO]),
    (date(1951, 11, 24), [NO, NO, YES]),
    (None, [NOT_ASKED, NOT_ASKED, NOT_ASKED]),
]


@pytest.mark.parametrize(("born", "expected"), AGES)
def test_an_age_follows_from_the_birth_date(born: date | None, expected: list[Answer]) -> None:
    assert answers(a_client(born=born), "minor", "child_under_12", "older_frail") == expected


def test_someone_younger_may_be_frail() -> None:
    assert answers(a_client(yes("older_frail")), "older_frail") == [YES]
    assert answers(a_client(not_sure("older_frail")), "older_frail") == [NOT_SURE]


def test_a_birth_date_is_what_is_missing_of_an_age() -> None:
    (fact,) = facts_about("minor", a_client(born=None))
    assert fact.needs == {"born"}


# Clot risk


def lately(weeks: int) -> date:
    return TODAY - timedelta(weeks=weeks)


FACTORS: list[tuple[str, list[Statement], set[str]]] = [
    ("pregnant", [yes("pregnancy", due_on=DUE)], {"pregnancy"}),
    ("gave birth lately", [yes("postpartum_early")], {"pregnancy"}),
    ("operated eleven weeks ago", [yes("surgery_recent", since=lately(11))], {"surgery"}),
    ("operated nobody knows when", [yes("surgery_recent")], {"surgery"}),
    ("operated twelve weeks ago", [yes("surgery_recent", since=lately(12))], set()),
    ("cancer and a clot", [yes("cancer_active"), yes("dvt_history")], {"cancer", "past_clot"}),
    ("a broken bone", [yes("fracture_recent")], {"plaster"}),
    ("the combined pill", [yes("bisphosphonates_hrt", kinds=frozenset({"hormones"}))], {"hormones"}),
    ("HRT or bone tablets, not told which", [yes("bisphosphonates_hrt")], {"hormones"}),
    ("bone tablets only", [yes("bisphosphonates_hrt", kinds=frozenset({"bone_medicine"}))], set()),
    ("nothing", [no("pregnancy"), no("surgery_recent", since=lately(1))], set()),
]


@pytest.mark.parametrize(("remark", "said", "factors"), FACTORS, ids=[row[0] for row in FACTORS])
def test_clot_risks_follow_from_other_answers(remark: str, said: list[Statement], factors: set[str]) -> None:
    (fact,) = facts_about("dvt_risk_factors", a_client(no("dvt_risk_factors"), *said))
    assert fact.attributes.get("factors", frozenset()) == factors
    assert fact.answer is (YES if factors else NO)


def test_clot_risks_that_were_told_are_joined_by_those_that_follow() -> None:
    told: Any = {"factors": frozenset({"hormones"})}
    (fact,) = facts_about("dvt_risk_factors", a_client(yes("dvt_risk_factors", **told), yes("dvt_history")))
    assert fact.attributes["factors"] == {"hormones", "past_clot"}
    assert fact.at_least == frozenset()


def test_clot_risks_that_follow_may_not_be_all_while_nobody_was_asked() -> None:
    for said in ([], [not_sure("dvt_risk_factors")], [yes("dvt_risk_factors")]):
        (fact,) = facts_about("dvt_risk_factors", a_client(*said, yes("dvt_history")))
        assert fact.at_least == {"factors"}


# Medicines that add up


def test_two_blood_thinners_are_two_agents() -> None:
    (fact,) = facts_about("anticoagulant", a_client(medicines=("apixaban 5 mg", "clopidogrel")))
    assert fact.attributes["two_agents"] is True
    (fact,) = facts_about("anticoagulant", a_client(medicines=("apixaban 5 mg", "Eliquis")))
    assert "two_agents" not in fact.attributes


# Contradictions

WRONG: list[tuple[str, list[Statement], set[str]]] = [
    ("the right trimester", [yes("pregnancy_t1", due_on=DUE)], set()),
    ("another trimester", [yes("pregnancy_t3", due_on=DUE)], {"pregnancy_t3"}),
    ("no to the trimester it is", [yes("pregnancy", due_on=DUE), no("pregnancy_t1")], {"pregnancy_t1"}),
    ("no to another", [yes("pregnancy", due_on=DUE), no("pregnancy_t3")], set()),
    ("a trimester without a due date", [yes("pregnancy_t3")], set()),
    ("a band above the reading", [yes(B[2], reading=Reading(120, 80))], {B[2]}),
    ("a band below the reading", [yes(B[0], reading=Reading(190, 80))], set()),
    ("no to the band of the reading", [yes(B[0], reading=Reading(190, 80)), no(B[2])], {B[2]}),
    ("no to a band below it", [no(B[0]), yes(B[2], reading=Reading(190, 80))], set()),
    ("grown up", [yes("minor")], {"minor"}),
    ("frail at forty", [yes("older_frail")], set()),
]


@pytest.mark.parametrize(("remark", "said", "wrong"), WRONG, ids=[row[0] for row in WRONG])
def test_an_answer_that_cannot_be_true_is_found(remark: str, said: list[Statement], wrong: set[str]) -> None:
    found = contradictions(a_client(*said), knowledge=KNOWLEDGE, on=TODAY)
    assert {each.entry_id for each in found} == wrong
    assert all(each.found and each.accepted for each in found)


def test_an_answer_is_held_against_the_day_it_was_given() -> None:
    told = yes("pregnancy_t1", due_on=DUE, on=TODAY)
    assert contradictions(a_client(told), knowledge=KNOWLEDGE, on=weeks_before_due(30)) == ()


def test_a_no_to_being_a_child_or_old_is_found() -> None:
    child = a_client(no("minor"), no("child_under_12"), born=date(2020, 1, 1))
    old = a_client(no("older_frail"), born=date(1940, 1, 1))
    assert len(contradictions(child, knowledge=KNOWLEDGE, on=TODAY)) == 2
    assert len(contradictions(old, knowledge=KNOWLEDGE, on=TODAY)) == 1
