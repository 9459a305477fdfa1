"""The plan for a kept screening: the only door through which other rooms ask for one."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from unknot.audit.actions import Actor
from unknot.care.actions import screen_sheet
from unknot.care.knowledge import knowledge_of
from unknot.care.models import Screening
from unknot.clinical.levels import Decision
from unknot.clinical.limits import NO_DATE
from unknot.clinical.plan import NoPlan, Plan
from unknot.clinical.planning import make_plan
from unknot.clinical.screening import Screening as Judged
from unknot.clinical.screening import screen
from unknot.intake.models import Sheet
from unknot.intake.reading import client_on


def plan_for(
    screening: Screening,
    *,
    stock: Collection[str] | None = None,
    techniques: Collection[str] | None = None,
    minutes: int | None = None,
) -> Plan | NoPlan:
    """The plan that fits a screening's day and limits.

    With a lubricant from `stock`, `techniques` that are offered and a wish for `minutes`, where they are given.
    """
    return plan_on(screening.sheet, on=screening.on, stock=stock, techniques=techniques, minutes=minutes)


def plan_on(
    sheet: Sheet,
    *,
    on: date,
    stock: Collection[str] | None = None,
    techniques: Collection[str] | None = None,
    minutes: int | None = None,
) -> Plan | NoPlan:
    """The plan of a day by what a sheet says now. No screening is kept, because nobody is shown one."""
    knowledge = knowledge_of(sheet.practice)
    client = client_on(sheet, knowledge=knowledge, on=on)
    judged = as_if_cleared(screen(client, knowledge=knowledge, on=on))
    if minutes is not None:
        client = replace(client, wishes=replace(client.wishes, minutes=minutes))
    return make_plan(client, judged, knowledge=knowledge, stock=stock, techniques_offered=techniques)


def as_if_cleared(judged: Judged) -> Judged:
    """A screening that waits for a clinician, as it would be with their leave: its limits stay, as findings do.

    A visit that waits for clearance is provisional, and takes its time with the plan it would then have.
    """
    if judged.decision is not Decision.NEEDS_MEDICAL_CLEARANCE:
        return judged
    return replace(judged, limits=replace(judged.limits, decision=Decision.MODIFY))


def first_screening(sheet: Sheet, *, today: date, by: Actor, now: datetime) -> Screening:
    """The screening of the first day that could be booked: today's, or that of a later day it names."""
    screening = screen_sheet(sheet, on=today, by=by, now=now)
    later = screening.result["limits"]["not_before"]
    if later in (None, NO_DATE) or date.fromisoformat(later) <= today:
        return screening
    return screen_sheet(sheet, on=date.fromisoformat(later), by=by, now=now)
