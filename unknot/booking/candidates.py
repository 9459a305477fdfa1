"""Who may take a visit: therapists of a place who offer it, hold what the client's care asks for, and are able to.

Hours and what is taken are left to `diary`; licences are part of the hours read there.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q

from unknot.booking.hours import local_day
from unknot.booking.load import Ceilings, Load, load_of, week_begins
from unknot.booking.models import Appointment
from unknot.booking.states import COUNTED
from unknot.care.knowledge import switched_off
from unknot.directory.licences import BASE
from unknot.directory.models import Certificate, Location, Offer


@dataclass(frozen=True, slots=True)
class Candidate:
    """A therapist who offers a visit of this technique and length at a place, at a price."""

    therapist_id: int
    resource_id: int
    price_cents: int
    pressure_ceiling: int
    ceilings: Ceilings


def candidates_at(location: Location, *, technique: str, minutes: int) -> list[Candidate]:
    """The active therapists who offer it there: one statement. Nobody where the technique is switched off there."""
    if technique in switched_off(location.practice, location.jurisdiction):
        return []
    rows = Offer.objects.filter(
        location=location, technique=technique, minutes=minutes, therapist__is_active=True
    ).values_list(
        "therapist_id",
        "therapist__resource_id",
        "price_cents",
        "therapist__pressure_ceiling",
        "therapist__soft_day_minutes",
        "therapist__hard_day_minutes",
        "therapist__soft_week_minutes",
        "therapist__hard_week_minutes",
    )
    return [Candidate(*row[:4], Ceilings(*row[4:])) for row in rows.order_by("therapist_id")]


def held_by(therapists: Iterable[int], *, on: date) -> dict[int, frozenset[str]]:
    """The qualifications whose papers hold on a day, by therapist: one statement. The licence is asked elsewhere."""
    held: dict[int, set[str]] = defaultdict(lambda: {BASE})
    valid = Certificate.objects.filter(
        Q(expires_on=None) | Q(expires_on__gte=on), therapist__in=set(therapists), valid_from__lte=on
    )
    for therapist, qualification in valid.values_list("therapist_id", "qualification"):
        held[therapist].add(qualification)
    return {therapist: frozenset(held[therapist]) for therapist in therapists}


def loads_of(
    therapists: Collection[int], *, on: date, zone: str, without: int | None = None
) -> dict[int, Load]:
    """Each therapist's load on a local day and in its week, leaving out the visit `without`: one statement."""
    monday = datetime.combine(week_begins(on), time.min, tzinfo=UTC)
    # A local week begins up to 14 hours from where the week of UTC does; the exact day is judged below.
    visits = Appointment.objects.filter(
        therapist__in=therapists,
        state__in=COUNTED,
        starts_at__gte=monday - timedelta(days=1),
        starts_at__lt=monday + timedelta(days=8),
    ).exclude(pk=without or 0)
    found: dict[int, list[tuple[date, int]]] = {therapist: [] for therapist in therapists}
    for therapist, starts_at, weighted in visits.values_list("therapist_id", "starts_at", "weighted_minutes"):
        found[therapist].append((local_day(starts_at, zone), weighted))
    return {therapist: load_of(days, on=on) for therapist, days in found.items()}
