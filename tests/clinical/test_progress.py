"""Verdicts as a table of cases: what was measured, what follows, why, and the source it stands on."""

from dataclasses import replace
from typing import Any

import pytest

from tests.clinical.courses_of_scores import MEASURES, course, judged, on, scores
from unknot.clinical.progress import Because, Kind, Verdict, judge_progress

BACK, NECK, KNEE, FIBRO, STRESS, WELL = (
    "chronic_low_back",  # measures pain, Roland-Morris; week 4, then the end at 10
    "chronic_neck_pain",  # pain, neck disability; week 4, which is the end
    "knee_osteoarthritis",  # PEG, PSFS, pain; week 8, the end
    "fibromyalgia",  # pain, PEG; week 5, open
    "anxiety_stress",  # PHQ-4, stress; week 6, the end
    "wellness",  # comfort; week 13, open
)
NRS = "pain_nrs"
SORE = "doms_post_event"  # no review of its own
WEEKLY = range(0, 71, 7)
TABLE: list[tuple[str, dict[str, Any], int, str, str]] = [
    # before the review
    (BACK, {NRS: {0: 7}}, 0, "too_early: before_review", "the first visit"),
    (BACK, {NRS: {0: 7, 14: 6}}, 14, "too_early: before_review", "3.2: look at week 4"),
    (BACK, {NRS: {0: 7, 14: 5}}, 14, "continue: before_review, improved", "2 points already"),
    (BACK, {NRS: {0: 4, 14: 6}}, 14, "change: worse_once", "worse is not left to the review (d)"),
    (BACK, {NRS: {0: 4, 7: 6, 14: 6}}, 14, "refer: worse_twice", "worse twice running (d)"),
    (BACK, {NRS: {0: 4, 7: 6, 14: 5}}, 14, "too_early: before_review", "one bad week that passed"),
    (BACK, {NRS: {0: 4, 7: 6, 14: None}}, 14, "change: worse_once", "left out: the last score stays"),
    (BACK, {NRS: {0: 4, 14: 5}}, 14, "too_early: before_review", "1 is within the error of 1.77 [NRS-DE]"),
    # the low back at week 4: 2 points or 30 % [FARRAR01], Roland-Morris 2 points [CHERKIN11]
    (BACK, {NRS: {0: 7, 28: 5}}, 28, "continue: improved", "2 of 7: the course goes to week 10"),
    (BACK, {NRS: {0: 7, 28: 6}}, 28, "change: no_change", "3.2: no change that counts, look again"),
    (BACK, {NRS: {0: 9, 28: 6}}, 28, "continue: improved", "33 % of 9 and past the error [FARRAR01]"),
    (BACK, {NRS: {0: 9, 28: 7}}, 28, "change: no_change", "2 of 9 is 22 %; from 9 it takes more [NRS-DE]"),
    (BACK, {NRS: {0: 7, 28: 1}}, 28, "taper: improved, near_goal", "nothing left that could count"),
    (BACK, {NRS: {0: 7, 28: 9}}, 28, "refer: worse_at_review", "worse at the review"),
    (BACK, {NRS: {0: 1, 28: 1}}, 28, "taper: near_goal", "hardly any pain at first: nothing to gain"),
    (BACK, {NRS: {0: 7, 28: 6}, "rdq": {0: 12, 28: 10}}, 28, "continue: only_another_improved", "or daily life"),
    (BACK, {NRS: {0: 7, 28: 6}, "rdq": {0: 12, 28: 11}}, 28, "change: no_change", "neither"),
    (BACK, {NRS: {0: 7, 28: 4}, "rdq": {0: 12, 28: 14}}, 28, "refer: worse_at_review", "less pain, and can do less"),
    (BACK, {NRS: {-7: 7, 28: 5}}, 28, "continue: improved", "answered at home in the week before the first session"),
    # what is not known
    (BACK, {NRS: {-8: 7, 28: 5}}, 28, "ask_first: not_answered", "too long before it began"),
    (BACK, {}, 28, "ask_first: not_answered", "nothing was ever measured"),
    (BACK, {NRS: {0: 7}}, 28, "ask_first: not_answered", "only at first"),
    (BACK, {NRS: {0: 7, 28: None}}, 28, "ask_first: not_answered", "left out at the review"),
    (BACK, {NRS: {0: 7, 20: 3}}, 28, "ask_first: not_answered", "better, but eight days before the review"),
    (BACK, {NRS: {0: 7, 21: 3}}, 28, "continue: improved", "the question speaks of the past week"),
    (BACK, {NRS: {0: None, 7: 7, 28: 3}}, 28, "ask_first: not_answered", "no score to begin from"),
    (BACK, {NRS: {0: 7, 28: 4}, "rdq": {0: 12, 28: None}}, 28, "ask_first: not_answered", "the other may be worse"),
    (BACK, {NRS: {0: 7, 28: 4}, "rdq": {0: 12}}, 28, "ask_first: not_answered", "the other was not asked again"),
    (BACK, {"rdq": {0: 12, 28: 12}}, 28, "ask_first: not_answered", "the main measure was never asked"),
    # the neck: its review is the end of its course; 60 minutes two or three times for 4 weeks [SHERMAN14]
    (NECK, {NRS: {0: 6, 28: 4}}, 28, "taper: improved, course_ends", "weekly for 6 weeks [COOK15]"),
    (NECK, {NRS: {0: 6, 28: 5}}, 28, "change: no_change", "1 point is not enough"),
    (NECK, {NRS: {0: 6, 28: 5}, "ndi": {0: 20, 28: 10}}, 28, "taper: only_another_improved, course_ends", "10 of 50"),
    (NECK, {NRS: {0: 6, 28: 6}, "ndi": {0: 20, 28: 15}}, 28, "change: no_change", "5 of 50 is within the error"),
    # higher is better
    (KNEE, {"peg": {0: 6, 56: 6}, "psfs": {0: 3, 56: 5.3}}, 56, "ask_first: not_answered", "mean of what?"),
    (KNEE, {"peg": {0: 6, 56: 4.25}}, 56, "taper: improved, course_ends", "1.75 [REED24]"),
    (KNEE, {"peg": {0: 6, 56: 4.5}}, 56, "change: no_change", "1.5 is not enough"),
    (KNEE, {"peg": {0: 6, 56: None}}, 56, "ask_first: not_answered", "one of its three questions was left out"),
    # red answers
    (STRESS, {"phq_4": {0: 9}}, 0, "refer: red_answer", "severe [NINDS-PHQ4]: at the first visit too"),
    (STRESS, {"phq_4": {0: 11, 42: 9}}, 42, "refer: red_answer", "better, and still severe"),
    (STRESS, {"phq_4": {0: 9, 42: None}}, 42, "refer: red_answer", "left out: severe stands"),
    (STRESS, {"phq_4": {0: 9, 42: 5}}, 42, "taper: improved, course_ends", "no longer severe"),
    (STRESS, {"phq_4": {0: 8, 42: 6}}, 42, "taper: improved, course_ends", "moderate, 2 points (d)"),
    # comfort
    (WELL, {"body_comfort": {0: 6, 91: 6}}, 91, "continue: for_comfort", "nothing had to change"),
    (WELL, {"body_comfort": {0: 6, 91: 4}}, 91, "refer: worse_at_review", "lower is worse here"),
    (WELL, {"body_comfort": {0: 6}}, 91, "ask_first: not_answered", "comfort is asked too"),
    # no review of its own: four sessions or six weeks
    (SORE, {NRS: {0: 6, 20: 6}}, 20, "too_early: before_review", "three sessions"),
    (SORE, {NRS: {0: 6, 21: 6}}, 21, "change: no_change", "the fourth session"),
    (SORE, {NRS: {0: 6, 21: 4}}, 21, "continue: improved", "2 points"),
]  # fmt: skip


def said(verdict: Verdict) -> str:
    """A verdict as the tables write it."""
    return f"{verdict.kind.value}: {', '.join(each.value for each in verdict.because)}"


@pytest.mark.parametrize(("dose", "measured", "today", "verdict", "remark"), TABLE)
def test_a_verdict_is_the_one_predicted(
    dose: str, measured: dict[str, Any], today: int, verdict: str, remark: str
) -> None:
    told = [each for measure, by_day in measured.items() for each in scores(measure, by_day)]
    assert said(judged(course(dose, WEEKLY), told, today)) == verdict, remark


@pytest.mark.parametrize("again", [{7: 7}, {0: 6}])
def test_two_answers_of_one_day_are_not_twice_running(again: dict[int, float | None]) -> None:
    told = [*scores(NRS, {0: 4, 7: 6}), *scores(NRS, again)]
    assert said(judged(course(BACK, WEEKLY), told, 7)) == "change: worse_once"


def test_a_first_review_held_after_the_end_of_the_course_ends_it() -> None:
    """It fell due at week 4 of ten and nobody looked until week 11: there is no plan left to go on with."""
    found = judged(course(BACK, range(0, 78, 7)), scores(NRS, {0: 9, 77: 3}), 77)
    assert (said(found), found.due_since) == ("taper: improved, course_ends", on(28))


@pytest.mark.parametrize(
    ("sign", "remark"),
    [("dark_urine", "an emergency"), ("limb_swollen", "the same day"), ("growing_pain", "the same day")],
)
def test_a_sign_after_a_session_refers_whatever_was_measured(sign: str, remark: str) -> None:
    found = judged(course(BACK, WEEKLY), scores(NRS, {0: 7, 28: 2}), 28, sign)
    assert said(found) == "refer: sign", remark


WATCHED: list[tuple[str, dict[int, float | None], str, str]] = [
    ("phq_4", {7: 9}, "refer: red_answer", "severe, though no measure of this dose"),
    ("phq_4", {7: 9, 14: 4}, "continue: improved", "no longer severe"),
    ("phq_2", {7: 6}, "continue: improved", "tells, and refers nobody"),
    ("stress_nrs", {0: 3}, "continue: improved", "asked once and dropped"),
    (
        "stress_nrs",
        {0: 3, 7: 9},
        "continue: improved",
        "worse, which is an alarm and no verdict on this dose",
    ),
]


@pytest.mark.parametrize(("measure", "by_day", "verdict", "remark"), WATCHED)
def test_of_other_measures_only_what_asks_for_somebody_medical_counts(
    measure: str, by_day: dict[int, float | None], verdict: str, remark: str
) -> None:
    here, told = course(BACK, WEEKLY), [*scores(NRS, {0: 7, 28: 4}), *scores(measure, by_day)]
    found = judge_progress(
        told, measures=[MEASURES[NRS]], course=here, today=on(28), watched=[MEASURES[NRS], MEASURES[measure]]
    )
    assert said(found) == verdict, remark


@pytest.mark.parametrize(
    ("sessions", "because", "remark"),
    [
        ((0, 7, 14, 21), (Because.NO_CHANGE,), "four of the eight that two a week for four weeks come to"),
        ((0, 7, 21), (Because.NO_CHANGE, Because.FEW_VISITS), "three: the dose was hardly given"),
    ],
)
def test_it_says_where_few_of_the_visits_took_place(
    sessions: tuple[int, ...], because: tuple[Because, ...], remark: str
) -> None:
    found = judged(course(NECK, sessions), scores(NRS, {0: 6, 28: 6}), 28)
    assert (found.kind, found.because) == (Kind.CHANGE, because), remark


def test_who_begins_again_after_a_year_is_not_judged_by_the_year_before() -> None:
    again = replace(course(BACK, (0, 7, 14, 28, 400)), began_on=on(400))
    found = judged(again, scores(NRS, {0: 9, 28: 2, 400: 6}), 400)
    assert (said(found), found.sessions, found.changes[0].first) == (
        "too_early: before_review",
        1,
        scores(NRS, {400: 6})[0],
    )


def test_before_the_first_session_nothing_can_have_helped() -> None:
    found = judged(course(BACK), scores(NRS, {0: 7, 90: 2}), 90)
    assert (said(found), found.due_since) == ("too_early: no_session", None)


@pytest.mark.parametrize(
    ("measured", "verdict", "remark"),
    [
        ({0: 9, 28: 6, 70: 3}, "taper: improved, course_ends", "the end of the ten weeks"),
        ({0: 9, 28: 6, 70: 6}, "taper: improved, course_ends", "held"),
        ({0: 9, 28: 6, 70: 8}, "change: no_change", "lost again"),
    ],
)
def test_the_course_is_judged_again_at_its_end(
    measured: dict[int, float | None], verdict: str, remark: str
) -> None:
    assert said(judged(course(BACK, WEEKLY, reviewed=28), scores(NRS, measured), 70)) == verdict, remark


@pytest.mark.parametrize(
    ("measured", "verdict", "remark"),
    [
        ({0: 9, 35: 6, 63: 4}, "continue: improved", "better still since the review"),
        ({0: 9, 35: 6, 63: 5}, "taper: improved, nothing_since_review", "it stands still"),
        ({0: 9, 63: 5}, "continue: improved", "9 was the last answer before the review"),
    ],
)
def test_an_open_course_tapers_once_nothing_moves(
    measured: dict[int, float | None], verdict: str, remark: str
) -> None:
    assert said(judged(course(FIBRO, WEEKLY, reviewed=35), scores(NRS, measured), 63)) == verdict, remark


TAPERING: list[tuple[str, dict[int, float | None], int, str, str]] = [
    (NECK, {0: 6, 28: 3}, 35, "taper: before_review, tapering", "the week after: not twice a week again"),
    (NECK, {0: 6, 28: 3, 70: 3}, 70, "taper: improved, course_ends", "held, six weeks later"),
    (
        NECK,
        {0: 6, 28: 3, 70: 6},
        70,
        "change: no_change",
        "lost again: look again, and no blame on few visits",
    ),
    (NECK, {0: 6, 28: 3, 42: 8}, 42, "change: worse_once", "worse is not left to the next review"),
    (FIBRO, {0: 9, 28: 6, 56: 4}, 70, "ask_first: not_answered", "nobody answered for it"),
    (FIBRO, {0: 9, 28: 6, 70: 3}, 70, "taper: improved, tapering", "better still leads to no more visits"),
]


@pytest.mark.parametrize(("dose", "measured", "today", "verdict", "remark"), TAPERING)
def test_who_tapers_is_not_led_back_to_more_visits(
    dose: str, measured: dict[int, float | None], today: int, verdict: str, remark: str
) -> None:
    here = replace(course(dose, range(0, today + 1, 14), reviewed=28), tapering_since=on(28))
    assert said(judged(here, scores(NRS, measured), today)) == verdict, remark


@pytest.mark.parametrize(
    ("tapering", "reviewed", "count", "remark"),
    [
        (28, 28, 3, "the visits after the review at which it began"),
        (None, None, 3, "nobody held the review: from when it fell due"),
        (35, 35, 2, "it was held a week late: from then on"),
    ],
)
def test_it_counts_the_visits_of_a_taper(
    tapering: int | None, reviewed: int | None, count: int, remark: str
) -> None:
    here = course(NECK, (0, 14, 28, 35, 42, 49), reviewed=reviewed)
    here = replace(here, tapering_since=None if tapering is None else on(tapering))
    assert judged(here, scores(NRS, {0: 6, 28: 3}), 49).tapered == count, remark


def test_what_was_not_answered_by_the_last_review_cannot_be_said_to_stand_still() -> None:
    told = scores(NRS, {0: 9, 35: 6, 63: 6}) + scores("peg", {42: 6, 63: 6})
    assert said(judged(course(FIBRO, WEEKLY, reviewed=35), told, 63)) == "continue: improved"


def test_a_review_held_is_not_due_again_the_next_day() -> None:
    found = judged(course(BACK, WEEKLY, reviewed=28), scores(NRS, {0: 7, 28: 6}), 29)
    assert (found.kind, found.due_since, found.review.on) == (Kind.TOO_EARLY, None, on(70))


def test_what_was_before_the_course_or_comes_after_the_day_is_not_looked_at() -> None:
    told = scores(NRS, {-10: 2, 0: 7, 28: 4, 29: 10})
    assert judged(course(BACK, WEEKLY), told, 28).kind is Kind.CONTINUE


def test_a_verdict_says_on_how_many_sessions_it_stands() -> None:
    assert judged(course(BACK, WEEKLY), scores(NRS, {0: 7, 28: 4}), 28).sessions == 5
