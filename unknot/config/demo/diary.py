"""Fills the demo's diary: eight weeks behind, four ahead, every visit one that the client's limits allow."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.db.models import prefetch_related_objects

from unknot.booking.busy import rebuild_busy_weeks
from unknot.booking.models import Appointment, Claim
from unknot.care.models import Permit, Screening
from unknot.config.demo.fitting import Fit, Fitter
from unknot.config.demo.intake import Admitted
from unknot.directory.models import Hours, Location, Room, Therapist

WEEKS_BEHIND, WEEKS_AHEAD = 8, 4
GAP = timedelta(minutes=15)
STEP = timedelta(minutes=30)
FULL_BEHIND, FULL_SOON, FULL_LATER = 0.72, 0.6, 0.3
"""The share of times that are taken: behind, in the coming week, and after it."""
MISSED = 0.04


@dataclass
class Taken:
    """What has been given away while the diary is filled: rooms, and clients on a day."""

    rooms: dict[int, list[tuple[datetime, datetime]]] = field(default_factory=lambda: defaultdict(list))
    seen: set[tuple[int, date]] = field(default_factory=set)

    def room_for(self, rooms: list[Room], starts: datetime, ends: datetime) -> Room | None:
        for room in rooms:
            if all(until + GAP <= starts or ends + GAP <= since for since, until in self.rooms[room.pk]):
                self.rooms[room.pk].append((starts, ends))
                return room
        return None


@dataclass(frozen=True)
class Slot:
    """A time at which a therapist works, and the day it lies on at their place."""

    starts: datetime
    closes: datetime
    day: date


def fill_diary(therapists: list[Therapist], admitted: Admitted, *, now: datetime) -> None:
    """Write past visits as finished, future ones as confirmed or provisional, and rebuild the busy weeks."""
    chance, taken = Random(5), Taken()
    rooms: dict[int, list[Room]] = defaultdict(list)
    for room in Room.objects.order_by("id"):
        rooms[room.location_id].append(room)
    prefetch_related_objects(therapists, "licences", "certificates")
    fitter = Fitter(admitted, today=now.date(), now=now)
    visits = [
        visit
        for therapist in therapists
        for visit in _visits_of(therapist, rooms, fitter, taken, chance, now)
    ]
    _write(visits)
    for therapist in therapists:
        rebuild_busy_weeks(therapist.resource)
    for each in rooms.values():
        for room in each:
            rebuild_busy_weeks(room.resource)


@dataclass(frozen=True)
class Draft:
    """A visit to be written, with the screening and the permit it needs when it is still to come."""

    appointment: Appointment
    screening: Screening | None
    permit: Permit | None


def _visits_of(
    therapist: Therapist,
    rooms: dict[int, list[Room]],
    fitter: Fitter,
    taken: Taken,
    chance: Random,
    now: datetime,
) -> Iterator[Draft]:
    hours = list(therapist.hours.select_related("location"))
    licence = therapist.licences.all()[0]
    for location, slot in _days(hours, now):
        starts = slot.starts
        while starts + STEP <= slot.closes and slot.day <= licence.expires_on:
            wanted = chance.random() < _share(slot.day, now.date())
            fit = fitter.choose(therapist, location, slot.day, taken.seen, chance) if wanted else None
            ends = starts + timedelta(minutes=fit.minutes) if fit else starts
            room = taken.room_for(rooms[location.pk], starts, ends) if fit and ends <= slot.closes else None
            if fit is None or room is None:
                starts += STEP
                continue
            taken.seen.add((fit.client.pk, slot.day))
            yield _draft(therapist, location, room, fit, starts, ends, slot.day, fitter, chance, now)
            starts = ends + GAP


def _share(day: date, today: date) -> float:
    if day < today:
        return FULL_BEHIND
    return FULL_SOON if (day - today).days < 7 else FULL_LATER


def _days(hours: list[Hours], now: datetime) -> Iterator[tuple[Location, Slot]]:
    first = now.date() - timedelta(weeks=WEEKS_BEHIND)
    for number in range((WEEKS_BEHIND + WEEKS_AHEAD) * 7):
        day = first + timedelta(days=number)
        for each in hours:
            if each.weekday == day.weekday():
                zone = ZoneInfo(each.location.time_zone)
                opens = datetime.combine(day, each.begins, tzinfo=zone).astimezone(UTC)
                closes = datetime.combine(day, each.ends, tzinfo=zone).astimezone(UTC)
                yield each.location, Slot(opens, closes, day)


def _draft(
    therapist: Therapist,
    location: Location,
    room: Room,
    fit: Fit,
    starts: datetime,
    ends: datetime,
    day: date,
    fitter: Fitter,
    chance: Random,
    now: datetime,
) -> Draft:
    state, screening, permit = _state(fit, starts, ends, day, fitter, chance, now)
    appointment = Appointment(
        practice=therapist.practice, client=fit.client, therapist=therapist, room=room, location=location,
        state=state, technique=fit.technique, minutes=fit.minutes, starts_at=starts, ends_at=ends,
        shape=fit.shape, hands_on_minutes=fit.hands_on_minutes, weighted_minutes=fit.weighted_minutes,
        price_cents=fit.price_cents, currency=therapist.practice.currency,
        request_key=f"demo-{therapist.pk}-{starts:%Y%m%d%H%M}", booked_at=now,
        lapses_at=max(starts - timedelta(hours=24), now + timedelta(hours=6))
        if state == Appointment.State.PROVISIONAL
        else None,
        started_at=starts if state == Appointment.State.FINISHED else None,
        finished_at=ends if state == Appointment.State.FINISHED else None,
    )  # fmt: skip
    return Draft(appointment, screening, permit)


def _state(
    fit: Fit, starts: datetime, ends: datetime, day: date, fitter: Fitter, chance: Random, now: datetime
) -> tuple[str, Screening | None, Permit | None]:
    if ends <= now:
        if chance.random() < MISSED:
            return Appointment.State.MISSED, None, None
        return Appointment.State.FINISHED, fitter.paper_behind(fit), None
    screening, permit = fitter.papers(fit, day, starts, ends)
    return (Appointment.State.CONFIRMED if permit else Appointment.State.PROVISIONAL), screening, permit


def _write(drafts: list[Draft]) -> None:
    # One screening stands behind all past visits of a client.
    screenings = {id(each.screening): each.screening for each in drafts if each.screening}
    Screening.objects.bulk_create(screenings.values(), batch_size=500)
    Permit.objects.bulk_create([each.permit for each in drafts if each.permit], batch_size=500)
    for each in drafts:
        each.appointment.screening, each.appointment.permit = each.screening, each.permit
    written = Appointment.objects.bulk_create([each.appointment for each in drafts], batch_size=500)
    Claim.objects.bulk_create(claims_of(written), batch_size=500)


def claims_of(visits: Iterable[Appointment]) -> list[Claim]:
    """What they take, not written yet: therapist and room, of all but those that were missed."""
    return [
        Claim(resource_id=resource, appointment=visit, from_at=visit.starts_at, until_at=visit.ends_at)
        for visit in visits
        if visit.state != Appointment.State.MISSED
        for resource in (visit.therapist.resource_id, visit.room.resource_id)
    ]
