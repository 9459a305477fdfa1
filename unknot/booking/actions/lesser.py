"""Taking the lesser visit: what was offered instead of a visit that does not fit is made of it, in one transaction."""

from datetime import datetime, timedelta

from django.db import transaction

from unknot.audit.actions import Actor, record
from unknot.booking.actions.book import lapse_time
from unknot.booking.actions.settle import change_state, lock_visit
from unknot.booking.busy import lock_weeks, rebuild_weeks
from unknot.booking.claims import claim_time, resources_of, weeks_of_visit
from unknot.booking.errors import NotFitting, WrongState
from unknot.booking.hours import local_day
from unknot.booking.leave import Leave, leave_for, permit_for, take_back
from unknot.booking.lesser import Lesser, lesser_of, mark_of, misfits_of
from unknot.booking.load import hands_on_minutes, weighted_minutes
from unknot.booking.models import Appointment, Claim
from unknot.booking.own_link import address_of, make_visit_link
from unknot.booking.states import AHEAD, State
from unknot.booking.telling import tell_lesser
from unknot.care.models import Permit

GONE = (
    "What was offered does not fit any more: something has changed since. Nothing was done. "
    "Please look at the visit again and see what fits now."
)


@transaction.atomic
def take_lesser(appointment: Appointment, *, mark: str, site: str, by: Actor, now: datetime) -> Appointment:
    """Make a visit the lesser one that was offered under `mark`. Taking it twice is taking it once.

    Its time is shortened, its permit is a new one, and its client is told, with an address at `site`. Raises NotFitting
    where something else fits by now, or nothing; WrongState where the visit has begun or ended.
    """
    visit = lock_visit(appointment)
    is_taken = mark == mark_of(visit)
    if visit.state not in AHEAD:
        if is_taken:
            return visit
        raise WrongState("Only a visit that is still to come can be made a lesser one.")
    leave = leave_for(visit.client, on=local_day(visit.starts_at, visit.location.time_zone), by=by, now=now)
    if is_taken and not misfits_of(visit, leave):
        return visit
    lesser = lesser_of(visit, leave)
    if lesser is None or lesser.mark != mark:
        raise NotFitting(GONE, kinds=["lesser"])
    return _take(visit, lesser, leave, site=site, by=by, now=now)


def _take(
    visit: Appointment, lesser: Lesser, leave: Leave, *, site: str, by: Actor, now: datetime
) -> Appointment:
    before, price_before = visit.permit, visit.price_cents
    resources, weeks = resources_of(visit), weeks_of_visit(visit)
    lock_weeks(resources, weeks)
    ends_at = visit.starts_at + timedelta(minutes=lesser.minutes)
    permit = permit_for(visit.client, leave, starts_at=visit.starts_at, ends_at=ends_at, by=by, now=now)
    _write(visit, lesser, leave, permit, now=now)
    Claim.objects.filter(appointment=visit).delete()
    rebuild_weeks(resources, weeks)
    claim_time(visit, resources)
    take_back(before, because="lesser", by=by, now=now)
    record("take_lesser", by=by, subject=visit, client_id=visit.client_id, practice_id=visit.practice_id)
    address = address_of(make_visit_link(visit, now=now), site=site)
    tell_lesser(visit, price_before=price_before, address=address, now=now)
    return visit


def _write(visit: Appointment, lesser: Lesser, leave: Leave, permit: Permit | None, *, now: datetime) -> None:
    change_state(visit, State.CONFIRMED if permit else State.PROVISIONAL)
    visit.technique, visit.minutes, visit.shape = lesser.technique, lesser.minutes, lesser.shape
    visit.ends_at = visit.starts_at + timedelta(minutes=lesser.minutes)
    visit.hands_on_minutes = hands_on_minutes(lesser.shape, minutes=lesser.minutes)
    visit.weighted_minutes = weighted_minutes(lesser.shape, minutes=lesser.minutes)
    visit.price_cents = lesser.price_cents
    visit.permit, visit.screening, visit.call_first = permit, leave.screening, False
    hours = visit.practice.provisional_hours
    lapses_at = visit.lapses_at or lapse_time(visit.starts_at, hours, now=now)
    visit.lapses_at = None if permit else lapses_at
    visit.changes += 1
    visit.save()
