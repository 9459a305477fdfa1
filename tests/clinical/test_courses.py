"""When to look whether it helped: by the dose's week, the end of its course, or the stop rule."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from tests.clinical.courses_of_scores import CATALOGUE, course, on
from unknot.clinical.courses import answered_from, next_review, review_due, visits_meant

STOP = CATALOGUE.stop_rules["no_change"]


def test_the_stop_rule_is_four_sessions_or_six_weeks() -> None:
    assert (STOP.sessions, STOP.least_weeks, STOP.most_weeks) == (4, 4, 6)


@pytest.mark.parametrize(
    ("dose", "reviewed", "day", "sessions", "remark"),
    [
        ("chronic_neck_pain", None, 28, None, "week 4"),
        ("chronic_low_back", None, 28, None, "first look at week 4"),
        ("chronic_low_back", 28, 70, None, "again at week 10, the end"),
        ("chronic_low_back", 40, 70, None, "held late: the end still comes"),
        ("chronic_low_back", 70, 112, 4, "past the end: the stop rule"),
        ("knee_osteoarthritis", None, 56, None, "week 8"),
        ("fibromyalgia", None, 35, None, "week 5"),
        ("fibromyalgia", 35, 77, 4, "open: the stop rule"),
        ("anxiety_stress", None, 42, None, "week 6"),
        ("wellness", None, 91, None, "after 3 months"),
        ("doms_post_event", None, 42, 4, "no review of its own"),
        ("acute_stress", None, 42, 4, "no review of its own"),
    ],
)
def test_the_next_review_is_where_the_dose_puts_it(
    dose: str, reviewed: int | None, day: int, sessions: int | None, remark: str
) -> None:
    found = next_review(course(dose, reviewed=reviewed))
    assert (found.on, found.after_sessions) == (on(day), sessions), remark
    assert found.why


@pytest.mark.parametrize(
    ("dose", "sessions", "reviewed", "today", "due", "remark"),
    [
        ("chronic_low_back", (0, 7), None, 27, None, "the day before"),
        ("chronic_low_back", (0, 7), None, 28, 28, "the day"),
        ("chronic_low_back", (0, 7), None, 60, 28, "since then"),
        ("chronic_low_back", (), None, 60, None, "nothing has been done that could be judged"),
        ("chronic_low_back", (61,), None, 60, None, "nor will a session to come"),
        ("chronic_low_back", (-7,), None, 60, None, "nor one before the course"),
        ("doms_post_event", (0, 2, 4), None, 5, None, "three sessions"),
        ("doms_post_event", (0, 2, 4, 6), None, 6, 6, "the fourth"),
        ("doms_post_event", (6, 4, 2, 0, 8), None, 50, 6, "in whatever order they are told"),
        ("doms_post_event", (0, 0, 1, 1), None, 1, 1, "two visits a day"),
        ("doms_post_event", (0,), None, 42, 42, "six weeks, whatever was done"),
        ("doms_post_event", (0, 2, 4, 6), 6, 7, None, "held: counted anew"),
        ("doms_post_event", (0, 2, 4, 6, 8, 10, 12, 14), 6, 14, 14, "four more"),
        ("doms_post_event", (0, 2, 4, 6), 6, 48, 48, "six more weeks"),
    ],
)
def test_a_review_falls_due(
    dose: str, sessions: Iterable[int], reviewed: int | None, today: int, due: int | None, remark: str
) -> None:
    found = review_due(course(dose, sessions, reviewed=reviewed), today=on(today))
    assert found == (None if due is None else on(due)), remark


def test_four_weeks_from_the_first_of_february_are_its_leap_day() -> None:
    here = replace(course("chronic_neck_pain"), began_on=date(2028, 2, 1), sessions=(date(2028, 2, 1),))
    due = [review_due(here, today=day) for day in (date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1))]
    assert due == [None, date(2028, 2, 29), date(2028, 2, 29)]


def test_answers_of_the_week_before_speak_of_a_review() -> None:
    assert answered_from(on(28)) == on(21)


@pytest.mark.parametrize(
    ("dose", "days", "visits"),
    [
        ("chronic_neck_pain", 28, 8),
        ("chronic_low_back", 70, 10),
        ("wellness", 91, 3),
        ("doms_post_event", 42, 1),
        ("chronic_low_back", 6, 0),
    ],
)
def test_the_fewest_visits_a_dose_means(dose: str, days: int, visits: int) -> None:
    assert visits_meant(CATALOGUE.doses[dose], days=days) == visits


def test_every_dose_has_a_review() -> None:
    for dose in CATALOGUE.doses:
        assert next_review(course(dose)).on > on(0), dose
