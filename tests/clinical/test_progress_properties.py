"""Worse numbers never give a gentler verdict, the order of scores does not matter, and what is missing never helps."""

from collections import Counter
from dataclasses import replace
from datetime import date

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.clinical.courses_of_scores import CATALOGUE, MEASURES, course, on
from unknot.clinical.courses import Course
from unknot.clinical.dated_scores import DatedScore
from unknot.clinical.progress import Kind, Verdict, judge_progress

GENTLE = {
    Kind.TAPER: 0,  # it helps: less of it, or as before
    Kind.CONTINUE: 0,
    Kind.TOO_EARLY: 1,
    Kind.ASK_FIRST: 1,
    Kind.CHANGE: 2,
    Kind.REFER: 3,
}
SINGLE = [
    each
    for each in CATALOGUE.doses.values()
    if all(MEASURES[m].missing != "mean_of_answered" for m in each.measures)
]


def verdict(here: Course, told: list[DatedScore], today: date) -> Verdict:
    measures = [MEASURES[each] for each in here.dose.measures]
    return judge_progress(told, measures=measures, course=here, today=today)


@st.composite
def measured(draw: st.DrawFn) -> tuple[Course, list[DatedScore], date]:
    """A course, at most one score of each measure a day, and the day it is judged."""
    dose = draw(st.sampled_from(SINGLE))
    today = draw(st.sampled_from((0, 14, 28, 42, 63, 91, 120)))
    sessions = draw(st.sampled_from(((), range(0, 120, 7), range(0, 120, 21))))
    reviewed = draw(st.none() | st.integers(20, 60))
    told = [each for measure in dose.measures for each in draw(scores_of(measure, today))]
    return course(dose.id, sessions, reviewed=reviewed), told, on(today)


@st.composite
def scores_of(draw: st.DrawFn, measure: str, today: int) -> list[DatedScore]:
    """Mostly asked at first and for the judgement, and now and then in between or after it."""
    row = MEASURES[measure]
    days = set(draw(st.lists(st.integers(0, 125), max_size=3)))
    if draw(st.integers(0, 4)):
        days |= {0, today}
    values = st.integers(int(row.low), int(row.high)).map(float)
    return [
        DatedScore(measure=measure, on=on(day), value=draw(values if draw(st.integers(0, 9)) else st.none()))
        for day in sorted(days)
    ]


def a_later_score(case: tuple[Course, list[DatedScore], date], pick: int) -> tuple[int, DatedScore] | None:
    """One that has a score of the same measure before it: the first is where a change is counted from."""
    _, told, _ = case
    later = [
        (number, each)
        for number, each in enumerate(told)
        if each.value is not None and any(o.measure == each.measure and o.on < each.on for o in told)
    ]
    return later[pick % len(later)] if later else None


@given(measured(), st.integers(0, 99), st.integers(0, 99))
def test_a_worse_score_never_gives_a_gentler_verdict(
    case: tuple[Course, list[DatedScore], date], pick: int, to: int
) -> None:
    here, told, today = case
    found = a_later_score(case, pick)
    assume(found is not None)
    assert found is not None
    number, score = found
    row, value = MEASURES[score.measure], score.value or 0.0
    worst = row.high if row.worse == "higher" else row.low
    worse = value + (worst - value) * (to % 11) / 10
    before = verdict(here, told, today)
    after = verdict(here, [*told[:number], replace(score, value=worse), *told[number + 1 :]], today)
    assert GENTLE[after.kind] >= GENTLE[before.kind]


@given(measured(), st.data())
def test_the_order_of_scores_changes_nothing(
    case: tuple[Course, list[DatedScore], date], data: st.DataObject
) -> None:
    here, told, today = case
    assert verdict(here, data.draw(st.permutations(told)), today) == verdict(here, told, today)


@given(measured(), st.integers(0, 99))
def test_a_last_score_that_is_missing_never_says_it_helped(
    case: tuple[Course, list[DatedScore], date], pick: int
) -> None:
    here, told, today = case
    lasts = [
        each
        for each in told
        if each.on <= today and not any(o.measure == each.measure and each.on < o.on <= today for o in told)
    ]
    assume(lasts)
    missing = lasts[pick % len(lasts)]
    without = [replace(each, value=None) if each is missing else each for each in told]
    before, after = verdict(here, told, today).kind, verdict(here, without, today).kind
    assert GENTLE[after] > 0 or GENTLE[before] == 0


@given(measured())
def test_a_sign_is_never_outweighed(case: tuple[Course, list[DatedScore], date]) -> None:
    here, told, today = case
    signs = [each for each in CATALOGUE.aftercare.values() if each.kind == "call"]
    measures = [MEASURES[each] for each in here.dose.measures]
    for each in signs:
        found = judge_progress(told, measures=measures, course=here, today=today, signs=[each])
        assert found.kind is Kind.REFER


@given(measured())
def test_nothing_helped_without_a_session(case: tuple[Course, list[DatedScore], date]) -> None:
    here, told, today = case
    found = verdict(replace(here, sessions=()), told, today)
    assert GENTLE[found.kind] > 0


def test_the_examples_reach_every_verdict() -> None:
    """A property over cases that all end alike would prove nothing."""
    seen: Counter[Kind] = Counter()

    @settings(max_examples=300)
    @given(measured())
    def look(case: tuple[Course, list[DatedScore], date]) -> None:
        seen[verdict(*case).kind] += 1

    look()
    assert set(seen) == set(Kind), seen
