"""What a therapist reads before a session, on one screen: why they come, what changed, what worked, what holds."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from unknot.accounts.gate import Staff
from unknot.booking.models import Appointment
from unknot.care.models import Screening
from unknot.clients.models import Consent
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.vocabulary import Requirement
from unknot.intake.models import Reason, Sheet
from unknot.intake.reading import newest_reason
from unknot.visits.changes_since import Difference
from unknot.visits.models import Measured, Note
from unknot.visits.queries import local_day
from unknot.visits.room.earlier import changes_since, last_note, last_scores, last_visit
from unknot.visits.room.wording import comfort_counted, wishes_in_words


@dataclass(frozen=True, kw_only=True)
class Before:
    """Values for the page, gathered from the rooms that know them. `since_on` is when the client was last here."""

    goals: list[str]
    reason: Reason | None
    wishes: list[str]
    prepare: list[Requirement]
    consent: Consent | None
    since_on: date | None
    changes: list[Difference]
    note: Note | None
    note_on: date | None
    comfort: list[str]
    scores: list[str]


def before_of(
    visit: Appointment, staff: Staff, *, sheet: Sheet, screening: Screening, knowledge: Knowledge
) -> Before:
    """What is known when this visit begins. Whoever shows it puts it on the record."""
    last, note = last_visit(visit), last_note(visit, staff)
    reason, requirements = newest_reason(sheet), knowledge.catalogue.requirements
    return Before(
        goals=_goals(reason, knowledge),
        reason=reason,
        wishes=wishes_in_words(reason.wishes if reason else {}, knowledge),
        prepare=[requirements[each] for each in screening.result.get("require", ()) if each in requirements],
        consent=visit.client.consents.filter(withdrawn_at=None).order_by("-signed_at").first(),
        since_on=local_day(last) if last else None,
        changes=changes_since(last.started_at or last.starts_at, sheet, knowledge) if last else [],
        note=note,
        note_on=local_day(note.visit) if note else None,
        comfort=comfort_counted(note.content) if note else [],
        scores=_scores(last_scores(visit), knowledge),
    )


def _goals(reason: Reason | None, knowledge: Knowledge) -> list[str]:
    goals = knowledge.catalogue.goals
    return [goals[each].title for each in (reason.goals if reason else ()) if each in goals]


def _scores(found: dict[str, list[Measured]], knowledge: Knowledge) -> list[str]:
    measures = knowledge.catalogue.measures
    return [f"{measures[id].title}: {_then_now(rows)}" for id, rows in found.items() if id in measures]


def _then_now(rows: list[Any]) -> str:
    return ", then ".join(f"{row.value:g} ({row.on.day} {row.on:%B})" for row in rows)
