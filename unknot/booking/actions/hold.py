"""Keeping a time for ten minutes while somebody fills in their details. A hold is never in the bitmaps."""

from datetime import datetime, timedelta

from django.db import transaction

from unknot.booking.candidates import Candidate
from unknot.booking.kinds import Kind
from unknot.booking.load import Ceilings
from unknot.booking.models import Hold
from unknot.booking.reasons import kinds_of_policy
from unknot.booking.refusing import refusal
from unknot.booking.seating import Seat, Table, Wish, find_seat, lay_table
from unknot.directory.models import Location, Therapist

HOLD_LASTS = timedelta(minutes=10)


def hold_time(
    *, therapist: Therapist, location: Location, minutes: int, starts_at: datetime, key: str, now: datetime
) -> str:
    """Hold the therapist and a room under `key`, and give it back; the key's earlier hold ends.

    Raises Taken or NotOffered, with near alternatives, where the time is not free.
    """
    wish = Wish(location, minutes, starts_at, key=key)
    table = lay_table(wish, [_candidate(therapist)], now=now)
    if not table.able:
        raise refusal(table, kinds_of_policy(wish, [therapist.pk], now=now), others=())
    seat = _hold_in_lock(table)
    if isinstance(seat, Kind):
        raise refusal(table, [seat], others=())
    return key


@transaction.atomic
def _hold_in_lock(table: Table) -> Seat | Kind:
    table.lock()
    seat = find_seat(table)
    if isinstance(seat, Seat):
        _write(table.wish, seat, table.now)
    return seat


def _candidate(therapist: Therapist) -> Candidate:
    ceilings = Ceilings(
        therapist.soft_day_minutes,
        therapist.hard_day_minutes,
        therapist.soft_week_minutes,
        therapist.hard_week_minutes,
    )
    return Candidate(therapist.pk, therapist.resource_id, 0, therapist.pressure_ceiling, ceilings)


def _write(wish: Wish, seat: Seat, now: datetime) -> None:
    resources = (seat.candidate.resource_id, seat.room_resource_id)
    Hold.objects.filter(key=wish.key).delete()
    Hold.objects.filter(expires_at__lte=now, resource__in=resources).delete()
    Hold.objects.bulk_create(
        Hold(
            key=wish.key,
            resource_id=each,
            from_at=wish.starts_at,
            until_at=wish.ends_at,
            expires_at=now + HOLD_LASTS,
        )
        for each in resources
    )
