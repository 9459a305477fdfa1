"""Everything the page of one visit shows, gathered from the rooms that know it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from unknot.audit.actions import Actor
from unknot.booking.leave import leave_by
from unknot.booking.models import Appointment
from unknot.booking.showing_lesser import Reader, shown_misfit
from unknot.care.actions import screen_sheet
from unknot.care.bodymap import labels_of, marks_of
from unknot.care.knowledge import knowledge_of
from unknot.care.models import Screening
from unknot.care.planning import plan_for
from unknot.care.shown import ShownFinding, limit_words, open_questions, shown_findings
from unknot.care.timeline import shown_segments
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.plan import NoPlan
from unknot.drawing.body_map import draw_body_map
from unknot.drawing.body_marks import legend_of, rows_of
from unknot.drawing.timeline import draw_session_timeline
from unknot.intake.actions import client_sheet
from unknot.intake.models import Saying, Sheet
from unknot.intake.reading import newest_reason, newest_sayings
from unknot.visits.changes_since import answer_of, details_of
from unknot.visits.day import rests_on_earlier_rules
from unknot.visits.queries import day_at, local_day, marked_by_rules

LINE_PAGES = {"medicines": "visits:settle_medicine", "notes": "visits:settle_note"}
"""The page that settles a line as typed."""


@dataclass(frozen=True)
class Told:
    """One answer as the therapist reads it."""

    title: str
    answer: str
    details: tuple[str, ...]
    said_on: date
    by: str


@dataclass(frozen=True)
class Open:
    """One thing that is still unresolved, and where it is settled; "" where nothing can be asked."""

    words: str
    address: str = ""


def chart_of(visit: Appointment, *, by: Actor) -> dict[str, Any]:
    """The context of a visit's page: screened for its own day, so the limits shown are those that hold."""
    sheet = client_sheet(visit.client, now=timezone.now())
    knowledge = knowledge_of(visit.practice)
    screening = screen_sheet(sheet, on=local_day(visit), by=by, now=timezone.now())
    findings = shown_findings(screening, knowledge=knowledge)
    requirements = knowledge.catalogue.requirements
    return {
        "visit": visit,
        "marked_by_rules": bool(marked_by_rules([visit])),
        "earlier_rules": rests_on_earlier_rules(visit),
        "day": local_day(visit),
        "screening": screening,
        "strip": _strip(screening, knowledge),
        "fit": shown_misfit(visit, leave_by(screening), reader=Reader.TREATS),
        "findings": findings,
        "clearable": waiting_for_a_letter(findings),
        "open": _open(screening, knowledge, visit),
        "prepare": [requirements[each] for each in screening.result["require"] if each in requirements],
        "told": _told(sheet, knowledge),
        "reason": newest_reason(sheet),
        "goals": _goals(sheet, knowledge),
        "consent": visit.client.consents.filter(withdrawn_at=None).order_by("-signed_at").first(),
        "is_attested": visit.attested_on == local_day(visit),
        "is_today": local_day(visit) == day_at(visit.location, timezone.now()),
        **_map(screening, knowledge),
        **_plan(screening, visit),
    }


def waiting_for_a_letter(findings: list[ShownFinding]) -> list[ShownFinding]:
    """What a clinician's letter may turn into a change of the session; never what is urgent."""
    return [each for each in findings if each.level == "clearance" and each.urgency == "none"]


def _strip(screening: Screening, knowledge: Knowledge) -> dict[str, Any]:
    """The limits on top. While something is open they are not all known, and it says so."""
    lines = limit_words(screening.result, knowledge=knowledge)
    if screening.complete:
        return {"state": screening.decision, "lines": lines}
    state = "provisional" if screening.decision == "proceed" else screening.decision
    return {"state": state, "lines": [*lines, "not all known yet: ask what is open"]}


def _open(screening: Screening, knowledge: Knowledge, visit: Appointment) -> list[Open]:
    words = open_questions(screening, knowledge=knowledge)
    seen: dict[str, Open] = {}
    for need, told in zip(screening.result["unresolved"], words, strict=True):
        entry_id, _, rest = need.partition(".")
        if entry_id in LINE_PAGES:
            seen[need] = Open(told, reverse(LINE_PAGES[entry_id], args=[visit.pk, int(rest)]))
        else:
            seen.setdefault(entry_id, Open(told, _settle_address(entry_id, knowledge, visit)))
    return list(seen.values())


def _settle_address(entry_id: str, knowledge: Knowledge, visit: Appointment) -> str:
    return reverse("visits:settle", args=[visit.pk, entry_id]) if entry_id in knowledge.entries else ""


def _told(sheet: Sheet, knowledge: Knowledge) -> list[Told]:
    """Every answer: yes first, then not sure, then the rest."""
    rows = [
        _row(saying, knowledge)
        for saying in newest_sayings(sheet).values()
        if saying.entry_id in knowledge.entries
    ]
    order = {"Yes": 0, "Not sure": 1, "No": 2}
    return sorted(rows, key=lambda told: (order[told.answer], told.title))


def _row(saying: Saying, knowledge: Knowledge) -> Told:
    return Told(
        knowledge.entries[saying.entry_id].title,
        answer_of(saying.statements),
        details_of(saying.statements),
        saying.said_on,
        saying.get_said_by_display(),
    )


def _goals(sheet: Sheet, knowledge: Knowledge) -> list[str]:
    reason = newest_reason(sheet)
    goals = knowledge.catalogue.goals
    return [goals[each].title for each in (reason.goals if reason else []) if each in goals]


def _map(screening: Screening, knowledge: Knowledge) -> dict[str, Any]:
    marks = marks_of(screening.result["limits"], knowledge=knowledge, everywhere=True)
    labels = labels_of(knowledge)
    picture = draw_body_map(marks=marks, labels=labels, title="Limits on the body")
    return {"map": picture, "legend": legend_of(marks), "rows": rows_of(marks, labels)}


def _plan(screening: Screening, visit: Appointment) -> dict[str, Any]:
    made = plan_for(screening, stock=visit.location.lubricants)
    if isinstance(made, NoPlan):
        return {"no_plan": made}
    segments = shown_segments(made)
    picture = draw_session_timeline(segments, title=f"{made.minutes} minutes, one after the other")
    return {"plan": made, "segments": segments, "picture": picture}
