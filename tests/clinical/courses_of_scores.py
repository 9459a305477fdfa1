"""Courses and scores, written short for the tests of progress: days count from the day a course began."""

from collections.abc import Iterable
from datetime import date, timedelta

from unknot.clinical.courses import Course
from unknot.clinical.dated_scores import DatedScore, Series, series_of
from unknot.clinical.loading import default_knowledge
from unknot.clinical.progress import Verdict, judge_progress

CATALOGUE = default_knowledge().catalogue
MEASURES = CATALOGUE.measures
BEGAN = date(2026, 9, 1)


def on(day: int) -> date:
    return BEGAN + timedelta(days=day)


def scores(measure: str, by_day: dict[int, float | None]) -> list[DatedScore]:
    return [DatedScore(measure=measure, on=on(day), value=value) for day, value in by_day.items()]


def series(measure: str, by_day: dict[int, float | None]) -> Series:
    return series_of(MEASURES[measure], scores(measure, by_day), since=BEGAN, until=on(1000))


def course(dose: str, sessions: Iterable[int] = (), *, reviewed: int | None = None) -> Course:
    return Course(
        dose=CATALOGUE.doses[dose],
        stop=CATALOGUE.stop_rules["no_change"],
        began_on=BEGAN,
        sessions=tuple(on(day) for day in sessions),
        reviewed_on=None if reviewed is None else on(reviewed),
    )


def judged(here: Course, told: Iterable[DatedScore], today: int, *signs: str) -> Verdict:
    return judge_progress(
        told,
        measures=[MEASURES[each] for each in here.dose.measures],
        course=here,
        today=on(today),
        signs=[CATALOGUE.aftercare[each] for each in signs],
    )
