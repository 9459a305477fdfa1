"""After the rules have changed: visits still to come are judged again by those of now, to look first or for good."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from unknot.accounts.models import Practice
from unknot.audit.actions import Actor, record
from unknot.booking.actions.settle import RULES_CHANGED, lock_visit, mark_to_call, settle_visit, unconfirm
from unknot.booking.models import Appointment
from unknot.booking.states import AHEAD, State
from unknot.care.knowledge import knowledge_of


@dataclass(frozen=True)
class Standing:
    """How a visit stands, and what the screening says that it rests on."""

    state: str
    decision: str
    urgency: str
    complete: bool
    must_call: bool


@dataclass(frozen=True)
class Rescreened:
    """A visit before and after it was judged by the rules of now."""

    visit: Appointment
    before: Standing
    after: Standing

    @property
    def is_changed(self) -> bool:
        """Whether anything is different for the client or for those who treat."""
        return self.before != self.after


def visits_on_earlier_rules(practice: Practice, *, now: datetime) -> QuerySet[Appointment]:
    """The visits still to come that rest on a screening by other rules than the practice has now, soonest first."""
    ahead = Appointment.objects.filter(
        practice=practice, state__in=AHEAD, starts_at__gt=now, screening__isnull=False
    )
    version = knowledge_of(practice).version
    return ahead.exclude(screening__knowledge_version=version).order_by("starts_at", "pk")


@transaction.atomic
def rescreen_visit(appointment: Appointment, *, by: Actor, now: datetime) -> Rescreened:
    """Settle a visit by the rules of now. One that was confirmed and is so no more is marked to be called about."""
    visit = lock_visit(appointment)
    before = _standing(visit)
    visit = settle_visit(visit, by=by, now=now)
    if before.state == State.CONFIRMED and visit.state == State.PROVISIONAL and not visit.call_first:
        visit = mark_to_call(visit, by=by, now=now)
    record(
        "rescreen_visit", by=by, subject=visit, client_id=visit.client_id, practice_id=visit.practice_id,
        version=visit.screening.knowledge_version if visit.screening else None,
    )  # fmt: skip
    return Rescreened(visit, before, _standing(visit))


@transaction.atomic
def look_at_visit(appointment: Appointment, *, by: Actor, now: datetime) -> Rescreened:
    """What rescreening a visit would come to: done in full, and taken back as if it had not been."""
    found = rescreen_visit(appointment, by=by, now=now)
    transaction.set_rollback(True)
    return found


@transaction.atomic
def doubt_visit(appointment: Appointment, *, by: Actor, now: datetime) -> Appointment:
    """Take back the confirmation of a visit whose answers cannot be judged, and mark it to be called about."""
    visit = lock_visit(appointment)
    unconfirm(visit, because=RULES_CHANGED, by=by, now=now)
    return mark_to_call(visit, by=by, now=now)


def _standing(visit: Appointment) -> Standing:
    screening = visit.screening
    return Standing(
        state=visit.state,
        decision=screening.decision if screening else "",
        urgency=screening.urgency if screening else "",
        complete=bool(screening and screening.complete),
        must_call=visit.call_first,
    )
