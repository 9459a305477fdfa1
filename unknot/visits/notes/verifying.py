"""Is every signed note still what was signed? Content, kept hash and the audit trail's hash must say the same.

Whoever writes to the database past the product would have to change all three, and the trail is only ever appended to.
Findings hold ids and no words.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from django.db import DatabaseError
from django.db.models import Q

from unknot.accounts.models import Practice
from unknot.audit.models import AuditEntry
from unknot.visits.models import Amendment, Note
from unknot.visits.notes.signing import first_broken

SEALING = ("sign_note", "cosign_note")
ADDING = "amend_note"
STRIKING = "mark_note_in_error"
AT_ONCE = 200


@dataclass
class Trail:
    """What the audit trail of a practice says was signed: hashes by the id of the note, and of the amendment."""

    notes: dict[int, str] = field(default_factory=dict)
    amendments: dict[int, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    """By the id of the note, then of the amendment."""
    struck_out: set[int] = field(default_factory=set)


@dataclass
class Counted:
    """How much was looked at."""

    notes: int = 0
    amendments: int = 0


def trail_of(practice: Practice) -> Trail:
    """Read from the audit trail. Of two entries about one note the first counts: a note is sealed once."""
    trail = Trail()
    entries = AuditEntry.objects.filter(
        practice_id=practice.pk, subject_kind="note", action__in=(*SEALING, ADDING, STRIKING)
    ).order_by("id")
    for action, note, detail in entries.values_list("action", "subject_id", "detail").iterator():
        if action == STRIKING:
            trail.struck_out.add(int(note))
        elif action == ADDING:
            trail.amendments[int(note)].setdefault(int(detail["amendment"]), str(detail["hash"]))
        else:
            trail.notes.setdefault(int(note), str(detail["hash"]))
    return trail


def notes_to_verify(practice: Practice, trail: Trail) -> list[int]:
    """The ids of all notes that are signed, or were once: by their state, their hash or the trail."""
    sealed = Q(state=Note.State.SIGNED) | ~Q(hash="")
    kept = Note.objects.filter(sealed, visit__practice=practice).values_list("pk", flat=True)
    return sorted({*kept, *trail.notes, *trail.amendments})


class Bar(Protocol):
    """Hears how many notes there are, and then how many of them were looked at."""

    def total(self, count: int) -> None: ...
    def step(self, count: int) -> None: ...


def verify_notes(practice: Practice, *, counted: Counted, bar: Bar) -> Iterator[str]:
    """What is broken, one line each."""
    trail = trail_of(practice)
    ids = notes_to_verify(practice, trail)
    bar.total(len(ids))
    for since in range(0, len(ids), AT_ONCE):
        some = ids[since : since + AT_ONCE]
        yield from _verify_some(some, trail, counted)
        bar.step(len(some))


def _verify_some(ids: list[int], trail: Trail, counted: Counted) -> Iterator[str]:
    try:
        notes, added = _read(ids)
    except (DatabaseError, ValueError):
        # A changed byte may leave no JSON and no text at all: then one by one, to say which note it is.
        if len(ids) == 1:
            counted.notes += 1
            yield f"note {ids[0]}: what is stored cannot be read"
        else:
            for each in ids:
                yield from _verify_some([each], trail, counted)
        return
    for each in ids:
        counted.notes += 1
        counted.amendments += len(added[each])
        yield from _verify_one(each, notes.get(each), added[each], trail)


def _read(ids: list[int]) -> tuple[dict[int, Note], dict[int, list[Amendment]]]:
    added: dict[int, list[Amendment]] = {each: [] for each in ids}
    for amendment in Amendment.objects.filter(note__in=ids).order_by("id"):
        added[amendment.note_id].append(amendment)
    return {note.pk: note for note in Note.objects.filter(pk__in=ids)}, added


def _verify_one(pk: int, note: Note | None, amendments: list[Amendment], trail: Trail) -> Iterator[str]:
    if note is None:
        yield f"note {pk}: it is gone, and the audit trail says that it was signed"
        return
    if note.state != Note.State.SIGNED:
        yield f"note {pk}: it was signed, and stands as {note.state} now"
    if broken := first_broken(note, amendments):
        about = f"note {pk}" if broken == "note" else f"note {pk}, {broken}"
        yield f"{about}: it is not what was signed"
    if pk not in trail.notes:
        yield f"note {pk}: the audit trail does not say that it was signed"
    elif trail.notes[pk] != note.hash:
        yield f"note {pk}: its hash is not the one in the audit trail"
    if (note.in_error_at is not None) != (pk in trail.struck_out):
        told = "was" if pk in trail.struck_out else "was not"
        yield f"note {pk}: the audit trail says that it {told} struck out"
    yield from _verify_amendments(pk, amendments, trail)


def _verify_amendments(pk: int, amendments: list[Amendment], trail: Trail) -> Iterator[str]:
    standing = {each.pk: each.hash for each in amendments}
    told = trail.amendments.get(pk, {})
    for each in sorted({*standing, *told}):
        about = f"note {pk}, amendment {each}"
        if each not in standing:
            yield f"{about}: it is gone, and the audit trail says that it was written"
        elif each not in told:
            yield f"{about}: the audit trail does not say that it was written"
        elif told[each] != standing[each]:
            yield f"{about}: its hash is not the one in the audit trail"
