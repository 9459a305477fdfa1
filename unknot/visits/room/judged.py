"""The screening that holds for a visit at this moment, found in one statement where nothing was said since."""

from datetime import datetime

from django.db import connection

from unknot.audit.actions import Actor
from unknot.booking.models import Appointment
from unknot.care.actions import screen_sheet
from unknot.care.models import Screening
from unknot.clinical.knowledge import Knowledge
from unknot.intake.actions import client_sheet
from unknot.visits.queries import local_day

# The ORM asks six times for this, and a page in a session is opened with oily hands.
_GROUNDS = """
SELECT sheet.id, sheet.born_on, sheet.sex,
       (SELECT max(id) FROM intake_saying WHERE sheet_id = sheet.id),
       (SELECT max(id) FROM intake_reason WHERE sheet_id = sheet.id)
  FROM intake_sheet AS sheet WHERE sheet.client_id = %s
"""


def judged_now(visit: Appointment, knowledge: Knowledge, *, by: Actor, now: datetime) -> Screening:
    """The visit's own screening where it still holds, else a new one for the visit's own day."""
    kept = visit.screening
    if kept is not None and _holds(kept, visit, knowledge):
        return kept
    return screen_sheet(client_sheet(visit.client, now=now), on=local_day(visit), by=by, now=now)


def _holds(kept: Screening, visit: Appointment, knowledge: Knowledge) -> bool:
    """Whether the same person says the same on the same day, judged by the same rules."""
    grounds = (kept.sheet_id, kept.born_on, kept.sex, kept.last_saying_id, kept.last_reason_id)
    same_rules = kept.knowledge_version == knowledge.version and kept.on == local_day(visit)
    return same_rules and _plain(grounds) == _plain(_read(visit.client_id))


def _read(client_id: int) -> tuple[object, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_GROUNDS, [client_id])
        return cursor.fetchone() or ()


def _plain(grounds: tuple[object, ...]) -> list[str]:
    """Days as both engines write them, and nothing said as 0."""
    return [str(each or 0) for each in grounds]
