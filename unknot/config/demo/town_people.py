"""The people of the town-scale demo: therapists with papers, hours and prices, and the clients each of them sees."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

from unknot.clients.models import Client
from unknot.config.demo import staff
from unknot.config.demo.clients import FIRST, LAST
from unknot.directory.models import Certificate, Hours, Licence, Location, Offer, Resource, Therapist

LANGUAGES = ("es", "fr", "zh", "ar", "ko", "pt", "de", "pl")
GOALS = (
    "chronic_low_back",
    "chronic_neck_pain",
    "anxiety_stress",
    "wellness",
    "doms_post_event",
    "restful_sleep",
)
CERTIFICATES = ("prenatal", "oncology", "deep_tissue_ce", "sports_ce", "neuromuscular_ce", "lymphatic")
DAYS_A_WEEK = 4
FIRST_SLOT, SLOT_MINUTES, SLOTS_A_SHIFT = time(9, 0), 75, 6
LATE_BY = 2
"""The late shift begins this many slots after the early one. All slots lie on one grid, so rooms can be counted."""
LASTS = LAST.split()


class Hired(NamedTuple):
    """A therapist, with what the diary needs to know of their week."""

    therapist: Therapist
    weekdays: frozenset[int]
    slots: range


def slot_begins(slot: int) -> time:
    """What the clock on the wall shows when a slot begins."""
    return (datetime.combine(date.min, FIRST_SLOT) + timedelta(minutes=SLOT_MINUTES * slot)).time()


def hire(location: Location, count: int, *, today: date, chance: Random) -> list[Hired]:
    """`count` therapists of one place, with licence, certificate, hours and prices."""
    resources = Resource.objects.bulk_create(
        Resource(practice=location.practice, kind=Resource.Kind.THERAPIST) for _ in range(count)
    )
    therapists = Therapist.objects.bulk_create(
        _therapist(location, resource, number, chance) for number, resource in enumerate(resources)
    )
    hired = [
        Hired(therapist, _weekdays(number), _slots(number)) for number, therapist in enumerate(therapists)
    ]
    _give_papers(location, therapists, today=today, chance=chance)
    _give_hours(location, hired)
    _give_offers(location, therapists, chance)
    return hired


def _therapist(location: Location, resource: Resource, number: int, chance: Random) -> Therapist:
    gender = chance.choices(("female", "male", "other"), (70, 27, 3))[0]
    return Therapist(
        practice=location.practice, resource=resource, slug=f"{location.slug}-{number + 1}", name=_name(gender, chance),
        gender=gender, languages=["en", *chance.sample(LANGUAGES, chance.randrange(3))],
        specialties=chance.sample(GOALS, 2), about="Invented, like everybody in this town.",
        pressure_ceiling=chance.choice((3, 4, 5, 5)),
    )  # fmt: skip


def _name(sex: str, chance: Random) -> str:
    return f"{chance.choice(FIRST[sex].split())} {chance.choice(LASTS)}"


def _weekdays(number: int) -> frozenset[int]:
    return frozenset((number + day) % 7 for day in range(DAYS_A_WEEK))


def _slots(number: int) -> range:
    first = LATE_BY * (number % 2)
    return range(first, first + SLOTS_A_SHIFT)


def _give_papers(location: Location, therapists: list[Therapist], *, today: date, chance: Random) -> None:
    Licence.objects.bulk_create(
        Licence(therapist=each, jurisdiction=location.jurisdiction, body=f"Demo register of {location.jurisdiction}",
                number=f"LMT-{each.pk:06d}", valid_from=today - timedelta(days=900),
                expires_on=today + timedelta(days=chance.randint(120, 700)))
        for each in therapists
    )  # fmt: skip
    Certificate.objects.bulk_create(
        Certificate(therapist=each, qualification=chance.choice(CERTIFICATES), body="Certificate shown to the practice",
                    valid_from=today - timedelta(days=700), expires_on=today + timedelta(days=400))
        for each in therapists
    )  # fmt: skip


def _give_hours(location: Location, hired: list[Hired]) -> None:
    Hours.objects.bulk_create(
        Hours(therapist=each.therapist, location=location, weekday=weekday,
              begins=slot_begins(each.slots.start), ends=slot_begins(each.slots.stop))
        for each in hired
        for weekday in sorted(each.weekdays)
    )  # fmt: skip


def _give_offers(location: Location, therapists: list[Therapist], chance: Random) -> None:
    rates = [chance.randrange(8000, 14001, 500) for _ in therapists]
    Offer.objects.bulk_create(
        Offer(therapist=each, location=location, technique=technique, minutes=minutes,
              price_cents=rate * minutes // 60)
        for each, rate in zip(therapists, rates, strict=True)
        for technique in staff.BODY
        for minutes in staff.LENGTHS[technique]
    )  # fmt: skip


def admit(location: Location, count: int, *, now: datetime, chance: Random) -> list[Client]:
    """`count` clients who come to one place."""
    sexes = [chance.choice(("female", "male")) for _ in range(count)]
    names = [_name(sex, chance) for sex in sexes]
    return Client.objects.bulk_create(
        (Client(practice=location.practice, name=name, sex=sex, phone="(555) 555-0100",
                email=f"{name.replace(' ', '.')}.{location.pk}.{number}@people.example".lower(),
                born_on=now.date() - timedelta(days=chance.randint(20 * 365, 75 * 365)), made_at=now)
         for number, (name, sex) in enumerate(zip(names, sexes, strict=True))),
        batch_size=500,
    )  # fmt: skip
