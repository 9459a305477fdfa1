"""Which measures are asked when: all at the first visit, the short ones each time, the long ones when a review is due.

What is asked of the client at one visit stays under a minute, by a declared number of questions.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from unknot.clinical.courses import Course, answered_from, next_review, review_due
from unknot.clinical.dated_scores import DatedScore, Series, series_of
from unknot.clinical.measures import Measure

__all__ = ["MOST_QUESTIONS", "Due", "measures_due", "questions_in"]

MOST_QUESTIONS = 10
"""About six seconds each come to a minute (d): nobody has timed these forms on a telephone."""
TICK = Fraction(1, 3)
"""A sentence that is ticked or left, as a share of a question (d): it is read, and mostly left."""


@dataclass(frozen=True, kw_only=True)
class Due:
    """A measure to ask, why, and of whom. A score made elsewhere is written down by whoever treats."""

    measure: Measure
    why: Literal["first", "each_visit", "review", "no_score_last_time"]
    moment: Literal["before", "after"] = "before"

    @property
    def asked_of(self) -> Literal["client", "therapist"]:
        """Forms that may not be shown are filled in elsewhere."""
        return "therapist" if self.measure.scoring == "given" else "client"


def measures_due(
    measures: Sequence[Measure], scores: Iterable[DatedScore], course: Course, *, visit_on: date
) -> tuple[Due, ...]:
    """What to ask at a visit, the measures that matter most first. What would take longer than a minute waits for the
    next visit; the first measure never waits.
    """
    scores, since = tuple(scores), answered_from(course.began_on)
    wanted = [
        due
        for each in dict.fromkeys(measures)
        if (due := _due(series_of(each, scores, since=since, until=visit_on), course, visit_on))
    ]
    return tuple(_within_a_minute(wanted))


def _due(series: Series, course: Course, visit_on: date) -> Due | None:
    measure = series.measure
    if series.scores and series.scores[-1].on == visit_on and not series.last_is_missing:
        return None
    if measure.moment == "after":
        return Due(measure=measure, why="each_visit", moment="after")
    if not series.scores:
        return Due(measure=measure, why="first")
    if series.last_is_missing:
        return Due(measure=measure, why="no_score_last_time")
    if measure.scoring == "single":
        return Due(measure=measure, why="each_visit")
    return Due(measure=measure, why="review") if _review_asks(series, course, visit_on) else None


def _review_asks(series: Series, course: Course, visit_on: date) -> bool:
    """The review is due, or what is answered today will speak of it; and nothing has been answered for it yet."""
    due = review_due(course, today=visit_on) or _review_to_come(course, visit_on)
    return due is not None and series.scores[-1].on < answered_from(due)


def _review_to_come(course: Course, visit_on: date) -> date | None:
    """The review that this very visit brings, by its day or as the last of its sessions."""
    point, done = next_review(course), course.sessions_since_review(visit_on)
    if not course.sessions_until(visit_on):
        return None
    if point.after_sessions == len(done) + 1:
        return visit_on
    return point.on if answered_from(point.on) <= visit_on else None


def _within_a_minute(wanted: Iterable[Due]) -> Iterator[Due]:
    room = {"before": Fraction(MOST_QUESTIONS), "after": Fraction(MOST_QUESTIONS)}
    for number, due in enumerate(wanted):
        needed = questions_in(due.measure)
        if number and needed > room[due.moment]:
            continue
        room[due.moment] -= needed
        yield due


def questions_in(measure: Measure) -> Fraction:
    """How many questions a measure is to the client."""
    if measure.scoring == "given":
        return Fraction(0)
    return sum((TICK if each.high - each.low == 1 else Fraction(1) for each in measure.asked), Fraction(0))
