"""`unknot audit verify` finds whatever was changed in signed notes past the product, by ids only."""

from datetime import timedelta

import pytest
from django.db import connection

from tests.config.commanding import Command
from tests.contracts.scene import NOW, House, make_house
from tests.past_the_guards import past_the_guards
from tests.visits.noting import a_draft, held
from unknot.audit.actions import Actor
from unknot.audit.models import AuditEntry
from unknot.audit.standing import guards_standing
from unknot.visits.models import Amendment, Note
from unknot.visits.notes.actions import amend_note, sign_note
from unknot.visits.notes.keeping import mark_in_error

pytestmark = pytest.mark.django_db


def signed(name: str) -> tuple[House, Note, Amendment]:
    """A practice with one signed note, and one amendment to it."""
    house = make_house(name)
    author = house.staff["treats"]
    by = Actor("user", str(author.pk))
    note = sign_note(a_draft(held(house), plan="Walk daily"), user=author, by=by, now=NOW)
    added = amend_note(note, words="Left, not right.", user=author, by=by, now=NOW + timedelta(days=1))
    return house, note, added


def test_it_says_that_all_is_as_it_was_signed(command: Command) -> None:
    signed("Alder"), signed("Birch")
    ended = command("audit", "verify")
    guards = len(guards_standing())
    assert (ended.status, ended.out) == (
        0, f"2 signed notes, 2 amendments and {guards} guards of the database verified: all as they should be.\n",
    )  # fmt: skip


def test_it_verifies_one_practice_where_one_is_named_and_goes_on_record(command: Command) -> None:
    house, _, _ = signed("Alder")
    signed("Birch")
    ended = command("audit", "verify", "--practice", house.practice.slug)
    assert ended.out.startswith("1 signed note, 1 amendment and ")
    assert [each.practice_id for each in AuditEntry.objects.filter(action="verify_notes")] == [
        house.practice.pk
    ]
    assert command("audit", "verify", "--practice", "nowhere").status == 2


def test_a_draft_is_nothing_to_verify(command: Command) -> None:
    a_draft(held(make_house("Alder")))
    assert command("audit", "verify").out.startswith("0 signed notes, 0 amendments and ")


AS_TEXT = {"postgresql": "replace(content::text, 'Walk', 'Talk')::jsonb"}
WAYS = [
    ("one byte of a signed note", "UPDATE visits_note SET content = {one_byte} WHERE id = {note}",
     ["note {note}: it is not what was signed"]),
    ("who signed it", "UPDATE visits_note SET signed_by_id = signed_by_id + 1 WHERE id = {note}",
     ["note {note}: it is not what was signed"]),
    ("its hash", "UPDATE visits_note SET hash = 'x' WHERE id = {note}",
     ["note {note}: it is not what was signed", "note {note}: its hash is not the one in the audit trail"]),
    ("its state", "UPDATE visits_note SET state = 'draft' WHERE id = {note}",
     ["note {note}: it was signed, and stands as draft now"]),
    ("that it is struck out", "UPDATE visits_note SET in_error_at = signed_at WHERE id = {note}",
     ["note {note}: the audit trail says that it was not struck out"]),
    ("a word of an amendment", "UPDATE visits_amendment SET words = 'x' WHERE id = {added}",
     ["note {note}, amendment {added}: it is not what was signed"]),
    ("an amendment taken out", "DELETE FROM visits_amendment WHERE id = {added}",
     ["note {note}, amendment {added}: it is gone, and the audit trail says that it was written"]),
    ("the hash of an amendment", "UPDATE visits_amendment SET hash = 'x' WHERE id = {added}",
     ["note {note}, amendment {added}: it is not what was signed",
      "note {note}, amendment {added}: its hash is not the one in the audit trail"]),
]  # fmt: skip


@pytest.mark.parametrize(("remark", "statement", "told"), WAYS, ids=[way[0] for way in WAYS])
def test_it_finds(command: Command, remark: str, statement: str, told: list[str]) -> None:
    _, note, added = signed("Alder")
    signed("Birch")
    one_byte = AS_TEXT.get(connection.vendor, "replace(content, 'Walk', 'Talk')")
    with past_the_guards() as execute:
        execute(statement.format(note=note.pk, added=added.pk, one_byte=one_byte))
    ended = command("audit", "verify")
    *found, summary = ended.out.splitlines()
    assert ended.status == 1
    assert found == [each.format(note=note.pk, added=added.pk) for each in told], remark
    assert f"{len(told)} fault" in summary
    assert "daily" not in ended.out + ended.message


def test_it_finds_a_note_in_error_that_counts_again(command: Command) -> None:
    house, note, _ = signed("Alder")
    author = house.staff["treats"]
    mark_in_error(note, because="Wrong client", user=author, by=Actor("user", str(author.pk)), now=NOW)
    assert command("audit", "verify").status == 0
    with past_the_guards() as execute:
        execute(f"UPDATE visits_note SET in_error_at = NULL WHERE id = {note.pk}")
    ended = command("audit", "verify")
    assert f"note {note.pk}: the audit trail says that it was struck out\n" in ended.out


def test_it_finds_a_deleted_note_by_the_audit_trail(command: Command) -> None:
    _, note, added = signed("Alder")
    with past_the_guards() as execute:
        execute(f"DELETE FROM visits_amendment WHERE id = {added.pk}")
        execute(f"DELETE FROM visits_note WHERE id = {note.pk}")
    ended = command("audit", "verify")
    assert ended.status == 1
    assert f"note {note.pk}: it is gone, and the audit trail says that it was signed" in ended.out


def test_it_finds_a_note_that_the_audit_trail_does_not_know(command: Command) -> None:
    _, note, added = signed("Alder")
    with past_the_guards() as execute:
        execute("DELETE FROM audit_auditentry WHERE action IN ('sign_note', 'amend_note')")
    *found, _ = command("audit", "verify").out.splitlines()
    assert found == [
        f"note {note.pk}: the audit trail does not say that it was signed",
        f"note {note.pk}, amendment {added.pk}: the audit trail does not say that it was written",
    ]


def test_a_note_that_cannot_be_read_hides_no_other(command: Command) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("a column of jsonb holds nothing else")
    _, note, _ = signed("Alder")
    _, other, _ = signed("Birch")
    with past_the_guards() as execute:
        execute("PRAGMA ignore_check_constraints = ON")
        execute(f"UPDATE visits_note SET content = CAST(x'7bff7d' AS TEXT) WHERE id = {note.pk}")
        execute("PRAGMA ignore_check_constraints = OFF")
        execute(f"UPDATE visits_note SET hash = 'x' WHERE id = {other.pk}")
    ended = command("audit", "verify")
    assert ended.status == 1
    assert f"note {note.pk}: what is stored cannot be read" in ended.out
    assert f"note {other.pk}: it is not what was signed" in ended.out


@pytest.mark.parametrize(
    "guard", ["visits_measured_stays", "signed_note_stays", "audit_auditentry_is_kept", "permit_in_use"]
)
def test_it_finds_a_guard_that_was_taken_away(command: Command, guard: str) -> None:
    tables = {"signed_note_stays": "visits_note", "permit_in_use": "care_permit"}
    table = tables.get(guard) or guard.removesuffix("_stays").removesuffix("_is_kept")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {guard}{f' ON {table}' if connection.vendor == 'postgresql' else ''}")
    ended = command("audit", "verify")
    assert ended.status == 1
    assert ended.out.splitlines()[0] == f"guard {guard}: it does not stand"


def test_it_finds_a_guard_that_was_switched_off(command: Command) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("there is no switch there")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE visits_alarm DISABLE TRIGGER visits_alarm_stays")
    assert command("audit", "verify").out.startswith("guard visits_alarm_stays: it does not stand\n")
