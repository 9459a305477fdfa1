"""People treated: a new row for each registration, a guardian beside them, and nothing that shows who is known."""

from datetime import date
from typing import Any

import pytest

from tests.booking.scene import NOW, make_practice
from unknot.accounts.models import Practice
from unknot.audit.actions import SYSTEM
from unknot.audit.models import AuditEntry
from unknot.clients.actions import name_guardian, register_client, sign_consent
from unknot.clients.errors import NotSigned
from unknot.clients.models import Client, Consent

pytestmark = pytest.mark.django_db


def register(practice: Practice, **fields: Any) -> Client:
    given = {"name": "Robin Vale", "email": "Robin@People.example", "phone": "", "born_on": date(1988, 3, 14)}
    return register_client(practice=practice, by=SYSTEM, now=NOW, **(given | fields))


def test_the_same_person_twice_is_two_rows() -> None:
    practice = make_practice()
    first, again = register(practice), register(practice)
    assert first.pk != again.pk
    assert {each.email for each in (first, again)} == {"robin@people.example"}


def test_a_registration_is_on_the_record_without_a_word() -> None:
    client = register(make_practice())
    entry = AuditEntry.objects.get(action="register_client")
    assert (entry.client_id, entry.practice_id, entry.detail) == (client.pk, client.practice_id, {})


def test_a_client_is_called_by_number_in_what_developers_print() -> None:
    client = register(make_practice())
    assert str(client) == f"client {client.pk}"
    assert "Robin" not in repr(client)


def test_a_guardian_signs_for_a_child() -> None:
    child = register(make_practice(), born_on=date(2018, 5, 1))
    mother = name_guardian(child, name="Alex Vale", relation="mother", by=SYSTEM)
    consent = sign_consent(
        child, text_id="treatment", signed_name=" Alex Vale ", guardian=mother, by=SYSTEM, now=NOW
    )
    assert (consent.guardian, consent.signed_name, consent.how) == (mother, "Alex Vale", "typed")


@pytest.mark.parametrize("name", ["", "   ", "\t\n", "\u2003"])
def test_nobody_signs_with_nothing(name: str) -> None:
    client = register(make_practice())
    with pytest.raises(NotSigned, match="Type your full name"):
        sign_consent(client, text_id="treatment", signed_name=name, drawing=[[[1, 2]]], by=SYSTEM, now=NOW)
    assert not Consent.objects.exists()
