"""Therapists as cards on a page: words, price, next times. Shows only; decides nothing."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from unknot.booking.availability import Opening
from unknot.clinical.catalogue import Catalogue
from unknot.directory.licences import may_practise
from unknot.directory.models import Licence, Offer
from unknot.directory.near import Found
from unknot.directory.reviews import Rating
from unknot.directory.saying_times import clock_words, day_words, local, money_words
from unknot.drawing.map_of_places import MapPoint, draw_place_map

LANGUAGES = {
    "ar": "Arabic", "cs": "Czech", "de": "German", "en": "English", "es": "Spanish", "fr": "French",
    "ko": "Korean", "pl": "Polish", "pt": "Portuguese", "zh": "Chinese",
}  # fmt: skip
KM_A_MILE = 1.609344


@dataclass(frozen=True)
class Card:
    """What parts/therapist_card.html shows of one therapist."""

    name: str
    initials: str
    url: str
    line: str
    held: tuple[str, ...]
    specialties: tuple[str, ...]
    languages: str
    gender: str
    techniques: str
    distance: str
    price: dict[str, Any] | None
    minutes: int | None
    next_times: tuple[dict[str, str], ...]
    why_not: str
    rating: Rating | None


def card_of(
    found: Found,
    *,
    catalogue: Catalogue,
    on: date,
    url: str,
    offer: Offer | None = None,
    opening: Opening | None = None,
    opening_url: str = "",
    held: tuple[str, ...] = (),
    rating: Rating | None = None,
) -> Card:
    """One therapist at one place. Without a licence there on that day, the card says so instead of a time."""
    therapist, location = found.therapist, found.location
    licensed = may_practise(therapist, location, on)
    goals, qualifications = catalogue.goals, catalogue.qualifications
    times = ({"label": opening_words(opening.starts_at, found), "url": opening_url},) if opening else ()
    return Card(
        name=therapist.name,
        initials=initials_of(therapist.name),
        url=url,
        line=location.name,
        held=tuple(qualifications[each].title for each in held if each in qualifications),
        specialties=tuple(goals[each].title for each in therapist.specialties if each in goals),
        languages=", ".join(LANGUAGES.get(each, each) for each in therapist.languages),
        gender=therapist.get_gender_display(),
        techniques=", ".join(
            catalogue.techniques[each].title for each in found.techniques if each in catalogue.techniques
        ),
        distance=f"{found.km / KM_A_MILE:.1f} miles" if found.km is not None else "",
        price=price_of(offer, therapist.practice.currency) if offer else None,
        minutes=offer.minutes if offer else None,
        next_times=times if licensed else (),
        why_not="" if licensed and opening else _why_not(licensed),
        rating=rating,
    )


def _why_not(licensed: bool) -> str:
    if not licensed:
        return "Cannot be booked at present: no valid licence on file for this place."
    return "No free time in the next three weeks."


def opening_words(starts_at: datetime, found: Found) -> str:
    here = local(starts_at, found.location)
    return f"{day_words(here.date())}, {clock_words(here)}"


def initials_of(name: str) -> str:
    return "".join(part[0] for part in name.split()[:2]).upper()


def price_of(offer: Offer, currency: str) -> dict[str, Any]:
    return {"amount": money_words(offer.price_cents), "currency": currency}


def licence_words(licence: Licence, on: date) -> str:
    state = "valid until" if licence.expires_on >= on else "expired on"
    day = f"{licence.expires_on.day} {licence.expires_on:%B %Y}"
    return f"{licence.body}, number {licence.number}, {state} {day}"


def place_map(found: list[Found], *, here: tuple[float, float] | None) -> Any:
    """A picture of the places around a point, numbered as in the list; nothing without a point."""
    places = {each.location.pk: each.location for each in found}
    if here is None or not places:
        return ""
    points = [
        MapPoint(number, place.name, place.latitude, place.longitude)
        for number, place in enumerate(places.values(), start=1)
    ]
    return draw_place_map(points, here=here, unit="mile")
