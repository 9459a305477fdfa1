"""Did it help? Judged at the dose's review point: continue, taper, change, or refer, each with its reasons. Never more.

What counts as a change is `changes`', when to look is `courses`', what must be seen at once is `alarms`'. The rules:

- Something medical first: a sign after a session, or a band that asks for it, is "refer" at any time.
- A measure worse by a change that counts is "change" at once, and "refer" at the review, or twice running (d).
- At the review, better by a change that counts and nothing worse is "continue"; "taper" where the course ends, the main
  measure has no room left to get better, or nothing moved since the last review. The first is the dose's own, the
  others ours (d): more of it could not be shown to help.
- At the review, no change that counts is "change": the stop rule of the knowledge.
- What is not known is never an improvement: a measure that was begun and not answered for the review is "ask first".
- Who tapers goes on tapering while that holds: nothing leads back to more visits but a talk with whoever treats.
- Where a dose promises comfort only, nothing had to change: it goes on as long as it is worth it to the client.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from unknot.clinical.alarms import Alarm, alarms
from unknot.clinical.changes import Change, Counted, can_be_judged, change_in, is_worse
from unknot.clinical.courses import (
    Course,
    ReviewPoint,
    answered_from,
    course_ends_on,
    next_review,
    review_due,
    sessions_since_taper,
    visits_meant,
)
from unknot.clinical.dated_scores import DatedScore, Series, series_of
from unknot.clinical.measures import Measure
from unknot.clinical.vocabulary import Aftercare

__all__ = ["Because", "Kind", "Verdict", "judge_progress"]


class Kind(Enum):
    """What follows for the plan."""

    TOO_EARLY = "too_early"
    ASK_FIRST = "ask_first"
    """The review is due and nobody answered for it."""
    CONTINUE = "continue"
    TAPER = "taper"
    CHANGE = "change"
    REFER = "refer"


class Because(Enum):
    """Why. The words are in `progress_in_words`."""

    SIGN = "sign"
    RED_ANSWER = "red_answer"
    WORSE_AT_REVIEW = "worse_at_review"
    WORSE_TWICE = "worse_twice"
    WORSE_ONCE = "worse_once"
    NO_SESSION = "no_session"
    BEFORE_REVIEW = "before_review"
    TAPERING = "tapering"
    NOT_ANSWERED = "not_answered"
    IMPROVED = "improved"
    ONLY_ANOTHER_IMPROVED = "only_another_improved"
    COURSE_ENDS = "course_ends"
    NEAR_GOAL = "near_goal"
    NOTHING_SINCE_REVIEW = "nothing_since_review"
    NO_CHANGE = "no_change"
    FEW_VISITS = "few_visits"
    FOR_COMFORT = "for_comfort"


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What follows, why, what became of each measure, what must be seen, and when to look again. `tapered` is how many
    sessions a taper has had; that verdict alone makes use of it.
    """

    kind: Kind
    because: tuple[Because, ...]
    changes: tuple[Change, ...]
    alarms: tuple[Alarm, ...]
    review: ReviewPoint
    due_since: date | None
    sessions: int
    tapered: int


@dataclass(frozen=True, kw_only=True)
class _Case:
    """Everything a verdict is made from: the measures of which anybody knows what counts, the main one first."""

    course: Course
    today: date
    due: date | None
    series: tuple[Series, ...]
    changes: tuple[Change, ...]
    alarms: tuple[Alarm, ...]


def judge_progress(
    scores: Iterable[DatedScore],
    *,
    measures: Sequence[Measure],
    course: Course,
    today: date,
    signs: Iterable[Aftercare] = (),
    watched: Iterable[Measure] = (),
) -> Verdict:
    """The verdict of a day. `measures` are those of the dose, the main one first; `signs` what the client named after a
    session. Of what else is `watched`, only an answer that asks for somebody medical counts. Scores from long before
    the course began, and after the day, are not looked at.
    """
    scores, since = tuple(scores), answered_from(course.began_on)
    series = tuple(series_of(each, scores, since=since, until=today) for each in measures)
    others = [series_of(each, scores, since=since, until=today) for each in watched if each not in measures]
    judged = tuple(each for each in series if can_be_judged(each.measure))
    case = _Case(
        course=course,
        today=today,
        due=review_due(course, today=today),
        series=judged,
        changes=tuple(change_in(each) for each in judged),
        alarms=alarms((*series, *others), signs=signs),
    )
    kind, because = _judged(case)
    return Verdict(
        kind=kind,
        because=because,
        changes=tuple(change_in(each) for each in series),
        alarms=case.alarms,
        review=next_review(course),
        due_since=case.due,
        sessions=len(course.sessions_until(today)),
        tapered=sessions_since_taper(course, today=today, due=case.due),
    )


def _judged(case: _Case) -> tuple[Kind, tuple[Because, ...]]:
    for judge in (_medical, _got_worse, _before_review, _not_answered, _helped, _did_not_help):
        if (found := judge(case)) is not None:
            return found
    return Kind.ASK_FIRST, (Because.NOT_ANSWERED,)


_Found = tuple[Kind, tuple[Because, ...]] | None


def _medical(case: _Case) -> _Found:
    referring = {each.kind for each in case.alarms if each.refers}
    because = tuple(
        why
        for kind, why in (("not_normal", Because.SIGN), ("red_answer", Because.RED_ANSWER))
        if kind in referring
    )
    return (Kind.REFER, because) if because else None


def _got_worse(case: _Case) -> _Found:
    worse = [
        each
        for each, change in zip(case.series, case.changes, strict=True)
        if change.counted is Counted.WORSE
    ]
    if not worse:
        return None
    if case.due is not None:
        return Kind.REFER, (Because.WORSE_AT_REVIEW,)
    if any(_worse_twice(each) for each in worse):
        return Kind.REFER, (Because.WORSE_TWICE,)
    return Kind.CHANGE, (Because.WORSE_ONCE,)


def _worse_twice(series: Series) -> bool:
    """The last two days are both worse than the first one, each by a change that counts."""
    first, later = series.first, series.days[1:]
    return (
        first is not None and len(later) > 1 and all(is_worse(series, first, day[-1]) for day in later[-2:])
    )


def _before_review(case: _Case) -> _Found:
    if case.due is not None:
        return None
    if not case.course.sessions_until(case.today):
        return Kind.TOO_EARLY, (Because.NO_SESSION,)
    if case.course.tapering_since is not None:
        return Kind.TAPER, (Because.BEFORE_REVIEW, Because.TAPERING)
    if case.changes and case.changes[0].counted is Counted.IMPROVED:
        return Kind.CONTINUE, (Because.BEFORE_REVIEW, Because.IMPROVED)
    return Kind.TOO_EARLY, (Because.BEFORE_REVIEW,)


def _not_answered(case: _Case) -> _Found:
    """Something begun was not answered for this review, or not to the same questions: it could have become worse."""
    for series, change in zip(case.series, case.changes, strict=True):
        old = series.last is not None and not _speaks_of_review(case, series.last.on)
        if series.last_is_missing or old or change.counted is Counted.OTHER_ITEMS:
            return Kind.ASK_FIRST, (Because.NOT_ANSWERED,)
    return None


def _speaks_of_review(case: _Case, day: date) -> bool:
    return case.due is not None and day >= answered_from(case.due)


def _helped(case: _Case) -> _Found:
    """Better by a change that counts."""
    improved = [each for each in case.changes if each.counted is Counted.IMPROVED]
    if not improved:
        return None
    main = improved[0] if improved[0] is case.changes[0] else None
    why = Because.IMPROVED if main else Because.ONLY_ANOTHER_IMPROVED
    enough = _enough(case, main)
    return (Kind.TAPER, (why, enough)) if enough else (Kind.CONTINUE, (why,))


def _enough(case: _Case, main: Change | None) -> Because | None:
    ends = course_ends_on(case.course)
    if ends is not None and ends <= case.today:
        return Because.COURSE_ENDS
    if case.course.tapering_since is not None:
        return Because.TAPERING
    if main is not None and main.near_goal:
        return Because.NEAR_GOAL
    if case.course.reviewed_on is not None and not any(
        _moved_since_review(each, case) for each in case.series if each.scored
    ):
        return Because.NOTHING_SINCE_REVIEW
    return None


def _moved_since_review(series: Series, case: _Case) -> bool:
    """Better since the last review by a change that counts. Without an answer then, nobody can say it stood still."""
    at_review = series.until(case.course.reviewed_on or case.course.began_on).last
    if at_review is None:
        return True
    since = Series(measure=series.measure, scores=series.scores[series.scores.index(at_review) :])
    return change_in(since).counted is Counted.IMPROVED


def _did_not_help(case: _Case) -> _Found:
    """Nothing moved by a change that counts, and the main measure is among what can be judged."""
    still = [each for each in case.changes if each.counted in (Counted.SAME, Counted.NO_ROOM)]
    if case.course.dose.certainty == "none" and (still or not case.changes):
        return Kind.CONTINUE, (Because.FOR_COMFORT,)
    if not still or still[0] is not case.changes[0]:
        return None
    if all(each.counted is Counted.NO_ROOM for each in still):
        return Kind.TAPER, (Because.NEAR_GOAL,)
    return Kind.CHANGE, (Because.NO_CHANGE, *((Because.FEW_VISITS,) if _few_visits(case) else ()))


def _few_visits(case: _Case) -> bool:
    """Fewer than half of the visits the dose means took place (d): of that, little can be said. A taper means few."""
    if case.course.tapering_since is not None:
        return False
    since = case.course.reviewed_on or case.course.began_on
    meant = visits_meant(case.course.dose, days=((case.due or case.today) - since).days)
    return 2 * len(case.course.sessions_since_review(case.today)) < meant
