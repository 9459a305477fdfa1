"""The demo's finished visits have notes that hold: signed, verified, within the limits, some left to sign."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db.models import Count

from tests.config.commanding import Command
from unknot.booking.models import Appointment
from unknot.clients.models import Client
from unknot.config.demo.practice import fill
from unknot.visits.models import Amendment, Note, Phrase
from unknot.visits.notes.beyond import beyond_the_limits, limits_at
from unknot.visits.notes.known import marks_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)


def test_the_demo_has_a_history_that_holds(command: Command) -> None:
    practice = fill(now=NOW)
    finished = Appointment.objects.filter(practice=practice, state=Appointment.State.FINISHED)
    assert Note.objects.count() == finished.count() > 1000
    ended = command("audit", "verify")
    assert (ended.status, ended.out.split(": ")[-1]) == (0, "all as they were signed.\n")
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
