"""Begins the note of a visit, and changes its draft stroke by stroke, from as many devices as there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from unknot.accounts.models import User
from unknot.accounts.prepared import Prepared
from unknot.audit.actions import Actor, record
from unknot.booking.actions.settle import lock_visit
from unknot.booking.models import Appointment
from unknot.care.knowledge import knowledge_of
from unknot.visits.errors import NotSignable
from unknot.visits.models import Note
from unknot.visits.notes.known import check_known, check_marks
from unknot.visits.notes.merging import Change, merge
from unknot.visits.notes.queries import BEGUN


@dataclass(frozen=True)
class Written:
    """The draft after some changes, the version they met, and the paths at which both texts or rows were kept."""

    note: Note
    met: int
    clashes: tuple[str, ...]


def may_write(visit: Appointment, user: User) -> bool:
    """The therapist of the visit and their supervisor. The owner reads what is signed, and writes in nobody's name."""
    return user.pk in (visit.therapist.user_id, visit.therapist.supervisor_id)


def _opened(visit: Appointment, *, user: User, by: Actor, now: datetime) -> Note:
    """The note of a visit, begun if there is none. Two devices that begin it at once begin the same."""
    locked = lock_visit(visit)
    author_id = check_may_write(locked, user)
    if standing := _STANDING.first(visit=locked.pk):
        return standing
    note = Note.objects.create(
        visit=locked, author_id=author_id, supervisor_id=locked.therapist.supervisor_id,
        begun_at=now, changed_at=now,
    )  # fmt: skip
    record("begin_note", by=by, subject=note, client_id=locked.client_id, practice_id=locked.practice_id)
    return note


_STANDING = Prepared(
    lambda visit: Note.objects.select_for_update().filter(visit=visit, in_error_at=None).order_by("pk")[:1],
    visit=int,
)


def check_may_write(visit: Appointment, user: User) -> int:
    """Whose note it is, by id. Raises NotSignable for whoever may not write it, and while there is nothing to write."""
    if not may_write(visit, user):
        raise NotSignable("Only the therapist of this visit and their supervisor write its note.")
    author_id = visit.therapist.user_id
    if author_id is None:
        raise NotSignable("The therapist of this visit does not sign in, so nobody could sign its note.")
    if visit.state not in BEGUN:
        raise NotSignable("This visit has not begun, so there is nothing to write yet.")
    return author_id


@transaction.atomic
def change_note(
    visit: Appointment,
    changes: Sequence[Change],
    *,
    note_id: int | None,
    user: User,
    by: Actor,
    now: datetime,
) -> Written:
    """Make changes on the draft of a visit, begun if there is none. What is sent again changes nothing.

    `note_id` is the note that the device saw, None where it saw none. Raises NotSignable where that one is
    signed by now, or was struck out, for a visit that has not begun, and for whoever may not write; NotNoteworthy
    for what no note holds.
    """
    note = _opened(visit, user=user, by=by, now=now)
    if note_id not in (None, note.pk):
        raise NotSignable("The note on this device was struck out. Open the visit again to write a new one.")
    check_known(changes, knowledge_of(visit.practice))
    merged, met = merge(note.content, changes), note.version
    if merged.content != note.content:
        _write(note, merged.content, now)
        record(
            "change_note", by=by, subject=note, client_id=visit.client_id, practice_id=visit.practice_id,
            version=note.version,
        )  # fmt: skip
    return Written(note, met, merged.clashes)


def _write(note: Note, content: dict[str, Any], now: datetime) -> None:
    if note.state != Note.State.DRAFT:
        raise NotSignable(
            "This note is signed, so it stays as it is. What is still missing can be added to it."
        )
    check_marks(content)
    note.content, note.version, note.changed_at = content, note.version + 1, now
    note.save(update_fields=["content", "version", "changed_at"])
