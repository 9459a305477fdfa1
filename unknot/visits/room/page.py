"""One visit in the session room: what holds for it, its draft, and the note before it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString

from unknot.accounts.gate import OWNER, Staff
from unknot.accounts.prepared import Prepared
from unknot.booking.models import Appointment
from unknot.care.knowledge import knowledge_of
from unknot.care.limits_kept import limits_of
from unknot.care.models import Screening
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.limits import Limits
from unknot.clinical.limits_in_words import limit_phrases
from unknot.drawing.session_marks import SessionMark
from unknot.drawing.timeline import Segment
from unknot.visits.models import Note
from unknot.visits.notes.content import Content, minute_of
from unknot.visits.notes.drafting import may_write
from unknot.visits.notes.known import marks_of
from unknot.visits.notes.phrases import phrases_of
from unknot.visits.notes.queries import BEGUN
from unknot.visits.notes.wording import places_in_words, technique_words
from unknot.visits.room.addresses import address_of
from unknot.visits.room.earlier import last_note
from unknot.visits.room.fixed import fixed
from unknot.visits.room.judged import judged_now
from unknot.visits.room.planned import planned_table, planned_work, segments_of
from unknot.visits.room.writing import Desk


@dataclass(frozen=True, kw_only=True)
class Room:
    """`note` is None where none was begun yet, and for those who may not write it. `last_note` is the newest signed
    one from before this visit that the person may read.
    """

    visit: Appointment
    knowledge: Knowledge
    screening: Screening
    note: Note | None
    last_note: Note | None
    may_write: bool
    opens_visit: bool
    """Whether the visit itself is theirs to begin and to finish: a supervisor only writes and signs."""
    now: datetime

    @property
    def content(self) -> Content:
        return self.note.content if self.note else {}

    @property
    def last(self) -> Content:
        return self.last_note.content if self.last_note else {}

    @cached_property
    def marks(self) -> tuple[SessionMark, ...]:
        return marks_of(self.content)

    @cached_property
    def ghosts(self) -> tuple[SessionMark, ...]:
        """What was marked last time."""
        return marks_of(self.last)

    @property
    def is_open(self) -> bool:
        """Whether the note can be written now."""
        is_draft = self.note is None or self.note.state == Note.State.DRAFT
        return self.may_write and self.visit.state in BEGUN and is_draft

    @property
    def minute(self) -> int:
        ended = self.visit.finished_at or self.now
        return minute_of(self.visit.started_at, min(ended, self.now))

    @cached_property
    def address(self) -> SafeString:
        return address_of("visits:room", self.visit.pk)

    @cached_property
    def address_of_visit(self) -> SafeString:
        return address_of("visits:visit", self.visit.pk)

    @cached_property
    def limits(self) -> Limits:
        return limits_of(self.screening.result)

    @cached_property
    def planned(self) -> dict[str, dict[str, Any]]:
        return planned_work(self.visit.shape, limits=self.limits, catalogue=self.knowledge.catalogue)

    @property
    def planned_table(self) -> dict[str, str]:
        return planned_table(self.visit.shape, catalogue=self.knowledge.catalogue)


_NOTE = Prepared(lambda visit: Note.objects.filter(visit=visit, in_error_at=None)[:1], visit=int)


def room_of(visit: Appointment, staff: Staff, *, now: datetime) -> Room:
    """The room of a visit, screened for its own day, so that the limits shown are those that hold."""
    knowledge, writes = knowledge_of(visit.practice), may_write(visit, staff.user)
    return Room(
        visit=visit,
        knowledge=knowledge,
        screening=judged_now(visit, knowledge, by=staff.actor, now=now),
        note=_NOTE.first(visit=visit.pk) if writes else None,
        last_note=last_note(visit, staff),
        may_write=writes,
        opens_visit=staff.role == OWNER or visit.therapist.user_id == staff.user.pk,
        now=now,
    )


def desk_of(room: Room, staff: Staff) -> Desk:
    """What the plain forms of the room draw on."""
    return Desk(
        planned=room.planned,
        table=room.planned_table,
        last=room.last,
        content=room.content,
        minute=room.minute,
        phrases={str(each.pk): (each.section, each.words) for each in phrases_of(staff.user)},
    )


def strip_of(room: Room) -> SafeString:
    """The limits on top. While something is open they are not all known, and it says so."""
    screening = room.screening
    lines, state = limit_phrases(room.limits, knowledge=room.knowledge), screening.decision
    if not screening.complete:
        lines = [*lines, "not all known yet: ask what is open"]
        state = "provisional" if state == "proceed" else state
    return fixed("room_strip", room.knowledge, state=state, lines=tuple(lines))


def stretches_of(room: Room, *, named_by_place: bool) -> list[Segment]:
    """The plan's stretches; in a narrow line by their places alone."""
    words = {id: _named(row, room.knowledge, named_by_place) for id, row in room.planned.items()}
    return segments_of(room.planned, minutes=room.visit.minutes, words=words)


def _named(row: Mapping[str, Any], knowledge: Knowledge, by_place: bool) -> str:
    where, what = places_in_words(row["regions"], knowledge), technique_words(row["technique"], knowledge)
    if by_place:
        return where or what
    return f"{what}, {where}" if where else what
