"""Eight devices at once: a note is signed once, and each amendment stands over the one before it."""

import pytest

from tests.at_once import at_once, numbered
from tests.contracts.scene import NOW, make_house
from tests.visits.noting import a_draft, held
from unknot.audit.actions import Actor
from unknot.audit.models import AuditEntry
from unknot.visits.models import Note
from unknot.visits.notes.actions import amend_note, sign_note
from unknot.visits.notes.signing import first_broken

pytestmark = pytest.mark.django_db(transaction=True)
DEVICES = 8


def test_a_note_is_signed_once() -> None:
    note = a_draft(held(make_house("Alder")))
    doing = {"user": note.author, "by": Actor("user", str(note.author_id)), "now": NOW}
    signed = at_once(*[lambda: sign_note(note, **doing)] * DEVICES)
    assert {each.hash for each in signed} == {Note.objects.get(pk=note.pk).hash}
    assert AuditEntry.objects.filter(action="sign_note").count() == 1


def test_amendments_form_one_chain() -> None:
    note = a_draft(held(make_house("Alder")))
    doing = {"user": note.author, "by": Actor("user", str(note.author_id)), "now": NOW}
    sign_note(note, **doing)
    at_once(*numbered(DEVICES, lambda number: amend_note(note, words=f"Number {number}", **doing)))
    kept = Note.objects.get(pk=note.pk)
    assert kept.amendments.count() == DEVICES
    assert first_broken(kept, kept.amendments.order_by("id")) == ""
