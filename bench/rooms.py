"""Two visits in the session room: a client was here twice before the one, two hundred times before the other."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.middleware.csrf import CSRF_SECRET_LENGTH
from django.utils import timezone
from django.utils.crypto import get_random_string

from unknot.accounts.models import Membership, Role, User
from unknot.audit.actions import SYSTEM
from unknot.booking.models import Appointment
from unknot.care.actions import screen_sheet
from unknot.intake.actions import client_sheet
from unknot.visits.models import Note
from unknot.visits.notes.signing import hash_of_note
from unknot.visits.queries import local_day

FEW, MANY = 2, 200
MARK: dict[str, Any] = {
    "kind": "pain", "region": "left_shoulder", "pin": None, "intensity": 6, "layer": "muscle", "when": "before",
    "refers_to": ["left_forearm"], "words": "",
}  # fmt: skip
SAID = {"plan": "Weekly, heat at home.", "assessment": "Tense from the desk.", "mark/a": MARK}

PLACES = (
    ("left_shoulder", "right_shoulder"),
    ("neck_back",),
    ("left_low_back", "right_low_back"),
    ("left_calf", "right_calf"),
)
SHAPE = {
    "treatments": [
        {"technique": "swedish", "regions": places, "pressure": 3, "minutes": 12, "position": "prone"}
        for places in PLACES
    ],
    "positions": ["prone"], "lubricant": "jojoba_oil", "hands_on_minutes": 48,
}  # fmt: skip


def make_rooms() -> tuple[dict[int, str], str]:
    """The address of each room by how often its client was here before, and the cookie of its therapist."""
    finished = Appointment.objects.filter(state="finished").order_by("-starts_at", "id")
    first = finished.select_related("therapist", "practice", "location", "client")[0]
    others = finished.filter(therapist=first.therapist).exclude(client=first.client)
    second = others.select_related("therapist", "practice", "location", "client")[0]
    person = _person(first)
    for visit, times in ((first, FEW), (second, MANY)):
        _was_here_before(visit, times, person)
    return {FEW: _address(first), MANY: _address(second)}, _signed_in(person)


def _address(visit: Appointment) -> str:
    return f"/staff/visits/{visit.pk}/room/"


def _person(visit: Appointment) -> User:
    """Whoever treats in both rooms."""
    person = User.objects.create_user("room@bench.example", None, name=visit.therapist.name)
    Membership.objects.create(user=person, practice=visit.practice, role=Role.THERAPIST)
    visit.therapist.user = person
    visit.therapist.save()
    return person


def _was_here_before(visit: Appointment, times: int, person: User) -> None:
    now = timezone.now()
    Appointment.objects.filter(client=visit.client, starts_at__lt=visit.starts_at).delete()
    visit.screening = screen_sheet(
        client_sheet(visit.client, now=now), on=local_day(visit), by=SYSTEM, now=now
    )
    visit.shape = SHAPE
    visit.started_at = visit.started_at or visit.starts_at
    visit.save()
    for weeks in range(1, times + 1):
        _sign(_earlier(visit, weeks), person)


def _earlier(visit: Appointment, weeks: int) -> Appointment:
    earlier = Appointment.objects.get(pk=visit.pk)
    earlier.pk, earlier.request_key = None, f"room-{visit.pk}-{weeks}"
    earlier.starts_at -= timedelta(weeks=weeks)
    earlier.ends_at -= timedelta(weeks=weeks)
    earlier.save(force_insert=True)
    return earlier


def _sign(visit: Appointment, person: User) -> None:
    at = visit.ends_at
    note = Note.objects.create(
        visit=visit, author=person, content=SAID, version=1, begun_at=at, changed_at=at
    )
    note.state, note.author_signed_at, note.signed_at, note.signed_by = "signed", at, at, person
    note.hash = hash_of_note(note)
    note.save()


def _signed_in(person: User) -> str:
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "unknot.accounts.sign_in.DemoOnLoopbackOnly"
    session.create()
    # Whoever signed in has the form's token too: without it each look would make a new secret.
    return f"sessionid={session.session_key}; csrftoken={get_random_string(CSRF_SECRET_LENGTH)}"
