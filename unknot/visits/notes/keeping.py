"""Who may read a note, whether its client may, and what becomes of one that was entered in error."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from unknot.accounts.gate import THOSE_WHO_TREAT
from unknot.accounts.models import Membership, User
from unknot.audit.actions import Actor
from unknot.booking.models import Appointment
from unknot.visits.errors import NotSignable
from unknot.visits.models import Note
from unknot.visits.notes.actions import (
    check_is_author,
    check_is_author_or_supervisor,
    keep_on_record,
    lock_note,
    visit_of,
    words_given,
)
from unknot.visits.notes.content import SENT_BACK
from unknot.visits.notes.merging import Change, merge
from unknot.visits.notes.queries import BEGUN
from unknot.visits.notes.supervising import owns

LONGEST_REASON = 200


@transaction.atomic
def mark_in_error(note: Note, *, because: str, user: User, by: Actor, now: datetime) -> Note:
    """Strike a note out for good. It stays readable to those who may, and counts for nothing; no client sees it.

    Raises NotSignable without a reason, and for whoever neither wrote it nor answers for the practice's records.
    """
    mine = lock_note(note)
    if not may_strike_out(mine, user):
        raise NotSignable("Only the author of this note, their supervisor and the owner may strike it out.")
    reason = words_given(because, "Say why, as in: written for another client.")
    if len(reason) > LONGEST_REASON:
        raise NotSignable(f"Found {len(reason)} letters; a reason has at most {LONGEST_REASON}.")
    mine.in_error_at, mine.in_error_by, mine.in_error_because, mine.shared_at = now, user, reason, None
    mine.save(update_fields=["in_error_at", "in_error_by", "in_error_because", "shared_at"])
    keep_on_record("mark_note_in_error", mine, by=by)
    return mine


def may_strike_out(note: Note, user: User) -> bool:
    """The owner too, so that a note for the wrong client does not stay when its author has left; but no private one."""
    if user.pk in (note.author_id, note.supervisor_id):
        return True
    open_to_owner = note.privacy == Note.Privacy.TREATING and note.state == Note.State.SIGNED
    return open_to_owner and owns(user, visit_of(note).practice_id)


@transaction.atomic
def write_anew(note: Note, *, visit: Appointment, user: User, by: Actor, now: datetime) -> Note:
    """A draft for the right visit, with all that the note in error held, to be looked through and signed.

    A draft that the visit has already keeps its own words beside it. Raises NotSignable.
    """
    old = Note.objects.select_for_update().get(pk=note.pk)
    check_is_author(old, user)
    check_may_be_written_anew(old, visit, user)
    content = {path: value for path, value in old.content.items() if not path.startswith(SENT_BACK)}
    draft = _draft_of(visit, old, user, now)
    draft.content = merge(
        draft.content, [Change(path, None, value) for path, value in content.items()]
    ).content
    draft.replaces, draft.changed_at, draft.version = old, now, draft.version + 1
    draft.save()
    draft.readers.set(old.readers.all())
    keep_on_record("write_note_anew", draft, by=by, replaces=old.pk)
    return draft


def check_may_be_written_anew(old: Note, visit: Appointment, user: User) -> None:
    """Raises NotSignable where the old note still counts, was written anew before, or the visit is not one's own."""
    if old.in_error_at is None:
        raise NotSignable("Strike this note out first. Two notes of one session would both count.")
    if hasattr(old, "written_anew_as"):
        raise NotSignable("This note was written anew already.")
    if visit.therapist.user_id != user.pk or visit.practice_id != visit_of(old).practice_id:
        raise NotSignable("That visit is not one of yours.")
    if visit.state not in BEGUN:
        raise NotSignable("That visit has not begun, so there is nothing to write yet.")


def _draft_of(visit: Appointment, old: Note, user: User, now: datetime) -> Note:
    """The draft that the visit has, or a new one."""
    standing = Note.objects.select_for_update().filter(visit=visit, in_error_at=None).first()
    if standing is None:
        supervisor_id = visit.therapist.supervisor_id
        return Note(
            visit=visit, author=user, supervisor_id=supervisor_id, begun_at=now, privacy=old.privacy, content={}
        )  # fmt: skip
    if standing.state != Note.State.DRAFT or standing.author_id != user.pk:
        raise NotSignable("That visit has a note already. Add to that one.")
    if standing.replaces_id is not None:
        raise NotSignable("The draft of that visit stands for another note in error already.")
    return standing


@transaction.atomic
def set_privacy(note: Note, *, privacy: str, readers: Collection[int], user: User, by: Actor) -> Note:
    """Let all who treat the client read a note, or only its author, their supervisor and the people named.

    Whoever is named may read it either way. Raises NotSignable for somebody who treats nobody here.
    """
    mine = lock_note(note)
    check_is_author(mine, user)
    if privacy not in Note.Privacy.values:
        raise NotSignable(f"Found another word than {' or '.join(Note.Privacy.values)}.")
    wanted, had = set(readers) - {mine.author_id}, set(mine.readers.values_list("pk", flat=True))
    if wanted - {each.pk for each in may_be_named(mine)}:
        raise NotSignable("Only people who treat at this practice can be named.")
    mine.privacy = privacy
    mine.save(update_fields=["privacy"])
    mine.readers.set(wanted)
    keep_on_record("set_note_privacy", mine, by=by, privacy=privacy)
    for each in sorted(wanted - had):
        keep_on_record("name_note_reader", mine, by=by, reader=each)
    for each in sorted(had - wanted):
        keep_on_record("unname_note_reader", mine, by=by, reader=each)
    return mine


def may_be_named(note: Note) -> list[User]:
    """Those who treat at the note's practice, besides its author."""
    members = Membership.objects.filter(practice=visit_of(note).practice_id, role__in=THOSE_WHO_TREAT)
    named = members.exclude(user=note.author_id).filter(user__is_active=True).select_related("user")
    return [each.user for each in named.order_by("user__name", "user_id")]


@transaction.atomic
def share_with_client(note: Note, *, user: User, by: Actor, now: datetime) -> Note:
    """Let the client read a signed note. Sharing twice is sharing once. Raises NotSignable."""
    mine = lock_note(note)
    check_is_author_or_supervisor(mine, user)
    if mine.state != Note.State.SIGNED:
        raise NotSignable("Sign this note first: what a client reads must not change afterwards.")
    if mine.shared_at is None:
        mine.shared_at = now
        mine.save(update_fields=["shared_at"])
        keep_on_record("share_note", mine, by=by)
    return mine


@transaction.atomic
def unshare(note: Note, *, user: User, by: Actor) -> Note:
    """Take a note out of the client's sight again. Raises NotSignable."""
    mine = lock_note(note)
    check_is_author_or_supervisor(mine, user)
    if mine.shared_at is not None:
        mine.shared_at = None
        mine.save(update_fields=["shared_at"])
        keep_on_record("unshare_note", mine, by=by)
    return mine
