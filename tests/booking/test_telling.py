"""What a client's calendar is told: the same event, with a higher number after each change, and gone when it is."""

from datetime import datetime, timedelta

import pytest
from icalendar import Calendar, Event

from tests.booking import scene
from unknot.booking.actions import book_visit, cancel_visit, lapse_visits, move_visit
from unknot.booking.models import Appointment
from unknot.booking.telling import calendar_file
from unknot.correspondence.models import Message

pytestmark = pytest.mark.django_db
TEN = datetime.fromisoformat("2026-11-30T15:00:00+00:00")


def a_visit(**fields: object) -> Appointment:
    location = scene.make_location()
    client = scene.make_client(location.practice, **fields)
    return book_visit(
        client=client, therapist=scene.make_working_therapist(location), location=location, technique="swedish",
        minutes=60, starts_at=TEN, shape={}, request_key="once", by=scene.SYSTEM_ACTOR, now=scene.NOW,
    )  # fmt: skip


def event_of(text: str) -> Event:
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    return event


def test_each_change_has_a_higher_number_and_the_same_name() -> None:
    visit = a_visit()
    told = [event_of(calendar_file(visit, now=scene.NOW))]
    visit = move_visit(visit, starts_at=TEN + timedelta(hours=2), by=scene.SYSTEM_ACTOR, now=scene.NOW)
    told.append(event_of(calendar_file(visit, now=scene.NOW)))
    visit = cancel_visit(visit, by=scene.SYSTEM_ACTOR, now=scene.NOW)
    told.append(event_of(calendar_file(visit, now=scene.NOW)))
    assert [int(each["SEQUENCE"]) for each in told] == [0, 1, 2]
    assert [str(each["STATUS"]) for each in told] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert len({str(each["UID"]) for each in told}) == 1
    assert told[1]["DTSTART"].dt == TEN + timedelta(hours=2)


def test_cancelling_twice_changes_it_once() -> None:
    visit = a_visit()
    for _ in range(2):
        visit = cancel_visit(visit, by=scene.SYSTEM_ACTOR, now=scene.NOW)
    assert visit.changes == 1


def test_whoever_loses_a_time_because_nothing_was_settled_is_told() -> None:
    visit = a_visit(email="ada@example.org")
    assert visit.lapses_at is not None
    lapse_visits(visit.lapses_at + timedelta(minutes=1))
    message = Message.objects.get(kind="lapsed")
    assert message.to == "ada@example.org"
    assert "given away" in message.body
    assert str(event_of(message.calendar)["STATUS"]) == "CANCELLED"
