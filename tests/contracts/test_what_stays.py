"""What was measured, said, signed and recorded stays, against whoever writes to the database: by any statement."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

from tests.contracts.kept_room import DAY, NOW, Row, a_kept_room, newest, passes, settled
from tests.visits.afterwards import Room, a_room
from unknot.audit.actions import SYSTEM
from unknot.audit.guards import LayGuards
from unknot.audit.models import AuditEntry
from unknot.clients.models import Consent
from unknot.intake.models import Reason, Saying, Sheet
from unknot.visits.actions import decide_review, write_review
from unknot.visits.models import Aftercare, Alarm, CheckIn, Measured, MotionMeasured, Review, ReviewHeld

pytestmark = pytest.mark.django_db
OTHERS: tuple[tuple[type, Any], ...] = (
    (models.JSONField, '{"x": 1}'),
    (models.DateTimeField, NOW + DAY),
    (models.DateField, NOW.date() + DAY),
    (models.CharField | models.TextField, "x"),
)
"""Numbers and ids, of which there are most, become the next one."""


@pytest.fixture
def room() -> Iterator[Room]:
    with time_machine.travel(NOW, tick=False):
        yield a_kept_room()


TOLD = {
    "practice_id", "continues_id", "for_whom", "only_at_home", "born_on", "sex", "opened", "expires_at",
}  # fmt: skip
KEPT: list[tuple[type[Row], set[str], str]] = [
    (Measured, set(), "a score"),
    (MotionMeasured, set(), "degrees"),
    (ReviewHeld, set(), "what was decided of a course"),
    (Alarm, set(), "an alarm somebody has seen"),
    (Aftercare, set(), "a sheet that was handed out"),
    (CheckIn, set(), "how somebody was"),
    (Review, {"state", "decided_at", "decided_by_id", "published_id"}, "what a client said of a visit"),
    (Consent, set(), "a signature"),
    (Saying, set(), "an answer"),
    (Reason, set(), "what brought somebody"),
    (AuditEntry, set(), "the trail"),
    (Sheet, TOLD, "whose sheet it is"),
]
each_kept = pytest.mark.parametrize(
    ("model", "may_change", "remark"), KEPT, ids=[row[0].__name__ for row in KEPT]
)


def others(field: Any, value: Any) -> list[Any]:
    """What else a column could say; nothing at all, too, where it may be empty."""
    (other,) = [other for kind, other in OTHERS if isinstance(field, kind)][:1] or [(value or 0) + 1]
    return [other, *([None] if field.null and value is not None else [])]


@each_kept
def test_no_column_changes(room: Room, model: type[Row], may_change: set[str], remark: str) -> None:
    settled(room)
    row, table = newest(model), model._meta.db_table
    changed = {
        field.column
        for field in model._meta.concrete_fields
        for other in others(field, getattr(row, field.attname))
        if field.column not in may_change
        and passes(
            f'UPDATE "{table}" SET "{field.column}" = %s WHERE id = %s',
            [other, row.pk],
            refused_by=f"{table}_stays",
        )
    }
    assert changed == set(), remark


@each_kept
def test_it_is_not_deleted(room: Room, model: type[Row], may_change: set[str], remark: str) -> None:
    table = model._meta.db_table
    delete = f'DELETE FROM "{table}" WHERE id = %s'
    assert not passes(delete, [newest(model).pk], refused_by=f"{table}_is_kept"), remark


@each_kept
def test_it_is_not_replaced(room: Room, model: type[Row], may_change: set[str], remark: str) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("INSERT ... ON CONFLICT is an UPDATE there, and refused as one")
    table = model._meta.db_table
    refused = f"{table}_is_not_replaced"
    same = f'INSERT OR REPLACE INTO "{table}" SELECT * FROM "{table}" WHERE id = %s'
    assert not passes(same, [newest(model).pk], refused_by=refused), remark
    if any(field.unique and not field.primary_key for field in model._meta.concrete_fields):
        columns = ", ".join(f'"{f.column}"' for f in model._meta.concrete_fields if not f.primary_key)
        another = (
            f'INSERT OR REPLACE INTO "{table}" ({columns}) SELECT {columns} FROM "{table}" WHERE id = %s'
        )
        assert not passes(another, [newest(model).pk], refused_by=refused), "by another key than its id"


@each_kept
def test_its_table_is_not_emptied(room: Room, model: type[Row], may_change: set[str], remark: str) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("there is no TRUNCATE there")
    table = model._meta.db_table
    connection.check_constraints()  # what is still to be checked would refuse it before the guard
    assert not passes(f'TRUNCATE "{table}" CASCADE', refused_by="_is_not_emptied"), remark


ONCE = [
    ("visits_alarm", "done = 'x'", "what was done, and nobody has seen it"),
    ("visits_alarm", "seen_at = NULL, done = 'x'", "the same in other words"),
    ("visits_checkin", "soreness = 3", "an answer without its moment"),
    ("visits_checkin", "signs = '[\"fever\"]'", "a sign without its moment"),
    ("visits_checkin", "words = 'x'", "words without their moment"),
    ("visits_checkin", "due_at = '2026-12-09 10:00:00+00:00'", "when it was due"),
]


@pytest.mark.parametrize(("table", "change", "remark"), ONCE, ids=[row[-1] for row in ONCE])
def test_what_is_set_once_is_set_whole(room: Room, table: str, change: str, remark: str) -> None:
    assert not passes(f"UPDATE {table} SET {change}", refused_by=f"{table}_stays"), remark


def test_an_alarm_is_not_seen_by_nobody(room: Room) -> None:
    assert not passes("UPDATE visits_alarm SET seen_at = raised_at", refused_by="seen_alarm_says_by_whom")


def test_a_review_is_not_replaced_by_what_may_change_of_another(room: Room) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("there is no UPDATE OR REPLACE there")
    other = a_room("Isolde")
    other.finish()
    other.visit.refresh_from_db()
    last = write_review(other.visit, stars=2, words="", by=SYSTEM, now=NOW)
    shown = decide_review(
        Review.objects.earliest("pk"), publish=True, user=room.therapist, by=SYSTEM, now=NOW
    )
    steal = "UPDATE OR REPLACE visits_review SET published_id = %s WHERE id = %s"
    assert not passes(steal, [shown.published_id, last.pk], refused_by="visits_review_stays")


def test_every_guard_is_tried_here() -> None:
    migrations = MigrationLoader(connection).disk_migrations.values()
    laid = [each for one in migrations for each in one.operations if isinstance(each, LayGuards)]
    assert {guard.model for each in laid for guard in each.guards} == {
        "Client", *(row[0].__name__ for row in KEPT)
    }  # fmt: skip
