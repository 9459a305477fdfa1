"""Beginning and ending a visit: only a confirmed one that was asked about today, and that still fits, may begin."""

from datetime import datetime

from django.db import transaction

from unknot.audit.actions import Actor, record
from unknot.booking.actions.settle import change_state, lock_visit, settle_visit
from unknot.booking.errors import CannotStart
from unknot.booking.hours import local_day
from unknot.booking.leave import leave_by
from unknot.booking.lesser import misfits_of
from unknot.booking.models import Appointment
from unknot.booking.states import AHEAD, State, check_may_follow

WORDS = {
    "misfit": (
        "This visit does not fit as it is booked. What does not fit, and what would instead if anything does, "
        "stands on the visit's page."
    ),
    "unsettled": "This visit is not confirmed: something in the health answers is still open.",
    "not_today": "This visit is not today.",
    "unattested": "Ask first whether anything has changed since the last answers, and record it.",
    "unasked": "Some questions are for the therapist to answer at the visit itself. Answer them first.",
}


def start_visit(appointment: Appointment, *, by: Actor, now: datetime) -> Appointment:
    """Begin a visit. It is settled first, so answers, knowledge, licence and papers are those of now.
    Beginning twice is beginning once.

    Raises CannotStart with what is missing: not confirmed, not today, or not attested on its own local day.
    """
    settled = settle_visit(appointment, by=by, now=now)
    if settled.state not in AHEAD:
        check_may_follow(settled.state, State.STARTED)
    with transaction.atomic():
        visit = lock_visit(settled)
        if visit.state == State.STARTED:
            return visit
        if kinds := what_is_missing(visit, now=now):
            raise CannotStart(" ".join(WORDS[kind] for kind in kinds), kinds=kinds)
        change_state(visit, State.STARTED)
        visit.started_at = now
        visit.save(update_fields=["state", "started_at"])
        record("start_visit", by=by, subject=visit, client_id=visit.client_id, practice_id=visit.practice_id)
        return visit


def what_is_missing(visit: Appointment, *, now: datetime) -> list[str]:
    """What keeps a settled visit from beginning, by kind."""
    zone = visit.location.time_zone
    today, day = local_day(now, zone), local_day(visit.starts_at, zone)
    missing = why_unconfirmed(visit) if visit.state != State.CONFIRMED else []
    if today != day:
        missing.append("not_today")
    elif visit.attested_on != day:
        missing.append("unattested")
    if visit.screening is not None and visit.screening.result.get("at_the_visit", True):
        missing.append("unasked")
    return missing


def why_unconfirmed(visit: Appointment) -> list[str]:
    """What keeps a settled visit from being confirmed: it does not fit, or something is open, or both."""
    screening = visit.screening
    if screening is None or not misfits_of(visit, leave_by(screening)):
        return ["unsettled"]
    return ["misfit"] if screening.complete else ["misfit", "unsettled"]


@transaction.atomic
def finish_visit(appointment: Appointment, *, by: Actor, now: datetime) -> Appointment:
    """End a visit that has begun. Ending twice is ending once."""
    visit = lock_visit(appointment)
    if visit.state == State.FINISHED:
        return visit
    change_state(visit, State.FINISHED)
    visit.finished_at = now
    visit.save(update_fields=["state", "finished_at"])
    record("finish_visit", by=by, subject=visit, client_id=visit.client_id, practice_id=visit.practice_id)
    return visit
