"""Making clients known to a practice, and keeping what they consent to."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from unknot.accounts.models import Practice, User
from unknot.audit.actions import Actor, record
from unknot.clients.alike import known_apart, may_be_one, oldest_first
from unknot.clients.consent_texts import TEXTS
from unknot.clients.errors import NotJoined, NotSigned
from unknot.clients.models import Client, Consent, Guardian, KnownApart


@transaction.atomic
def register_client(
    *,
    practice: Practice,
    name: str,
    email: str,
    phone: str,
    born_on: date | None,
    sex: str = "",
    by: Actor,
    now: datetime,
) -> Client:
    """A new client row. Never looks for a known person first: a public form must not show who is known."""
    client = Client.objects.create(
        practice=practice, name=name, email=email.lower(), phone=phone, born_on=born_on, sex=sex, made_at=now
    )
    record("register_client", by=by, subject=client, client_id=client.pk, practice_id=practice.pk)
    return client


@transaction.atomic
def change_contact(
    client: Client, *, name: str, email: str, phone: str, born_on: date | None, by: Actor
) -> Client:
    """Keep how a client is called and reached from now on. A birth date on record stays."""
    mine = lock_person(client.pk)
    before = (mine.name, mine.email, mine.phone, mine.born_on)
    mine.name, mine.email, mine.phone, mine.born_on = name, email.lower(), phone, mine.born_on or born_on
    if before != (mine.name, mine.email, mine.phone, mine.born_on):
        mine.save(update_fields=["name", "email", "phone", "born_on"])
        record("change_contact", by=by, subject=mine, client_id=mine.pk, practice_id=mine.practice_id)
    return mine


def lock_person(client_id: int) -> Client:
    """The row that holds what is a client's now, locked until the transaction ends: theirs, or that which it was
    joined into.
    """
    found = _locked(client_id)
    return found if found.joined_into_id is None else _locked(found.joined_into_id)


def _locked(client_id: int) -> Client:
    # Not an update of the key: rows that point at the client may be written meanwhile.
    rows = Client.objects.select_related("practice").select_for_update(of=("self",), no_key=True)
    return rows.get(pk=client_id)


@transaction.atomic
def join_row(one: Client, other: Client, *, mail_of_newer: bool, by: Actor) -> tuple[Client, Client] | None:
    """Mark the newer of two rows of one person as joined into the older, which is given back first, and hand consents
    and guardians over. None where that was done already. Both stay locked. Raises NotJoined.

    What else is about them belongs to the rooms above: they do all of it or nothing.
    """
    kept, gone = _locked_two(one, other)
    if gone.joined_into_id == kept.pk:
        return None
    _check_are_open(kept, gone)
    if frozenset((kept.pk, gone.pk)) in known_apart([gone.pk]):
        raise NotJoined("A colleague said that these two are two people. Nothing was joined.")
    gone.joined_into = kept
    gone.save(update_fields=["joined_into"])
    Client.objects.filter(joined_into=gone).update(joined_into=kept)
    Consent.objects.filter(client=gone).update(client=kept)
    Guardian.objects.filter(client=gone).update(client=kept)
    _take_who_is_apart(kept, gone)
    _take_contact(kept, gone, mail_of_newer=mail_of_newer)
    record(
        "join_clients", by=by, subject=kept, client_id=kept.pk, practice_id=kept.practice_id, joined=gone.pk
    )
    return kept, gone


def _take_contact(kept: Client, gone: Client, *, mail_of_newer: bool) -> None:
    """What the older row lacks; its mail only where staff say so, who have asked."""
    kept.email = gone.email if gone.email and (mail_of_newer or not kept.email) else kept.email
    kept.phone = kept.phone or gone.phone
    if gone.sex and gone.sex != kept.sex:
        # Of two that differ nobody knows which holds: then what depends on it is asked.
        kept.sex = "" if kept.sex else gone.sex
    kept.save(update_fields=["email", "phone", "sex"])


def _locked_two(one: Client, other: Client) -> tuple[Client, Client]:
    """Both rows, the older first, locked until the transaction ends."""
    older, newer = oldest_first(*(_locked(pk) for pk in sorted((one.pk, other.pk))))
    return older, newer


def _check_are_open(one: Client, other: Client) -> None:
    if one.joined_into_id or other.joined_into_id or not may_be_one(one, other):
        raise NotJoined(
            "These two are not as they were when you looked. Nothing was changed. Open the visit again."
        )


def _take_who_is_apart(kept: Client, gone: Client) -> None:
    """Whoever is not the one is not the other either."""
    for said in KnownApart.objects.filter(Q(one=gone) | Q(other=gone)).select_related("one", "other"):
        third = said.other if said.one_id == gone.pk else said.one
        older, newer = oldest_first(kept, third)
        KnownApart.objects.get_or_create(
            one=older, other=newer, defaults={"said_by_id": said.said_by_id, "said_at": said.said_at}
        )


@transaction.atomic
def keep_apart(one: Client, other: Client, *, user: User, by: Actor, now: datetime) -> None:
    """Keep that two rows are two people. Said twice is said once. Raises NotJoined where they do not look like one,
    or are one by now.
    """
    older, newer = _locked_two(one, other)
    _check_are_open(older, newer)
    _, is_new = KnownApart.objects.get_or_create(
        one=older, other=newer, defaults={"said_by": user, "said_at": now}
    )
    if is_new:
        record(
            "keep_clients_apart", by=by, subject=older, client_id=older.pk, practice_id=older.practice_id,
            other=newer.pk,
        )  # fmt: skip


@transaction.atomic
def name_guardian(
    client: Client, *, name: str, relation: str, email: str = "", phone: str = "", by: Actor
) -> Guardian:
    client = lock_person(client.pk)
    guardian = Guardian.objects.create(client=client, name=name, relation=relation, email=email, phone=phone)
    record("name_guardian", by=by, subject=guardian, client_id=client.pk, practice_id=client.practice_id)
    return guardian


@transaction.atomic
def sign_consent(
    client: Client,
    *,
    text_id: str,
    signed_name: str,
    drawing: list[Any] | None = None,
    guardian: Guardian | None = None,
    by: Actor,
    now: datetime,
) -> Consent:
    """Keep a signature under one consent text, typed or drawn, by the client or a guardian.

    Raises NotSigned where no name was typed.
    """
    if not signed_name.strip():
        raise NotSigned("No name was signed. Type your full name, or draw your signature and type your name.")
    text, client = TEXTS[text_id], lock_person(client.pk)
    consent = Consent.objects.create(
        client=client,
        text_id=text.id,
        text_version=text.version,
        text_hash=text.hash,
        signed_name=signed_name.strip(),
        how=Consent.How.DRAWN if drawing else Consent.How.TYPED,
        drawing=drawing or None,
        guardian=guardian,
        signed_at=now,
    )
    record("sign_consent", by=by, subject=consent, client_id=client.pk, practice_id=client.practice_id)
    return consent
