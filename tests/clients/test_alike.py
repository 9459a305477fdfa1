"""Which rows look like one person's: birth date and name or mail of one practice; what staff said of two is kept."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.intake.telling import NOW, a_client, a_practice
from unknot.accounts.models import User
from unknot.audit.actions import SYSTEM
from unknot.audit.models import AuditEntry
from unknot.clients.actions import join_row, keep_apart, lock_person
from unknot.clients.alike import alike, folded
from unknot.clients.errors import NotJoined
from unknot.clients.models import Client, Consent, Guardian, KnownApart

pytestmark = pytest.mark.django_db
BORN = date(1985, 3, 14)
NAME = "Ana Lucía de Souza"

# The other row beside Ana Lucía de Souza, born on the day, ana@people.example; whether it may be hers; why.
PAIRS = [
    ({}, True, "everything the same"),
    ({"name": "ana lucia DE SOUZA"}, True, "case and accents"),
    ({"name": "de Souza, Ana-Lucía"}, True, "order, comma and hyphen"),
    ({"name": "Lucía", "email": "ana@people.example"}, True, "the same mail under another name"),
    ({"name": "Ana Souza", "email": "other@people.example"}, False, "part of a name is another name"),
    ({"name": "Ana Souza", "email": ""}, False, "no mail is not the same mail"),
    ({"born_on": date(1985, 3, 15)}, False, "born on another day"),
    ({"born_on": None}, False, "nobody knows when"),
    ({"practice": "elsewhere"}, False, "another practice's client is a stranger"),
]  # fmt: skip


@pytest.fixture
def ana() -> Client:
    return a_client(name=NAME, born_on=BORN, email="ana@people.example")


def beside(ana: Client, **fields: Any) -> Client:
    wanted = {
        "practice": ana.practice,
        "name": NAME,
        "born_on": BORN,
        "email": "",
        "made_at": NOW + timedelta(days=9),
    }
    if fields.get("practice") == "elsewhere":
        fields["practice"] = a_practice("elsewhere")
    return a_client(**wanted | fields)


@pytest.mark.parametrize(("fields", "wanted", "remark"), PAIRS, ids=[remark for *_, remark in PAIRS])
def test_two_rows_look_like_one_person_where(ana: Client, fields: Any, wanted: bool, remark: str) -> None:
    other = beside(ana, **fields)
    assert alike([other]) == ({other.pk: [ana]} if wanted else {}), remark
    assert alike([ana]) == ({ana.pk: [other]} if wanted else {}), "asked from either side"


def test_names_without_letters_are_no_name_of_anybody() -> None:
    assert folded("Ōsaka  Śmigły") == folded("smigły osaka")
    assert folded("李 小龙") != folded("王 小龙")


def test_a_row_without_a_birth_date_is_like_none(ana: Client) -> None:
    assert alike([a_client(practice=ana.practice, name=NAME, born_on=None)]) == {}


def test_a_day_full_of_clients_costs_two_statements(ana: Client, django_assert_num_queries: Any) -> None:
    others = [beside(ana) for _ in range(8)]
    with django_assert_num_queries(2):
        found = alike(others)
    assert [len(each) for each in found.values()] == [8] * 8


def amira() -> User:
    return User.objects.create_user("amira@example.org", "a long enough password", name="Amira")


def test_two_people_are_asked_about_once_and_never_again(ana: Client) -> None:
    other, third = beside(ana), beside(ana)
    user = amira()
    for pair in ((other, ana), (ana, other)):
        keep_apart(*pair, user=user, by=SYSTEM, now=NOW)
    kept = KnownApart.objects.get()
    assert (kept.one, kept.other) == (ana, other)
    assert alike([other]) == {other.pk: [third]}
    assert alike([ana]) == {ana.pk: [third]}
    entry = AuditEntry.objects.get(action="keep_clients_apart")
    assert (entry.client_id, entry.detail) == (ana.pk, {"other": other.pk})


@pytest.mark.parametrize(
    ("fields", "remark"), [({"name": "Bo"}, "somebody else"), (None, "the same row"), ({}, "joined by now")]
)
def test_nothing_is_said_of_two_that_are_not_in_question(ana: Client, fields: Any, remark: str) -> None:
    other = ana if fields is None else beside(ana, **fields)
    if fields == {}:
        join_row(ana, other, mail_of_newer=False, by=SYSTEM)
    with pytest.raises(NotJoined):
        keep_apart(ana, other, user=amira(), by=SYSTEM, now=NOW)
    assert not KnownApart.objects.exists(), remark


# ---- joining the rows themselves


def test_the_newer_row_goes_into_the_older_with_consents_and_guardians(ana: Client) -> None:
    other = beside(ana, phone="+1 607 555 0199", email="new@people.example")
    guardian = Guardian.objects.create(client=other, name="Rosa", relation="mother")
    consent = Consent.objects.create(
        client=other, text_id="treatment", text_version="1", text_hash="0" * 64, signed_name=NAME, how="typed",
        guardian=guardian, signed_at=NOW,
    )  # fmt: skip
    joined = join_row(other, ana, mail_of_newer=False, by=SYSTEM)
    assert joined == (ana, other)
    for each in (guardian, consent, other, ana):
        each.refresh_from_db()
    assert (guardian.client, consent.client, other.joined_into) == (ana, ana, ana)
    assert (ana.phone, ana.email) == ("+1 607 555 0199", "ana@people.example"), (
        "what it lacked, and not the mail"
    )
    assert alike([ana]) == {}
    assert lock_person(other.pk) == ana
    entry = AuditEntry.objects.get(action="join_clients")
    assert (entry.client_id, entry.detail) == (ana.pk, {"joined": other.pk})


def test_the_newer_mail_is_taken_where_staff_say_so(ana: Client) -> None:
    other = beside(ana, email="new@people.example")
    join_row(ana, other, mail_of_newer=True, by=SYSTEM)
    assert Client.objects.get(pk=ana.pk).email == "new@people.example"


def test_joining_twice_is_joining_once(ana: Client) -> None:
    other = beside(ana)
    assert join_row(ana, other, mail_of_newer=False, by=SYSTEM)
    assert join_row(other, ana, mail_of_newer=False, by=SYSTEM) is None
    assert AuditEntry.objects.filter(action="join_clients").count() == 1


def test_what_was_joined_before_goes_along(ana: Client) -> None:
    second, third = beside(ana), beside(ana, made_at=NOW + timedelta(days=20))
    join_row(second, third, mail_of_newer=False, by=SYSTEM)
    join_row(ana, second, mail_of_newer=False, by=SYSTEM)
    assert set(ana.joined.all()) == {second, third}
    assert lock_person(third.pk) == ana


@pytest.mark.parametrize(
    "fields", [{"born_on": date(1985, 3, 15)}, {"practice": "elsewhere"}, {"name": "Bo"}]
)
def test_two_who_do_not_look_alike_are_not_joined(ana: Client, fields: Any) -> None:
    other = beside(ana, **fields)
    with pytest.raises(NotJoined, match="not as they were"):
        join_row(ana, other, mail_of_newer=False, by=SYSTEM)
    assert not Client.objects.filter(joined_into__isnull=False).exists()


def test_a_row_that_was_joined_is_joined_into_no_third(ana: Client) -> None:
    second, third = beside(ana), beside(ana, made_at=NOW + timedelta(days=20))
    join_row(ana, second, mail_of_newer=False, by=SYSTEM)
    with pytest.raises(NotJoined):
        join_row(second, third, mail_of_newer=False, by=SYSTEM)


def test_two_of_whom_a_colleague_said_meanwhile_that_they_are_two_are_not_joined(ana: Client) -> None:
    other = beside(ana)
    keep_apart(ana, other, user=amira(), by=SYSTEM, now=NOW)
    with pytest.raises(NotJoined, match="two people"):
        join_row(ana, other, mail_of_newer=False, by=SYSTEM)
    assert not Client.objects.exclude(joined_into=None).exists()


@pytest.mark.parametrize("older", [True, False], ids=["said of the older row", "said of the newer row"])
def test_who_is_not_the_one_is_not_the_other_either(ana: Client, older: bool) -> None:
    other, third = beside(ana), beside(ana, made_at=NOW + timedelta(days=20))
    keep_apart(ana if older else other, third, user=amira(), by=SYSTEM, now=NOW)
    join_row(ana, other, mail_of_newer=False, by=SYSTEM)
    assert alike([ana, third]) == {}
    with pytest.raises(NotJoined, match="two people"):
        join_row(ana, third, mail_of_newer=False, by=SYSTEM)
