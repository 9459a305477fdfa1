"""Somebody who was treated, and who then typed everything again: two rows of one person, each with its visit."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests.intake.telling import healthy_answers, tell, yes_without_signs
from tests.visits.afterwards import BORN, ENDS, Room, a_room
from tests.visits.noting import a_signed_note
from unknot.accounts.models import Membership, Role, User
from unknot.audit.actions import SYSTEM
from unknot.booking.actions import book_visit
from unknot.booking.models import Appointment
from unknot.clients.actions import register_client, sign_consent
from unknot.clients.models import Client
from unknot.intake.actions import claim_dossier, give_reason, new_dossier
from unknot.intake.models import Sheet
from unknot.visits.models import Measured, Note

LATER = ENDS + timedelta(days=3)
AHEAD = ENDS + timedelta(days=5, hours=-1)


@dataclass(frozen=True)
class Twice:
    """The older row with a finished visit, its note and a score; the newer with a confirmed visit still to come."""

    room: Room
    double: Client
    visit: Appointment
    note: Note

    @property
    def older(self) -> Client:
        return Client.objects.get(pk=self.room.client.pk)

    def now(self) -> Appointment:
        return Appointment.objects.get(pk=self.visit.pk)

    def own(self) -> Sheet:
        return Sheet.objects.get(client=self.room.client)


def twice(*, starts_at: datetime = AHEAD, **answers: Any) -> Twice:
    """Answers are what the newer row says besides no to everything."""
    room = a_room("Ottoline Quill")
    room.finish()
    note = a_signed_note(room.visit, plan="Mind the thistle tattoo")
    measured(room.client, room.visit, value=7)
    double = register_client(
        practice=room.client.practice, name="QUILL, Ottoline", email="new@people.example", phone="", born_on=BORN,
        sex="male", by=SYSTEM, now=LATER,
    )  # fmt: skip
    claim_dossier(dossier_of(answers), client=double, by=SYSTEM, now=LATER)
    sign_consent(double, text_id="treatment", signed_name="Ottoline Quill", by=SYSTEM, now=LATER)
    visit = book_visit(
        client=double, therapist=room.visit.therapist, location=room.visit.location, technique="swedish", minutes=60,
        starts_at=starts_at, shape={}, request_key=f"twice-{double.pk}", by=SYSTEM, now=LATER,
    )  # fmt: skip
    return Twice(room, double, visit, note)


def dossier_of(answers: dict[str, Any]) -> Sheet:
    sheet, _ = new_dossier(for_whom="self", now=LATER)
    sheet.born_on, sheet.sex = BORN, "male"
    sheet.save()
    full = {id: yes_without_signs(id) if said is True else said for id, said in answers.items()}
    tell(sheet, at=LATER - timedelta(minutes=5), **healthy_answers() | full)
    give_reason(sheet, by=SYSTEM, now=LATER - timedelta(minutes=4), goals=["pain_and_tension"], medicines=[])
    return sheet


def measured(client: Client, visit: Appointment, *, value: int) -> Measured:
    return Measured.objects.create(
        practice=client.practice, client=client, visit=visit, measure="pain_nrs", value=value, phase="before",
        on=visit.starts_at.date(), answered_at=visit.starts_at, answers={"pain_nrs": value}, knowledge_version="",
    )  # fmt: skip


def person(client: Client, role: Role) -> User:
    user = User.objects.create_user(
        f"{role}-{client.pk}@people.example", "a long enough password", name=role.label
    )
    Membership.objects.create(user=user, practice=client.practice, role=role)
    return user
