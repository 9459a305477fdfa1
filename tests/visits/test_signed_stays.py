"""What was signed stays, against whoever writes to the database: ORM, bulk statements and raw SQL."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tests.visits.noting import a_signed_note
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
