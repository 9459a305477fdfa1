"""Notes for tests: a visit that was held, and what was written about it."""

from typing import Any

from django.utils import timezone

from tests.contracts.scene import NOW, House, make_house
from unknot.booking.models import Appointment
from unknot.visits.models import Note
from unknot.visits.notes.signing import hash_of_note


def held(house: House) -> Appointment:
    """The visit of a house, as if it had taken place. It is reached past the actions: its client waits for a letter."""
    Appointment.objects.filter(pk=house.visit.pk).update(
        state=Appointment.State.FINISHED, started_at=house.visit.starts_at, finished_at=house.visit.ends_at
    )
    house.visit.refresh_from_db()
    return house.visit


def a_draft(visit: Appointment, **content: Any) -> Note:
    """A draft of the visit's therapist, who may have a supervisor."""
    return Note.objects.create(
        visit=visit, author=visit.therapist.user, supervisor=visit.therapist.supervisor,
        content=content or {"plan": "Walk daily"}, version=1, begun_at=NOW, changed_at=NOW,
    )  # fmt: skip


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
