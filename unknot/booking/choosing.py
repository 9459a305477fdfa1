"""What the client has chosen so far, read back from the address and checked against their screening each time."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.http import Http404

from unknot.audit.actions import Actor
from unknot.booking.matching import Matcher
from unknot.care.actions import screen_sheet
from unknot.care.knowledge import switched_off
from unknot.care.models import Screening
from unknot.care.planning import plan_for
from unknot.clinical.fitting import technique_fits
from unknot.clinical.plan import NoPlan, Plan
from unknot.directory.models import Offer
from unknot.directory.near import Found
from unknot.intake.models import Sheet


@dataclass(frozen=True)
class Choice:
    """An offer of one therapist at one place, as it would be for this client on the day in question."""

    offer: Offer
    found: Found
    screening: Screening
    plan: Plan | None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.offer.location.time_zone)


def choice_of(sheet: Sheet, offer_id: int, *, on: date, by: Actor, now: datetime) -> Choice:
    """The offer chosen, with the plan that fits it. 404 where it does not exist or this client may not take it."""
    offer = (
        Offer.objects.select_related("therapist__practice", "location")
        .prefetch_related("therapist__licences", "therapist__certificates")
        .filter(pk=offer_id, therapist__is_active=True)
        .first()
    )
    if offer is None or sheet.practice_id not in (None, offer.therapist.practice_id):
        raise Http404
    screening = screen_sheet(sheet, on=on, by=by, now=now)
    found = Found(offer.therapist, offer.location, None, tuple(_offers_beside(offer)))
    plan = plan_for(
        screening, stock=offer.location.lubricants, techniques=[offer.technique], minutes=offer.minutes
    )
    return Choice(offer, found, screening, None if isinstance(plan, NoPlan) else plan)


def _offers_beside(offer: Offer) -> list[Offer]:
    """Everything the same therapist offers at the same place."""
    beside = Offer.objects.filter(therapist=offer.therapist, location=offer.location)
    return list(beside.order_by("technique", "minutes"))


def offers_that_fit(choice: Choice, *, on: date) -> list[Offer]:
    """The lengths and techniques of this therapist here that the client's limits allow."""
    matcher = Matcher(choice.screening, on=on)
    off = switched_off(choice.found.therapist.practice, choice.found.location.jurisdiction)
    return [
        offer
        for offer in choice.found.offers
        if offer.technique not in off and technique_fits(matcher.limits, offer.technique, offer.minutes)
    ]
