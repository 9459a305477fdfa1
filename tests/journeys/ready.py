"""People who have answered already, for journeys that are about what comes after: told as the pages tell it."""

from datetime import date
from typing import Any

from django.utils import timezone
from playwright.sync_api import Page

from tests.intake.telling import healthy_answers, tell, yes_without_signs
from tests.journeys.walking import ADULT, book, see, to_the_details
from unknot.audit.actions import SYSTEM
from unknot.intake.actions import give_reason, new_dossier, tell_who

SORE_SHOULDER = {
    "goals": ["pain_and_tension"],
    "areas": [{"region": "left_shoulder", "intensity": 4}],
    "medicines": [],
}


def open_plan(page: Page, **yes: bool) -> None:
    """The plan of somebody with nothing to tell but `yes`, opened by their own link."""
    now = timezone.now()
    dossier, token = new_dossier(for_whom="self", now=now)
    tell_who(dossier, born_on=date.fromisoformat(ADULT), sex="male", by=SYSTEM)
    give_reason(dossier, by=SYSTEM, now=now, **SORE_SHOULDER)
    said: dict[str, Any] = {entry_id: yes_without_signs(entry_id) for entry_id in yes}
    tell(dossier, **healthy_answers() | said)
    page.goto(f"/way/{token}/plan/")


def ready_to_sign(page: Page, *, therapist: str, days_ahead: int) -> None:
    """On the page of details, with a time held."""
    open_plan(page)
    to_the_details(page, therapist=therapist, days_ahead=days_ahead)


def with_a_visit(page: Page, *, therapist: str, days_ahead: int, name: str, mail: str, **yes: bool) -> None:
    """On the page of a visit that is confirmed."""
    open_plan(page, **yes)
    book(page, therapist=therapist, days_ahead=days_ahead, name=name, mail=mail)
    see(page, "Your visit is confirmed")
