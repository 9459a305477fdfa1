"""Fills an empty installation with a whole town: 2,000 therapists of 40 practices, and 300,000 visits behind and ahead.

For trying how the product behaves when it is full. The people have no health answers; the small demo has.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random

from django.db import transaction

from unknot.accounts.models import Membership, Practice, Role, User
from unknot.config.demo import staff
from unknot.config.demo.town_diary import Diary, write_visits
from unknot.config.demo.town_people import Hired, admit, hire
from unknot.config.demo.town_places import PRACTICES, ROOMS, STREETS, TOWNS, Town
from unknot.directory.models import Location, Resource, Room

SEED = 17


@dataclass(frozen=True)
class Size:
    """How much of a town. The visits of a therapist fit in three months of four days a week."""

    towns: int = len(TOWNS)
    practices_a_town: int = 2
    places_a_practice: int = 5
    rooms_a_place: int = 6
    therapists_a_place: int = 10
    clients_a_therapist: int = 20
    visits_a_therapist: int = 150

    @property
    def therapists(self) -> int:
        """How many therapists there will be."""
        return self.towns * self.practices_a_town * self.places_a_practice * self.therapists_a_place

    @property
    def visits(self) -> int:
        """How many visits there will be."""
        return self.therapists * self.visits_a_therapist


@transaction.atomic
def fill_town(size: Size, *, now: datetime, written: Callable[[int], object]) -> None:
    """The same town for the same moment, every time. Calls `written` with the number of visits after each place.

    Whoever interrupts it finds the installation as empty as it was.
    """
    chance, first = Random(SEED), True
    for town in TOWNS[: size.towns]:
        for number in range(size.practices_a_town):
            practice = _open_practice(town, number)
            for place in range(size.places_a_practice):
                location = _open_place(practice, town, place, chance)
                hired = _fill_place(location, size, now=now, chance=chance, written=written)
                if first:
                    _let_sign_in(practice, hired[0])
                    first = False


def _open_practice(town: Town, number: int) -> Practice:
    # Two practices stand side by side in the list of names, so those of one town never share one.
    name = PRACTICES[(2 * TOWNS.index(town) + number) % len(PRACTICES)]
    slug = f"{town.name}-{number + 1}".lower().replace(" ", "-")
    return Practice.objects.create(
        name=name, slug=slug, phone=f"({town.area_code}) 555-01{number:02d}", is_demo=True
    )


def _open_place(practice: Practice, town: Town, number: int, chance: Random) -> Location:
    street = STREETS[number % len(STREETS)]
    north, east = (chance.uniform(-0.06, 0.06) for _ in range(2))
    return Location.objects.create(
        practice=practice, slug=f"{practice.slug}-{number + 1}", name=f"{practice.name} {street}",
        address=f"{chance.randint(2, 480)} {street}", town=town.name, jurisdiction=town.jurisdiction,
        postal_code=town.postal_code, latitude=round(town.point[0] + north, 5), longitude=round(town.point[1] + east, 5),
        time_zone=town.time_zone, phone=practice.phone, lubricants=staff.LUBRICANTS,
    )  # fmt: skip


def _fill_place(
    location: Location, size: Size, *, now: datetime, chance: Random, written: Callable[[int], object]
) -> list[Hired]:
    hired = hire(location, size.therapists_a_place, today=now.date(), chance=chance)
    clients = admit(location, len(hired) * size.clients_a_therapist, now=now, chance=chance)
    diary = Diary(location, _furnish(location, size.rooms_a_place), now, chance)
    visits = [
        visit
        for number, each in enumerate(hired)
        # Each client has one therapist, so nobody is ever in two places at once.
        for visit in diary.visits_of(each, clients[number :: len(hired)], size.visits_a_therapist)
    ]
    written(write_visits(visits))
    return hired


def _furnish(location: Location, count: int) -> list[Room]:
    resources = Resource.objects.bulk_create(
        Resource(practice=location.practice, kind=Resource.Kind.ROOM) for _ in range(count)
    )
    return Room.objects.bulk_create(
        Room(location=location, resource=resource, name=ROOMS[number % len(ROOMS)])
        for number, resource in enumerate(resources)
    )


def _let_sign_in(practice: Practice, hired: Hired) -> None:
    """Somebody of each role at the first practice."""
    people = (
        (Role.OWNER, "Ines Moreau"),
        (Role.DESK, "Bea Lindqvist"),
        (Role.THERAPIST, hired.therapist.name),
    )
    for role, name in people:
        user = User.objects.create_user(f"{role}@town.example", staff.PASSWORD, name=name, is_demo=True)
        Membership.objects.create(user=user, practice=practice, role=role)
    hired.therapist.user = user
    hired.therapist.save(update_fields=["user"])
