"""What counts as a change, both ways, for every measure and at each edge; and which scores may be compared."""

from itertools import product

import pytest

from tests.clinical.courses_of_scores import MEASURES, on, scores, series
from unknot.clinical.changes import Counted, change_in, has_no_room, to_improve, to_worsen
from unknot.clinical.dated_scores import DatedScore, Series, series_of

BETTER, WORSE, SAME, NO_ROOM = Counted.IMPROVED, Counted.WORSE, Counted.SAME, Counted.NO_ROOM


@pytest.mark.parametrize(
    ("measure", "first", "points", "kind", "remark"),
    [
        ("pain_nrs", 0, 1.77, "error", "a share of nothing: the error"),
        ("pain_nrs", 1, 1.77, "error", "1 point is noticed from 1 to 4 [NRS-DE], less than the error"),
        ("pain_nrs", 4, 1.77, "error", "the last of that step; 30 % is 1.2"),
        ("pain_nrs", 5, 1.77, "error", "30 % is 1.5, never less than the error"),
        ("pain_nrs", 6, 1.8, "share", "30 % of 6 [FARRAR01]"),
        ("pain_nrs", 7, 2, "noticed", "2 points come before 30 %, 2.1"),
        ("pain_nrs", 8, 2.4, "share", "30 % come before 4 points"),
        ("pain_nrs", 10, 3, "share", "30 % of 10"),
        ("peg", 3, 1.75, "noticed", "30 % is 0.9, and no error is known: only the points [REED24]"),
        ("peg", 10, 1.75, "noticed", "the points come first"),
        ("psfs", 3, 2.3, "noticed", "more than the error of 2"),
        ("ndi", 20, 10, "error", "the error of 10 is more than the 5 of the trial"),
        ("rdq", 3, 2, "noticed", "as in the trial; 30 % is less, and no error is known"),
        ("odi", 40, 13, "noticed", "the larger of 10 and 13"),
        ("phq_4", 6, 2, "noticed", "ours (d)"),
        ("isi", 20, 8.4, "noticed", "a moderate improvement [ISI11]"),
        ("who_5", 40, 10, "noticed", "10 of 100"),
        ("promis_fatigue", 60, 6, "noticed", "the largest of 2 to 6"),
        ("sleep_nrs", 6, 2, "noticed", "ours (d)"),
    ],
)
def test_better_takes_the_published_change_and_never_less_than_the_error(
    measure: str, first: float, points: float, kind: str, remark: str
) -> None:
    found = to_improve(MEASURES[measure], first=first)
    assert found is not None
    assert (found.points, found.kind) == (pytest.approx(points), kind), remark
    assert found.population, remark
    assert found.sources, remark


@pytest.mark.parametrize(
    ("measure", "points", "remark"),
    [
        ("pain_nrs", 1.77, "the smallest noticed is 1, the error more"),
        ("psfs", 2.3, "noticed is more than the error"),
        ("ndi", 10, "the error"),
        ("rdq", 2, "as in the trial"),
        ("phq_4", 2, "ours"),
    ],
)
def test_worse_takes_the_smallest_change_past_the_error(measure: str, points: float, remark: str) -> None:
    found = to_worsen(MEASURES[measure])
    assert found is not None
    assert found.points == points, remark


def test_worse_never_takes_more_than_better_does() -> None:
    for measure in MEASURES.values():
        worse = to_worsen(measure)
        for first in range(int(measure.low), int(measure.high) + 1):
            better = to_improve(measure, first=first)
            assert (worse is None) == (better is None), measure.id
            assert worse is None or better is None or worse.points <= better.points + 1e-9, (
                measure.id,
                first,
            )


@pytest.mark.parametrize("measure", ["gad_2", "phq_2", "pss_4", "pss_10", "session_rating"])
def test_where_nobody_knows_what_counts_nothing_does(measure: str) -> None:
    row = MEASURES[measure]
    assert to_improve(row, first=row.high) is None
    assert to_worsen(row) is None
    assert change_in(series(measure, {0: row.high, 7: row.low})).counted is Counted.NO_THRESHOLD


@pytest.mark.parametrize(
    ("measure", "first", "last", "counted", "remark"),
    [
        ("pain_nrs", 6, 4, BETTER, "2 of 6"),
        ("pain_nrs", 6, 5, SAME, "1 of 6"),
        ("pain_nrs", 10, 7, BETTER, "30 % to the point"),
        ("pain_nrs", 10, 8, SAME, "20 %"),
        ("pain_nrs", 2, 0, BETTER, "all of it"),
        ("pain_nrs", 1, 0, NO_ROOM, "it could not have counted"),
        ("pain_nrs", 3, 5, WORSE, "2 points"),
        ("pain_nrs", 9, 10, SAME, "1 is within the error"),
        ("peg", 6, 4.25, BETTER, "1.75 to the point"),
        ("peg", 6, 4.26, SAME, "just less"),
        ("peg", 4.25, 6, WORSE, "the other way"),
        ("peg", 7.1, 5.35, BETTER, "fractions that no computer holds exactly"),
        ("ndi", 20, 10, BETTER, "10 of 50"),
        ("ndi", 20, 11, SAME, "within the error"),
        ("ndi", 9, 0, NO_ROOM, "within the error of the best"),
        ("rdq", 12, 10, BETTER, "as in the trial"),
        ("rdq", 12, 14, WORSE, "the other way"),
        ("who_5", 40, 50, BETTER, "higher is better"),
        ("who_5", 40, 30, WORSE, "lower is worse"),
        ("who_5", 40, 49, SAME, "9 of 100"),
        ("who_5", 95, 100, NO_ROOM, "high from the start"),
        ("body_comfort", 5, 7, BETTER, "higher is better"),
        ("body_comfort", 5, 3, WORSE, "lower is worse"),
        ("promis_physical_function", 40, 46, BETTER, "higher is better here"),
        ("promis_fatigue", 60, 54, BETTER, "lower is better there"),
        ("promis_fatigue", 60, 54.1, SAME, "just less"),
        ("global_change", 4, 2, BETTER, "much better counts"),
        ("global_change", 4, 3, SAME, "a little better does not"),
        ("global_change", 4, 5, SAME, "nor a little worse"),
        ("global_change", 4, 6, WORSE, "much worse does"),
        ("global_change", 1, 2, BETTER, "still much better than when we began"),
    ],
)
def test_a_change_counts(measure: str, first: float, last: float, counted: Counted, remark: str) -> None:
    assert change_in(series(measure, {0: first, 28: last})).counted is counted, remark


@pytest.mark.parametrize(
    ("by_day", "counted", "remark"),
    [
        ({}, Counted.NO_START, "never asked"),
        ({0: None}, Counted.NO_START, "asked, and left out"),
        ({0: None, 7: 8, 14: 4}, Counted.NO_START, "a worse day later is no beginning"),
        ({0: 6}, Counted.NOT_AGAIN, "once only"),
        ({0: 6, 7: None}, Counted.MISSING, "left out since"),
        ({0: 6, 7: 2, 14: None}, Counted.MISSING, "better the time before does not stand for it"),
        ({0: 6, 7: 9, 14: None}, WORSE, "worse the time before does"),
        ({0: 6, 7: 9, 14: 6}, SAME, "the last score counts"),
        ({14: 4, 0: 6}, BETTER, "in whatever order they come"),
    ],
)
def test_what_is_missing_is_never_better(
    by_day: dict[int, float | None], counted: Counted, remark: str
) -> None:
    assert change_in(series("pain_nrs", by_day)).counted is counted, remark


@pytest.mark.parametrize(
    ("by_day", "counted", "remark"),
    [
        ({28: 2}, BETTER, "what asks for the change itself needs no first score"),
        ({28: 6}, WORSE, "nor does worse"),
        ({0: None, 28: 2}, BETTER, "not even an answer at first"),
        ({7: 2, 28: None}, Counted.MISSING, "left out since"),
        ({7: 6, 28: None}, WORSE, "worse stands"),
        ({28: None}, Counted.NO_START, "never a score"),
    ],
)
def test_the_clients_own_word_for_the_change_counts(
    by_day: dict[int, float | None], counted: Counted, remark: str
) -> None:
    assert change_in(series("global_change", by_day)).counted is counted, remark


def activities(day: int, value: float, *items: str, named: dict[str, str] | None = None) -> DatedScore:
    return DatedScore(
        measure="psfs", on=on(day), value=value, answers=dict.fromkeys(items, value), named=named or {}
    )


THREE = ("activity_1", "activity_2", "activity_3")


@pytest.mark.parametrize(
    ("first", "last", "counted", "remark"),
    [
        (activities(0, 3, *THREE), activities(28, 6, *THREE), BETTER, "the same three"),
        (activities(0, 3, *THREE), activities(28, 6, *THREE, "activity_4"), Counted.OTHER_ITEMS, "an easy one more"),
        (activities(0, 3, *THREE, "activity_4"), activities(28, 6, *THREE), Counted.OTHER_ITEMS, "the hard one out"),
        (
            activities(0, 3, *THREE, named={"activity_1": "Climb stairs"}),
            activities(28, 6, *THREE, named={"activity_1": "climb  stairs"}),
            BETTER,
            "the same words",
        ),
        (
            activities(0, 3, *THREE, named={"activity_1": "Climb stairs"}),
            activities(28, 6, *THREE, named={"activity_1": "Sit"}),
            Counted.OTHER_ITEMS,
            "another activity in its place",
        ),
        (activities(0, 3), activities(28, 6), Counted.OTHER_ITEMS, "nobody knows of what"),
    ],
)  # fmt: skip
def test_a_mean_is_compared_with_one_over_the_same_activities(
    first: DatedScore, last: DatedScore, counted: Counted, remark: str
) -> None:
    found = change_in(Series(measure=MEASURES["psfs"], scores=(first, last)))
    assert found.counted is counted, remark


@pytest.mark.parametrize(
    ("by_day", "better_by", "percent", "near"),
    [
        ({0: 6, 28: 4}, 2, 33, False),
        ({0: 6, 28: 1}, 5, 83, True),
        ({0: 4, 28: 6}, -2, -50, False),
        ({0: 0, 28: 2}, -2, None, False),
    ],
)
def test_a_change_says_how_much(
    by_day: dict[int, float | None], better_by: float, percent: int | None, near: bool
) -> None:
    found = change_in(series("pain_nrs", by_day))
    assert (found.better_by, found.percent, found.near_goal) == (better_by, percent, near)


def test_of_one_day_the_best_begins_and_the_worst_ends() -> None:
    row = series("pain_nrs", {0: 6, 28: 3})
    double = [DatedScore(measure="pain_nrs", on=on(day), value=value) for day, value in ((0, 4), (28, 5))]
    for order in ((*row.scores, *double), (*double, *row.scores)):
        found = change_in(series_of(MEASURES["pain_nrs"], order, since=on(0), until=on(28)))
        assert found.first is not None
        assert found.last is not None
        assert (found.first.value, found.last.value) == (4, 5)


def test_two_answers_on_the_first_day_are_no_change() -> None:
    """A slip that is corrected, or asked again aloud: nobody is worse than when they began on the day they begin."""
    told = [*scores("pain_nrs", {0: 3}), *scores("pain_nrs", {0: 6})]
    found = change_in(series_of(MEASURES["pain_nrs"], told, since=on(0), until=on(28)))
    assert (found.counted, found.first and found.first.value) == (Counted.NOT_AGAIN, 3)


def test_what_was_completed_on_the_first_day_begins_it() -> None:
    """Half a form sent, then all of it: nobody lost where they began by pressing too early."""
    told = [*scores("rdq", {0: None, 28: 6}), *scores("rdq", {0: 12})]
    for order in (told, told[::-1]):
        found = change_in(series_of(MEASURES["rdq"], order, since=on(0), until=on(28)))
        assert (found.first and found.first.value, found.counted) == (12, BETTER)


@pytest.mark.parametrize(
    ("measure", "value", "near"),
    [
        ("pain_nrs", 1, True), ("pain_nrs", 2, False),
        ("psfs", 7.8, True), ("psfs", 7.7, False),
        ("rdq", 1, True), ("rdq", 2, False),
        ("who_5", 91, True), ("who_5", 90, False),
        ("gad_2", 0, False),
    ],
)  # fmt: skip
def test_near_the_goal_no_change_is_left_that_could_count(measure: str, value: float, near: bool) -> None:
    assert has_no_room(MEASURES[measure], value) is near


def test_every_whole_step_of_every_measure_agrees_with_its_mirror() -> None:
    """What one direction calls better is what the other, turned over, does."""
    comfort, sleep = MEASURES["body_comfort"], MEASURES["sleep_nrs"]
    for first, last in product(range(11), repeat=2):
        one = change_in(series(comfort.id, {0: first, 7: last})).counted
        other = change_in(series(sleep.id, {0: 10 - first, 7: 10 - last})).counted
        assert one is other, (first, last)
