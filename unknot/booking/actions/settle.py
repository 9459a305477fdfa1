"""Settling a visit: its client is screened again for the visit's own day, and the visit follows from that."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from unknot.accounts.prepared import Prepared
from unknot.audit.actions import Actor, record
from unknot.booking.actions.book import lapse_time
from unknot.booking.errors import WrongState
from unknot.booking.hours import local_day
from unknot.booking.leave import Leave, leave_for, permit_for, take_back
from unknot.booking.lesser import misfits_of
from unknot.booking.models import Appointment
from unknot.booking.states import AHEAD, State, check_may_follow
from unknot.care.models import Permit, Screening

RULES_CHANGED = "rules_changed"
"""Why a permit was taken back: the same answers, judged by other rules."""


def lock_visit(visit: Appointment) -> Appointment:
    """The visit as it stands now, locked until the transaction ends."""
    if connection.features.has_select_for_update:
        # Apart from the reading: a row whose client or room changed while it was waited for would not be found with it.
        list(Appointment.objects.select_for_update().filter(pk=visit.pk).values_list("pk"))
    locked = _VISIT.first(pk=visit.pk)
    if locked is None:
        raise Appointment.DoesNotExist(visit.pk)
    return locked


# Each stroke of a note asks for this.
_VISIT = Prepared(
    lambda pk: Appointment.objects.filter(pk=pk).select_related(
        "practice", "location", "therapist", "room", "client", "screening"
    ),
    pk=int,
)


@transaction.atomic
def settle_visit(appointment: Appointment, *, by: Actor, now: datetime) -> Appointment:
    """Confirm a visit that the answers allow, leave it provisional while something is open, and mark it to be
    called about where it may not take place as booked. What has begun or ended stays as it is.
    """
    visit = lock_visit(appointment)
    if visit.state in AHEAD:
        judged = judge(visit, by=by, now=now)
        because = _what_changed(visit.screening, judged.leave.screening)
        visit.screening = judged.leave.screening
        if judged.permit is not None:
            _confirm(visit, judged.permit, by=by, now=now)
        else:
            unconfirm(visit, because=because, by=by, now=now)
            if judged.must_call:
                _mark(visit, by=by)
    return visit


@dataclass(frozen=True)
class Judged:
    """What the answers of now mean for a visit: a permit, or none; and whether somebody has to call."""

    leave: Leave
    permit: Permit | None = None
    must_call: bool = False


def judge(visit: Appointment, *, by: Actor, now: datetime) -> Judged:
    """Screen for the visit's own day; a permit that still stands is kept."""
    day = local_day(visit.starts_at, visit.location.time_zone)
    leave = leave_for(visit.client, on=day, by=by, now=now)
    if leave.is_refused or misfits_of(visit, leave):
        return Judged(leave, must_call=True)
    kept = visit.permit
    if kept and kept.revoked_at is None and leave.screening and kept.screening_id == leave.screening.pk:
        return Judged(leave, kept)
    permit = permit_for(visit.client, leave, starts_at=visit.starts_at, ends_at=visit.ends_at, by=by, now=now)
    return Judged(leave, permit)


def _what_changed(before: Screening | None, after: Screening | None) -> str:
    if before is None or after is None or before.knowledge_version == after.knowledge_version:
        return "answers_changed"
    said_before = (before.last_saying_id, before.last_reason_id)
    return RULES_CHANGED if said_before == (after.last_saying_id, after.last_reason_id) else "answers_changed"


def _confirm(visit: Appointment, permit: Permit, *, by: Actor, now: datetime) -> None:
    before, was = visit.permit, visit.state
    change_state(visit, State.CONFIRMED)
    visit.permit, visit.lapses_at, visit.call_first = permit, None, False
    visit.save(update_fields=["state", "permit", "screening", "lapses_at", "call_first"])
    if before is not None and before.pk != permit.pk:
        take_back(before, because="replaced", by=by, now=now)
    if was != State.CONFIRMED:
        record(
            "confirm_visit", by=by, subject=visit, client_id=visit.client_id, practice_id=visit.practice_id
        )


def unconfirm(visit: Appointment, *, because: str, by: Actor, now: datetime) -> None:
    """Make a locked visit provisional and take its permit back."""
    before, was = visit.permit, visit.state
    change_state(visit, State.PROVISIONAL)
    visit.permit = None
    if was != State.PROVISIONAL or visit.lapses_at is None:
        visit.lapses_at = lapse_time(visit.starts_at, visit.practice.provisional_hours, now=now)
    visit.save(update_fields=["state", "permit", "screening", "lapses_at"])
    take_back(before, because=because, by=by, now=now)
    if was != State.PROVISIONAL:
        record(
            "unconfirm_visit", by=by, subject=visit, client_id=visit.client_id, practice_id=visit.practice_id
        )


def change_state(visit: Appointment, state: State) -> None:
    """Set a state that may follow. Raises WrongState otherwise. Does not save."""
    check_may_follow(visit.state, state)
    visit.state = state


@transaction.atomic
def mark_to_call(appointment: Appointment, *, by: Actor, now: datetime) -> Appointment:  # noqa: ARG001
    """Note that somebody must call the client before they travel."""
    visit = lock_visit(appointment)
    if visit.state not in AHEAD:
        raise WrongState("Only a visit that is still to come can be marked to be called about.")
    _mark(visit, by=by)
    return visit


def _mark(visit: Appointment, *, by: Actor) -> None:
    visit.call_first = True
    visit.save(update_fields=["call_first"])
    record("mark_to_call", by=by, subject=visit, client_id=visit.client_id, practice_id=visit.practice_id)


@transaction.atomic
def attest_visit(appointment: Appointment, *, attested_by: str, by: Actor, now: datetime) -> Appointment:
    """Record that "has anything changed?" was answered now, by link or aloud, and settle the visit by the answers.

    What has changed is said on the client's sheet before; without that this means that nothing has.
    """
    visit = lock_visit(appointment)
    if visit.state not in AHEAD:
        raise WrongState("Only a visit that is still to come can be asked about.")
    visit.attested_on = local_day(now, visit.location.time_zone)
    visit.attested_by = attested_by[:60]
    visit.save(update_fields=["attested_on", "attested_by"])
    record("attest_visit", by=by, subject=visit, client_id=visit.client_id, practice_id=visit.practice_id)
    return settle_visit(visit, by=by, now=now)
