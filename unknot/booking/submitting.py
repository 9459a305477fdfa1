"""A client's submit, whole: a record at the practice, their answers copied, consent signed, the visit booked, told."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from unknot.audit.actions import Actor
from unknot.booking.actions import book_visit
from unknot.booking.choosing import Choice
from unknot.booking.forms import DetailsForm
from unknot.booking.models import Appointment
from unknot.booking.own_link import address_of, make_visit_link
from unknot.booking.telling import tell_booked
from unknot.care.actions import screen_sheet
from unknot.care.knowledge import knowledge_of
from unknot.care.shapes import kept_shape
from unknot.clients.actions import change_contact, name_guardian, register_client, sign_consent
from unknot.clients.consent_texts import TREATMENT
from unknot.clients.models import Client, Guardian
from unknot.directory.saying_times import local
from unknot.intake.actions import claim_dossier, say
from unknot.intake.models import Saying, Sheet


@dataclass(frozen=True)
class Submitted:
    """The visit that was booked, the token of the link that opens it, and whether it was booked just now."""

    appointment: Appointment
    token: str
    is_new: bool


def submit(
    dossier: Sheet,
    choice: Choice,
    form: DetailsForm,
    *,
    start: datetime,
    key: str,
    now: datetime,
    by: Actor,
    site: str,
) -> Submitted:
    """Book, once, however often the same form arrives. Raises Taken, with nothing kept, where the time is gone."""
    with transaction.atomic():
        before = Appointment.objects.filter(request_key=key_of(dossier, form)).first()
        visit = before or _book(dossier, choice, form, start=start, key=key, now=now, by=by)
        token = make_visit_link(visit, now=now)
        if before is None:
            tell_booked(visit, address=address_of(token, site=site), now=now)
    return Submitted(visit, token, is_new=before is None)


def key_of(dossier: Sheet, form: DetailsForm) -> str:
    """The form's key under its own dossier's: nobody opens another's visit by sending the key of it."""
    return f"{dossier.pk}-{form.cleaned_data['request_key']}"


def _book(
    dossier: Sheet, choice: Choice, form: DetailsForm, *, start: datetime, key: str, now: datetime, by: Actor
) -> Appointment:
    client = _client(dossier, choice, form, by=by, now=now)
    sheet = claim_dossier(dossier, client=client, by=by, now=now)
    guardian = _guardian(sheet, client, form, by=by, now=now)
    if form.consent is None:
        sign_consent(
            client, text_id=TREATMENT.id, signed_name=form.cleaned_data["signed_name"],
            drawing=form.cleaned_data["signed_drawing"], guardian=guardian, by=by, now=now,
        )  # fmt: skip
    day = local(start, choice.offer.location).date()
    screening = screen_sheet(sheet, on=day, by=by, now=now)
    return book_visit(
        client=client, therapist=choice.offer.therapist, location=choice.offer.location,
        technique=choice.offer.technique, minutes=choice.offer.minutes, starts_at=start,
        shape=kept_shape(choice.plan) if choice.plan else {}, request_key=key_of(dossier, form),
        screening=screening, holds_of=key, note=form.cleaned_data["note"], by=by, now=now,
    )  # fmt: skip


def _client(dossier: Sheet, choice: Choice, form: DetailsForm, *, by: Actor, now: datetime) -> Client:
    """A new row, or that of the client whom the dossier continues: only their own page begins such a one."""
    if dossier.continued:
        given = {name: form.cleaned_data[name] for name in ("name", "email", "phone")}
        return change_contact(dossier.continued, **given, born_on=dossier.born_on, by=by)
    return register_client(
        practice=choice.offer.therapist.practice, name=form.cleaned_data["name"], email=form.cleaned_data["email"],
        phone=form.cleaned_data["phone"], born_on=dossier.born_on, sex=dossier.sex, by=by, now=now,
    )  # fmt: skip


def _guardian(
    sheet: Sheet, client: Client, form: DetailsForm, *, by: Actor, now: datetime
) -> Guardian | None:
    """The guardian who signs; their signature is what the screening of a minor waits for."""
    if not form.needs_guardian:
        return None
    named = {"name": form.cleaned_data["guardian_name"], "relation": form.cleaned_data["guardian_relation"]}
    guardian = client.guardians.filter(**named).first() or name_guardian(
        client, **named, email=form.cleaned_data["email"], by=by
    )
    say(
        sheet, answers={"minor": [{"answer": True, "guardian_consent": True}]}, said_by=Saying.By.GUARDIAN,
        knowledge=knowledge_of(client.practice), said_on=now.date(), by=by, now=now,
    )  # fmt: skip
    return guardian
