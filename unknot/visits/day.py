"""A day as a list: visits and the gaps between them, each with what the one who looks may know."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from unknot.accounts.gate import THOSE_WHO_TREAT, Staff
from unknot.booking.models import Appointment
from unknot.booking.states import AHEAD
from unknot.care.knowledge import knowledge_of
from unknot.care.shown import limit_words
from unknot.clients.alike import alike
from unknot.directory.models import Location
from unknot.directory.saying_times import local, zone_words
from unknot.visits.queries import day_at, local_day, marked_by_rules

SHORTEST_GAP = 20
"""Minutes. A shorter gap is set-up and recovery, not free time."""
CALL = "Call first"
CALL_BY_RULES = "Rules changed: look again"
STATES = {
    Appointment.State.PROVISIONAL: ("provisional", "Provisional"),
    Appointment.State.CONFIRMED: ("confirmed", "Confirmed"),
    Appointment.State.STARTED: ("confirmed", "In the room"),
    Appointment.State.FINISHED: ("done", "Done"),
    Appointment.State.MISSED: ("cancelled", "Did not come"),
}


@dataclass(frozen=True)
class Line:
    """One line of the day: a visit, or a gap of so many minutes when `visit` is None."""

    at: datetime
    minutes: int
    visit: Appointment | None = None
    state: str = ""
    state_words: str = ""
    limits: tuple[str, ...] = ()
    prepare: tuple[str, ...] = ()
    rests_on_earlier_rules: bool = False
    is_attested: bool = False
    may_be_known: bool = False
    """Another record looks like the same person's."""


@dataclass(frozen=True)
class Place:
    """A location's part of the day, by its own clock."""

    location: Location
    zone: str
    lines: list[Line]
    is_today: bool


def places_of(visits: list[Appointment], *, staff: Staff, now: datetime) -> list[Place]:
    """The visits by place: clocks differ between places, so one list for all would not be in order."""
    by_rules = marked_by_rules(visits)
    known = set(alike(visit.client for visit in visits))
    by_place: dict[Location, list[Appointment]] = {}
    for visit in visits:
        by_place.setdefault(visit.location, []).append(visit)
    return [
        Place(
            location,
            zone_words(those[0].starts_at, location),
            lines_of(those, staff=staff, by_rules=by_rules, known=known),
            is_today=local_day(those[0]) == day_at(location, now),
        )
        for location, those in sorted(by_place.items(), key=lambda each: each[0].name)
    ]


def lines_of(
    visits: list[Appointment], *, staff: Staff, by_rules: Collection[int], known: Collection[int]
) -> list[Line]:
    """The visits in order, with the gaps between two of one therapist. `known` are clients who may have another row."""
    lines: list[Line] = []
    before: Appointment | None = None
    for visit in visits:
        gap = _gap(before, visit)
        if before and gap >= SHORTEST_GAP:
            lines.append(Line(at=local(before.ends_at, before.location), minutes=gap))
        line = _line(visit, staff, CALL_BY_RULES if visit.pk in by_rules else CALL)
        lines.append(replace(line, may_be_known=visit.client_id in known))
        before = visit
    return lines


def _gap(before: Appointment | None, visit: Appointment) -> int:
    if before is None or before.therapist_id != visit.therapist_id:
        return 0
    return int((visit.starts_at - before.ends_at).total_seconds() // 60)


def _line(visit: Appointment, staff: Staff, call: str) -> Line:
    state, words = STATES[Appointment.State(visit.state)]
    treats = staff.role in THOSE_WHO_TREAT
    knowledge = knowledge_of(visit.practice)
    result = visit.screening.result if visit.screening else None
    requirements = knowledge.catalogue.requirements
    return Line(
        at=local(visit.starts_at, visit.location),
        minutes=visit.minutes,
        visit=visit,
        state="do_not_treat_today" if visit.call_first else state,
        state_words=call if visit.call_first else words,
        limits=tuple(limit_words(result, knowledge=knowledge)) if result and treats else (),
        prepare=tuple(requirements[each].title for each in result["require"] if each in requirements)
        if result
        else (),
        rests_on_earlier_rules=rests_on_earlier_rules(visit),
        is_attested=visit.attested_on == local_day(visit),
    )


def rests_on_earlier_rules(visit: Appointment) -> bool:
    """Whether the rules have changed since a visit still to come was last judged."""
    if visit.screening is None or visit.state not in AHEAD:
        return False
    return visit.screening.knowledge_version != knowledge_of(visit.practice).version
