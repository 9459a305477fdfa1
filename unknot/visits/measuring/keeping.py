"""Keeps what was answered and measured, scored by the published rules, and raises what somebody must see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from unknot.accounts.models import User
from unknot.audit.actions import Actor, record
from unknot.booking.actions.settle import lock_visit
from unknot.booking.models import Appointment
from unknot.care.knowledge import knowledge_of
from unknot.clinical.alarms import Alarm as Raised
from unknot.clinical.measures import Measure
from unknot.clinical.motion import check_degrees
from unknot.clinical.scoring import score
from unknot.directory.saying_times import local
from unknot.visits.errors import NotMeasurable
from unknot.visits.measuring.course import answered
from unknot.visits.models import Alarm, Measured, MotionMeasured, ReviewHeld

OVER = (Appointment.State.CANCELLED, Appointment.State.LAPSED, Appointment.State.MISSED)
WHY_OTHERWISE = "Say why you decide otherwise; it stays with the record."


@dataclass(frozen=True)
class Given:
    """What was answered to one measure, and the client's own words for its items."""

    measure: Measure
    answers: Mapping[str, float]
    named: Mapping[str, str]


@transaction.atomic
def keep_answers(
    visit: Appointment, given: Iterable[Given], *, user: User | None = None, by: Actor, now: datetime
) -> list[Measured]:
    """Score answers, keep them, and raise what they ask somebody to see: all of it or nothing. `user` asked aloud.

    The same answers sent again, or twice at once, are kept once. Raises ClientFileError for what a measure does not
    ask, and NotMeasurable for a visit that does not take place.
    """
    locked = lock_taking_place(visit)
    kept = [_keep(locked, each, user=user, by=by, now=now) for each in given]
    raise_alarms(locked, kept, by=by, now=now)
    return kept


def lock_taking_place(visit: Appointment) -> Appointment:
    """The visit, locked. Raises NotMeasurable for one that does not take place."""
    locked = lock_visit(visit)
    if locked.state in OVER:
        raise NotMeasurable("This visit does not take place, so nothing is measured for it.")
    return locked


def _keep(visit: Appointment, given: Given, *, user: User | None, by: Actor, now: datetime) -> Measured:
    measure, result = given.measure, score(given.measure, given.answers)
    fields: dict[str, Any] = {
        "measure": measure.id, "answers": dict(given.answers), "named": dict(given.named),
        "phase": phase_at(visit), "on": local(now, visit.location).date(),
    }  # fmt: skip
    before = Measured.objects.filter(visit=visit, measure=measure.id).order_by("-id").first()
    if before and all(getattr(before, name) == value for name, value in fields.items()):
        return before
    kept = Measured.objects.create(
        practice_id=visit.practice_id, client_id=visit.client_id, visit=visit, value=result.value,
        band=result.band, knowledge_version=knowledge_of(visit.practice).version, answered_at=now,
        answered_by=user, **fields,
    )  # fmt: skip
    record("keep_measure", by=by, subject=kept, client_id=visit.client_id, practice_id=visit.practice_id)
    return kept


def phase_at(visit: Appointment) -> str:
    """Before the session, or after it once it is over."""
    return "after" if visit.state == Appointment.State.FINISHED else "before"


def raise_alarms(visit: Appointment, kept: Iterable[Measured], *, by: Actor, now: datetime) -> None:
    """Write down what the newest answers ask somebody to see. What was raised before by them is not raised again."""
    newest = {each.measure: each for each in kept}
    for each in answered(visit, on=local(now, visit.location).date()).alarms():
        if each.code in newest:
            source = f"measured:{newest[each.code].pk}:{each.part}"
            raise_alarm(visit, each, source=source, by=by, now=now)


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
    """Keep degrees by movement and side; the same sent again is kept once. Raises ClientFileError for what no joint
    can do.
    """
    locked = lock_taking_place(visit)
    phase, before = phase_at(locked), _moved_before(locked, user)
    rows = [
        MotionMeasured.objects.create(
            practice_id=locked.practice_id, client_id=locked.client_id, visit=locked, movement=movement,
            side=side, phase=phase, degrees=check_degrees(value), measured_at=now, measured_by=user,
        )
        for (movement, side), value in degrees.items()
        if before.get((movement, side, phase)) != value
    ]  # fmt: skip
    for each in rows:
        record("keep_motion", by=by, subject=each, client_id=visit.client_id, practice_id=visit.practice_id)
    return rows


def _moved_before(visit: Appointment, user: User) -> dict[tuple[str, str, str], int]:
    """What the same person wrote down last at this visit, by movement, side and phase."""
    rows = MotionMeasured.objects.filter(visit=visit, measured_by=user).order_by("id")
    return {(each.movement, each.side, each.phase): each.degrees for each in rows}


@transaction.atomic
def hold_review(
    visit: Appointment, *, dose: str, verdict: str, followed: str, words: str, on: date, user: User,
    by: Actor, now: datetime,
) -> ReviewHeld:  # fmt: skip
    """Keep that somebody looked whether it helped, and what follows. Once a visit; the same again changes nothing.

    Raises NotMeasurable where what follows is not what was computed and no reason is given, where something else was
    decided at this visit already, and for a visit that does not take place.
    """
    visit = lock_taking_place(visit)
    if followed != verdict and not words.strip():
        raise NotMeasurable(WHY_OTHERWISE)
    held, is_new = ReviewHeld.objects.get_or_create(
        visit=visit,
        defaults={
            "practice_id": visit.practice_id, "client_id": visit.client_id, "dose": dose, "verdict": verdict,
            "followed": followed, "words": words, "on": on, "held_at": now, "held_by": user,
        },
    )  # fmt: skip
    if is_new:
        record("hold_review", by=by, subject=held, client_id=visit.client_id, practice_id=visit.practice_id)
    elif (held.followed, held.words) != (followed, words):
        raise NotMeasurable(
            f"{held.held_by.name} has decided at this visit already. What was decided stands."
        )
    return held
