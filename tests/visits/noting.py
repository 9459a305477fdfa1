"""Notes for tests: a visit that was held, and what was written about it."""

from typing import Any

from django.utils import timezone

from tests.contracts.scene import make_house
from unknot.booking.models import Appointment
from unknot.visits.models import Note
from unknot.visits.notes.signing import hash_of_note


def a_signed_note(visit: Appointment | None = None, **content: Any) -> Note:
    """A note of the visit, or of a new one, signed by its therapist."""
    visit = visit or make_house("Alder").visit
    now = timezone.now()
    note = Note.objects.create(
        visit=visit, author=visit.therapist.user, content=content or {"plan": "Walk daily"}, version=1,
        begun_at=now, changed_at=now,
    )  # fmt: skip
    note.state, note.author_signed_at, note.signed_at, note.signed_by = "signed", now, now, note.author
    note.hash = hash_of_note(note)
    note.save()
    return note
