"""What is known from earlier visits: when the last one was, its signed note, and what was answered otherwise then."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain

from django.db.models import Max, QuerySet

from unknot.accounts.gate import THOSE_WHO_TREAT, Staff
from unknot.accounts.models import Practice, User
from unknot.accounts.prepared import Prepared
from unknot.booking.models import Appointment
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.regions import Region
from unknot.clinical.vocabulary import Goal
from unknot.intake.models import Reason, Saying, Sheet
from unknot.visits.changes_since import Difference, Statements, changed_answers, changed_lines
from unknot.visits.models import Measured, Note
from unknot.visits.notes.queries import counted, notes_for

MEASURED = 24
"""How many of the newest scores are looked at: two each of a dozen measures."""


def last_visit(visit: Appointment) -> Appointment | None:
    """The newest finished visit of the same client here, before this one."""
    earlier = Appointment.objects.filter(
        practice_id=visit.practice_id,
        client_id=visit.client_id,
        state=Appointment.State.FINISHED,
        starts_at__lt=visit.starts_at,
    )
    return earlier.order_by("-starts_at").select_related("location").first()


def last_note(visit: Appointment, staff: Staff) -> Note | None:
    """The newest signed note about this client from before this visit that the person may read."""
    return _LAST_NOTE[staff.role].first(
        user=staff.user.pk, practice=staff.practice.pk, client=visit.client_id, before=visit.starts_at
    )


def _last_note_of(role: str) -> Prepared[Note]:
    def build(user: int, practice: int, client: int, before: datetime) -> QuerySet[Note]:
        staff = Staff(User(pk=user), Practice(pk=practice), role)
        notes = counted(notes_for(staff)).filter(visit__client=client, visit__starts_at__lt=before)
        return notes.select_related(None)[:1]

    return Prepared(build, user=int, practice=int, client=int, before=datetime)


_LAST_NOTE = {role: _last_note_of(role) for role in THOSE_WHO_TREAT}


def changes_since(then: datetime, sheet: Sheet, knowledge: Knowledge) -> list[Difference]:
    """What the client's answers say that they did not say then."""
    now = _newest(sheet, said_at__gt=then)
    before = _newest(sheet, said_at__lte=then, entry_id__in=list(now)) if now else {}
    titles = {id: knowledge.entries[id].title for id in now if id in knowledge.entries}
    return [*changed_answers(before, now, titles), *_changed_reason(then, sheet, knowledge)]


def _newest(sheet: Sheet, **which: object) -> dict[str, Statements]:
    """The newest saying of each entry, the newest found in the database: a sheet may hold years of them."""
    newest = (
        Saying.objects.filter(sheet=sheet, **which).order_by().values("entry_id").annotate(last=Max("id"))
    )
    found = Saying.objects.filter(id__in=newest.values("last")).values_list("entry_id", "statements")
    return dict(found)


def _changed_reason(then: datetime, sheet: Sheet, knowledge: Knowledge) -> Iterator[Difference]:
    reasons = Reason.objects.filter(sheet=sheet).order_by("-id")
    now, before = reasons.first(), reasons.filter(said_at__lte=then).first()
    if now is None or now == before:
        return iter(())
    goals, regions = knowledge.catalogue.goals, knowledge.regions.regions
    return chain(
        changed_lines("Comes for", _titles(before, goals), _titles(now, goals)),
        changed_lines(
            "Area", [regions[each].label for each in _areas(before, regions)],
            [regions[each].label for each in _areas(now, regions)],
        ),
        changed_lines("Medicine", before.medicines if before else None, now.medicines),
        changed_lines("In their own words", before.notes if before else None, now.notes),
    )  # fmt: skip


def _titles(reason: Reason | None, goals: Mapping[str, Goal]) -> list[str]:
    return [goals[each].title for each in (reason.goals if reason else ()) if each in goals]


def _areas(reason: Reason | None, regions: Mapping[str, Region]) -> list[str]:
    return [each["region"] for each in (reason.areas if reason else ()) if each["region"] in regions]


def last_scores(visit: Appointment) -> dict[str, list[Measured]]:
    """The newest scores of each measure, oldest first, at most two of each."""
    rows = Measured.objects.filter(client_id=visit.client_id, value__isnull=False).order_by("-on", "-id")
    found: dict[str, list[Measured]] = {}
    for row in rows[:MEASURED]:
        if len(kept := found.setdefault(row.measure, [])) < 2:
            kept.insert(0, row)
    return found
