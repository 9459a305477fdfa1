"""What is asked at which visit, and that it never takes a client more than a minute."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest

from tests.clinical.courses_of_scores import CATALOGUE, MEASURES, course, on, scores
from unknot.clinical.measures_due import MOST_QUESTIONS, Due, measures_due, questions_in

Scores = dict[str, dict[int, float | None]]
BACK = "chronic_low_back"
WEEKLY = range(0, 71, 7)


def due(dose: str, told: Scores, visit: int, *, reviewed: int | None = None) -> tuple[Due, ...]:
    """What is due at a visit, with a session on every week before it."""
    here = course(dose, [day for day in WEEKLY if day < visit], reviewed=reviewed)
    measures = [MEASURES[each] for each in here.dose.measures]
    kept = [each for measure, by_day in told.items() for each in scores(measure, by_day)]
    return measures_due(measures, kept, here, visit_on=on(visit))


def short(found: tuple[Due, ...]) -> str:
    return ", ".join(f"{each.measure.id} {each.why}" for each in found)


@pytest.mark.parametrize(
    ("dose", "told", "visit", "expected", "remark"),
    [
        (BACK, {}, 0, "pain_nrs first, rdq first", "all at the first visit"),
        (BACK, {"pain_nrs": {-7: 7}, "rdq": {-7: 12}}, 0, "pain_nrs each_visit", "answered at home before"),
        (BACK, {"pain_nrs": {-8: 7}, "rdq": {-8: 12}}, 0, "pain_nrs first, rdq first", "too long before"),
        (
            BACK,
            {"pain_nrs": {0: 7}, "rdq": {0: 12}},
            7,
            "pain_nrs each_visit",
            "the short one each time",
        ),
        (
            BACK,
            {"pain_nrs": {0: 7}, "rdq": {0: 12}},
            21,
            "pain_nrs each_visit, rdq review",
            "a week before the review, what is answered already speaks of it",
        ),
        (
            BACK,
            {"pain_nrs": {0: 7, 28: 4}, "rdq": {0: 12, 21: 10}},
            28,
            "",
            "answered today, and for this review",
        ),
        (BACK, {"pain_nrs": {0: 7, 28: None}}, 28, "pain_nrs no_score_last_time, rdq first", "left out"),
        (BACK, {"pain_nrs": {0: 7}, "rdq": {0: None}}, 7, "pain_nrs each_visit, rdq no_score_last_time", ""),
        (
            BACK,
            {"pain_nrs": {0: 7}, "rdq": {0: 12}},
            35,
            "pain_nrs each_visit, rdq review",
            "overdue: still asked",
        ),
        ("knee_osteoarthritis", {}, 0, "peg first, psfs first, pain_nrs first", "nine questions"),
        ("chronic_neck_pain", {}, 0, "pain_nrs first, ndi first", "a score made elsewhere is written down"),
        ("wellness", {}, 0, "body_comfort first, session_rating each_visit", "and how the session was"),
        ("doms_post_event", {"pain_nrs": {0: 6}}, 7, "pain_nrs each_visit", "short"),
    ],
)  # fmt: skip
def test_it_is_asked(dose: str, told: Scores, visit: int, expected: str, remark: str) -> None:
    assert short(due(dose, told, visit)) == expected, remark


def test_the_fourth_session_brings_the_review_of_a_dose_that_names_none() -> None:
    here = course("doms_post_event", (0, 2, 4))
    measures = [MEASURES["peg"]]
    told = scores("peg", {0: 5, 2: 5})
    assert short(measures_due(measures, told, course("doms_post_event", (0, 2)), visit_on=on(30))) == ""
    assert short(measures_due(measures, told, here, visit_on=on(30))) == "peg review"


def test_how_the_session_was_is_asked_after_it_and_of_the_client() -> None:
    rating = due("wellness", {}, 0)[1]
    assert (rating.measure.id, rating.moment, rating.asked_of) == ("session_rating", "after", "client")


def test_a_score_made_elsewhere_is_asked_of_the_therapist_and_takes_the_client_no_time() -> None:
    neck = due("chronic_neck_pain", {}, 0)[1]
    assert (neck.asked_of, questions_in(neck.measure)) == ("therapist", Fraction(0))


@pytest.mark.parametrize(
    ("measure", "questions"),
    [("pain_nrs", 1), ("peg", 3), ("psfs", 5), ("rdq", 8), ("phq_4", 4), ("isi", 0)],
)
def test_a_tick_is_a_third_of_a_question(measure: str, questions: int) -> None:
    assert questions_in(MEASURES[measure]) == questions


def test_what_takes_longer_waits_for_the_next_visit() -> None:
    here = course(BACK)
    wanted = [MEASURES[each] for each in ("pain_nrs", "rdq", "psfs", "stress_nrs")]
    first = measures_due(wanted, [], here, visit_on=on(0))
    assert short(first) == "pain_nrs first, rdq first, stress_nrs first"
    kept = [each for due in first for each in scores(due.measure.id, {0: 5})]
    assert "psfs first" in short(measures_due(wanted, kept, here, visit_on=on(7)))


def test_the_measures_of_every_dose_are_all_asked_at_once_in_less_than_a_minute() -> None:
    for dose in CATALOGUE.doses.values():
        wanted = [MEASURES[each] for each in dose.measures]
        assert len(measures_due(wanted, [], course(dose.id), visit_on=on(0))) == len(wanted), dose.id


def test_no_two_goals_together_take_more_than_a_minute() -> None:
    for one, other in combinations(CATALOGUE.goals.values(), 2):
        wanted = [MEASURES[each] for each in dict.fromkeys((*one.measures, *other.measures))]
        for moment in ("before", "after"):
            found = measures_due(wanted, [], course(one.dose), visit_on=on(0))
            asked = sum(questions_in(each.measure) for each in found if each.moment == moment)
            assert asked <= MOST_QUESTIONS, (one.id, other.id)


def test_the_first_measure_never_waits_however_long_it_is() -> None:
    (item, *_) = MEASURES["peg"].items
    long = replace(MEASURES["peg"], items=tuple(replace(item, id=f"item_{n}") for n in range(11)))
    assert questions_in(long) > MOST_QUESTIONS
    assert short(measures_due([long, MEASURES["pain_nrs"]], [], course(BACK), visit_on=on(0))) == "peg first"


def test_before_the_first_session_no_review_is_asked_for() -> None:
    told = scores("pain_nrs", {0: 7}) + scores("rdq", {0: 12})
    wanted = [MEASURES["pain_nrs"], MEASURES["rdq"]]
    assert short(measures_due(wanted, told, course(BACK), visit_on=on(24))) == "pain_nrs each_visit"
