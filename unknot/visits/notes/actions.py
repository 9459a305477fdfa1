"""A note's life after writing: signed, signed by the supervisor too or by another in their place, sent or taken back,
and amended.

Each locks the note's row, so that two devices sign once, and keeps the hash in the audit trail as well: whoever
changes a signed row would have to change both. What takes a note back or shares it is in `keeping`.
"""

from datetime import UTC, datetime

from django.db import transaction

from unknot.accounts.models import User
from unknot.audit.actions import Actor, record
from unknot.booking.models import Appointment
from unknot.care.knowledge import knowledge_of
from unknot.clinical.limits_in_words import region_names
from unknot.directory.saying_times import dated_words
from unknot.visits.errors import NotSignable
from unknot.visits.models import Amendment, Note
from unknot.visits.notes.beyond import beyond_the_limits, limits_at, never_asked
from unknot.visits.notes.content import SENT_BACK, text
from unknot.visits.notes.queries import BEGUN
from unknot.visits.notes.signing import hash_of_amendment, hash_of_note
from unknot.visits.notes.supervising import may_cosign, may_hand_on, supervisor_now

MOST_WORDS = 4_000


@transaction.atomic
def sign_note(note: Note, *, user: User, by: Actor, now: datetime, seen: int | None = None) -> Note:
    """Sign one's own draft. Where somebody supervises, it then waits for them. Signing twice is signing once.

    `seen` is the version that was looked through. Raises NotSignable where another stands there by now, for a note
    of somebody else, one in error, one of a visit that has not begun, one that tells of work beyond the limits
    without a reason, and one of work on a sensitive area that says nothing of asking.
    """
    mine = lock_note(note)
    check_is_author(mine, user)
    if mine.state != Note.State.DRAFT:
        return mine
    check_seen(mine, seen)
    check_complete(mine)
    mine.author_signed_at = now.astimezone(UTC)
    # The one who supervised on the day on which the note was begun may have left.
    mine.supervisor_id = supervisor_now(mine, visit_of(mine), now=now)
    if mine.supervisor_id is None or mine.supervisor_id == user.pk:
        return _seal(mine, "sign_note", user=user, by=by, now=now)
    mine.state = Note.State.WAITING
    mine.save(update_fields=["state", "author_signed_at", "supervisor"])
    keep_on_record("sign_for_supervisor", mine, by=by, supervisor=mine.supervisor_id)
    return mine


@transaction.atomic
def cosign_note(note: Note, *, user: User, by: Actor, now: datetime, seen: int | None = None) -> Note:
    """Sign what somebody in training wrote and signed. Signing twice is signing once. Raises NotSignable."""
    mine = lock_note(note)
    check_is_supervisor(mine, user)
    if mine.state == Note.State.SIGNED:
        return mine
    check_waits(mine)
    check_may_cosign(mine, user, now)
    check_seen(mine, seen)
    check_complete(mine)
    return _seal(mine, "cosign_note", user=user, by=by, now=now)


@transaction.atomic
def send_back(note: Note, *, words: str, user: User, by: Actor, now: datetime) -> Note:
    """Make a note that waits a draft again, with the supervisor's words in it. Raises NotSignable without any."""
    mine = lock_note(note)
    check_is_supervisor(mine, user)
    check_waits(mine)
    said = words_given(words, "Say what should be changed, so that the author knows.")
    when = dated_words(now, visit_of(mine).location)
    mine.content = mine.content | {f"{SENT_BACK}{mine.version}": f"{user.name}, {when}: {said}"}
    mine.version += 1
    mine.state, mine.author_signed_at, mine.changed_at = Note.State.DRAFT, None, now
    mine.save(update_fields=["state", "author_signed_at", "content", "version", "changed_at"])
    keep_on_record("send_back_note", mine, by=by)
    return mine


@transaction.atomic
def take_back(note: Note, *, user: User, by: Actor, now: datetime) -> Note:
    """Make one's own note that waits a draft again, before the supervisor has signed it. Raises NotSignable."""
    mine = lock_note(note)
    check_is_author(mine, user)
    check_waits(mine)
    mine.state, mine.author_signed_at, mine.changed_at = Note.State.DRAFT, None, now
    mine.save(update_fields=["state", "author_signed_at", "changed_at"])
    keep_on_record("take_back_note", mine, by=by)
    return mine


@transaction.atomic
def name_supervisor(note: Note, *, supervisor: User, user: User, by: Actor, now: datetime) -> Note:
    """Let somebody else sign a note that waits. Naming whom it waits for already changes nothing.

    Raises NotSignable for whoever is neither the owner nor, where it waits in vain, its author; and for somebody who
    may not sign for others.
    """
    mine = lock_note(note)
    check_waits(mine)
    if not may_hand_on(mine, user, now=now):
        raise NotSignable(
            "The owner names who signs instead, and its author where whoever supervises cannot."
        )
    if mine.supervisor_id != supervisor.pk:
        check_may_cosign(mine, supervisor, now)
        was, mine.supervisor = mine.supervisor_id, supervisor
        mine.save(update_fields=["supervisor"])
        keep_on_record("name_supervisor", mine, by=by, supervisor=supervisor.pk, was=was)
    return mine


@transaction.atomic
def amend_note(note: Note, *, words: str, user: User, by: Actor, now: datetime) -> Amendment:
    """Add to a signed note, by name and date. What was signed stays as it is. Raises NotSignable."""
    mine = lock_note(note)
    check_is_author_or_supervisor(mine, user)
    if mine.state != Note.State.SIGNED:
        raise NotSignable("This note is not signed yet: change the draft itself.")
    said = words_given(words, "Write what is to be added.")
    last = mine.amendments.order_by("id").last()
    added = Amendment(note=mine, words=said, written_at=now.astimezone(UTC), written_by=user)
    added.hash = hash_of_amendment(added, before=last.hash if last else mine.hash)
    added.save(force_insert=True)
    keep_on_record("amend_note", mine, by=by, amendment=added.pk, hash=added.hash)
    return added


def _seal(mine: Note, action: str, *, user: User, by: Actor, now: datetime) -> Note:
    mine.state, mine.signed_by, mine.signed_at = Note.State.SIGNED, user, now.astimezone(UTC)
    mine.hash = hash_of_note(mine)
    mine.save(update_fields=["state", "author_signed_at", "supervisor", "signed_by", "signed_at", "hash"])
    keep_on_record(action, mine, by=by, hash=mine.hash)
    return mine


def lock_note(note: Note) -> Note:
    """The note's row, locked until the transaction ends. Raises NotSignable where it was entered in error."""
    mine = Note.objects.select_for_update().get(pk=note.pk)
    if mine.in_error_at is not None:
        raise NotSignable(
            "This note was entered in error. It stays as it is; write it anew where it belongs."
        )
    return mine


def visit_of(note: Note) -> Appointment:
    return Appointment.objects.select_related("practice", "location", "screening", "therapist").get(
        pk=note.visit_id
    )


def check_complete(note: Note) -> None:
    """Raises NotSignable where the visit has not begun, what went beyond the limits has no reason, or nothing is said
    of asking about a sensitive area that was worked on.
    """
    visit = visit_of(note)
    if visit.state not in BEGUN:
        raise NotSignable("This visit has not begun, so there is nothing to sign yet.")
    found = beyond_the_limits(note.content, limits_at(visit), visit)
    if found and not (note.content.get("beyond") or "").strip():
        words = " ".join(each.words for each in found)
        raise NotSignable(f"What was done went beyond the limits. Write down why, then sign. {words}")
    if left := never_asked(note.content, knowledge := knowledge_of(visit.practice)):
        where = region_names(left, knowledge.regions)
        raise NotSignable(
            f"Worked on, and nothing says whether they were asked first: {where}. Say it, then sign."
        )


def check_seen(note: Note, seen: int | None) -> None:
    """Raises NotSignable where another version was looked through: nobody signs words they have not read."""
    if seen not in (None, note.version):
        raise NotSignable(
            "This note was written on since this page was opened. Read it once more, then sign."
        )


def check_is_author(note: Note, user: User) -> None:
    if note.author_id != user.pk:
        raise NotSignable("This note is somebody else's. Its author signs it.")


def check_is_supervisor(note: Note, user: User) -> None:
    if note.supervisor_id != user.pk:
        raise NotSignable("Only the author's supervisor signs this note, or sends it back.")


def check_may_cosign(note: Note, user: User, now: datetime) -> None:
    """Raises NotSignable for whoever is in training, or holds no licence today for the place of the visit."""
    if user not in may_cosign(visit_of(note), author_id=note.author_id, now=now):
        raise NotSignable(
            "Only who treats here, holds a licence for the visit's place today and is not in training signs for others."
        )


def check_is_author_or_supervisor(note: Note, user: User) -> None:
    if user.pk not in (note.author_id, note.supervisor_id):
        raise NotSignable("Only the author of this note and their supervisor may do that.")


def check_waits(note: Note) -> None:
    if note.state != Note.State.WAITING:
        raise NotSignable("This note does not wait for a supervisor. Its author signs it first.")


def words_given(words: str, otherwise: str) -> str:
    """The words, without the space around them. Raises NotSignable where there are none."""
    said = text("words", words, most=MOST_WORDS).strip()
    if not said:
        raise NotSignable(otherwise)
    return said


def keep_on_record(action: str, note: Note, *, by: Actor, **detail: int | str | None) -> None:
    client_id, practice_id = Appointment.objects.values_list("client_id", "practice_id").get(pk=note.visit_id)
    record(action, by=by, subject=note, client_id=client_id, practice_id=practice_id, **detail)
