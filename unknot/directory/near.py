"""Which therapists work near a point, at which of their places, how far away."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import QuerySet

from unknot.directory.models import Location, Offer, Therapist
from unknot.directory.places import Spot, box_around, km_between

NEAR_KM = 60.0


@dataclass(frozen=True)
class Found:
    """A therapist at one of their places. `km` is None where no point was asked for."""

    therapist: Therapist
    location: Location
    km: float | None
    offers: tuple[Offer, ...] = field(default=())

    @property
    def techniques(self) -> tuple[str, ...]:
        """What they do there, each once, in the order of the price list."""
        return tuple(dict.fromkeys(offer.technique for offer in self.offers))


@dataclass(frozen=True)
class Wanted:
    """What to look for. Empty means no matter."""

    technique: str = ""
    minutes: int = 0
    gender: str = ""
    language: str = ""


def therapists_near(
    spot: Spot | None,
    *,
    km: float = NEAR_KM,
    wanted: Wanted = Wanted(),
    most: int = 200,
) -> list[Found]:
    """Nearest first; in three statements, however many there are. Without a point, by name."""
    locations = {location.pk: location for location in _locations(spot, km)}
    offers = _offers(locations, wanted)
    therapists = _therapists({offer.therapist_id for offer in offers}, wanted)
    grouped: dict[tuple[int, int], list[Offer]] = defaultdict(list)
    for offer in offers:
        if offer.therapist_id in therapists:
            grouped[offer.therapist_id, offer.location_id].append(offer)
    found = [
        Found(therapists[who], locations[where], _km(spot, locations[where]), tuple(listed))
        for (who, where), listed in grouped.items()
    ]
    return sorted(found, key=lambda each: (each.km or 0.0, each.therapist.name, each.therapist.pk))[:most]


def _locations(spot: Spot | None, km: float) -> list[Location]:
    if spot is None:
        return list(Location.objects.all())
    south, north, west, east = box_around(spot, km)
    box = Location.objects.filter(latitude__range=(south, north), longitude__range=(west, east))
    return [location for location in box if (_km(spot, location) or 0.0) <= km]


def _km(spot: Spot | None, location: Location) -> float | None:
    if spot is None:
        return None
    return km_between(spot.latitude, spot.longitude, location.latitude, location.longitude)


def _offers(locations: Collection[int], wanted: Wanted) -> list[Offer]:
    offers = Offer.objects.filter(location__in=locations).order_by("technique", "minutes", "id")
    if wanted.technique:
        offers = offers.filter(technique=wanted.technique)
    if wanted.minutes:
        offers = offers.filter(minutes=wanted.minutes)
    return list(offers)


def _therapists(ids: Collection[int], wanted: Wanted) -> dict[int, Therapist]:
    therapists: QuerySet[Therapist] = Therapist.objects.filter(pk__in=ids, is_active=True)
    therapists = therapists.prefetch_related("licences", "certificates").select_related("practice")
    if wanted.gender:
        therapists = therapists.filter(gender=wanted.gender)
    # A list in JSON is looked into here, as the two engines ask for it in different ways.
    return {each.pk: each for each in therapists if not wanted.language or wanted.language in each.languages}


def spoken_near(found: Collection[Found]) -> list[str]:
    """The languages that somebody among those found speaks."""
    return sorted({language for each in found for language in each.therapist.languages})
