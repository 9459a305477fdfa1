"""When the next visit falls, by the dose and by what was found: never sooner than the plan means.

How visits move apart is a default of our own (d), drawn from the trials named beside it.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from unknot.clinical.loading import default_knowledge
from unknot.clinical.next_visit import next_visit_window
from unknot.clinical.progress import Kind
from unknot.clinical.taper import Taper, TaperStep, next_step, taper_in_words

LAST = date(2026, 11, 30)
DOSES = default_knowledge().catalogue.doses

BY_DOSE = [
    ("chronic_neck_pain", 2, 6, "two or three times a week: from the third day on"),
    ("chronic_low_back", 7, 9, "once a week: a week later, two days of grace"),
    ("fibromyalgia", 3, 9, "once or twice a week"),
    ("wellness", 15, 37, "once or twice a month"),
    ("pain_and_tension", 7, 22, "two to four times a month"),
]


@pytest.mark.parametrize("verdict", [Kind.CONTINUE, Kind.TOO_EARLY])
@pytest.mark.parametrize(("dose", "first", "last", "remark"), BY_DOSE, ids=[row[0] for row in BY_DOSE])
def test_it_falls_where_the_dose_means_it(
    dose: str, first: int, last: int, remark: str, verdict: Kind
) -> None:
    window = next_visit_window(DOSES[dose], last_on=LAST, verdict=verdict)
    assert window.earliest == LAST + timedelta(days=first), remark
    assert window.latest == LAST + timedelta(days=last), remark
    assert "your last visit was on Monday 30 November" in window.words[0]


@pytest.mark.parametrize("dose", sorted(DOSES))
def test_it_is_never_sooner_than_the_most_visits_of_the_dose(dose: str) -> None:
    rhythm = DOSES[dose].frequency
    window = next_visit_window(DOSES[dose], last_on=LAST, verdict=Kind.CONTINUE)
    if rhythm.every == "once":
        assert window.earliest is None
        assert window.words == ("Your plan was for one visit. You need no other.",)
    else:
        span = {"week": 7, "month": 30}[rhythm.every]
        assert window.earliest is not None
        assert (window.earliest - LAST).days >= span // rhythm.most


@pytest.mark.parametrize("verdict", [Kind.ASK_FIRST, Kind.CHANGE, Kind.REFER])
@pytest.mark.parametrize("dose", sorted(DOSES))
def test_it_names_no_day_while_there_is_something_to_talk_about(dose: str, verdict: Kind) -> None:
    window = next_visit_window(DOSES[dose], last_on=LAST, verdict=verdict)
    assert (window.earliest, window.latest) == (None, None)
    assert window.words


STOP = "You can also stop now. Both are fine."
SPACED_OUT = [
    (
        "chronic_neck_pain",
        0,
        (7, 9),
        "6 visits like this are left, the next one counted.",
        "weekly x6 [COOK15]",
    ),
    ("chronic_neck_pain", 4, (7, 9), "2 visits like this are left, the next one counted.", "four were given"),
    (
        "chronic_neck_pain",
        5,
        (7, 9),
        "1 visit like this is left, the next one counted.",
        "the last of the six",
    ),
    ("chronic_neck_pain", 6, (30, 37), STOP, "then monthly, or stop"),
    ("chronic_neck_pain", 20, (30, 37), STOP, "monthly has no end of its own"),
    ("chronic_low_back", 0, (14, 30), STOP, "every 2 to 4 weeks or stop [CHERKIN11]"),
    ("knee_osteoarthritis", 0, (14, 16), STOP, "every 2 weeks kept and did not add [PERLMAN19]"),
    ("fibromyalgia", 3, (14, 16), "every 2 weeks", "the reference names no stop [LI14]"),
    ("anxiety_stress", 1, (30, 37), "once a month", "monthly"),
    ("pain_and_tension", 0, (14, 30), STOP, "less often, or stop: as for the low back (d)"),
]


@pytest.mark.parametrize(
    ("dose", "done", "days", "words", "remark"), SPACED_OUT, ids=[f"{row[0]}-{row[1]}" for row in SPACED_OUT]
)
def test_who_is_well_comes_less_often_by_the_taper(
    dose: str, done: int, days: tuple[int, int], words: str, remark: str
) -> None:
    window = next_visit_window(DOSES[dose], last_on=LAST, verdict=Kind.TAPER, tapered=done)
    assert window.earliest == LAST + timedelta(days=days[0]), remark
    assert window.latest == LAST + timedelta(days=days[1]), remark
    assert words in " ".join(window.words), remark


NO_DATE = "You are doing well. Your plan ends here, so we name no date. You can stop, or come when you wish."
NOT_SPACED_OUT = [
    (
        "doms_post_event",
        "Your plan was for one visit. You need no other.",
        "the reference names no taper: once",
    ),
    ("acute_stress", "Your plan was for one visit. You need no other.", "once"),
    ("wellness", NO_DATE, "no taper: for comfort, and open"),
    ("post_op", NO_DATE, "no taper: 4 to 6 weeks, and hardly any trial"),
    ("flexibility", NO_DATE, "a dose of our own, without one"),
    ("restful_sleep", NO_DATE, "a dose of our own, without one"),
]


@pytest.mark.parametrize(("dose", "words", "remark"), NOT_SPACED_OUT, ids=[row[0] for row in NOT_SPACED_OUT])
def test_a_dose_without_a_taper_names_no_day_that_nobody_tested(dose: str, words: str, remark: str) -> None:
    window = next_visit_window(DOSES[dose], last_on=LAST, verdict=Kind.TAPER)
    assert (window.earliest, " ".join(window.words)) == (None, words), remark


def test_every_dose_stands_in_one_of_the_tables() -> None:
    assert {row[0] for row in (*SPACED_OUT, *NOT_SPACED_OUT)} == set(DOSES)


def test_a_taper_that_is_over_ends() -> None:
    twice = Taper(steps=(TaperStep(least=2, most=2, unit="week", visits=2),))
    dose = replace(DOSES["knee_osteoarthritis"], taper=twice)
    said = [next_visit_window(dose, last_on=LAST, verdict=Kind.TAPER, tapered=done) for done in (1, 2, 3)]
    assert [each.earliest is None for each in said] == [False, True, True]
    assert said[1].words == ("You are doing well.", "That was the last visit of your plan. You can stop now.")


THREE = Taper(
    steps=(
        TaperStep(least=1, most=1, unit="week", visits=2),
        TaperStep(least=2, most=2, unit="week", visits=3),
        TaperStep(least=1, most=1, unit="month", visits=1),
    ),
    or_stop=True,
)
WHOLE_WAY = f"The whole way: {taper_in_words(THREE)}"
THREE_STEPS = [
    (0, 7, 2, WHOLE_WAY),
    (1, 7, 1, ""),
    (2, 14, 3, ""),
    (4, 14, 1, ""),
    (5, 30, 1, STOP),
    (6, None, None, "That was the last visit of your plan. You can stop now."),
]


@pytest.mark.parametrize(("done", "days", "left", "words"), THREE_STEPS, ids=[row[0] for row in THREE_STEPS])
def test_each_step_counts_its_own_visits(done: int, days: int | None, left: int | None, words: str) -> None:
    dose = replace(DOSES["chronic_low_back"], taper=THREE)
    window, step = (
        next_visit_window(dose, last_on=LAST, verdict=Kind.TAPER, tapered=done),
        next_step(THREE, done=done),
    )
    assert window.earliest == (None if days is None else LAST + timedelta(days=days))
    assert (step and step.left) == left
    said = [each for each in window.words if each in (WHOLE_WAY, STOP) or each.startswith("That was")]
    assert said == ([words] if words else [])


@pytest.mark.parametrize("done", range(12))
@pytest.mark.parametrize("dose", sorted(each.id for each in DOSES.values() if each.taper))
def test_a_taper_brings_nobody_back_sooner_than_the_course_did(dose: str, done: int) -> None:
    before = next_visit_window(DOSES[dose], last_on=LAST, verdict=Kind.CONTINUE)
    after = [
        next_visit_window(DOSES[dose], last_on=LAST, verdict=Kind.TAPER, tapered=each)
        for each in (done, done + 1)
    ]
    assert before.earliest <= after[0].earliest <= after[1].earliest  # type: ignore[operator]


@pytest.mark.parametrize("verdict", list(Kind))
@pytest.mark.parametrize("dose", sorted(DOSES))
def test_it_never_says_more(dose: str, verdict: Kind) -> None:
    for done in (0, 5, 6):
        window = next_visit_window(DOSES[dose], last_on=LAST, verdict=verdict, tapered=done)
        assert "more" not in " ".join(window.words).lower().split()
