"""What people say is appended, checked, and read back with who said it."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.intake.telling import NOW, TODAY, a_client, answered_sheet, tell
from unknot.accounts.links import link_by_token
from unknot.accounts.models import Link, User
from unknot.audit.actions import SYSTEM, Actor
from unknot.audit.models import AuditEntry
from unknot.clinical.errors import ClientFileError
from unknot.clinical.loading import default_knowledge
from unknot.intake.actions import (
    STAFF_ONLY,
    claim_dossier,
    client_sheet,
    erase_expired,
    give_reason,
    new_dossier,
    tell_who,
)
from unknot.intake.errors import NotYours
from unknot.intake.models import Reason, Saying, Sheet
from unknot.intake.reading import client_on, newest_reason, newest_sayings

pytestmark = pytest.mark.django_db
DOSSIER = Link.Scope.DOSSIER
HOLDER = Actor("link", "9")


def dossier(**changes: Any) -> Sheet:
    sheet, _ = new_dossier(for_whom="self", now=NOW)
    Sheet.objects.filter(pk=sheet.pk).update(**changes)
    sheet.refresh_from_db()
    return sheet


def read(sheet: Sheet) -> Any:
    return client_on(sheet, knowledge=default_knowledge(), on=TODAY)


def test_a_dossier_is_opened_by_its_own_link_only() -> None:
    sheet, token = new_dossier(for_whom="child", now=NOW)
    other, _ = new_dossier(for_whom="self", now=NOW)
    link = link_by_token(token, scope=DOSSIER)
    assert link is not None
    assert link.subject_id == sheet.pk != other.pk
    assert (sheet.practice, sheet.client, sheet.for_whom) == (None, None, "child")


def test_a_dossier_and_its_link_end_after_thirty_days() -> None:
    sheet, _ = new_dossier(for_whom="self", now=NOW)
    link = Link.objects.get(subject_id=sheet.pk)
    assert sheet.expires_at == link.expires_at == NOW + timedelta(days=30)


def test_the_newest_saying_of_an_entry_holds() -> None:
    sheet = dossier()
    tell(sheet, fever=True, osteoporosis=False)
    tell(sheet, fever=False)
    assert {row.entry_id: row.statements for row in newest_sayings(sheet).values()} == {
        "fever": [{"answer": False}],
        "osteoporosis": [{"answer": False}],
    }
    assert Saying.objects.count() == 3, "what was said before is kept"


def test_what_was_said_is_read_back_with_who_said_it_and_when() -> None:
    sheet = dossier()
    tell(sheet, fever=True)
    tell(sheet, said_by=Saying.By.STAFF, osteoporosis=True)
    tell(sheet, said_by=Saying.By.GUARDIAN, hypotension=True)
    said = {each.entry_id: each for (each,) in read(sheet).facts.statements.values()}
    assert {entry: each.said_by for entry, each in said.items()} == {
        "fever": "client", "osteoporosis": "staff", "hypotension": "client",
    }  # fmt: skip
    assert said["fever"].said_on == TODAY


@pytest.mark.parametrize("claimed", [{"said_by": "staff"}, {"said_by": "staff", "said_on": "2026-01-01"}])
def test_a_client_cannot_speak_in_the_name_of_staff(claimed: dict[str, Any]) -> None:
    sheet = dossier()
    tell(sheet, fever={"answer": True} | claimed)
    ((said,),) = read(sheet).facts.statements.values()
    assert (said.said_by, said.said_on) == ("client", TODAY)


@pytest.mark.parametrize("name", sorted(STAFF_ONLY))
@pytest.mark.parametrize("said_by", [Saying.By.CLIENT, Saying.By.GUARDIAN])
def test_a_letter_counts_only_once_staff_has_seen_it(name: str, said_by: str) -> None:
    sheet = dossier()
    value = "2026-11-01" if name.endswith(("_on", "_until")) else "Dr. Osei"
    letter = {"answer": True, name: value}
    with pytest.raises(NotYours, match="Bring it with you"):
        tell(sheet, said_by=said_by, osteoporosis=letter, fever=False)
    assert not Saying.objects.exists(), "nothing of it is kept"
    assert tell(sheet, said_by=Saying.By.STAFF, osteoporosis=letter)


@pytest.mark.parametrize(
    ("answers", "remark"),
    [
        ({"feverr": True}, "an unknown id"),
        ({"fever": "perhaps"}, "no answer"),
        ({"fever": {"answer": True, "since": "2026-11-25"}}, "it began tomorrow"),
        ({"fever": {"answer": True, "colour": "red"}}, "an unknown follow-up"),
        ({"fever": False, "varicose_veins": {"answer": True, "region": "wing"}}, "one of two is wrong"),
    ],
)
def test_it_writes_nothing_of_answers_that_it_refuses(answers: dict[str, Any], remark: str) -> None:
    with pytest.raises(ClientFileError):
        tell(dossier(), **answers)
    assert not Saying.objects.exists(), remark


def test_a_reason_keeps_what_is_not_said_anew() -> None:
    sheet = dossier()
    give_reason(sheet, goals=["wellness"], medicines=["apixaban 5 mg"], by=HOLDER, now=NOW)
    give_reason(sheet, areas=[{"region": "neck_back"}], by=HOLDER, now=NOW)
    reason = newest_reason(sheet)
    assert reason is not None
    assert (reason.goals, reason.medicines) == (["wellness"], ["apixaban 5 mg"])
    assert reason.areas == [{"region": "neck_back"}]
    assert Reason.objects.count() == 2


def test_medicines_that_were_not_asked_are_not_medicines_that_nobody_takes() -> None:
    sheet = dossier()
    assert give_reason(sheet, goals=["wellness"], by=HOLDER, now=NOW).medicines is None
    assert give_reason(sheet, medicines=[], by=HOLDER, now=NOW).medicines == []


def test_it_reads_who_the_person_is() -> None:
    sheet = tell_who(dossier(), born_on=date(1950, 1, 2), sex="female", by=HOLDER)
    assert (read(sheet).person.born, read(sheet).person.sex) == (date(1950, 1, 2), "female")


def test_an_answer_that_the_knowledge_no_longer_asks_for_does_not_stop_the_reading() -> None:
    sheet = dossier()
    Saying.objects.create(
        sheet=sheet, entry_id="an_entry_of_last_year", statements=[{"answer": True}], said_on=NOW.date(),
        said_at=NOW, said_by=Saying.By.CLIENT,
    )  # fmt: skip
    assert not read(sheet).facts.statements


# ---- a dossier becomes a client's


def test_claiming_copies_the_answers_that_hold() -> None:
    mine = dossier(born_on=date(1985, 3, 14), sex="female", for_whom="child")
    tell(mine, fever=True)
    tell(mine, fever=False, hypotension=True)
    give_reason(mine, goals=["wellness"], medicines=[], by=HOLDER, now=NOW)
    client = a_client(born_on=None, sex="")
    sheet = claim_dossier(mine, client=client, by=HOLDER, now=NOW)
    assert sheet.pk != mine.pk
    assert (sheet.client, sheet.practice) == (client, client.practice)
    assert (sheet.born_on, sheet.sex, sheet.for_whom) == (mine.born_on, "female", "child")
    assert read(sheet) == read(mine)
    assert Saying.objects.filter(sheet=sheet).count() == 2


def test_claiming_keeps_when_and_by_whom_it_was_said() -> None:
    mine = dossier()
    (before,) = tell(mine, fever=False)
    sheet = claim_dossier(mine, client=a_client(), by=HOLDER, now=NOW + timedelta(days=3))
    after = newest_sayings(sheet)["fever"]
    assert (after.said_at, after.said_on, after.said_by) == (NOW, before.said_on, before.said_by)


def test_claiming_twice_keeps_one_sheet_and_what_was_said_there() -> None:
    client = a_client()
    known = answered_sheet(client, osteoporosis=True)
    mine = dossier()
    tell(mine, at=NOW + timedelta(minutes=1), fever=True)
    sheet = claim_dossier(mine, client=client, by=HOLDER, now=NOW)
    assert sheet.pk == known.pk
    holds = newest_sayings(sheet)
    assert holds["fever"].statements == [{"answer": True}], "what is newer holds"
    assert holds["osteoporosis"].statements[0]["answer"] is True, "what was not asked again stays"


def test_answers_given_to_one_practice_stay_there() -> None:
    sheet = answered_sheet(osteoporosis=True)
    elsewhere = a_client(practice=sheet.practice.__class__.objects.create(name="Other", slug="other"))
    assert not client_sheet(elsewhere, now=NOW).sayings.exists()


def test_a_client_has_one_sheet() -> None:
    client = a_client()
    assert client_sheet(client, now=NOW) == client_sheet(client, now=NOW)


# ---- and what nobody claims goes


def test_expiry_erases_a_dossier_with_everything_in_it() -> None:
    mine, token = new_dossier(for_whom="self", now=NOW)
    tell(mine, fever=True)
    give_reason(mine, goals=["wellness"], by=HOLDER, now=NOW)
    young = dossier(expires_at=NOW + timedelta(days=31))
    assert erase_expired(now=NOW + timedelta(days=30)) == 1, "dossiers are counted, not rows"
    assert list(Sheet.objects.all()) == [young]
    assert not Saying.objects.exists()
    assert not Reason.objects.exists()
    assert link_by_token(token, scope=DOSSIER) is None
    assert AuditEntry.objects.filter(action="erase_dossier", subject_id=str(mine.pk)).exists()


def test_expiry_leaves_what_belongs_to_a_client() -> None:
    mine = dossier()
    tell(mine, fever=True)
    sheet = claim_dossier(mine, client=a_client(), by=HOLDER, now=NOW)
    assert erase_expired(now=NOW + timedelta(days=400)) == 1
    assert list(Sheet.objects.all()) == [sheet]
    assert newest_sayings(sheet)


def test_every_write_is_audited_without_saying_what_was_said() -> None:
    user = User.objects.create_user("amira@example.org", "a long enough password", name="Amira")
    sheet = client_sheet(a_client(), now=NOW)
    tell(sheet, said_by=Saying.By.STAFF, osteoporosis=True)
    give_reason(sheet, goals=["wellness"], by=Actor("user", str(user.pk)), now=NOW)
    tell_who(sheet, born_on=TODAY, sex="male", by=SYSTEM)
    rows = AuditEntry.objects.order_by("id")
    assert [row.action for row in rows] == ["say", "give_reason", "tell_who"]
    assert {(row.client_id, row.practice_id) for row in rows} == {(sheet.client_id, sheet.practice_id)}
    assert [row.detail for row in rows] == [{"entries": 1}, {}, {}]
