"""Screening a sheet for a day, and giving or taking away the permits that alone let a visit be confirmed."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from unknot.accounts.models import User
from unknot.audit.actions import Actor, record
from unknot.care.errors import NoPermit, NotCorrectable
from unknot.care.knowledge import knowledge_of
from unknot.care.limits_kept import limits_of
from unknot.care.models import Permit, Screening
from unknot.clients.models import Client
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.levels import Decision, Urgency
from unknot.clinical.screening import screen
from unknot.clinical.showing import screening_to_keep
from unknot.intake.actions import say
from unknot.intake.models import Reason, Saying, Sheet
from unknot.intake.reading import client_on

MAY_BE_CONFIRMED = (Decision.PROCEED, Decision.MODIFY)
LONGEST_VISIT = 240
"""Minutes. The longest visit a permit covers where no finding shortens it."""
ONE_DAY = timedelta(days=1)
BEHIND_URGENCY = (
    "This answer may mean that somebody needs a doctor now, so it cannot be corrected here. "
    "It ends when a clinician has seen the client and the client says so in new answers."
)


@transaction.atomic
def screen_sheet(sheet: Sheet, *, on: date, by: Actor, now: datetime) -> Screening:
    """Screen what a sheet says, as of the day of the visit, by its practice's knowledge; kept as shown.

    A screening of the same sayings, day and knowledge that is already kept is given back as it is.
    """
    knowledge = knowledge_of(sheet.practice)
    grounds = grounds_of(sheet)
    kept = Screening.objects.filter(sheet=sheet, on=on, knowledge_version=knowledge.version, **grounds)
    if found := kept.order_by("-id").first():
        return found
    screening = screen(client_on(sheet, knowledge=knowledge, on=on), knowledge=knowledge, on=on)
    row = Screening.objects.create(
        sheet=sheet,
        practice=sheet.practice,
        on=on,
        made_at=now,
        knowledge_version=knowledge.version,
        decision=screening.decision.value,
        urgency=screening.urgency.value,
        complete=screening.complete,
        result=screening_to_keep(screening, knowledge=knowledge),
        **grounds,
    )
    record("screen", by=by, subject=row, client_id=sheet.client_id, practice_id=sheet.practice_id)
    return row


def urgency_now(sheet: Sheet, *, on: date) -> Urgency:
    """How soon somebody medical must look, by what is said so far. Nothing is kept: nobody is shown a screening."""
    knowledge = knowledge_of(sheet.practice)
    return screen(client_on(sheet, knowledge=knowledge, on=on), knowledge=knowledge, on=on).urgency


def grounds_of(sheet: Sheet) -> dict[str, Any]:
    """What a screening made now would rest on: up to which saying and reason it reaches, and who is judged."""
    saying = Saying.objects.filter(sheet=sheet).order_by("-id").values_list("id", flat=True).first()
    reason = Reason.objects.filter(sheet=sheet).order_by("-id").values_list("id", flat=True).first()
    return {
        "last_saying_id": saying or 0,
        "last_reason_id": reason or 0,
        "born_on": sheet.born_on,
        "sex": sheet.sex,
    }


def is_current(screening: Screening) -> bool:
    """Whether nothing was said and no knowledge changed since a screening was made."""
    sheet = Sheet.objects.get(pk=screening.sheet_id)
    same = all(getattr(screening, name) == mark for name, mark in grounds_of(sheet).items())
    return same and screening.knowledge_version == knowledge_of(screening.practice).version


@transaction.atomic
def issue_permit(
    client: Client,
    *,
    screening: Screening,
    valid_from: datetime,
    valid_until: datetime,
    by: Actor,
    now: datetime,
) -> Permit:
    """Leave to treat `client` within the limits of a complete screening. Raises NoPermit otherwise."""
    limits = limits_of(screening.result)
    if screening.sheet.client_id != client.pk:
        raise NoPermit("This screening is about somebody else.")
    if not _is_for_the_day(screening, valid_from, valid_until):
        raise NoPermit("This screening is about another day.")
    if not screening.complete or limits.decision not in MAY_BE_CONFIRMED or not is_current(screening):
        raise NoPermit("The health questions do not let this visit be confirmed yet.")
    permit = Permit.objects.create(
        client=client,
        screening=screening,
        valid_from=valid_from,
        valid_until=valid_until,
        most_minutes=LONGEST_VISIT if limits.session_max_minutes is None else limits.session_max_minutes,
        exclude_techniques=sorted(limits.exclude_techniques),
        regional_exclude_techniques={
            leaf: sorted(out) for leaf, out in limits.regional_exclude_techniques.items()
        },
        qualifications=sorted(limits.require_qualifications),
        made_at=now,
    )
    record("issue_permit", by=by, subject=permit, client_id=client.pk, practice_id=client.practice_id)
    return permit


def _is_for_the_day(screening: Screening, valid_from: datetime, valid_until: datetime) -> bool:
    """Whether a period may lie on the day that was judged.

    Its dates are in UTC and the screening's is the place's own, so they may differ by one.
    """
    return valid_from.date() - ONE_DAY <= screening.on <= valid_until.date() + ONE_DAY


@transaction.atomic
def revoke_permit(permit: Permit, *, because: str, by: Actor, now: datetime) -> None:
    """Take a permit back. The database refuses this while a confirmed or started visit leans on it."""
    if permit.revoked_at is None:
        permit.revoked_at, permit.revoked_because = now, because
        permit.save(update_fields=["revoked_at", "revoked_because"])
        record(
            "revoke_permit", by=by, subject=permit, client_id=permit.client_id,
            practice_id=permit.client.practice_id, because=because,
        )  # fmt: skip


@transaction.atomic
def correct_fact(
    sheet: Sheet,
    *,
    entry_id: str,
    statements: list[dict[str, Any]],
    why: str,
    user: User,
    on: date,
    by: Actor,
    now: datetime,
) -> Saying:
    """A therapist settles or corrects one fact; both versions stay. Raises NotCorrectable behind urgency.

    A fact stands behind an urgency where the urgent finding is its own, and where it would go with the fact,
    as that of a blood pressure does with the reading given under another entry.
    """
    knowledge = knowledge_of(sheet.practice)
    before = urgent_findings(sheet, knowledge, on)
    if entry_id in before.values():
        raise NotCorrectable(BEHIND_URGENCY)
    (saying,) = say(
        sheet, answers={entry_id: statements}, said_by=Saying.By.STAFF, knowledge=knowledge, said_on=on,
        by=by, now=now, user=user, why=why,
    )  # fmt: skip
    if before.keys() - urgent_findings(sheet, knowledge, on).keys():
        raise NotCorrectable(BEHIND_URGENCY)
    return saying


def urgent_findings(sheet: Sheet, knowledge: Knowledge, on: date) -> dict[str, str]:
    """The entry of each urgent finding, by the finding's id."""
    judged = screen(client_on(sheet, knowledge=knowledge, on=on), knowledge=knowledge, on=on)
    return {finding.id: finding.entry_id for finding in judged.findings if finding.is_urgent}
