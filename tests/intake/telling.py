"""Sheets on which somebody has answered, made as small as a test needs them."""

from datetime import UTC, date, datetime
from typing import Any

from unknot.accounts.models import Practice
from unknot.audit.actions import SYSTEM
from unknot.clients.models import Client
from unknot.clinical.loading import default_knowledge
from unknot.intake.actions import client_sheet, say
from unknot.intake.models import Saying, Sheet

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = date(2026, 11, 24)
NO = [{"answer": False}]


def a_practice(slug: str = "quiet-hands") -> Practice:
    return Practice.objects.create(name="Quiet Hands", slug=slug)


def a_client(practice: Practice | None = None, **who: Any) -> Client:
    who = {"name": "Ada", "born_on": date(1985, 3, 14), "sex": "female", "made_at": NOW} | who
    return Client.objects.create(practice=practice or a_practice(), **who)


def tell(
    sheet: Sheet, *, said_by: str = Saying.By.CLIENT, at: datetime = NOW, **answers: Any
) -> list[Saying]:
    """Answers as a client gives them: `fever=True`, or a table with follow-ups."""
    said = {entry: [each if isinstance(each, dict) else {"answer": each}] for entry, each in answers.items()}
    return say(
        sheet, answers=said, said_by=said_by, knowledge=default_knowledge(), said_on=TODAY, by=SYSTEM, now=at
    )


def healthy_answers() -> dict[str, bool]:
    """No to everything that a client is asked."""
    return {entry.id: False for entry in default_knowledge().entries.values() if entry.asked_of == "client"}


def yes_without_signs(entry_id: str) -> dict[str, bool]:
    """A yes, and a no to each sign that would make it worse."""
    asks = default_knowledge().entries[entry_id].asks.values()
    return {"answer": True} | {ask.name: False for ask in asks if ask.worse == "yes"}


def answered_sheet(client: Client | None = None, **answers: Any) -> Sheet:
    """A client's own sheet: no to everything but what `answers` say, and to every sign asked after a yes."""
    sheet = client_sheet(client or a_client(), now=NOW)
    full = {entry: yes_without_signs(entry) if said is True else said for entry, said in answers.items()}
    tell(sheet, **healthy_answers() | full)
    return sheet
