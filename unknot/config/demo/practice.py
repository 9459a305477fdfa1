"""Fills an empty installation with the demo practice: places, people who work there, clients and visits."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from unknot.accounts.models import Membership, Practice, Role, User
from unknot.clients.models import Client
from unknot.config.demo import staff
from unknot.config.demo.clients import people
from unknot.config.demo.diary import fill_diary
from unknot.config.demo.intake import admit
from unknot.config.demo.notes import fill_notes
from unknot.config.demo.outcomes import fill_outcomes
from unknot.config.demo.reviews import fill_reviews
from unknot.directory.models import Certificate, Hours, Licence, Location, Offer, Resource, Room, Therapist
from unknot.visits.after.keeping import make_own_link
from unknot.visits.models import DoneAtHome

CLIENTS = 200


def fill_when_empty(*, say: Callable[[str], None]) -> None:
    """Make the demo practice unless the installation already has a practice."""
    if Practice.objects.exists():
        return
    say("Filling the demo practice (once) ...")
    with transaction.atomic():
        fill(now=timezone.now())


def demo_people() -> list[tuple[str, str]]:
    """Who may sign in, and as what."""
    people_of_demo = Membership.objects.filter(user__is_demo=True).select_related("user").order_by("user_id")
    return [
        (each.user.email, f"{each.user.name}, {each.get_role_display().lower()}") for each in people_of_demo
    ]


def demo_own_page() -> tuple[str, str]:
    """The way to the own page of one demo client, by a new link, and the birth date that opens it; none without."""
    at_home = DoneAtHome.objects.filter(client__practice__is_demo=True).values("client_id")
    busiest = at_home.annotate(days=Count("id")).order_by("-days", "client_id").first()
    if busiest is None:
        return "", ""
    client = Client.objects.select_related("practice").get(pk=busiest["client_id"])
    token = make_own_link(client, now=timezone.now())
    return reverse("own:page", args=[token]), f"{client.name}, born {client.born_on}"


def fill(*, now: datetime) -> Practice:
    """The same practice for the same day, every time."""
    practice = Practice.objects.create(**staff.PRACTICE, is_demo=True)
    places = {place.slug: _open_place(practice, place) for place in staff.PLACES}
    therapists = [_hire(practice, places[each.place], each, today=now.date()) for each in staff.THERAPISTS]
    _let_sign_in(practice, {therapist.name: therapist for therapist in therapists})
    clients = admit(practice, list(people(CLIENTS, today=now.date())), now=now)
    fill_diary(therapists, clients, now=now)
    owner = Membership.objects.select_related("user").get(practice=practice, role=Role.OWNER).user
    fill_reviews(owner=owner, now=now)
    fill_notes(now=now)
    fill_outcomes(now=now)
    return practice


def _open_place(practice: Practice, place: staff.Place) -> Location:
    location = Location.objects.create(
        practice=practice, slug=place.slug, name=place.name, address=place.address, town=place.town,
        jurisdiction=place.jurisdiction, postal_code=place.postal_code, latitude=place.point[0],
        longitude=place.point[1], time_zone=place.time_zone, phone=place.phone, lubricants=staff.LUBRICANTS,
    )  # fmt: skip
    for name in place.rooms:
        resource = Resource.objects.create(practice=practice, kind=Resource.Kind.ROOM)
        Room.objects.create(location=location, resource=resource, name=name)
    return location


def _hire(practice: Practice, location: Location, each: staff.Colleague, *, today: date) -> Therapist:
    resource = Resource.objects.create(practice=practice, kind=Resource.Kind.THERAPIST)
    therapist = Therapist.objects.create(
        practice=practice, resource=resource, slug=each.slug, name=each.name, gender=each.gender,
        languages=list(each.languages), specialties=list(each.specialties), about=each.about,
        pressure_ceiling=each.pressure_ceiling,
    )  # fmt: skip
    _give_papers(therapist, location, each, today=today)
    _give_hours(therapist, location, each)
    _give_offers(therapist, location, each)
    return therapist


def _give_papers(therapist: Therapist, location: Location, each: staff.Colleague, *, today: date) -> None:
    Licence.objects.create(
        therapist=therapist, jurisdiction=location.jurisdiction, body=staff.LICENSING[location.jurisdiction],
        number=f"LMT-{10_000 + therapist.pk * 137}", valid_from=today - timedelta(days=900),
        expires_on=today + timedelta(days=each.licence_days),
    )  # fmt: skip
    for qualification in each.certificates:
        Certificate.objects.create(
            therapist=therapist, qualification=qualification, body="Certificate shown to the practice",
            number=f"C-{therapist.pk:03d}-{slugify(qualification)[:6].upper()}",
            valid_from=today - timedelta(days=700), expires_on=today + timedelta(days=each.certificate_days),
        )  # fmt: skip


def _give_hours(therapist: Therapist, location: Location, each: staff.Colleague) -> None:
    begins, ends = (time.fromisoformat(at) for at in each.hours)
    Hours.objects.bulk_create(
        Hours(therapist=therapist, location=location, weekday=int(digit), begins=begins, ends=ends)
        for digit in each.weekdays
    )


def _give_offers(therapist: Therapist, location: Location, each: staff.Colleague) -> None:
    Offer.objects.bulk_create(
        Offer(therapist=therapist, location=location, technique=technique, minutes=minutes,
              price_cents=_price(each.rate, technique, minutes))
        for technique in each.techniques
        for minutes in staff.LENGTHS[technique]
    )  # fmt: skip


def _price(rate: int, technique: str, minutes: int) -> int:
    """Whole dollars: short visits cost a little more by the minute, as the room is turned over as often."""
    by_the_minute = rate * staff.PREMIUM.get(technique, 1.0) * minutes / 60
    return round((by_the_minute + (60 - min(minutes, 60)) * 30) / 500) * 500


def _let_sign_in(practice: Practice, therapists: dict[str, Therapist]) -> None:
    """Those of PEOPLE sign in; the other therapists only have a name under their notes."""
    signing_in = {name for _, name, _ in staff.PEOPLE}
    others = [each for each in staff.THERAPISTS if each.name not in signing_in]
    silent = [(f"{each.slug}@demo.example", each.name, Role.THERAPIST, None) for each in others]
    for email, name, role, password in [*((*each, staff.PASSWORD) for each in staff.PEOPLE), *silent]:
        user = User.objects.create_user(email, password, name=name, is_demo=password is not None)
        Membership.objects.create(user=user, practice=practice, role=role)
        if name in therapists:
            Therapist.objects.filter(pk=therapists[name].pk).update(user=user)
    for each in staff.THERAPISTS:
        if each.supervisor:
            teacher = User.objects.get(therapist=therapists[each.supervisor])
            Therapist.objects.filter(pk=therapists[each.name].pk).update(supervisor=teacher)
