"""Keeps what was answered and measured, scored by the published rules, and raises what somebody must see."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from unknot.accounts.models import User
from unknot.audit.actions import Actor, record
from unknot.booking.models import Appointment
from unknot.care.knowledge import knowledge_of
from unknot.clinical.alarms import Alarm as Raised
from unknot.clinical.measures import Measure
from unknot.clinical.motion import check_degrees
from unknot.clinical.scoring import score
from unknot.directory.saying_times import local
from unknot.visits.errors import NotMeasurable
from unknot.visits.measuring.course import followed
from unknot.visits.models import Alarm, Measured, MotionMeasured, ReviewHeld

OVER = (Appointment.State.CANCELLED, Appointment.State.LAPSED, Appointment.State.MISSED)


@transaction.atomic
def keep_measured(
    visit: Appointment,
    measure: Measure,
    *,
    answers: Mapping[str, float],
    named: Mapping[str, str] | None = None,
    user: User | None = None,
    by: Actor,
    now: datetime,
) -> Measured:
    """Score answers and keep them. The same answers sent again are kept once.

    Raises ClientFileError for what the measure does not ask, and NotMeasurable for a visit that does not take place.
    """
    if visit.state in OVER:
        raise NotMeasurable("This visit does not take place, so nothing is measured for it.")
    result = score(measure, answers)
    fields: dict[str, Any] = {
        "measure": measure.id, "answers": dict(answers), "named": dict(named or {}), "phase": phase_at(visit),
        "on": local(now, visit.location).date(),
    }  # fmt: skip
    before = Measured.objects.filter(visit=visit, measure=measure.id).order_by("-id").first()
    if before and all(getattr(before, name) == value for name, value in fields.items()):
        return before
    kept = Measured.objects.create(
        practice_id=visit.practice_id, client_id=visit.client_id, visit=visit, value=result.value,
        band=result.band, knowledge_version=knowledge_of(visit.practice).version, answered_at=now,
        answered_by=user, **fields,
    )  # fmt: skip
    record(
        "keep_measure", by=by, subject=kept, client_id=visit.client_id, practice_id=visit.practice_id,
        measure=measure.id,
    )  # fmt: skip
    return kept


def phase_at(visit: Appointment) -> str:
    """Before the session, or after it once it is over."""
    return "after" if visit.state == Appointment.State.FINISHED else "before"


@transaction.atomic
def raise_alarms(visit: Appointment, kept: Iterable[Measured], *, by: Actor, now: datetime) -> list[Raised]:
    """Write down what the newest answers ask somebody to see. What was raised before by them is not raised again."""
    newest = {each.measure: each for each in kept}
    course = followed(visit, by=by, on=local(now, visit.location).date())
    found = [each for each in course.alarms() if each.code in newest] if course else []
    for each in found:
        source = f"measured:{newest[each.code].pk}:{each.part}"
        raise_alarm(visit, each, source=source, by=by, now=now)
    return found


def raise_alarm(visit: Appointment, found: Raised, *, source: str, by: Actor, now: datetime) -> None:
    """One alarm a source, however often and at once it is raised."""
    try:
        with transaction.atomic():
            alarm = Alarm.objects.create(
                practice_id=visit.practice_id, client_id=visit.client_id, visit=visit, kind=found.kind,
                code=found.code, urgency=found.urgency.value, source=source, raised_at=now,
            )  # fmt: skip
    except IntegrityError:
        return
    record("raise_alarm", by=by, subject=alarm, client_id=visit.client_id, practice_id=visit.practice_id)


@transaction.atomic
def see_alarm(alarm: Alarm, *, done: str, user: User, by: Actor, now: datetime) -> Alarm:
    """Say what was done about an alarm. The first to say so stands."""
    mine = Alarm.objects.select_for_update().get(pk=alarm.pk)
    if mine.seen_at is None:
        mine.seen_at, mine.seen_by, mine.done = now, user, done
        mine.save(update_fields=["seen_at", "seen_by", "done"])
        record("see_alarm", by=by, subject=mine, client_id=mine.client_id, practice_id=mine.practice_id)
    return mine


@transaction.atomic
def keep_motion(
    visit: Appointment, degrees: Mapping[tuple[str, str], int], *, user: User, by: Actor, now: datetime
) -> list[MotionMeasured]:
    """Keep degrees by movement and side. Raises ClientFileError for what no joint can do."""
    if visit.state in OVER:
        raise NotMeasurable("This visit does not take place, so nothing is measured for it.")
    rows = [
        MotionMeasured.objects.create(
            practice_id=visit.practice_id, client_id=visit.client_id, visit=visit, movement=movement,
            side=side, phase=phase_at(visit), degrees=check_degrees(value), measured_at=now, measured_by=user,
        )
        for (movement, side), value in degrees.items()
    ]  # fmt: skip
    for each in rows:
        record("keep_motion", by=by, subject=each, client_id=visit.client_id, practice_id=visit.practice_id)
    return rows


@transaction.atomic
def hold_review(
    visit: Appointment, *, dose: str, verdict: str, followed: str, words: str, on: date, user: User,
    by: Actor, now: datetime,
) -> ReviewHeld:  # fmt: skip
    """Keep that somebody looked whether it helped, and what follows. Once a visit.

    Raises NotMeasurable where what follows is not what was computed, and no reason is given.
    """
    if followed != verdict and not words.strip():
        raise NotMeasurable("Say why you decide otherwise; it stays with the record.")
    held, is_new = ReviewHeld.objects.get_or_create(
        visit=visit,
        defaults={
            "practice_id": visit.practice_id, "client_id": visit.client_id, "dose": dose, "verdict": verdict,
            "followed": followed, "words": words, "on": on, "held_at": now, "held_by": user,
        },
    )  # fmt: skip
    if is_new:
        record("hold_review", by=by, subject=held, client_id=visit.client_id, practice_id=visit.practice_id)
    return held
