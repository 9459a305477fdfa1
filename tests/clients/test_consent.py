"""Clients become known, guardians are named, and what was signed can be proved later."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from unknot.accounts.models import Practice
from unknot.audit.actions import Actor
from unknot.audit.models import AuditEntry
from unknot.clients.actions import name_guardian, register_client, sign_consent
from unknot.clients.consent_texts import TEXTS, TREATMENT
from unknot.clients.errors import NotSigned
from unknot.clients.models import Client, Consent

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LINK = Actor("link", "4")


def register(practice: Practice | None = None, **who: Any) -> Client:
    practice = practice or Practice.objects.create(name="Quiet Hands", slug="quiet-hands")
    known = {"name": "Ada", "email": "Ada@Example.org", "phone": "", "born_on": date(1980, 1, 2)}
    return register_client(practice=practice, **known | who, by=LINK, now=NOW)


def sign(client: Client, **how: Any) -> Consent:
    return sign_consent(
        client, **{"text_id": "treatment", "signed_name": "Ada", "by": LINK, "now": NOW} | how
    )


def test_a_person_who_registers_twice_is_two_clients() -> None:
    first = register()
    again = register(first.practice)
    assert first.pk != again.pk, "a public form never shows, by its effect, who is known"


def test_it_keeps_the_address_in_small_letters() -> None:
    assert register().email == "ada@example.org"


def test_a_client_is_never_called_by_name_in_a_log() -> None:
    assert "Ada" not in str(register())


def test_a_signature_keeps_the_text_that_was_signed() -> None:
    consent = sign(register())
    kept = (consent.text_id, consent.text_version, consent.text_hash)
    assert kept == (TREATMENT.id, TREATMENT.version, TREATMENT.hash)
    assert consent.signed_at == NOW


@pytest.mark.parametrize(
    "change", [{"version": "2027-01"}, {"risks": TREATMENT.risks[:-1]}, {"paragraphs": ("Otherwise.",)}]
)
def test_another_text_has_another_hash(change: dict[str, Any]) -> None:
    assert replace(TREATMENT, **change).hash != TREATMENT.hash


@pytest.mark.parametrize(("drawing", "how"), [([[1, 2], [3, 4]], "drawn"), (None, "typed"), ([], "typed")])
def test_it_says_whether_the_name_was_drawn(drawing: list[Any] | None, how: str) -> None:
    assert sign(register(), drawing=drawing).how == how


@pytest.mark.parametrize("signed_name", ["", "   "])
def test_it_refuses_a_signature_without_a_name(signed_name: str) -> None:
    client = register()
    with pytest.raises(NotSigned, match="Type your full name"):
        sign(client, signed_name=signed_name, drawing=[[1, 2]])
    assert not Consent.objects.exists()


def test_a_guardian_signs_for_a_client() -> None:
    client = register()
    guardian = name_guardian(client, name="Bo", relation="father", by=LINK)
    assert sign(client, signed_name="Bo", guardian=guardian).guardian == guardian


def test_every_step_is_audited_in_the_clients_practice() -> None:
    client = register()
    name_guardian(client, name="Bo", relation="father", by=LINK)
    sign(client)
    seen = AuditEntry.objects.order_by("id").values_list("action", "client_id", "practice_id")
    practice = client.practice_id
    assert list(seen) == [
        (action, client.pk, practice) for action in ("register_client", "name_guardian", "sign_consent")
    ]


def test_the_consent_names_the_risks() -> None:
    words = " ".join(TEXTS["treatment"].risks).lower()
    for risk in ("sore", "bruis", "skin", "light-headed", "serious harm"):
        assert risk in words
