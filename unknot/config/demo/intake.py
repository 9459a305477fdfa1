"""Admits the demo's people as clients: their record, their answers, their signed consent."""

from datetime import datetime, timedelta
from random import Random

from unknot.accounts.models import Practice
from unknot.clients.consent_texts import TREATMENT
from unknot.clients.models import Client, Consent
from unknot.clinical.loading import default_knowledge
from unknot.config.demo.clients import Person, answers_of
from unknot.intake.models import Reason, Saying, Sheet


def admit(practice: Practice, persons: list[Person], *, now: datetime) -> list[tuple[Client, Sheet, Person]]:
    """Each person as a client with a sheet, in the order given."""
    chance = Random(29)
    said_at = {each.email: now - timedelta(days=chance.randint(1, 20)) for each in persons}
    clients = Client.objects.bulk_create(
        Client(practice=practice, name=each.name, email=each.email, phone=each.phone, born_on=each.born_on,
               sex=each.sex, made_at=now - timedelta(days=chance.randint(21, 400)))
        for each in persons
    )  # fmt: skip
    sheets = Sheet.objects.bulk_create(
        Sheet(practice=practice, client=client, born_on=each.born_on, sex=each.sex, made_at=client.made_at)
        for client, each in zip(clients, persons, strict=True)
    )
    admitted = list(zip(clients, sheets, persons, strict=True))
    _write_answers(admitted, said_at)
    _sign(admitted, said_at)
    return admitted


Admitted = list[tuple[Client, Sheet, Person]]


def _write_answers(admitted: Admitted, said_at: dict[str, datetime]) -> None:
    asked = [entry for entry in default_knowledge().entries.values() if entry.asked_of == "client"]
    reasons, sayings = [], []
    for _, sheet, person in admitted:
        at, story = said_at[person.email], person.story
        areas = [{"region": region, "intensity": 5} for region in story.areas]
        reasons.append(
            Reason(
                sheet=sheet, goals=list(story.goals), areas=areas, medicines=list(story.medicines), said_at=at
            )
        )
        answers = answers_of(story, asked=asked, today=at.date())
        sayings += [
            Saying(sheet=sheet, entry_id=entry_id, statements=statements, said_on=at.date(), said_at=at,
                   said_by=Saying.By.CLIENT)
            for entry_id, statements in answers.items()
        ]  # fmt: skip
    Reason.objects.bulk_create(reasons)
    Saying.objects.bulk_create(sayings, batch_size=2000)


def _sign(admitted: Admitted, said_at: dict[str, datetime]) -> None:
    Consent.objects.bulk_create(
        Consent(client=client, text_id=TREATMENT.id, text_version=TREATMENT.version, text_hash=TREATMENT.hash,
                signed_name=client.name, how=Consent.How.TYPED, signed_at=said_at[person.email])
        for client, _, person in admitted
    )  # fmt: skip
