"""Moving a visit: its old time is given back and its new time taken in one transaction, and it is judged anew."""

from datetime import date, datetime

from django.db import transaction

from unknot.audit.actions import Actor, record
from unknot.booking.actions.book import (
    Order,
    check_client_is_free,
    lapse_time,
    lock_client,
    misfit_kinds,
    not_fitting,
)
from unknot.booking.actions.settle import change_state, lock_visit
from unknot.booking.busy import rebuild_weeks
from unknot.booking.candidates import Candidate, candidates_at
from unknot.booking.claims import claim_time, resources_of, weeks_of_visit
from unknot.booking.errors import WrongState
from unknot.booking.hours import local_day
from unknot.booking.kinds import Kind
from unknot.booking.leave import check_not_refused, leave_for, permit_for, take_back
from unknot.booking.models import Appointment, Claim, Hold
from unknot.booking.reasons import kinds_of_policy
from unknot.booking.refusing import refusal
from unknot.booking.seating import Seat, Table, Wish, find_seat, lay_table
from unknot.booking.states import AHEAD, State
from unknot.directory.models import Room, Therapist


def move_visit(
    appointment: Appointment,
    *,
    starts_at: datetime,
    therapist: Therapist | None = None,
    holds_of: str = "",
    by: Actor,
    now: datetime,
) -> Appointment:
    """Move a visit to another time, with its own therapist unless another is named; judged anew for the new day.

    Raises what booking raises; the visit then stays where it was.
    """
    visit = Appointment.objects.select_related("location__practice", "client", "therapist", "room").get(
        pk=appointment.pk
    )
    order = _order(visit, starts_at, holds_of=holds_of, by=by, now=now)
    able, suited = _suited(order, therapist.pk if therapist else visit.therapist_id)
    table = lay_table(order.wish, able, now=now)
    if not table.able:
        kinds = kinds_of_policy(order.wish, [each.therapist_id for each in able], now=now)
        raise refusal(table, kinds, others=suited)
    moved = _move_in_lock(visit, order, table)
    if isinstance(moved, Kind):
        raise refusal(table, [moved], others=suited)
    return moved


def _order(visit: Appointment, starts_at: datetime, *, holds_of: str, by: Actor, now: datetime) -> Order:
    """The visit as it would be ordered now for another time."""
    wish = Wish(
        visit.location,
        visit.minutes,
        starts_at,
        visit.weighted_minutes,
        holds_of or visit.request_key,
        without_visit=visit.pk,
    )
    leave = leave_for(visit.client, on=wish.day, by=by, now=now)
    check_not_refused(leave)
    return Order(
        visit.client,
        visit.technique,
        visit.shape,
        leave,
        wish,
        visit.request_key,
        visit.note_to_therapist,
        by,
        now,
    )


def _suited(order: Order, therapist_id: int) -> tuple[list[Candidate], list[Candidate]]:
    """Those wanted who may do it, and everybody here who may. Raises NotFitting where none of the wanted may."""
    wish = order.wish
    offering = candidates_at(wish.location, technique=order.technique, minutes=wish.minutes)
    suited = [each for each, kinds in misfit_kinds(order, offering) if not kinds]
    wanted = [each for each in offering if each.therapist_id == therapist_id]
    able = [each for each in wanted if each in suited]
    if wanted and not able:
        raise not_fitting(order, wanted)
    return able, suited


def _move_in_lock(visit: Appointment, order: Order, table: Table) -> Appointment | Kind:
    with transaction.atomic():
        lock_client(order.client)
        mine = lock_visit(visit)
        if mine.state not in AHEAD:
            raise WrongState("Only a visit that is still to come can be moved.")
        check_client_is_free(order.client, order.wish)
        table.lock(*resources_of(mine), weeks=weeks_of_visit(mine))
        savepoint = transaction.savepoint()
        Claim.objects.filter(appointment=mine).delete()
        rebuild_weeks(resources_of(mine), weeks_of_visit(mine))
        seat = find_seat(table)
        if isinstance(seat, Kind):
            transaction.savepoint_rollback(savepoint)
            return seat
        _write_move(mine, order, seat)
        return mine


def _write_move(visit: Appointment, order: Order, seat: Seat) -> None:
    wish, before, same_day = order.wish, visit.permit, order.leave.on == _day_of(visit)
    permit = permit_for(
        order.client, order.leave, starts_at=wish.starts_at, ends_at=wish.ends_at, by=order.by, now=order.now
    )
    change_state(visit, State.CONFIRMED if permit else State.PROVISIONAL)
    visit.starts_at, visit.ends_at, visit.permit = wish.starts_at, wish.ends_at, permit
    visit.changes += 1
    visit.screening, visit.call_first = order.leave.screening, False
    if visit.therapist_id != seat.candidate.therapist_id:
        visit.therapist = Therapist.objects.get(pk=seat.candidate.therapist_id)
        visit.price_cents = seat.candidate.price_cents
    visit.room = Room.objects.get(pk=seat.room_id)
    if not same_day:
        visit.attested_on, visit.attested_by = None, ""
    hours = wish.location.practice.provisional_hours
    visit.lapses_at = None if permit else lapse_time(wish.starts_at, hours, now=order.now)
    visit.save()
    claim_time(visit, (seat.candidate.resource_id, seat.room_resource_id))
    take_back(before, because="moved", by=order.by, now=order.now)
    Hold.objects.filter(key=wish.key).delete()
    record("move_visit", by=order.by, subject=visit, client_id=visit.client_id, practice_id=visit.practice_id)


def _day_of(visit: Appointment) -> date:
    return local_day(visit.starts_at, visit.location.time_zone)
