"""Ending a visit before it began: cancelled, lapsed because nothing settled it, or missed."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from unknot.audit.actions import SYSTEM, Actor, record
from unknot.booking.actions.settle import change_state, lock_visit
from unknot.booking.claims import give_time_back
from unknot.booking.errors import WrongState
from unknot.booking.leave import take_back
from unknot.booking.models import Appointment, Hold
from unknot.booking.states import State
from unknot.booking.telling import tell_lapsed


@transaction.atomic
def cancel_visit(appointment: Appointment, *, because: str = "", by: Actor, now: datetime) -> Appointment:
    """Cancel a visit and give its time back. Cancelling twice is cancelling once."""
    visit = lock_visit(appointment)
    if visit.state != State.CANCELLED:
        _end(visit, State.CANCELLED, because=because, by=by, now=now)
    return visit


def lapse_visits(now: datetime) -> list[int]:
    """Let every provisional visit lapse whose hour has come; the ids of those that did."""
    due = Appointment.objects.filter(state=State.PROVISIONAL, lapses_at__lte=now).order_by("lapses_at")
    lapsed = [pk for pk in due.values_list("pk", flat=True) if _lapse(pk, now)]
    Hold.objects.filter(expires_at__lte=now).delete()
    return lapsed


@transaction.atomic
def _lapse(pk: int, now: datetime) -> bool:
    # Conditional, so that of two who lapse it, or of one who lapses and one who settles it, only one does.
    mine = Appointment.objects.filter(pk=pk, state=State.PROVISIONAL, lapses_at__lte=now)
    if not mine.update(state=State.LAPSED, ended_because="unsettled", changes=F("changes") + 1):
        return False
    visit = Appointment.objects.select_related("therapist", "room", "location", "client", "practice").get(
        pk=pk
    )
    give_time_back(visit)
    tell_lapsed(visit, now=now)
    record("lapse_visit", by=SYSTEM, subject=visit, client_id=visit.client_id, practice_id=visit.practice_id)
    return True


@transaction.atomic
def miss_visit(appointment: Appointment, *, by: Actor, now: datetime) -> Appointment:
    """Record that the client did not come to a confirmed visit whose start has passed."""
    visit = lock_visit(appointment)
    if now < visit.starts_at:
        raise WrongState("This visit has not begun yet, so nobody can have missed it.")
    _end(visit, State.MISSED, because="", by=by, now=now)
    return visit


ENDED = {State.CANCELLED: "cancel_visit", State.MISSED: "miss_visit"}


def _end(visit: Appointment, state: State, *, because: str, by: Actor, now: datetime) -> None:
    permit = visit.permit
    change_state(visit, state)
    visit.ended_because, visit.lapses_at = because[:60], None
    visit.changes += 1
    visit.save(update_fields=["state", "ended_because", "lapses_at", "changes"])
    give_time_back(visit)
    take_back(permit, because=state.value, by=by, now=now)
    record(ENDED[state], by=by, subject=visit, client_id=visit.client_id, practice_id=visit.practice_id)
