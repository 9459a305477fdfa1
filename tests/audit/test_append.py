"""The trail: appended with ids and codes only, never changed."""

from typing import Any

import pytest
from django.utils import timezone

from unknot.accounts.models import Practice
from unknot.audit.actions import SYSTEM, Actor, record
from unknot.audit.errors import NeverChanged, NotACode
from unknot.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
DESK = Actor(AuditEntry.Actor.USER, "7", practice_id=3)


@pytest.fixture
def practice() -> Practice:
    return Practice.objects.create(name="Quiet Hands", slug="quiet-hands")


def written(practice: Practice, **how: object) -> AuditEntry:
    record("saw_day", **{"by": DESK, "subject": practice} | how)
    return AuditEntry.objects.get()


def test_it_keeps_who_did_what_to_which_row(practice: Practice) -> None:
    entry = written(practice, client_id=12)
    assert (entry.actor_kind, entry.actor_id, entry.action) == ("user", "7", "saw_day")
    assert (entry.subject_kind, entry.subject_id, entry.client_id) == ("practice", str(practice.pk), 12)


def test_it_keeps_the_moment_and_writes_in_one_statement(
    practice: Practice, django_assert_num_queries: Any
) -> None:
    before = timezone.now()
    with django_assert_num_queries(1):
        record("saw_day", by=DESK, subject=practice, note=4)
    assert before <= AuditEntry.objects.get().at <= timezone.now()


@pytest.mark.parametrize(
    ("by", "named", "kept", "remark"),
    [
        (DESK, None, 3, "the practice the person works for"),
        (DESK, 5, 5, "the practice that is named"),
        (SYSTEM, None, None, "none where none is known"),
    ],
)
def test_it_keeps_the_practice(
    practice: Practice, by: Actor, named: int | None, kept: int | None, remark: str
) -> None:
    assert written(practice, by=by, practice_id=named).practice_id == kept, remark


@pytest.mark.parametrize("detail", ["answers_changed", "2026-11-24", 4, None, "", "a" * 64])
def test_it_keeps_codes(practice: Practice, detail: int | str | None) -> None:
    assert written(practice, because=detail).detail == {"because": detail}


@pytest.mark.parametrize("detail", ["takes a blood thinner", "Ada Abbott", "x" * 65, "två"])
def test_it_refuses_words_that_may_tell_of_somebody(practice: Practice, detail: str) -> None:
    with pytest.raises(NotACode) as refused:
        record("saw_day", by=DESK, subject=practice, because=detail)
    assert detail not in str(refused.value), "not even the error says them"
    assert not AuditEntry.objects.exists()


def test_it_outlives_what_it_speaks_of(practice: Practice) -> None:
    written(practice)
    practice.delete()
    assert AuditEntry.objects.count() == 1


def test_it_is_never_changed(practice: Practice) -> None:
    entry = written(practice)
    entry.action = "did_nothing"
    with pytest.raises(NeverChanged):
        entry.save()
    with pytest.raises(NeverChanged):
        AuditEntry.objects.update(action="did_nothing")
    assert AuditEntry.objects.get().action == "saw_day"


def test_it_is_never_deleted(practice: Practice) -> None:
    entry = written(practice)
    with pytest.raises(NeverChanged):
        entry.delete()
    with pytest.raises(NeverChanged):
        AuditEntry.objects.all().delete()
    assert AuditEntry.objects.exists()
