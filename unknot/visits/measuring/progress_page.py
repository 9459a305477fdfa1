"""Everything the page "did it help?" shows of one client's course, as of one visit."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from unknot.accounts.gate import THOSE_WHO_TREAT, Staff
from unknot.audit.actions import Actor
from unknot.booking.models import Appointment
from unknot.care.knowledge import knowledge_of
from unknot.clinical.alarms_in_words import WHAT_TO_DO
from unknot.clinical.changes import change_in
from unknot.clinical.courses import next_review
from unknot.clinical.dated_scores import series_of
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.levels import Urgency
from unknot.clinical.measures import Measure
from unknot.clinical.progress import Kind
from unknot.clinical.progress_in_words import (
    KINDS,
    change_for_therapist,
    verdict_for_therapist,
)
from unknot.drawing.markup import Drawn
from unknot.drawing.trend import draw_trend
from unknot.drawing.trend_key import draw_key
from unknot.drawing.trend_values import TrendRow, trend_of, trend_rows
from unknot.visits.measuring.course import Followed, followed, signs_told
from unknot.visits.measuring.moving import moved
from unknot.visits.models import Alarm, ReviewHeld
from unknot.visits.queries import alarms_of

MOST_SHOWN = 20


@dataclass(frozen=True)
class ShownTrend:
    """One measure over the course: the change in words, and the picture with its table."""

    title: str
    words: str
    picture: Drawn
    key: Drawn
    rows: tuple[TrendRow, ...]


def progress_of(visit: Appointment, *, by: Actor) -> dict[str, Any]:
    """The verdict with its reasons, each measure over time, motion by side, and what must be seen."""
    course = followed(visit, by=by)
    context: dict[str, Any] = {
        "visit": visit,
        "alarms": shown_alarms(unseen_of(visit), knowledge_of(visit.practice)),
    }
    if course is None:
        return context | {"course": None}
    verdict = course.verdict(signs=signs_told(visit))
    held = ReviewHeld.objects.filter(visit=visit).select_related("held_by").first()
    return context | {
        "course": course,
        "dose": course.course.dose,
        "kind": verdict.kind.value,
        "kind_words": KINDS[verdict.kind],
        "lines": verdict_for_therapist(verdict, course.course.dose)[1:],
        "sessions": verdict.sessions,
        "is_due": verdict.due_since is not None,
        "trends": [trend for each in course.measures if (trend := shown_trend(each, course))],
        "due": course.due(),
        "held": held,
        "held_words": KINDS[Kind(held.followed)].lower() if held else "",
        "moved": moved(visit.client, course.knowledge),
    }


def shown_trend(measure: Measure, course: Followed) -> ShownTrend | None:
    """A measure that was answered at least once in this course."""
    series = series_of(measure, course.scores, since=course.course.began_on, until=course.on)
    if not series.scored:
        return None
    trend = trend_of(series, sessions=course.course.sessions, review_on=next_review(course.course).on)
    picture = draw_trend(trend, prefix=f"trend-{measure.id}")
    return ShownTrend(
        title=measure.title,
        words=change_for_therapist(change_in(series)),
        picture=picture,
        key=draw_key(trend),
        rows=trend_rows(trend),
    )


def unseen_of(visit: Appointment) -> QuerySet[Alarm]:
    return Alarm.objects.filter(client=visit.client, seen_at=None).order_by("-raised_at")


@dataclass(frozen=True)
class ShownAlarm:
    """An alarm in words: what was found, and what to do."""

    alarm: Alarm
    words: str
    to_do: str


def alarms_to_see(staff: Staff) -> list[ShownAlarm]:
    """What nobody has answered for yet, the most urgent first; nothing for the desk."""
    if staff.role not in THOSE_WHO_TREAT:
        return []
    rows = alarms_of(staff).filter(seen_at=None).order_by("-raised_at")[:MOST_SHOWN]
    return sorted(
        shown_alarms(rows, knowledge_of(staff.practice)), key=lambda each: -urgency_of(each.alarm).rank
    )


def shown_alarms(alarms: Iterable[Alarm], knowledge: Knowledge) -> list[ShownAlarm]:
    return [
        ShownAlarm(each, f"{title_of(each, knowledge)}: {each.get_kind_display().lower()}", to_do(each))
        for each in alarms
    ]


def title_of(alarm: Alarm, knowledge: Knowledge) -> str:
    row = knowledge.catalogue.measures.get(alarm.code) or knowledge.catalogue.aftercare.get(alarm.code)
    return row.title if row else alarm.code.replace("_", " ")


def to_do(alarm: Alarm) -> str:
    return WHAT_TO_DO[urgency_of(alarm)]


def urgency_of(alarm: Alarm) -> Urgency:
    """As it was raised. One that this house does not know is an emergency: nobody may be told to wait by a slip."""
    return {each.value: each for each in Urgency}.get(alarm.urgency, Urgency.EMERGENCY)
