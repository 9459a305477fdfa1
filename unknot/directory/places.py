"""Where on earth is what somebody typed? A US postal code, a town where there is a place, or a position."""

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from unknot.clinical.errors import ReaderCanFix
from unknot.directory.models import Location

EARTH_KM = 6371.0
KM_A_MILE = 1.609344
_POSITION = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*")
_POSTAL_CODE = re.compile(r"\s*(\d{5})(?:-\d{4})?\s*")


class NoSuchPlace(ReaderCanFix):
    """What was typed is no place we know."""


@dataclass(frozen=True)
class Spot:
    """A point in degrees, and the words to call it by."""

    latitude: float
    longitude: float
    words: str


def spot_of(text: str) -> Spot:
    """The place that was typed. Raises NoSuchPlace, saying what would be found."""
    if match := _POSITION.fullmatch(text):
        latitude, longitude = float(match[1]), float(match[2])
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return Spot(latitude, longitude, "where you are")
    elif match := _POSTAL_CODE.fullmatch(text):
        if found := _postal_code(match[1]):
            return found
    elif found := _town(text.strip()):
        return found
    raise NoSuchPlace(
        f"We do not know “{text.strip()[:40]}”. Try a five-digit postal code, or one of: {_towns()}."
    )


@lru_cache(maxsize=4096)
def _postal_code(code: str) -> Spot | None:
    import zipcodes

    found = zipcodes.matching(code)  # type: ignore[no-untyped-call]
    if not found:
        return None
    row = found[0]
    return Spot(float(row["lat"]), float(row["long"]), f"{row['city']}, {row['state']} {code}")


def _town(text: str) -> Spot | None:
    location = Location.objects.filter(town__iexact=text).order_by("id").first()
    return Spot(location.latitude, location.longitude, location.town) if location else None


def _towns() -> str:
    towns = Location.objects.order_by("town").values_list("town", flat=True).distinct()[:12]
    return ", ".join(towns)


def km_between(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """The great-circle distance in kilometres.

    >>> round(km_between(40.6724, -73.9776, 41.9226, -87.6390))
    1148
    """
    lat, other = math.radians(latitude), math.radians(other_latitude)
    across = math.radians(other_longitude - longitude)
    chord = math.sin((other - lat) / 2) ** 2 + math.cos(lat) * math.cos(other) * math.sin(across / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(chord))


def box_around(spot: Spot, km: float) -> tuple[float, float, float, float]:
    """South, north, west and east edges, in degrees, of a box that holds every point within `km`."""
    up = math.degrees(km / EARTH_KM)
    narrow = max(math.cos(math.radians(min(abs(spot.latitude) + up, 89.9))), 0.01)
    across = min(up / narrow, 180.0)
    return spot.latitude - up, spot.latitude + up, spot.longitude - across, spot.longitude + across
