"""Everything the page "did it help?" shows of one client's course, as of one visit."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet

from unknot.accounts.gate import THOSE_WHO_TREAT, Staff
from unknot.booking.models import Appointment
from unknot.care.knowledge import knowledge_of
from unknot.clinical.alarms_in_words import what_to_do
from unknot.clinical.changes import change_in
from unknot.clinical.courses import next_review
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.levels import Urgency
from unknot.clinical.next_visit import next_visit_window
from unknot.clinical.progress import Kind, Verdict
from unknot.clinical.progress_in_words import KINDS, change_for_therapist, verdict_for_therapist
from unknot.visits.measuring.course import Answered, Followed, answered, followed_in, signs_told
from unknot.visits.measuring.moving import moved
from unknot.visits.measuring.raised_by import numbers_of
from unknot.visits.measuring.trends import ShownTrend, shown_trend
from unknot.visits.models import Alarm, ReviewHeld
from unknot.visits.queries import alarms_of, local_day


def progress_of(visit: Appointment) -> dict[str, Any]:
    """The verdict with its reasons, each measure over time, motion by side, and what must be seen."""
    told = answered(visit, on=local_day(visit))
    course = followed_in(told, visit)
    return {
        "visit": visit,
        "alarms": with_numbers(most_urgent_first(unseen_of(visit)), told.knowledge),
        "course": course,
        "moved": moved(visit.client, told.knowledge),
        "trends": trends_of(course.answered if course else told, course),
        "due": course.due() if course else [],
    } | (verdict_of(course) if course else {})


def verdict_of(course: Followed) -> dict[str, Any]:
    """What follows, and whether somebody has decided at this visit."""
    verdict = course.verdict(signs=signs_told(course.visit))
    held = ReviewHeld.objects.filter(visit=course.visit).select_related("held_by").first()
    return {
        "dose": course.course.dose,
        "kind": verdict.kind.value,
        "kind_words": KINDS[verdict.kind],
        "lines": verdict_for_therapist(verdict, course.course.dose)[1:],
        "sessions": verdict.sessions,
        "is_due": verdict.due_since is not None,
        "held": held,
        "held_words": KINDS[Kind(held.followed)].lower() if held else "",
        "next_words": () if held and Kind(held.followed) is not Kind.TAPER else next_words(course, verdict),
    }


def next_words(course: Followed, verdict: Verdict) -> tuple[str, ...]:
    """What the client is told of the next visit while they taper."""
    if verdict.kind is not Kind.TAPER:
        return ()
    last_on = course.course.sessions_until(course.on)[-1]
    dose = course.course.dose
    return next_visit_window(dose, last_on=last_on, verdict=verdict.kind, tapered=verdict.tapered).words


def trends_of(told: Answered, course: Followed | None) -> list[ShownTrend]:
    """Each measure that was answered at least once in this course; where there is no dose, without a review to come."""
    review_on = next_review(course.course).on if course else None
    return [
        shown_trend(
            each, words=change_for_therapist(change_in(each)), sessions=told.sessions, review_on=review_on
        )
        for each in map(told.series, course.measures if course else told.measures)
        if each.scored
    ]


def unseen_of(visit: Appointment) -> QuerySet[Alarm]:
    return Alarm.objects.filter(client=visit.client, seen_at=None)


@dataclass(frozen=True)
class ShownAlarm:
    """An alarm in words: what was found, the numbers behind it where they are shown, and what to do."""

    alarm: Alarm
    words: str
    to_do: str
    numbers: str = ""


def alarms_to_see(staff: Staff) -> list[ShownAlarm]:
    """What nobody has answered for yet, the most urgent first; nothing for the desk."""
    if staff.role not in THOSE_WHO_TREAT:
        return []
    rows = most_urgent_first(alarms_of(staff).filter(seen_at=None))
    return shown_alarms(rows, knowledge_of(staff.practice))


def most_urgent_first(alarms: QuerySet[Alarm]) -> list[Alarm]:
    """Of equally urgent ones the newest first."""
    return sorted(alarms.order_by("-raised_at", "-id"), key=lambda each: -urgency_of(each).rank)


def shown_alarms(alarms: Iterable[Alarm], knowledge: Knowledge) -> list[ShownAlarm]:
    return [
        ShownAlarm(each, f"{title_of(each, knowledge)}: {each.get_kind_display().lower()}", to_do(each))
        for each in alarms
    ]


def with_numbers(alarms: list[Alarm], knowledge: Knowledge) -> list[ShownAlarm]:
    numbers = numbers_of(alarms, knowledge)
    shown = shown_alarms(alarms, knowledge)
    return [replace(each, numbers=numbers.get(each.alarm.source, "")) for each in shown]


def title_of(alarm: Alarm, knowledge: Knowledge) -> str:
    row = knowledge.catalogue.measures.get(alarm.code) or knowledge.catalogue.aftercare.get(alarm.code)
    return row.title if row else alarm.code.replace("_", " ")


def to_do(alarm: Alarm) -> str:
    return what_to_do(alarm.kind, urgency_of(alarm))


def urgency_of(alarm: Alarm) -> Urgency:
    """As it was raised. One that this house does not know is an emergency: nobody may be told to wait by a slip."""
    return {each.value: each for each in Urgency}.get(alarm.urgency, Urgency.EMERGENCY)
