"""A practice with therapists, rooms, hours and offers, made as small as a test needs it."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from unknot.accounts.models import Practice
from unknot.audit.actions import SYSTEM
from unknot.booking.models import Appointment
from unknot.care.knowledge import knowledge_of
from unknot.care.models import Permit, Screening
from unknot.clients.models import Client
from unknot.directory.models import Hours, Licence, Location, Offer, Resource, Room, Therapist
from unknot.intake.models import Sheet

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MONDAY = date(2026, 11, 30)
SYSTEM_ACTOR = SYSTEM
_number = count(1)


def make_practice(**fields: Any) -> Practice:
    return Practice.objects.create(
        **{"name": "Quiet Hands", "slug": f"practice-{next(_number)}", "horizon_days": 90} | fields
    )


def make_location(practice: Practice | None = None, *, rooms: int = 1, **fields: Any) -> Location:
    practice = practice or make_practice()
    location = Location.objects.create(
        **{
            "practice": practice,
            "name": "Elm Street",
            "slug": f"place-{next(_number)}",
            "address": "1 Elm Street",
            "town": "Ithaca",
            "jurisdiction": "US-NY",
            "postal_code": "14850",
            "latitude": 42.44,
            "longitude": -76.50,
            "time_zone": "America/New_York",
        }
        | fields
    )
    for n in range(rooms):
        make_room(location, name=f"Room {n + 1}")
    return location


def make_room(location: Location, **fields: Any) -> Room:
    resource = Resource.objects.create(practice=location.practice, kind=Resource.Kind.ROOM)
    return Room.objects.create(location=location, resource=resource, **fields)


def make_therapist(location: Location, *, licensed: bool = True, **fields: Any) -> Therapist:
    """A licensed therapist without hours."""
    resource = Resource.objects.create(practice=location.practice, kind=Resource.Kind.THERAPIST)
    n = next(_number)
    therapist = Therapist.objects.create(
        **{
            "practice": location.practice,
            "resource": resource,
            "name": f"Therapist {n}",
            "slug": f"therapist-{n}",
            "gender": "female",
            "languages": ["en"],
            "hard_day_minutes": 1440,
            "hard_week_minutes": 10080,
        }
        | fields
    )
    if licensed:
        make_licence(therapist, jurisdiction=location.jurisdiction)
    return therapist


def make_licence(therapist: Therapist, **fields: Any) -> Licence:
    return Licence.objects.create(
        **{
            "therapist": therapist,
            "jurisdiction": "US-NY",
            "body": "State board",
            "number": "1",
            "valid_from": date(2020, 1, 1),
            "expires_on": date(2030, 12, 31),
        }
        | fields
    )


def make_hours(
    therapist: Therapist,
    location: Location,
    *,
    begins: time = time(9),
    ends: time = time(17),
    weekdays: range | tuple[int, ...] = range(7),
    **fields: Any,
) -> None:
    Hours.objects.bulk_create(
        Hours(therapist=therapist, location=location, weekday=day, begins=begins, ends=ends, **fields)
        for day in weekdays
    )


def make_offer(therapist: Therapist, location: Location, **fields: Any) -> Offer:
    return Offer.objects.create(
        **{
            "therapist": therapist,
            "location": location,
            "technique": "swedish",
            "minutes": 60,
            "price_cents": 9000,
        }
        | fields
    )


def make_working_therapist(location: Location, **fields: Any) -> Therapist:
    """A licensed therapist, at work every day from 9 to 17, who offers an hour of Swedish massage."""
    therapist = make_therapist(location, **fields)
    make_hours(therapist, location)
    make_offer(therapist, location)
    return therapist


def make_client(practice: Practice, **fields: Any) -> Client:
    return Client.objects.create(
        **{"practice": practice, "name": f"Client {next(_number)}", "made_at": NOW} | fields
    )


OPEN_LIMITS: dict[str, Any] = {
    "pressure_max": 5,
    "regional_pressure_max": {},
    "exclude_techniques": [],
    "regional_exclude_techniques": {},
    "avoid_regions": [],
    "exclude_positions": [],
    "prefer_positions": [],
    "exclude_lubricants": [],
    "session_max_minutes": None,
    "require_qualifications": [],
    "not_before": None,
}


def make_screening(
    client: Client,
    *,
    on: date,
    decision: str = "proceed",
    complete: bool = True,
    urgency: str = "none",
    **limits: Any,
) -> Screening:
    """A screening as it is kept, without running one."""
    sheet, _ = Sheet.objects.get_or_create(
        client=client, defaults={"practice": client.practice, "made_at": NOW}
    )
    return Screening.objects.create(
        sheet=sheet,
        practice=client.practice,
        on=on,
        made_at=NOW,
        knowledge_version=knowledge_of(client.practice).version,
        decision=decision,
        urgency=urgency,
        complete=complete,
        result={
            "decision": decision,
            "urgency": urgency,
            "complete": complete,
            "limits": OPEN_LIMITS | limits,
        },
    )


def make_permit(client: Client, *, starts_at: datetime, minutes: int = 60, **fields: Any) -> Permit:
    return Permit.objects.create(
        **{
            "client": client,
            "screening": make_screening(client, on=starts_at.date()),
            "valid_from": starts_at,
            "valid_until": starts_at + timedelta(minutes=minutes),
            "most_minutes": minutes,
            "made_at": NOW,
        }
        | fields
    )


def appointment_of(
    client: Client,
    therapist: Therapist,
    location: Location,
    *,
    starts_at: datetime,
    minutes: int = 60,
    **fields: Any,
) -> Appointment:
    """A visit that is not saved."""
    return Appointment(
        **{
            "practice": client.practice,
            "client": client,
            "therapist": therapist,
            "room": location.rooms.first(),
            "location": location,
            "state": Appointment.State.PROVISIONAL,
            "technique": "swedish",
            "minutes": minutes,
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(minutes=minutes),
            "price_cents": 9000,
            "currency": "USD",
            "request_key": f"key-{next(_number)}",
            "booked_at": NOW,
        }
        | fields
    )
