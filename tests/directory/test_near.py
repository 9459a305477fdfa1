"""Who works near a point: nearest first, by what is wanted, in as many statements for a town as for a street."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.booking import scene
from unknot.directory.models import Location
from unknot.directory.near import Wanted, found_of, pairs_near, therapists_near
from unknot.directory.places import Spot

pytestmark = pytest.mark.django_db
HERE = Spot(42.44, -76.50, "here")


def place(north: float, **fields: Any) -> Location:
    """A place so many degrees north of here; one degree is 111 km."""
    return scene.make_location(latitude=HERE.latitude + north, longitude=HERE.longitude, **fields)


def works(location: Location, name: str, **fields: Any) -> None:
    therapist = scene.make_therapist(location, name=name, **fields)
    scene.make_offer(therapist, location)


def names(spot: Spot | None, **asked: Any) -> list[str]:
    return [each.therapist.name for each in therapists_near(spot, **asked)]


def test_nearest_come_first_and_of_those_as_near_by_name() -> None:
    far, near = place(0.3), place(0.1)
    for location, name in ((far, "Ana"), (near, "Zoe"), (near, "Ben"), (place(0.6), "Too far")):
        works(location, name)
    assert names(HERE) == ["Ben", "Zoe", "Ana"]
    assert [round(each.km or 0) for each in therapists_near(HERE)] == [11, 11, 33]


def test_without_a_point_all_come_by_name_and_no_distance_is_said() -> None:
    works(place(0.3), "Ana")
    works(place(40), "Ben")
    assert names(None) == ["Ana", "Ben"]
    assert [each.km for each in therapists_near(None)] == [None, None]


def test_a_place_just_within_reach_is_found_and_one_beyond_is_not() -> None:
    works(place(0.1), "Ana")
    assert names(HERE, km=12) == ["Ana"]
    assert names(HERE, km=11) == []


@pytest.mark.parametrize(
    ("wanted", "expected", "remark"),
    [
        (Wanted(), ["Ana", "Ben"], "nothing in particular"),
        (Wanted(technique="swedish"), ["Ana", "Ben"], "both do it"),
        (Wanted(technique="deep_tissue"), ["Ben"], "one does it"),
        (Wanted(minutes=90), ["Ben"], "for so long"),
        (Wanted(technique="swedish", minutes=90), [], "not both in one offer"),
        (Wanted(gender="male"), ["Ben"], ""),
        (Wanted(language="de"), ["Ana"], ""),
        (Wanted(language="d"), [], "a letter is no language"),
        (Wanted(gender="male", language="de"), [], "nobody is both"),
    ],
)
def test_it_finds_who_fits_every_wish(wanted: Wanted, expected: list[str], remark: str) -> None:
    location = place(0)
    works(location, "Ana", languages=["en", "de"])
    works(location, "Ben", gender="male")
    works(location, "Gone", is_active=False)
    ben = location.practice.therapists.get(name="Ben")
    scene.make_offer(ben, location, technique="deep_tissue", minutes=90)
    assert names(HERE, wanted=wanted) == expected


def test_it_lists_only_the_offers_that_are_wanted_there() -> None:
    here, elsewhere = place(0), place(0.1)
    therapist = scene.make_therapist(here)
    for location, minutes in ((here, 90), (here, 60), (elsewhere, 30)):
        scene.make_offer(therapist, location, minutes=minutes)
    found = therapists_near(HERE)
    assert [[offer.minutes for offer in each.offers] for each in found] == [[60, 90], [30]]
    found = therapists_near(HERE, wanted=Wanted(minutes=90))
    assert [[offer.minutes for offer in each.offers] for each in found] == [[90]]


def test_it_reads_only_those_that_are_shown_in_as_many_statements_however_many_there_are() -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            pairs = pairs_near(HERE)
            assert len(found_of(pairs[:2], HERE)) == min(2, len(pairs))
        return len(seen)

    location = place(0)
    works(location, "Ana")
    few = statements()
    for number in range(12):
        works(location, f"Therapist {number}")
    assert statements() == few
    assert len(pairs_near(HERE)) == 13
