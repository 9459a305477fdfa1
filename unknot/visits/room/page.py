"""Everything the session room's page shows, for whoever may write its note and for the owner, who may only look."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from unknot.accounts.gate import Staff
from unknot.booking.models import Appointment
from unknot.care.actions import screen_sheet
from unknot.care.bodymap import labels_of
from unknot.care.bodymap import marks_of as limit_marks
from unknot.care.knowledge import knowledge_of
from unknot.care.limits_kept import limits_of
from unknot.care.models import Screening
from unknot.care.shown import limit_words
from unknot.clinical.knowledge import Knowledge
from unknot.drawing.mark_words import row_of
from unknot.drawing.markup import Drawn
from unknot.drawing.noted import Noted
from unknot.drawing.timeline import draw_session_timeline
from unknot.intake.actions import client_sheet
from unknot.visits.models import Note, Phrase
from unknot.visits.notes.beyond import beyond_the_limits, leaves_of, limits_at
from unknot.visits.notes.content import SECTIONS, Content, rows
from unknot.visits.notes.drafting import BEGUN, may_write
from unknot.visits.notes.known import marks_of
from unknot.visits.queries import local_day
from unknot.visits.room.before import Before, before_of
from unknot.visits.room.body import body_of, picture_of
from unknot.visits.room.earlier import last_note
from unknot.visits.room.forward import copied_forward, was_in_words, work_last_time
from unknot.visits.room.phrases import phrases_of
from unknot.visits.room.planned import planned_work, segments_of
from unknot.visits.room.state import state_of
from unknot.visits.room.wording import (
    COMFORT_WORDS,
    SECTION_HINTS,
    SECTION_TITLES,
    comfort_in_words,
    places_in_words,
    technique_words,
    work_in_words,
)
from unknot.visits.room.writing import Desk, minute_of


@dataclass(frozen=True, kw_only=True)
class Room:
    """One visit with what holds for it, its draft, and the note before it. `note` is None where none was begun yet,
    and for those who may not write it.
    """

    visit: Appointment
    knowledge: Knowledge
    screening: Screening
    before: Before
    note: Note | None
    may_write: bool
    now: datetime

    @property
    def content(self) -> Content:
        return self.note.content if self.note else {}

    @property
    def last(self) -> Content:
        return self.before.note.content if self.before.note else {}

    @property
    def is_open(self) -> bool:
        """Whether the note can be written now."""
        return (
            self.may_write
            and self.visit.state in BEGUN
            and (self.note is None or self.note.state == Note.State.DRAFT)
        )

    @property
    def minute(self) -> int:
        ended = self.visit.finished_at or self.now
        return minute_of(self.visit.started_at, min(ended, self.now))

    @property
    def planned(self) -> dict[str, dict[str, Any]]:
        return planned_work(
            self.visit.shape, limits=limits_of(self.screening.result), catalogue=self.knowledge.catalogue
        )

    def desk(self, staff: Staff) -> Desk:
        return Desk(
            planned=self.planned,
            last=self.last,
            content=self.content,
            minute=self.minute,
            phrases={str(each.pk): (each.section, each.words) for each in phrases_of(staff.user)},
        )


def room_of(visit: Appointment, staff: Staff, *, now: datetime) -> Room:
    """The room of a visit, screened for its own day, so that the limits shown are those that hold."""
    sheet, knowledge = client_sheet(visit.client, now=now), knowledge_of(visit.practice)
    screening = screen_sheet(sheet, on=local_day(visit), by=staff.actor, now=now)
    writes = may_write(visit, staff.user)
    return Room(
        visit=visit,
        knowledge=knowledge,
        screening=screening,
        before=before_of(visit, staff, sheet=sheet, screening=screening, knowledge=knowledge),
        note=Note.objects.filter(visit=visit, in_error_at=None).first() if writes else None,
        may_write=writes,
        now=now,
    )


def shown(room: Room, staff: Staff) -> dict[str, Any]:
    """The context of the page."""
    planned = room.planned
    names = {id: _segment_words(row, room.knowledge) for id, row in planned.items()}
    segments = segments_of(planned, minutes=room.visit.minutes, words=names)
    places = {id: places_in_words(row["regions"], room.knowledge) or names[id] for id, row in planned.items()}
    return {
        "room": room,
        "visit": room.visit,
        "day": local_day(room.visit),
        "before": room.before,
        "strip": strip_of(room.screening, room.knowledge),
        "segments": segments,
        "stretches": segments_of(planned, minutes=room.visit.minutes, words=places),
        "picture": draw_session_timeline(segments, title=f"{room.visit.minutes} minutes") if segments else "",
        "body": body_of(room.content, room.last, room.screening, room.knowledge),
        **(_writing(room, staff, planned) if room.is_open else {}),
    }


def picture_now(visit: Appointment, content: Content, staff: Staff, *, now: datetime) -> Drawn:
    """The body with what is noted by now, as a script shows it after each mark."""
    sheet, knowledge = client_sheet(visit.client, now=now), knowledge_of(visit.practice)
    screening = screen_sheet(sheet, on=local_day(visit), by=staff.actor, now=now)
    limits = limit_marks(screening.result["limits"], knowledge=knowledge, everywhere=True)
    last = last_note(visit, staff)
    return picture_of(content, last.content if last else {}, limits, labels_of(knowledge))


def strip_of(screening: Screening, knowledge: Knowledge) -> dict[str, Any]:
    """The limits on top. While something is open they are not all known, and it says so."""
    lines = limit_words(screening.result, knowledge=knowledge)
    if screening.complete:
        return {"state": screening.decision, "lines": lines}
    state = "provisional" if screening.decision == "proceed" else screening.decision
    return {"state": state, "lines": [*lines, "not all known yet: ask what is open"]}


def _segment_words(row: Mapping[str, Any], knowledge: Knowledge) -> str:
    where = places_in_words(row["regions"], knowledge)
    return f"{technique_words(row['technique'], knowledge)}{f', {where}' if where else ''}"


def _writing(room: Room, staff: Staff, planned: Mapping[str, Any]) -> dict[str, Any]:
    """What is needed to write: each list as it stands, and what can be added in one tap."""
    content, knowledge = room.content, room.knowledge
    catalogue, last_work = knowledge.catalogue, work_last_time(room.last)
    return {
        "sections": _sections(room, staff),
        "marks": _marks(content, knowledge),
        "work": [
            {
                "id": id,
                "row": row,
                "words": work_in_words(row, knowledge),
                "was": last_work.get(row["technique"]),
            }
            for id, row in rows(content, "work").items()
        ],
        "to_tick": [
            {"id": id, "words": work_in_words({**row, "strokes": []}, knowledge)}
            for id, row in planned.items()
            if f"work/{id}" not in content
        ],
        "comfort": [
            {"id": id, "row": row, "words": comfort_in_words(row)}
            for id, row in rows(content, "comfort").items()
        ],
        "comfort_words": COMFORT_WORDS,
        "stop": content.get("stop"),
        "stop_was": json.dumps(content["stop"]) if "stop" in content else "",
        "also": rows(content, "also"),
        "asking": (ask := asking(content, planned, knowledge)),
        "must_ask": any(each["is_due"] for each in ask),
        "to_sign": reverse("notes:sign", args=[room.note.pk]) if room.note else "",
        "state": state_of(room, planned, staff),
        "beyond": beyond_the_limits(content, limits_at(room.visit), room.visit),
        "beyond_because": content.get("beyond", ""),
        "positions": [(each, f"position/{each.id}" in content) for each in catalogue.positions.values()],
        "lubricants": catalogue.lubricants.values(),
        "lubricant": content.get("lubricant", ""),
        "numbers": range(11),
        "pressures": range(6),
        "can_copy": bool(copied_forward(room.last, content)),
    }


def _sections(room: Room, staff: Staff) -> list[dict[str, Any]]:
    phrases: dict[str, list[Phrase]] = {each: [] for each in SECTIONS}
    for phrase in phrases_of(staff.user):
        phrases.setdefault(phrase.section, []).append(phrase)
    was = was_in_words(room.last, room.content)
    return [
        {
            "id": each,
            "title": SECTION_TITLES[each],
            "hint": SECTION_HINTS[each],
            "text": room.content.get(each, ""),
            "was": was.get(each, ""),
            "phrases": phrases[each],
        }
        for each in SECTIONS
    ]


def _marks(content: Content, knowledge: Knowledge) -> list[dict[str, Any]]:
    labels, kept = labels_of(knowledge), rows(content, "mark")
    return [
        {"id": mark.id, "row": kept[mark.id], "words": row_of(noted_alone(mark), labels)}
        for mark in marks_of(content)
    ]


def noted_alone(mark: Any) -> Noted:
    return Noted(before=mark) if mark.when == "before" else Noted(after=mark)


def asking(content: Content, planned: Mapping[str, Any], knowledge: Knowledge) -> list[dict[str, Any]]:
    """The sensitive regions. Those that are planned, worked on or asked about are due: asked again in each session."""
    work = [*planned.values(), *rows(content, "work").values()]
    touched = {leaf for row in work for leaf in leaves_of(row["regions"], knowledge)}
    touched |= {mark.region for mark in marks_of(content) if mark.kind == "treated"}
    asked = rows(content, "asked")
    return [
        {"id": each, "label": knowledge.regions.regions[each].label, "asked": asked.get(each),
         "is_due": each in touched or each in asked}
        for each in sorted({*knowledge.regions.sensitive, *(id for id in asked if id in knowledge.regions)})
    ]  # fmt: skip
