"""What was signed stays, against whoever writes to the database: ORM, bulk statements and raw SQL."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tests.contracts.scene import make_house
from tests.visits.noting import a_draft, a_signed_note
from unknot.visits.models import Amendment, Note
from unknot.visits.notes.signing import first_broken, hash_of_amendment

pytestmark = pytest.mark.django_db

ATTEMPTS = [
    ("its words", {"content": {"plan": "other"}}),
    ("its state", {"state": "draft"}),
    ("its hash", {"hash": "0" * 64}),
    ("its day", {"signed_at": timezone.now()}),
]


@pytest.mark.parametrize(("remark", "fields"), ATTEMPTS, ids=[each[0] for each in ATTEMPTS])
def test_it_refuses_to_change(remark, fields):
    note = a_signed_note()
    with pytest.raises(DatabaseError, match="signed_stays"), transaction.atomic():
        Note.objects.filter(pk=note.pk).update(**fields)
    assert first_broken(Note.objects.get(pk=note.pk), []) == "", remark


def test_it_refuses_to_delete_what_was_signed():
    note = a_signed_note()
    with pytest.raises(DatabaseError, match="signed_stays"), transaction.atomic():
        note.delete()


def test_it_refuses_to_take_back_that_a_note_is_in_error():
    note = a_signed_note()
    mark = Note.objects.filter(pk=note.pk)
    mark.update(in_error_at=timezone.now(), in_error_by=note.author, in_error_because="wrong client")
    with pytest.raises(DatabaseError, match="signed_stays"), transaction.atomic():
        mark.update(in_error_at=None)


def test_who_may_read_a_signed_note_can_change():
    note = a_signed_note()
    Note.objects.filter(pk=note.pk).update(privacy="named", shared_at=timezone.now())
    assert first_broken(Note.objects.get(pk=note.pk), []) == ""


def test_amendments_are_only_added():
    note = a_signed_note()
    added = Amendment(note=note, words="Left, not right.", written_at=timezone.now(), written_by=note.author)
    added.hash = hash_of_amendment(added, before=note.hash)
    added.save()
    for write in ("UPDATE visits_amendment SET words = 'x'", "DELETE FROM visits_amendment"):
        with pytest.raises(DatabaseError, match="signed_stays"), transaction.atomic():
            connection.cursor().execute(write)
    assert first_broken(note, note.amendments.order_by("id")) == ""


REPLACING = [
    (
        "the visit's note by another one",
        "INSERT OR REPLACE INTO visits_note ({columns}) SELECT {columns} FROM visits_note WHERE id = {signed}",
    ),
    (
        "by moving a draft to its visit",
        "UPDATE OR REPLACE visits_note SET visit_id = {visit} WHERE id = {draft}",
    ),
    ("by taking its id", "UPDATE OR REPLACE visits_note SET id = {signed} WHERE id = {draft}"),
]


@pytest.mark.parametrize(("remark", "statement"), REPLACING, ids=[each[0] for each in REPLACING])
def test_it_refuses_to_replace(remark, statement):
    if connection.vendor == "postgresql":
        pytest.skip("there is no OR REPLACE there")
    note, draft = a_signed_note(), a_draft(make_house("Birch").visit)
    columns = ", ".join(field.column for field in Note._meta.concrete_fields if not field.primary_key)
    values = {"columns": columns, "signed": note.pk, "visit": note.visit_id, "draft": draft.pk}
    with pytest.raises(DatabaseError, match="signed_stays"), transaction.atomic():
        connection.cursor().execute(statement.format(**values))
    assert Note.objects.filter(pk=note.pk, state="signed").exists(), remark
