"""The demo as it stands after filling: notes that hold, and courses that go as courses do."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db.models import Count
from django.test import Client as Browser

from tests.config.commanding import Command
from tests.undone import undone
from unknot.accounts.models import Practice
from unknot.booking.models import Appointment
from unknot.clients.models import Client
from unknot.clinical.progress import Kind
from unknot.config.demo.outcomes import ENOUGH_VISITS
from unknot.config.demo.practice import demo_own_page, fill
from unknot.correspondence.models import Message
from unknot.visits.after.checking_in import ask_for_reviews
from unknot.visits.measuring.course import followed
from unknot.visits.models import Aftercare, Alarm, Amendment, CheckIn, DoneAtHome, Measured, Note, Phrase
from unknot.visits.notes.beyond import beyond_the_limits, limits_at
from unknot.visits.notes.known import marks_of

NOW = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[Practice]:
    with django_db_blocker.unblock(), undone(), time_machine.travel(NOW, tick=False):
        yield fill(now=NOW)


@pytest.fixture
def filled(demo: Practice) -> Iterator[Practice]:
    with undone():
        yield demo


def test_the_demo_has_a_history_that_holds(filled: Practice, command: Command) -> None:
    finished = Appointment.objects.filter(practice=filled, state=Appointment.State.FINISHED)
    assert Note.objects.count() == finished.count() > 1000
    ended = command("audit", "verify")
    assert (ended.status, ended.out.split(": ")[-1]) == (0, "all as they should be.\n")
    assert Amendment.objects.exists()
    check_left_to_sign()
    check_repeat_visits()
    check_within_limits()
    assert Phrase.objects.filter(user__email="maya@demo.example").exists()


def check_left_to_sign() -> None:
    """The supervisor who may sign in has something waiting; everybody's drafts are of the last days."""
    waiting = Note.objects.filter(state=Note.State.WAITING)
    assert {note.supervisor.email for note in waiting if note.supervisor} == {"maya@demo.example"}
    drafts = Note.objects.filter(state=Note.State.DRAFT)
    assert drafts.filter(author__email="maya@demo.example").exists()
    assert min(drafts.values_list("begun_at", flat=True)).date() >= datetime(2026, 11, 29, tzinfo=UTC).date()


def check_repeat_visits() -> None:
    """Somebody comes again to whom marks of an earlier visit can be shown."""
    again = Client.objects.annotate(notes=Count("appointments__notes")).filter(notes__gte=3)
    assert again.count() > 100
    first = Note.objects.filter(visit__client=again[0]).order_by("visit__starts_at")[0]
    assert marks_of(first.content)


def check_within_limits() -> None:
    notes: Any = Note.objects.select_related(
        "visit__screening", "visit__practice", "visit__location"
    ).order_by("id")
    beyond = [
        note.pk for note in notes[::25] if beyond_the_limits(note.content, limits_at(note.visit), note.visit)
    ]
    assert beyond == []


def test_the_demo_shows_how_courses_go(filled: Practice) -> None:
    check_courses()
    check_nothing_lies_ahead()
    check_nobody_is_flooded()
    check_own_page()


def check_courses() -> None:
    alarm = Alarm.objects.filter(code="pain_nrs").get()
    assert followed(newest(alarm.client_id)).verdict().kind is Kind.REFER  # type: ignore[union-attr]
    changes = Counter(change_of(client) for client in measured_often())
    assert changes["worse"] == changes["same"] == 1
    assert changes["better"] > 20


def newest(client_id: int) -> Appointment:
    done = Appointment.objects.filter(client_id=client_id, state=Appointment.State.FINISHED)
    return done.select_related("client", "location", "practice", "screening").order_by("-starts_at")[0]


def measured_often() -> list[int]:
    often = Counter(Measured.objects.filter(measure="pain_nrs").values_list("client_id", flat=True))
    return [client for client, times in often.items() if times >= ENOUGH_VISITS]


def change_of(client_id: int) -> str:
    values = Measured.objects.filter(client_id=client_id, measure="pain_nrs").order_by("on")
    numbers = [each.value for each in values if each.value is not None]
    by = numbers[-1] - numbers[0]
    return "better" if by <= -2 else "worse" if by >= 2 else "same"


def check_nothing_lies_ahead() -> None:
    assert not CheckIn.objects.filter(answered_at__gt=NOW).exists()
    assert not Measured.objects.filter(answered_at__gt=NOW).exists()
    assert not DoneAtHome.objects.filter(on__gt=NOW.date()).exists()
    assert Aftercare.objects.filter(visit__state=Appointment.State.FINISHED).count() > 100


def check_nobody_is_flooded() -> None:
    """Those who serve the demo find no hundred mails written in the first minute."""
    assert ask_for_reviews(NOW) < 40
    assert Message.objects.count() < 40


def check_own_page() -> None:
    address, who = demo_own_page()
    browser = Browser()
    page = browser.post(address, {"born_on": who.rpartition(" ")[2]}, follow=True).content.decode()
    assert who.partition(",")[0] in page
    assert "of the last 14 days" in page
