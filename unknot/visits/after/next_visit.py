"""The next visit, proposed by the dose: why then, three free times like the last one, and one tap that takes one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from unknot.accounts.models import Link
from unknot.audit.actions import Actor
from unknot.booking.actions import book_visit
from unknot.booking.availability import free_starts
from unknot.booking.errors import ClientBusy
from unknot.booking.models import Appointment
from unknot.booking.own_link import address_of, make_visit_link
from unknot.booking.states import AHEAD
from unknot.booking.telling import tell_booked
from unknot.care.actions import screen_sheet
from unknot.care.planning import plan_for
from unknot.care.shapes import kept_shape
from unknot.clients.models import Client
from unknot.clinical.next_visit import NextVisit, next_visit_window
from unknot.clinical.plan import NoPlan
from unknot.clinical.progress import Kind
from unknot.directory.models import Offer
from unknot.directory.saying_times import local, moment_words
from unknot.intake.actions import client_sheet
from unknot.visits.measuring.course import Followed, followed, signs_after, signs_unseen
from unknot.visits.models import ReviewHeld
from unknot.visits.queries import local_day

TIMES = 3
A_WEEK = timedelta(days=7)
NO_LONGER = "Your therapist does not offer this visit any more. Choose another with “Book another visit”."
FULL = "In those days nothing is free with your therapist."
PASSED = "Those days have passed; these are the next free times."


@dataclass(frozen=True)
class FreeTime:
    """One time to take: what the button says, and what it sends."""

    starts_at: datetime
    words: str


@dataclass(frozen=True)
class Proposed:
    """What is said of the next visit, and the times that may be taken; `ahead` is one that is booked already."""

    after: Appointment
    words: tuple[str, ...]
    times: tuple[FreeTime, ...] = ()
    price_cents: int = 0
    ahead: Appointment | None = None


def ahead_of(client: Client, *, now: datetime) -> Appointment | None:
    """The next visit of a client that is booked already."""
    visits = Appointment.objects.filter(client=client, state__in=AHEAD, starts_at__gt=now)
    return visits.select_related("location", "therapist", "practice").order_by("starts_at").first()


def propose(visit: Appointment, *, now: datetime) -> Proposed | None:
    """What to say and offer after a finished visit; None where there is no dose to go by."""
    if ahead := ahead_of(visit.client, now=now):
        return Proposed(visit, (), ahead=ahead)
    course = followed(visit, on=local(now, visit.location).date())
    return proposed_by(course, now=now) if course else None


def proposed_by(course: Followed, *, now: datetime) -> Proposed:
    """What follows after the visit of a course as it stands today, where no other is booked."""
    visit = course.visit
    verdict = course.verdict(signs=signs_after(visit))
    held = ReviewHeld.objects.filter(visit=visit).first()
    # What whoever treats decided stands before what was computed, but not before a sign that came after it.
    kind = Kind(held.followed) if held and not signs_unseen(visit.client) else verdict.kind
    last_on, dose = local_day(visit), course.course.dose
    window = next_visit_window(dose, last_on=last_on, verdict=kind, tapered=verdict.tapered)
    return offered(visit, window, today=course.on, now=now)


def offered(visit: Appointment, window: NextVisit, *, today: date, now: datetime) -> Proposed:
    """The words, with times where there are days to offer any in."""
    if window.earliest is None or window.latest is None:
        return Proposed(visit, window.words)
    offer = Offer.objects.filter(
        therapist=visit.therapist, location=visit.location, technique=visit.technique, minutes=visit.minutes,
        therapist__is_active=True,
    ).first()  # fmt: skip
    if offer is None:
        return Proposed(visit, (*window.words, NO_LONGER))
    passed = window.latest < today
    begin = max(window.earliest, today)
    times = like_the_last(visit, begin, today + A_WEEK if passed else window.latest, now=now)
    more = (PASSED,) if passed else () if times else (FULL,)
    return Proposed(visit, (*window.words, *more), times, offer.price_cents)


def like_the_last(visit: Appointment, begin: date, end: date, *, now: datetime) -> tuple[FreeTime, ...]:
    """Up to three free times on different days, those like the last visit's weekday and hour first, in order."""
    free = free_starts(
        visit.therapist, visit.location, minutes=visit.minutes, from_day=begin, until_day=end, now=now
    )
    last = local(visit.starts_at, visit.location)
    by_day: dict[date, list[datetime]] = {}
    for each in free.times(begin, end):
        here = local(each, visit.location)
        by_day.setdefault(here.date(), []).append(here)
    nearest = [min(times, key=lambda each: _minutes_apart(each, last)) for times in by_day.values()]
    nearest.sort(key=lambda each: (each.weekday() != last.weekday(), each))
    return tuple(_in_order(nearest[:TIMES], visit))


def _minutes_apart(one: datetime, other: datetime) -> int:
    return abs((one.hour - other.hour) * 60 + one.minute - other.minute)


def _in_order(times: Iterable[datetime], visit: Appointment) -> Iterable[FreeTime]:
    return (FreeTime(each, moment_words(each, visit.location)) for each in sorted(times))


def may_take(visit: Appointment, *, now: datetime) -> bool:
    """Whether a time may still be taken: a page that stayed open may offer what nobody proposes any more."""
    found = propose(visit, now=now)
    return found is not None and bool(found.times or found.ahead)


@transaction.atomic
def take_next(
    visit: Appointment,
    *,
    starts_at: datetime,
    price_cents: int,
    link: Link,
    site: str,
    by: Actor,
    now: datetime,
) -> str:
    """Book the same visit again at another time, once, however often it is sent; the token of the new visit's link.

    Raises a BookingError that says what is in the way.
    """
    key = f"next-{link.pk}-{starts_at.timestamp():.0f}"
    # Two taps at once wait for each other here, so that the second finds what the first has booked.
    client = Client.objects.select_for_update().get(pk=visit.client_id)
    if booked := Appointment.objects.filter(request_key=key, client=client).first():
        return make_visit_link(booked, now=now)
    if ahead_of(client, now=now):
        raise ClientBusy("Your next visit is booked already.")
    booked = _book(visit, starts_at, key=key, price_cents=price_cents, by=by, now=now)
    token = make_visit_link(booked, now=now)
    tell_booked(booked, address=address_of(token, site=site), now=now)
    return token


def _book(
    visit: Appointment, starts_at: datetime, *, key: str, price_cents: int, by: Actor, now: datetime
) -> Appointment:
    """Under the client's own answers as they stand; the plan is that of the new day."""
    day = local(starts_at, visit.location).date()
    screening = screen_sheet(client_sheet(visit.client, now=now), on=day, by=by, now=now)
    plan = plan_for(
        screening, stock=visit.location.lubricants, techniques=[visit.technique], minutes=visit.minutes
    )
    return book_visit(
        client=visit.client, therapist=visit.therapist, location=visit.location, technique=visit.technique,
        minutes=visit.minutes, starts_at=starts_at, request_key=key, screening=screening,
        shape=visit.shape if isinstance(plan, NoPlan) else kept_shape(plan), price_cents=price_cents, by=by, now=now,
    )  # fmt: skip
