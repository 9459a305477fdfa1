"""What is needed to write a note: each of its lists as it stands, and what can be added in one tap."""

import json
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import escape

from unknot.accounts.gate import Staff
from unknot.booking.models import Appointment
from unknot.care.bodymap import labels_of
from unknot.drawing.mark_words import row_of
from unknot.drawing.noted import Noted
from unknot.drawing.session_marks import SessionMark
from unknot.visits.notes.beyond import beyond_the_limits, leaves_of, limits_at, touched_leaves
from unknot.visits.notes.content import SECTIONS, rows
from unknot.visits.notes.shown import also_of
from unknot.visits.room.body import marking_of
from unknot.visits.room.fixed import fixed
from unknot.visits.room.forward import copied_forward, was_in_words, work_last_time
from unknot.visits.room.page import Room, stretches_of
from unknot.visits.room.phrases import phrases_of
from unknot.visits.room.state import state_of
from unknot.visits.room.wording import (
    COMFORT_WORDS,
    SECTION_HINTS,
    SECTION_TITLES,
    comfort_in_words,
    work_in_words,
)


def writing_of(room: Room, staff: Staff) -> dict[str, Any]:
    """The context of the page on which the note is written."""
    content, knowledge = room.content, room.knowledge
    asked = asking(room)
    return {
        "body": marking_of(room),
        "sections": _sections(room, staff),
        "marks": _marks(room),
        "work": _work(room),
        "comfort": [
            {"id": id, "words": comfort_in_words(row)} for id, row in rows(content, "comfort").items()
        ],
        "stop": content.get("stop"),
        "stop_was": json.dumps(content["stop"]) if "stop" in content else "",
        "also": also_of(content),
        "asking": fixed("room_asking", knowledge, rows=asked),
        "must_ask": any(is_due for *_, is_due in asked),
        "beyond": beyond_the_limits(content, limits_at(room.visit), room.visit),
        "beyond_because": content.get("beyond", ""),
        "can_copy": bool(copied_forward(room.last, content)),
        "to_sign": reverse("notes:sign", args=[room.note.pk]) if room.note else "",
        # Ready to be shown: a template says a number in the reader's language, at ten times the cost.
        "note_id": escape(room.note.pk if room.note else ""),
        "state": state_of(room, staff),
        **_fixed(room),
    }


def _fixed(room: Room) -> dict[str, Any]:
    """What is the same wherever the plan and the knowledge are."""
    content, knowledge, minutes = room.content, room.knowledge, room.visit.minutes
    to_tick = tuple(
        (id, work_in_words({**row, "strokes": []}, knowledge))
        for id, row in room.planned.items()
        if f"work/{id}" not in content
    )
    lying = tuple(sorted(rows(content, "position")))
    stretches = tuple(stretches_of(room, named_by_place=True))
    runs = room.planned and room.visit.state == Appointment.State.STARTED
    return {
        "to_say": fixed("room_comfort", knowledge, said=tuple(COMFORT_WORDS.items())),
        "places": fixed("room_places", knowledge),
        "words": fixed("room_script_words", knowledge),
        "lying": fixed("room_lying", knowledge, lying=lying, lubricant=content.get("lubricant", "")),
        "to_tick": fixed("room_planned", knowledge, rows=to_tick) if to_tick else "",
        "timer": fixed("room_timer", knowledge, stretches=stretches, minutes=minutes) if runs else "",
    }


def _sections(room: Room, staff: Staff) -> list[dict[str, Any]]:
    phrases: dict[str, list[tuple[int, str]]] = {each: [] for each in SECTIONS}
    for phrase in phrases_of(staff.user):
        phrases.setdefault(phrase.section, []).append((phrase.pk, phrase.words))
    was = was_in_words(room.last, room.content)
    return [
        {
            "id": each,
            "label": fixed(
                "room_section_label",
                room.knowledge,
                section=each,
                title=SECTION_TITLES[each],
                hint=SECTION_HINTS[each],
            ),
            "text": room.content.get(each, ""),
            "was": linebreaksbr(was[each]) if each in was else "",
            "phrases": fixed(
                "room_phrases",
                room.knowledge,
                section=each,
                title=SECTION_TITLES[each],
                phrases=tuple(phrases[each]),
            ),
        }
        for each in SECTIONS
    ]


def _marks(room: Room) -> list[dict[str, Any]]:
    labels = labels_of(room.knowledge)
    return [{"id": mark.id, "words": row_of(alone(mark), labels)} for mark in room.marks]


def alone(mark: SessionMark) -> Noted:
    """One mark by itself, for a list in which each can be changed."""
    return Noted(before=mark) if mark.when == "before" else Noted(after=mark)


def _work(room: Room) -> list[dict[str, Any]]:
    last = work_last_time(room.last)
    return [
        {"id": id, "words": work_in_words(row, room.knowledge), "was": last.get(row["technique"])}
        for id, row in rows(room.content, "work").items()
    ]


def asking(room: Room) -> tuple[tuple[str, str, str, bool], ...]:
    """The sensitive regions: id, label, what was said, and whether it is due. Those that are planned, worked on or
    asked about are: each is asked about again in each session.
    """
    planned = (leaves_of(row["regions"], room.knowledge) for row in room.planned.values())
    touched = touched_leaves(room.content, room.knowledge).union(*planned)
    asked, why, known = rows(room.content, "asked"), rows(room.content, "unasked"), room.knowledge.regions
    listed = sorted({*known.sensitive, *(id for id in asked if id in known)})
    return tuple(
        (
            each,
            known.regions[each].label,
            f"they said {asked[each]['said']}" if each in asked else "not asked" if each in why else "",
            each in touched or each in asked,
        )
        for each in listed
    )
