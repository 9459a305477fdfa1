"""Signed notes of the demo's finished visits, so that a repeat visit has something to begin from. The same every time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from unknot.audit.models import AuditEntry
from unknot.booking.models import Appointment
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.loading import default_knowledge
from unknot.config.demo.note_words import ASSESSMENTS, FOUND, PHRASES, PLANS, REFERS, SAID
from unknot.directory.models import Therapist
from unknot.intake.models import Reason
from unknot.visits.models import Amendment, Note, Phrase
from unknot.visits.notes.beyond import limits_at, never_asked
from unknot.visits.notes.signing import hash_of_amendment, hash_of_note
from unknot.visits.room.planned import planned_work

UNSIGNED_FOR = timedelta(days=2)
"""How long ago the visits were whose notes may still be drafts."""
LEFT_UNSIGNED = 2
"""How many notes of each therapist are not signed yet."""
AMENDED = 0.03
BATCH = 500


@dataclass
class History:
    """What one client has had so far: how many visits, and how strong it was last time at each place."""

    visits: int = 0
    strength: dict[str, int] = field(default_factory=dict)


def fill_notes(*, now: datetime) -> None:
    """Write the notes of every finished visit, oldest first, with what the audit trail says of them."""
    chance, knowledge = Random(23), default_knowledge()
    areas = _areas_by_client()
    histories: dict[int, History] = defaultdict(History)
    done = Appointment.objects.filter(state=Appointment.State.FINISHED, therapist__user__isnull=False)
    visits = list(done.select_related("therapist__user", "practice", "screening").order_by("starts_at", "id"))
    notes = [
        _note(
            visit,
            _content(visit, areas[visit.client_id], histories[visit.client_id], knowledge, chance),
            chance,
        )
        for visit in visits
    ]
    Note.objects.bulk_create(notes, batch_size=BATCH)
    _leave_unsigned(notes, now)
    _seal([note for note in notes if note.signed_by_id])
    _amend([note for note in notes if note.signed_by_id and chance.random() < AMENDED])
    _keep_phrases(visits)


def _areas_by_client() -> dict[int, list[str]]:
    reasons = Reason.objects.filter(sheet__client__isnull=False).values_list("sheet__client_id", "areas")
    return defaultdict(list, {client: [each["region"] for each in areas] for client, areas in reasons})


def _note(visit: Appointment, content: dict[str, Any], chance: Random) -> Note:
    therapist, ended = visit.therapist, visit.finished_at or visit.ends_at
    signed_at = ended + timedelta(minutes=chance.randint(3, 14))
    supervised = therapist.supervisor_id is not None
    return Note(
        visit=visit, author=therapist.user, supervisor_id=therapist.supervisor_id, content=content,
        version=len(content), begun_at=visit.started_at or visit.starts_at, changed_at=ended,
        author_signed_at=signed_at, signed_at=signed_at + timedelta(hours=20) if supervised else signed_at,
        signed_by_id=therapist.supervisor_id if supervised else therapist.user_id,
        shared_at=signed_at + timedelta(hours=21) if chance.random() < 0.3 else None,
    )  # fmt: skip


def _content(
    visit: Appointment, areas: list[str], history: History, knowledge: Knowledge, chance: Random
) -> dict[str, Any]:
    history.visits += 1
    marks = _marks(areas or _worked(visit)[:2], history, chance, hurts=bool(areas))
    first = history.visits == 1
    content: dict[str, Any] = {
        "subjective": chance.choice(SAID["first" if first else "again"]),
        "objective": chance.choice(FOUND),
        "assessment": chance.choice(ASSESSMENTS["first" if first else "again"]),
        "plan": chance.choice(PLANS),
    }
    for number, mark in enumerate(marks):
        content[f"mark/m{number:02d}"] = mark
    planned = planned_work(visit.shape, limits=limits_at(visit), catalogue=knowledge.catalogue)
    content |= {f"work/{id}": row for id, row in planned.items()}
    content |= {f"asked/{leaf}": {"said": "yes", "minute": 1} for leaf in never_asked(content, knowledge)}
    for number, position in enumerate(visit.shape.get("positions", ())):
        content[f"position/p{number:02d}"] = position
    if lubricant := visit.shape.get("lubricant"):
        content["lubricant"] = lubricant
    return content | _comfort(visit, chance)


def _worked(visit: Appointment) -> list[str]:
    return list(dict.fromkeys(leaf for each in visit.shape.get("treatments", ()) for leaf in each["regions"]))


def _marks(areas: list[str], history: History, chance: Random, *, hurts: bool) -> Iterator[dict[str, Any]]:
    """Something at each place, a little less from visit to visit, and less after the session than before it."""
    for number, region in enumerate(areas):
        was = history.strength.get(region, chance.randint(5, 8) if hurts else chance.randint(2, 4))
        before = max(1 if hurts else 0, was - chance.choice((0, 0, 1, 1, 2)))
        after = max(0, before - chance.choice((1, 2, 3)))
        history.strength[region] = before
        kind = ("pain" if number % 2 == 0 else "trigger_point") if hurts else "tension"
        if before:
            refers_to = [REFERS[region]] if kind == "trigger_point" and region in REFERS else []
            yield _mark(kind, region, before, "before", refers_to)
            yield _mark(kind, region, after, "after", refers_to)


def _mark(kind: str, region: str, intensity: int, when: str, refers_to: list[str]) -> dict[str, Any]:
    return {
        "kind": kind, "region": region, "pin": None, "intensity": intensity, "layer": "muscle", "when": when,
        "refers_to": refers_to, "words": "",
    }  # fmt: skip


def _comfort(visit: Appointment, chance: Random) -> dict[str, Any]:
    said = [("good", visit.minutes // 5)]
    if chance.random() < 0.3:
        said.append((chance.choice(("lighter", "firmer")), visit.minutes // 2))
        said.append(("good", visit.minutes // 2 + 6))
    return {
        f"comfort/c{number:02d}": {"said": word, "minute": minute, "words": ""}
        for number, (word, minute) in enumerate(said)
    }


def _leave_unsigned(notes: list[Note], now: datetime) -> None:
    """The youngest notes of each: in training they wait for the supervisor, else they are drafts for a day or two."""
    by_author: dict[int, list[Note]] = defaultdict(list)
    for note in reversed(notes):
        if note.supervisor_id or note.begun_at > now - UNSIGNED_FOR:
            by_author[note.author_id].append(note)
    left = [note for mine in by_author.values() for note in mine[:LEFT_UNSIGNED]]
    for note in left:
        _unsign(note)
    fields = ["state", "author_signed_at", "signed_at", "signed_by", "shared_at"]
    Note.objects.bulk_update(left, fields, batch_size=BATCH)


def _unsign(note: Note) -> None:
    note.signed_at = note.signed_by_id = note.shared_at = None
    if note.supervisor_id:
        note.state = Note.State.WAITING
    else:
        note.author_signed_at = None


def _seal(notes: list[Note]) -> None:
    for note in notes:
        note.hash = hash_of_note(note)
    Note.objects.bulk_update(notes, ["hash"], batch_size=BATCH)
    Note.objects.filter(pk__in=[note.pk for note in notes]).update(state=Note.State.SIGNED)
    AuditEntry.objects.bulk_create(
        (_told(note, "cosign_note" if note.supervisor_id else "sign_note", note.signed_at, hash=note.hash)
         for note in notes if note.signed_at),
        batch_size=BATCH,
    )  # fmt: skip


def _told(note: Note, action: str, at: datetime, **detail: Any) -> AuditEntry:
    return AuditEntry(
        at=at, practice_id=note.visit.practice_id, actor_kind="user", actor_id=str(note.signed_by_id), action=action,
        subject_kind="note", subject_id=str(note.pk), client_id=note.visit.client_id, detail=detail,
    )  # fmt: skip


def _amend(notes: list[Note]) -> None:
    added = [
        Amendment(note=note, written_by_id=note.author_id, written_at=note.signed_at + timedelta(days=1),
                  words="The client wrote in the evening: no soreness, slept well.")
        for note in notes if note.signed_at
    ]  # fmt: skip
    for each in added:
        each.hash = hash_of_amendment(each, before=each.note.hash)
    Amendment.objects.bulk_create(added)
    AuditEntry.objects.bulk_create(
        _told(each.note, "amend_note", each.written_at, amendment=each.pk, hash=each.hash) for each in added
    )


def _keep_phrases(visits: Iterable[Appointment]) -> None:
    therapists: set[Therapist] = {visit.therapist for visit in visits}
    users = sorted(each.user_id for each in therapists if each.user_id)
    Phrase.objects.bulk_create(
        Phrase(user_id=user, section=section, words=words, position=number)
        for user in users
        for section, phrases in PHRASES.items()
        for number, words in enumerate(phrases, start=1)
    )
