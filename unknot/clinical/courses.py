"""A course of visits, and when to look whether it helped: at the dose's week, or by the stop rule where it has none.

What is judged at that point is progress'.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from unknot.clinical.taper import DAYS_OF
from unknot.clinical.vocabulary import Dose, StopRule

__all__ = [
    "Course",
    "ReviewPoint",
    "answered_from",
    "course_ends_on",
    "next_review",
    "review_due",
    "sessions_since_taper",
    "visits_meant",
]

ABOUT_THE_PAST = timedelta(days=7)
"""Answers this much older than a review, or than the first session, still speak of it (d): the questions ask about the
past week."""


@dataclass(frozen=True, kw_only=True)
class Course:
    """A dose as it was taken: when it began, the days of finished sessions, and the day of the last review held.

    `tapering_since` is the day of the review at which the visits began to move apart, None where they did not.
    """

    dose: Dose
    stop: StopRule
    began_on: date
    sessions: tuple[date, ...] = ()
    reviewed_on: date | None = None
    tapering_since: date | None = None

    def sessions_until(self, day: date) -> tuple[date, ...]:
        """The sessions since the course began, in order."""
        return tuple(sorted(each for each in self.sessions if self.began_on <= each <= day))

    def sessions_since_review(self, day: date) -> tuple[date, ...]:
        """Those after the last review, or all."""
        done = self.sessions_until(day)
        return done if self.reviewed_on is None else tuple(each for each in done if each > self.reviewed_on)


@dataclass(frozen=True, kw_only=True)
class ReviewPoint:
    """When to look: on a day, or with the last of so many more sessions if that comes first. `why` names the rule."""

    on: date
    after_sessions: int | None
    why: str


def next_review(course: Course) -> ReviewPoint:
    """The first review stands at the dose's week; the next at the end of the course; any other by the stop rule."""
    ends = course_ends_on(course)
    if course.reviewed_on is None and course.dose.review_week is not None:
        week = course.dose.review_week
        return ReviewPoint(
            on=course.began_on + timedelta(weeks=week), after_sessions=None, why=f"week {week} of this dose"
        )
    if course.reviewed_on is not None and ends is not None and ends > course.reviewed_on:
        return ReviewPoint(on=ends, after_sessions=None, why="the end of the course")
    return ReviewPoint(
        on=(course.reviewed_on or course.began_on) + timedelta(weeks=course.stop.most_weeks),
        after_sessions=course.stop.sessions,
        why=f"{course.stop.sessions} sessions or {course.stop.most_weeks} weeks",
    )


def course_ends_on(course: Course) -> date | None:
    """The last day of the weeks of the dose, None where it is open."""
    weeks = course.dose.most_weeks
    return None if weeks is None else course.began_on + timedelta(weeks=weeks)


def review_due(course: Course, *, today: date) -> date | None:
    """The day on which the review fell due, None while it has not. Nothing is due before the first session."""
    if not course.sessions_until(today):
        return None
    point = next_review(course)
    days = [point.on] if point.on <= today else []
    done = course.sessions_since_review(today)
    if point.after_sessions is not None and len(done) >= point.after_sessions:
        days.append(done[point.after_sessions - 1])
    return min(days, default=None)


def sessions_since_taper(course: Course, *, today: date, due: date | None) -> int:
    """The sessions after the visits began to move apart: at the review that said so, or else from when it fell due, so
    that nobody comes more by a review that nobody held.
    """
    since = course.tapering_since or due
    return 0 if since is None else sum(each > since for each in course.sessions_until(today))


def answered_from(day: date) -> date:
    """The first day whose answers still speak of a day: of a review, or of how it was when a course began."""
    return day - ABOUT_THE_PAST


def visits_meant(dose: Dose, *, days: int) -> int:
    """The fewest visits the dose means in so many days: what was not given cannot be judged."""
    span = DAYS_OF.get(dose.frequency.every)
    return dose.frequency.least if span is None else dose.frequency.least * days // span
