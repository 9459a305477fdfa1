"""Guards in migrations: taken back whole, laid again whole, and out of the way while a table is made anew."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

from unknot.audit.guards import Guard, LayGuards, TakeGuards
from unknot.audit.standing import guards_laid, guards_standing
from unknot.clients.models import Client
from unknot.intake.models import Sheet

pytestmark = pytest.mark.django_db(transaction=True)
ROOM = "intake"


@pytest.fixture(autouse=True)
def whole_again() -> Iterator[None]:
    yield
    call_command("migrate", ROOM, verbosity=0)


def test_every_guard_that_a_migration_lays_stands() -> None:
    assert guards_laid() - guards_standing() == set()


def test_a_migration_that_lays_them_takes_them_back() -> None:
    before = guards_standing()
    call_command("migrate", ROOM, "0004", verbosity=0)
    gone = before - guards_standing()
    assert gone == {each for each in before if each.startswith("intake_")}
    call_command("migrate", ROOM, verbosity=0)
    assert guards_standing() == before


def every_guard() -> list[Guard]:
    return [
        replace(guard, model=f"{migration.app_label}.{guard.model}")
        for migration in MigrationLoader(connection).disk_migrations.values()
        for each in migration.operations
        if isinstance(each, LayGuards)
        for guard in each.guards
    ]


@pytest.mark.parametrize("model", [Sheet, Client])
def test_a_table_made_anew_between_taking_and_laying_keeps_its_guards(model: type[models.Model]) -> None:
    before, state, guards = guards_standing(), MigrationLoader(connection).project_state(), every_guard()
    wider, as_it_is = models.CharField(max_length=9, blank=True), model._meta.get_field("sex")
    wider.set_attributes_from_name("sex")
    with connection.schema_editor() as editor:
        TakeGuards(*guards).database_forwards(ROOM, editor, state, state)
        editor.alter_field(model, as_it_is, wider)
        editor.alter_field(model, wider, as_it_is)
        LayGuards(*guards).database_forwards(ROOM, editor, state, state)
    assert guards_standing() == before
