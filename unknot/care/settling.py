"""A therapist says what a line as typed means: a medicine nobody knew, or something in the client's own words."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Literal, TypeAlias

from django.db import transaction

from unknot.accounts.models import User
from unknot.audit.actions import Actor
from unknot.care.actions import BEHIND_URGENCY, urgent_findings
from unknot.care.errors import NotCorrectable
from unknot.care.knowledge import knowledge_of
from unknot.intake.actions import give_reason, say
from unknot.intake.models import Reason, Saying, Sheet
from unknot.intake.offering import is_yes
from unknot.intake.reading import newest_reason, newest_sayings

Lines: TypeAlias = Literal["medicines", "notes"]
GONE = "This line is not there any more: what was typed has changed. Open the visit again and see what is asked now."


@transaction.atomic
def settle_line(
    sheet: Sheet,
    *,
    lines: Lines,
    line: str,
    ids: Collection[str],
    answers_yes: Collection[str],
    why: str,
    user: User,
    on: date,
    by: Actor,
    now: datetime,
) -> Reason:
    """Keep what a line means, beside what was typed and under a name; no ids say that it changes nothing.

    `answers_yes` are entries that it tells of: each is answered with yes. Raises NotCorrectable where an urgent finding
    would go, or the line is gone.
    """
    knowledge, reason = knowledge_of(sheet.practice), newest_reason(sheet)
    if reason is None or line not in (getattr(reason, lines) or []):
        raise NotCorrectable(GONE)
    before = urgent_findings(sheet, knowledge, on)
    said = newest_sayings(sheet)
    new = {id: [{"answer": True}] for id in answers_yes if not (id in said and is_yes(said[id]))}
    if new:
        say(
            sheet, answers=new, said_by=Saying.By.STAFF, knowledge=knowledge, said_on=on, by=by, now=now,
            user=user, why=why,
        )  # fmt: skip
    meant = getattr(reason, f"{lines}_meant") | {line: {"is": list(ids), "said_by": Saying.By.STAFF.value}}
    kept = give_reason(sheet, by=by, now=now, user=user, why=why, **{f"{lines}_meant": meant})
    if before.keys() - urgent_findings(sheet, knowledge, on).keys():
        raise NotCorrectable(BEHIND_URGENCY)
    return kept
