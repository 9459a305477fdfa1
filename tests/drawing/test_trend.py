"""A measure over time: where its marks lie, what the rows behind it say, and that odd courses are still pictures."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from tests.clinical.courses_of_scores import on, series
from unknot.drawing.trend import EDGE_WORDS, draw_trend
from unknot.drawing.trend_key import draw_key
from unknot.drawing.trend_scale import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, scale_of
from unknot.drawing.trend_values import Trend, describe_trend, trend_of, trend_rows

Scores = dict[int, float | None]
FALLING: Scores = {0: 7, 7: 6, 14: 6, 28: 4}


def a_trend(
    measure: str, by_day: Scores, *, sessions: tuple[int, ...] = (), review: int | None = None
) -> Trend:
    return trend_of(
        series(measure, by_day),
        sessions=[on(each) for each in sessions],
        review_on=None if review is None else on(review),
    )


def parsed(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(markup)  # noqa: S314 (our own drawing)


def of_class(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [each for each in root.iter() if name in each.get("class", "").split()]


def drawn(trend: Trend) -> ElementTree.Element:
    return parsed(draw_trend(trend))


def places(root: ElementTree.Element) -> list[tuple[float, float]]:
    return [(float(each.get("cx", 0)), float(each.get("cy", 0))) for each in of_class(root, "trend-point")]


def test_days_go_right_by_their_distance_and_scores_up() -> None:
    spots = places(drawn(a_trend("pain_nrs", FALLING)))
    widths = [b[0] - a[0] for a, b in pairwise(spots)]
    assert widths[2] == pytest.approx(2 * widths[0], abs=0.2)
    heights = [y for _, y in spots]
    assert heights[0] < heights[1] == heights[2] < heights[3]
    assert heights[3] - heights[1] == pytest.approx(2 * (heights[1] - heights[0]), abs=0.2)


@pytest.mark.parametrize(
    ("measure", "by_day", "low", "high", "remark"),
    [
        ("pain_nrs", {0: 7}, 5, 8.77, "2 better counts, and 1.77 worse"),
        ("pain_nrs", {0: 9}, 6.3, 10, "worse ends where the scale does"),
        ("body_comfort", {0: 5}, 3, 7, "higher is better"),
        ("ndi", {0: 22}, 12, 32, "the error of 10"),
    ],
)
def test_the_band_reaches_as_far_as_no_change_counts(
    measure: str, by_day: Scores, low: float, high: float, remark: str
) -> None:
    trend = a_trend(measure, by_day)
    (band,) = of_class(drawn(trend), "trend-band")
    scale, top = scale_of(trend), float(band.get("y", 0))
    assert top == pytest.approx(scale.y(high), abs=0.1), remark
    assert top + float(band.get("height", 0)) == pytest.approx(scale.y(low), abs=0.2), remark


@pytest.mark.parametrize(
    ("measure", "by_day", "edge", "remark"),
    [
        ("pain_nrs", {0: 7, 28: 4}, 5, "lower is better: the line lies below the first score"),
        ("body_comfort", {0: 5, 28: 6}, 7, "higher is better: above"),
    ],
)
def test_the_line_from_which_it_counts_lies_on_the_better_side(
    measure: str, by_day: Scores, edge: float, remark: str
) -> None:
    trend = a_trend(measure, by_day)
    (line,) = of_class(drawn(trend), "trend-edge")
    assert line.get("d", "").startswith(f"M{LEFT:.0f} {scale_of(trend).y(edge):.1f}H"), remark
    assert EDGE_WORDS in draw_trend(trend)


def test_the_words_of_that_line_lie_on_no_number() -> None:
    root = drawn(a_trend("sleep_nrs", {0: 7, 5: 6, 13: 5, 20: 4, 30: 3, 36: 3, 47: 1}, review=91))
    (said,) = (each for each in root.iter() if each.text == EDGE_WORDS)
    begins, floor = float(said.get("x", 0)), float(said.get("y", 0))
    numbers = [(float(each.get("x", 0)), float(each.get("y", 0))) for each in of_class(root, "trend-value")]
    assert len(numbers) == 7
    assert not [x for x, y in numbers if begins <= x <= begins + 124 and abs(y - floor) < 13]


@pytest.mark.parametrize(
    ("measure", "by_day", "remark"),
    [
        ("gad_2", {0: 4, 28: 2}, "nobody knows what counts"),
        ("pain_nrs", {0: None, 7: 5}, "the first came to no score"),
        ("pain_nrs", {}, "nothing yet"),
    ],
)
def test_there_is_no_band_where_nothing_can_be_judged(measure: str, by_day: Scores, remark: str) -> None:
    root = drawn(a_trend(measure, by_day))
    assert not of_class(root, "trend-band"), remark
    assert not of_class(root, "trend-edge"), remark


def test_no_better_edge_is_drawn_past_the_end_of_the_scale() -> None:
    assert not of_class(drawn(a_trend("pain_nrs", {0: 1, 7: 1})), "trend-edge")


def test_a_missing_score_breaks_the_line_and_is_marked_at_the_floor() -> None:
    root = drawn(a_trend("pain_nrs", {0: 7, 7: None, 14: 5, 21: 4}))
    whole, gap = of_class(root, "trend-line")
    assert "trend-gap" in gap.get("class", "")
    assert (whole.get("d", "").count("M"), gap.get("d", "").count("M")) == (1, 1)
    assert len(of_class(root, "trend-missing")) == 1
    assert len(places(root)) == 3


def test_sessions_are_ticks_on_the_axis_and_the_review_a_line_with_its_word() -> None:
    root = drawn(a_trend("pain_nrs", FALLING, sessions=(0, 7, 14), review=28))
    (ticks,) = of_class(root, "trend-sessions")
    assert ticks.get("d", "").count("v6") == 3
    assert len(of_class(root, "trend-review")) == 1
    assert "review" in [each.text for each in root.iter("text")]


@pytest.mark.parametrize(
    ("by_day", "remark"),
    [
        ({}, "none"),
        ({0: 7}, "one"),
        ({0: 5, 7: 5, 14: 5}, "all equal"),
        ({0: 10, 7: 0}, "from end to end"),
        ({day: float(day % 11) for day in range(200)}, "two hundred"),
        ({0: 7, 1500: 3}, "years apart"),
        (dict.fromkeys(range(5)), "none of them a score"),
    ],
)
def test_every_mark_lies_inside_the_picture(by_day: Scores, remark: str) -> None:
    root = drawn(a_trend("pain_nrs", by_day, sessions=tuple(by_day), review=40))
    assert all(LEFT <= x <= RIGHT and TOP <= y <= BOTTOM for x, y in places(root)), remark
    for each in root.iter("text"):
        assert 0 <= float(each.get("x", -1)) < WIDTH, remark
        assert 0 < float(each.get("y", -1)) < HEIGHT, remark


@pytest.mark.parametrize(
    "by_day", [FALLING, {0: 7, 1: 6, 2: 5}, {0: 7, 900: 6}, dict.fromkeys(range(60), 5.0)]
)
def test_the_days_under_the_axis_never_touch(by_day: Scores) -> None:
    days = of_class(drawn(a_trend("pain_nrs", by_day, review=30)), "trend-day")
    ends = sorted((float(each.get("x", 0)), len(each.text or "")) for each in days)
    assert len(ends) >= 1
    assert all(x + 6.2 * letters < next_x for (x, letters), (next_x, _) in pairwise(ends))


def test_where_there_are_many_only_the_first_and_the_last_carry_their_number() -> None:
    many = drawn(a_trend("pain_nrs", {day: float(day % 7) for day in range(40)}))
    assert [each.text for each in of_class(many, "trend-value")] == ["0", "4"]
    assert len(of_class(drawn(a_trend("pain_nrs", FALLING)), "trend-value")) == 4


def test_two_hundred_scores_stay_small() -> None:
    trend = a_trend(
        "pain_nrs", {day: float(day % 11) for day in range(200)}, sessions=tuple(range(0, 200, 7))
    )
    assert len(draw_trend(trend).encode()) < 40_000


@pytest.mark.parametrize(
    ("measure", "by_day", "levels", "remark"),
    [
        ("pain_nrs", {0: 5, 7: 5}, (0, 10), "a short scale is shown whole"),
        ("rdq", {0: 5, 7: 5}, (0, 24), "so is this one"),
        ("promis_fatigue", {0: 62, 28: 55}, (40, 90), "of a long one, two fifths or more"),
        ("who_5", {0: 4, 28: 96}, (0, 100), "all that is needed"),
    ],
)
def test_a_long_scale_is_cut_to_where_the_scores_are(
    measure: str, by_day: Scores, levels: tuple[int, int], remark: str
) -> None:
    scale = scale_of(a_trend(measure, by_day))
    assert (scale.low, scale.high) == levels, remark
    assert (scale.levels[0], scale.levels[-1]) == levels, remark


def test_the_rows_say_what_the_picture_shows() -> None:
    rows = trend_rows(a_trend("pain_nrs", {0: 7, 7: 6, 14: None, 21: 9, 28: 4, 35: 7}))
    assert [(row.score, row.change) for row in rows] == [
        ("7", "the first"),
        ("6", "1 better, too little to count"),
        ("no score", "too much was left out"),
        ("9", "2 worse, it counts"),
        ("4", "3 better, it counts"),
        ("7", "as at first"),
    ]
    assert rows[0].day == "Tuesday 1 September 2026"


def test_what_is_told_twice_on_the_first_day_is_the_first_both_times() -> None:
    one, other = (series("pain_nrs", {0: value}) for value in (3, 6))
    rows = trend_rows(trend_of(replace(one, scores=(*one.scores, *other.scores))))
    assert [(each.score, each.change) for each in rows] == [("3", "the first"), ("6", "the first")]


def test_without_a_number_that_counts_the_rows_claim_nothing() -> None:
    assert trend_rows(a_trend("gad_2", {0: 4, 28: 2}))[1].change == "2 better"


def test_a_mean_over_other_activities_is_not_compared() -> None:
    assert trend_rows(a_trend("psfs", {0: 3, 28: 8}))[1].change == "other activities, not to be compared"


def test_it_says_itself_in_words() -> None:
    told = describe_trend(a_trend("pain_nrs", {0: 7, 28: 4}, review=28))
    assert told == (
        "Lower is better. Tuesday 1 September 2026: 7. Tuesday 29 September 2026: 4, 3 better, it counts. "
        "2 scores in all. Review: Tuesday 29 September 2026."
    )
    assert describe_trend(a_trend("pain_nrs", {})) == "Pain, 0 to 10: no score yet."


def test_higher_is_better_is_said_where_it_is() -> None:
    assert "higher is better" in draw_trend(a_trend("psfs", {}))
    assert "lower is better" in draw_trend(a_trend("pain_nrs", {}))


def test_the_picture_has_a_name_and_two_on_a_page_do_not_share_ids() -> None:
    one, other = (parsed(draw_trend(a_trend("pain_nrs", FALLING), prefix=each)) for each in ("a", "b"))
    assert one.get("role") == "img"
    assert {each.get("id") for each in one.iter() if each.get("id")} == set(
        (one.get("aria-labelledby") or "").split()
    )
    assert one.get("aria-labelledby") != other.get("aria-labelledby")


def test_words_are_escaped() -> None:
    trend = Trend(title="<b>&", points=(), low=0, high=10, worse="higher", review_on=date(2026, 9, 1))
    assert "&lt;b&gt;&amp;" in draw_trend(trend)
    assert "<b>" not in draw_trend(trend)


@pytest.mark.parametrize(
    ("trend", "marks"),
    [
        (a_trend("pain_nrs", FALLING, sessions=(0,), review=28), 4),
        (a_trend("pain_nrs", {0: 7, 7: None}), 3),
        (a_trend("gad_2", {0: 4}), 0),
    ],
)
def test_the_key_names_the_marks_that_occur(trend: Trend, marks: int) -> None:
    assert len(list(parsed(draw_key(trend)).iter("li"))) == marks


def test_the_part_holds_picture_key_and_table() -> None:
    trend = a_trend("pain_nrs", FALLING)
    page = render_to_string(
        "parts/trend.html",
        {
            "picture": draw_trend(trend),
            "key": draw_key(trend),
            "rows": trend_rows(trend),
            "title": trend.title,
            "words": "3 better",
        },
    )
    root = parsed(page)
    assert len(list(root.iter("tr"))) == 5
    assert root.find("figcaption") is not None
    assert root.find("svg") is not None
