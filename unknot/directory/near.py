"""Which therapists work near a point, at which of their places, how far away."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple

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
    practice_id: int | None = None


class Pair(NamedTuple):
    """A therapist at one of their places, before more is read of them. Pairs sort by distance, then by name."""

    km: float
    name: str
    therapist_id: int
    location_id: int


def therapists_near(
    spot: Spot | None, *, km: float = NEAR_KM, wanted: Wanted = Wanted(), most: int = 200
) -> list[Found]:
    """Nearest first; in a fixed number of statements, however many there are. Without a point, by name."""
    return found_of(pairs_near(spot, km=km, wanted=wanted)[:most], spot, wanted=wanted)


def pairs_near(spot: Spot | None, *, km: float = NEAR_KM, wanted: Wanted = Wanted()) -> list[Pair]:
    """Everybody who fits, in the order in which they are shown. A whole town is listed before a page of it is read."""
    offers = _offers(wanted).filter(therapist__is_active=True)
    away: dict[int, float] = {}
    if spot is not None:
        away = _distances(spot, km)
        offers = offers.filter(location__in=away)
    if wanted.practice_id is not None:
        offers = offers.filter(therapist__practice=wanted.practice_id)
    if wanted.gender:
        offers = offers.filter(therapist__gender=wanted.gender)
    named = offers.order_by().values_list("therapist_id", "location_id", "therapist__name").distinct()
    speaking = _speaking(wanted.language) if wanted.language else None
    return sorted(
        Pair(away.get(where, 0.0), name, who, where)
        for who, where, name in named
        if speaking is None or who in speaking
    )


def found_of(pairs: Collection[Pair], spot: Spot | None, *, wanted: Wanted = Wanted()) -> list[Found]:
    """What a page shows of these, in the same order."""
    locations = Location.objects.in_bulk({pair.location_id for pair in pairs})
    therapists = _therapists({pair.therapist_id for pair in pairs})
    listed: dict[tuple[int, int], list[Offer]] = defaultdict(list)
    for offer in _offers(wanted).filter(therapist__in=therapists).order_by("technique", "minutes", "id"):
        listed[offer.therapist_id, offer.location_id].append(offer)
    return [
        Found(therapists[who], locations[where], None if spot is None else km, tuple(listed[who, where]))
        for km, _, who, where in pairs
    ]


def _distances(spot: Spot, km: float) -> dict[int, float]:
    """How far the places within `km` are away, by id."""
    south, north, west, east = box_around(spot, km)
    box = Location.objects.filter(latitude__range=(south, north), longitude__range=(west, east))
    points = box.values_list("pk", "latitude", "longitude")
    away = {pk: km_between(spot.latitude, spot.longitude, *point) for pk, *point in points}
    return {pk: distance for pk, distance in away.items() if distance <= km}


def _offers(wanted: Wanted) -> QuerySet[Offer]:
    offers = Offer.objects.all()
    if wanted.technique:
        offers = offers.filter(technique=wanted.technique)
    if wanted.minutes:
        offers = offers.filter(minutes=wanted.minutes)
    return offers


def _speaking(language: str) -> set[int]:
    # A list in JSON is looked into here, as the two engines ask for it in different ways.
    spoken = Therapist.objects.filter(is_active=True).values_list("pk", "languages")
    return {pk for pk, languages in spoken if language in languages}


def _therapists(ids: Collection[int]) -> dict[int, Therapist]:
    therapists = Therapist.objects.filter(pk__in=ids)
    therapists = therapists.prefetch_related("licences", "certificates").select_related("practice")
    return {each.pk: each for each in therapists}
