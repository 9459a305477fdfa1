"""Booking a visit: everything is checked again, the time is taken under lock, and one submit books once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from unknot.audit.actions import Actor, record
from unknot.booking.busy import rebuild_busy_weeks
from unknot.booking.candidates import Candidate, candidates_at, held_by
from unknot.booking.claims import claim_time
from unknot.booking.errors import BookingError, ClientBusy, KeyUsed, NotFitting, PriceChanged, WrongState
from unknot.booking.kinds import Kind
from unknot.booking.leave import TRAINING, Leave, check_not_refused, leave_for, permit_for
from unknot.booking.load import hands_on_minutes, heaviest_pressure, weighted_minutes
from unknot.booking.models import Appointment, Hold
from unknot.booking.overrides import check_may_override
from unknot.booking.reasons import kinds_of_policy
from unknot.booking.refusing import refusal
from unknot.booking.seating import Seat, Table, Wish, find_seat, lay_table, why_gone
from unknot.booking.states import LIVE
from unknot.care.models import Screening
from unknot.clients.actions import lock_person
from unknot.clients.models import Client
from unknot.directory.licences import BASE
from unknot.directory.models import Location, Resource, Therapist

TRIES = 3
LEAST_TIME_TO_SETTLE = timedelta(hours=1)


@dataclass(frozen=True)
class Order:
    """What is to be booked, for whom, and what is allowed."""

    client: Client
    technique: str
    shape: dict[str, Any]
    leave: Leave
    wish: Wish
    request_key: str
    note: str
    by: Actor
    now: datetime


def book_visit(
    *,
    client: Client,
    therapist: Therapist | None,
    location: Location,
    technique: str,
    minutes: int,
    starts_at: datetime,
    shape: Mapping[str, Any],
    request_key: str,
    holds_of: str = "",
    screening: Screening | None = None,
    price_cents: int | None = None,
    note: str = "",
    despite: Collection[str] = (),
    because: str = "",
    by: Actor,
    now: datetime,
) -> Appointment:
    """Book with `therapist`, or with any who is free. The same `request_key` twice gives the same visit.
    A hold of the key `holds_of`, or of the request's own, does not stand in the way and ends with the booking.

    Confirmed where the screening for the visit's own day allows it, else provisional until it lapses. Raises a
    BookingError that says what is in the way; Taken and NotOffered carry near alternatives.
    """
    check_may_override(despite, because, by=by, practice_id=location.practice_id)
    wish = Wish(
        location, minutes, starts_at, weighted_minutes(shape, minutes=minutes), holds_of or request_key,
        despite_policy="policy" in despite, despite_load="load" in despite,
    )  # fmt: skip
    try:
        leave = leave_for(client, on=wish.day, given=screening, by=by, now=now)
        order = Order(client, technique, dict(shape), leave, wish, request_key, note, by, now)
        return book_order(order, therapist, price_cents)
    except BookingError:
        # Asked last: a submit that arrives again meets its own visit, and nobody else pays for the question.
        if found := booked_already(request_key, client=client):
            return found
        raise


def book_order(order: Order, therapist: Therapist | None, price_cents: int | None) -> Appointment:
    """Find who may take the visit, and take it. Raises a BookingError where that cannot be."""
    check_not_refused(order.leave)
    offering = candidates_at(order.wish.location, technique=order.technique, minutes=order.wish.minutes)
    suited = [each for each, kinds in misfit_kinds(order, offering) if not kinds]
    wanted = [each for each in offering if therapist is None or each.therapist_id == therapist.pk]
    able = [each for each in at_price(wanted, price_cents) if each in suited]
    if wanted and not able:
        raise not_fitting(order, wanted)
    return seat_order(order, lay_table(order.wish, able, now=order.now), others=suited)


def booked_already(request_key: str, *, client: Client) -> Appointment | None:
    """The visit that this submit has booked before. Raises KeyUsed where it was somebody else's."""
    found = list(Appointment.objects.filter(request_key=request_key))
    if found and found[0].client_id != client.pk:
        raise KeyUsed("This form has been used already. Please begin again.")
    return found[0] if found else None


def at_price(wanted: Sequence[Candidate], price_cents: int | None) -> Sequence[Candidate]:
    """Those who still ask the price that was shown. Raises PriceChanged where nobody does."""
    same = [each for each in wanted if price_cents in (None, each.price_cents)]
    if wanted and not same:
        raise PriceChanged("The price has changed since it was shown. Please look at it again.")
    return same


def misfit_kinds(order: Order, offering: Sequence[Candidate]) -> list[tuple[Candidate, set[str]]]:
    """Each candidate with what keeps them from doing this visit: the client's limits, or their own ceiling."""
    ids = [each.therapist_id for each in offering]
    held = held_by(ids, on=order.wish.day) if needs_papers(order) else dict.fromkeys(ids, frozenset({BASE}))
    pressure = heaviest_pressure(order.shape)
    found = []
    for each in offering:
        misfits = order.leave.misfits(
            order.shape,
            technique=order.technique,
            minutes=order.wish.minutes,
            held=held[each.therapist_id],
        )
        kinds = {misfit.kind for misfit in misfits}
        found.append((each, kinds | ({"load"} if pressure > each.pressure_ceiling else set())))
    return found


def needs_papers(order: Order) -> bool:
    """Whether the limits ask for more than a licence."""
    return bool(order.leave.limits.require_qualifications - {BASE})


def not_fitting(order: Order, wanted: Sequence[Candidate]) -> NotFitting:
    """Nobody wanted suits the client's limits: another therapist may, or another kind of visit is needed."""
    kinds = set().union(*(kinds for _, kinds in misfit_kinds(order, wanted)))
    if kinds <= {TRAINING, "load"}:
        words = (
            "This visit needs a therapist with other training or strength. Please choose another therapist."
        )
    else:
        words = (
            "The health answers ask for another kind of visit. Please go back to the plan and choose again."
        )
    return NotFitting(words, kinds=sorted(kinds))


def seat_order(order: Order, table: Table, *, others: Sequence[Candidate]) -> Appointment:
    """Take the time and write the visit. Tries again where a bitmap was wrong. Raises Taken or NotOffered."""
    if not table.able:
        therapists = [each.therapist_id for each in table.candidates]
        raise refusal(table, kinds_of_policy(order.wish, therapists, now=order.now), others=others)
    for _ in range(TRIES):
        # Looked at before anything is locked: most who come too late need not wait for a lock.
        taken = table.read_taken()
        if gone := why_gone(table, taken):
            raise refusal(table, [gone], others=others, taken=taken)
        try:
            found = _book_in_lock(order, table)
        except IntegrityError:
            if booked := booked_already(order.request_key, client=order.client):
                return booked
            # A claim that no bitmap knew of, written past this room's actions: believe the claims.
            for resource in Resource.objects.filter(pk__in=table.resources).order_by("pk"):
                rebuild_busy_weeks(resource)
        else:
            if isinstance(found, Kind):
                raise refusal(table, [found], others=others)
            return found
    raise refusal(table, [Kind.TAKEN], others=others)


@transaction.atomic
def _book_in_lock(order: Order, table: Table) -> Appointment | Kind:
    lock_client(order.client)
    table.lock()
    seat = find_seat(table)
    if isinstance(seat, Kind):
        return seat
    check_client_is_free(order.client, order.wish)
    return _write(order, seat)


def lock_client(client: Client) -> None:
    """Let no two visits of one client be booked at once. Raises WrongState for a row that was joined into another."""
    if lock_person(client.pk).pk != client.pk:
        raise WrongState("This was just joined with another record of the same person. Please look again.")


def check_client_is_free(client: Client, wish: Wish) -> None:
    """Raises ClientBusy where the client has a visit at that time."""
    others = Appointment.objects.filter(
        client=client, state__in=LIVE, starts_at__lt=wish.ends_at, ends_at__gt=wish.starts_at
    ).exclude(pk=wish.without_visit or 0)
    if others.exists():
        raise ClientBusy("There is already a visit booked at this time for the same person.")


def _write(order: Order, seat: Seat) -> Appointment:
    wish, leave = order.wish, order.leave
    permit = permit_for(
        order.client, leave, starts_at=wish.starts_at, ends_at=wish.ends_at, by=order.by, now=order.now
    )
    practice = wish.location.practice
    visit = Appointment.objects.create(
        practice=practice,
        client=order.client,
        therapist_id=seat.candidate.therapist_id,
        room_id=seat.room_id,
        location=wish.location,
        state=Appointment.State.CONFIRMED if permit else Appointment.State.PROVISIONAL,
        technique=order.technique,
        minutes=wish.minutes,
        starts_at=wish.starts_at,
        ends_at=wish.ends_at,
        shape=order.shape,
        hands_on_minutes=hands_on_minutes(order.shape, minutes=wish.minutes),
        weighted_minutes=wish.weighted_minutes,
        price_cents=seat.candidate.price_cents,
        currency=practice.currency,
        permit=permit,
        screening=leave.screening,
        request_key=order.request_key,
        booked_at=order.now,
        booked_by_id=int(order.by.id) if order.by.kind == "user" else None,
        lapses_at=None if permit else lapse_time(wish.starts_at, practice.provisional_hours, now=order.now),
        note_to_therapist=order.note,
    )
    claim_time(visit, (seat.candidate.resource_id, seat.room_resource_id))
    if seat.was_held:
        Hold.objects.filter(key=wish.key).delete()
    record("book_visit", by=order.by, subject=visit, client_id=order.client.pk, practice_id=practice.pk)
    return visit


def lapse_time(starts_at: datetime, hours_before: int, *, now: datetime) -> datetime:
    """When an unsettled visit lapses: the practice's hours before its start, but not at once, nor after it."""
    return min(max(starts_at - timedelta(hours=hours_before), now + LEAST_TIME_TO_SETTLE), starts_at)
