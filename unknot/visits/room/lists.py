"""What is needed to write a note: each of its lists as it stands, and what can be added in one tap."""

import json
from collections.abc import Iterable

from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html_join, json_script
from django.utils.safestring import SafeString

from unknot.accounts.gate import Staff
from unknot.booking.models import Appointment
from unknot.care.bodymap import labels_of
from unknot.drawing.mark_words import row_of
from unknot.drawing.noted import Noted
from unknot.drawing.session_marks import SessionMark
from unknot.visits.notes.beyond import beyond_the_limits, leaves_of, limits_at, touched_leaves
from unknot.visits.notes.content import SECTIONS, rows
from unknot.visits.notes.phrases import phrases_of
from unknot.visits.notes.shown import also_of
from unknot.visits.notes.wording import (
    COMFORT_WORDS,
    SECTION_HINTS,
    SECTION_TITLES,
    comfort_in_words,
    work_in_words,
)
from unknot.visits.room.addresses import address_of
from unknot.visits.room.body import marking_of
from unknot.visits.room.fixed import filled, fixed, rendered
from unknot.visits.room.forward import copied_forward, was_in_words, was_otherwise, work_last_time
from unknot.visits.room.page import Room, stretches_of
from unknot.visits.room.sheets import sheets_of
from unknot.visits.room.state import state_of


def writing_of(room: Room, staff: Staff, *, opened: str, token: str) -> SafeString:
    """The part of the page in which the note is written, with the body to mark on."""
    content, asked, sheets = room.content, asking(room), sheets_of(room, opened)
    started = room.visit.state == Appointment.State.STARTED
    beyond = beyond_the_limits(content, limits_at(room.visit), room.visit)
    holes = {
        "csrf_token": token,
        "asking": fixed("room_asking", room.knowledge, rows=asked),
        "beyond": format_html_join("", "<li>{}</li>", ((each.words,) for each in beyond)),
        "sections": _sections(room, staff),
        "state": json_script(state_of(room, staff), "room-state"),
        **_addresses(room),
        **marking_of(room),
        **_written(room),
        **_kept(room),
        **sheets.holes,
    }
    return filled(
        "room_write",
        room.knowledge,
        holes,
        opened=sheets.opened,
        is_standing=sheets.is_standing,
        has_ghosts=bool(room.ghosts),
        has_marks=bool(room.marks),
        has_note=room.note is not None,
        has_plan=bool(holes["to_tick"]),
        must_ask=any(is_due for *_, is_due in asked),
        is_stopped="stop" in content,
        is_beyond=bool(beyond or content.get("beyond")),
        can_copy=bool(copied_forward(room.last, content)),
        may_finish=room.opens_visit and started,
    )


def _addresses(room: Room) -> dict[str, str]:
    note_id = str(room.note.pk) if room.note else ""
    return {
        "address": room.address,
        "note_id": note_id,
        "to_sign": address_of("notes:sign", room.note.pk) if room.note else "",
        "to_finish": address_of("visits:finish", room.visit.pk),
    }


def _written(room: Room) -> dict[str, str]:
    """The note as it stands, but for the sections."""
    content, also = room.content, also_of(room.content)
    stop = content.get("stop", {})
    return {
        "marks": _marks(room),
        "work": _work(room),
        "comfort": _comfort(room),
        "stop_minute": str(stop.get("minute", "")),
        "stop_because": stop.get("because", ""),
        "stop_was": json.dumps(stop) if stop else "",
        "because": content.get("beyond", ""),
        "also": rendered("room_also", room.knowledge, also=also) if also else "",
    }


def _kept(room: Room) -> dict[str, str]:
    """What is the same wherever the plan is, and what was ticked: nothing of it is in somebody's own words."""
    content, knowledge = room.content, room.knowledge
    to_tick = tuple(
        (id, work_in_words({**row, "strokes": []}, knowledge))
        for id, row in room.planned.items()
        if f"work/{id}" not in content
    )
    lying = tuple(sorted(rows(content, "position")))
    return {
        "to_say": fixed("room_comfort", knowledge, said=tuple(COMFORT_WORDS.items())),
        "lying": fixed("room_lying", knowledge, lying=lying, lubricant=content.get("lubricant", "")),
        "to_tick": fixed("room_planned", knowledge, rows=to_tick) if to_tick else "",
        "timer": _timer(room),
    }


def _timer(room: Room) -> str:
    """The plan as a line that runs along, where there is one and the visit has begun."""
    if not room.planned or room.visit.state != Appointment.State.STARTED:
        return ""
    stretches = tuple(stretches_of(room, named_by_place=True))
    return fixed("room_timer", room.knowledge, stretches=stretches, minutes=room.visit.minutes)


def _sections(room: Room, staff: Staff) -> SafeString:
    phrases: dict[str, list[tuple[int, str]]] = {each: [] for each in SECTIONS}
    for phrase in phrases_of(staff.user):
        phrases.setdefault(phrase.section, []).append((phrase.pk, phrase.words))
    was = was_in_words(room.last, room.content)
    return _one_after_another(_section(room, each, was.get(each), tuple(phrases[each])) for each in SECTIONS)


def _section(room: Room, id: str, was: str | None, phrases: tuple[tuple[int, str], ...]) -> SafeString:
    knowledge, title = room.knowledge, SECTION_TITLES[id]
    holes = {
        "text": room.content.get(id, ""),
        "was": linebreaksbr(was) if was else "",
        "phrases": fixed("room_phrases", knowledge, section=id, title=title, phrases=phrases),
    }
    ours = {"section": id, "title": title, "hint": SECTION_HINTS[id]}
    return filled("room_section", knowledge, holes, **ours, differs=was is not None)


def _one_after_another(pieces: Iterable[SafeString]) -> SafeString:
    return SafeString("".join(pieces))


def _marks(room: Room) -> SafeString:
    labels = labels_of(room.knowledge)
    return _one_after_another(_row(room, "mark", mark.id, row_of(alone(mark), labels)) for mark in room.marks)


def _row(room: Room, kind: str, id: str, words: str, was: Iterable[str] = ()) -> SafeString:
    """One row of a list. What the client said stands as it was said; all else can be changed."""
    told = "; ".join(was)
    holes = {"id": id, "words": words, "was": told}
    return filled("room_row", room.knowledge, holes, kind=kind, edit=kind != "comfort", differs=bool(told))


def _comfort(room: Room) -> SafeString:
    said = rows(room.content, "comfort")
    return _one_after_another(_row(room, "comfort", id, comfort_in_words(row)) for id, row in said.items())


def alone(mark: SessionMark) -> Noted:
    """One mark by itself, for a list in which each can be changed."""
    return Noted(before=mark) if mark.when == "before" else Noted(after=mark)


def _work(room: Room) -> SafeString:
    last = work_last_time(room.last)
    return _one_after_another(
        _row(room, "work", id, work_in_words(row, room.knowledge), was_otherwise(row, last))
        for id, row in rows(room.content, "work").items()
    )


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
