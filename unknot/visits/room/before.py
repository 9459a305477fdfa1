"""What a therapist reads before a session, on one screen: why they come, what changed, what worked, what holds."""

from datetime import date
from typing import Any

from unknot.booking.leave import leave_by
from unknot.booking.models import Appointment
from unknot.booking.showing_lesser import Reader, shown_misfit
from unknot.directory.saying_times import local
from unknot.drawing.timeline import draw_session_timeline
from unknot.intake.actions import client_sheet
from unknot.intake.models import Sheet
from unknot.intake.reading import newest_reason
from unknot.visits.models import Measured
from unknot.visits.notes.wording import comfort_counted, wishes_in_words
from unknot.visits.queries import local_day
from unknot.visits.room.body import reading_of
from unknot.visits.room.earlier import changes_since, last_scores, last_visit
from unknot.visits.room.page import Room, stretches_of


def before_of(room: Room) -> dict[str, Any]:
    """The context of what is read. Whoever shows it puts it on the record."""
    visit, knowledge = room.visit, room.knowledge
    sheet = client_sheet(visit.client, now=room.now)
    reason, requirements = newest_reason(sheet), knowledge.catalogue.requirements
    goals = knowledge.catalogue.goals
    needed = room.screening.result.get("require", ())
    return {
        "visit": visit,
        "last": room.last,
        **_on_the_way_in(room),
        "body": reading_of(room),
        "before": {
            "goals": [goals[each].title for each in (reason.goals if reason else ()) if each in goals],
            "reason": reason,
            "wishes": wishes_in_words(reason.wishes if reason else {}, knowledge),
            "prepare": [requirements[each] for each in needed if each in requirements],
            "consent": visit.client.consents.filter(withdrawn_at=None).order_by("-signed_at").first(),
            "note": room.last_note,
            "note_on": local_day(room.last_note.visit) if room.last_note else None,
            "comfort": comfort_counted(room.last),
            "scores": _scores(last_scores(visit), room),
            **_since(room, last_visit(visit), sheet),
        },
        **_hour(room),
    }


def _on_the_way_in(room: Room) -> dict[str, Any]:
    """What keeps the visit from beginning and can be done about here: only for those who may begin it."""
    if not room.opens_visit:
        return {"fit": None, "is_to_ask": False}
    visit, day = room.visit, local_day(room.visit)
    return {
        "fit": shown_misfit(visit, leave_by(room.screening), reader=Reader.TREATS),
        "is_to_ask": visit.attested_on != day and day == local(room.now, visit.location).date(),
    }


def _since(room: Room, last: Appointment | None, sheet: Sheet) -> dict[str, Any]:
    if last is None:
        return {"since_on": None, "changes": []}
    then = last.started_at or last.starts_at
    return {"since_on": local_day(last), "changes": changes_since(then, sheet, room.knowledge)}


def _hour(room: Room) -> dict[str, Any]:
    """The plan as a line of stretches, as it was booked."""
    if not room.planned:
        return {"segments": []}
    segments = stretches_of(room, named_by_place=False)
    picture = draw_session_timeline(segments, title=f"{room.visit.minutes} minutes, one after the other")
    return {"segments": segments, "picture": picture}


def _scores(found: dict[str, list[Measured]], room: Room) -> list[str]:
    measures = room.knowledge.catalogue.measures
    return [f"{measures[id].title}: {_then_now(rows)}" for id, rows in found.items() if id in measures]


def _then_now(rows: list[Measured]) -> str:
    return ", then ".join(f"{row.value:g} ({_day(row.on)})" for row in rows)


def _day(on: date) -> str:
    return f"{on.day} {on:%B}"
