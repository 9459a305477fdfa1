"""Guards: what the database itself refuses of rows that were kept, whoever writes to it and however.

A migration lays them with `LayGuards`, which makes the triggers of either engine from one line a model. Migrations that
have run call this: what it makes of a guard stays the same. On SQLite a migration that makes a table anew loses the
guards on it, and fails while a guard elsewhere reads it (`moves` reads clients, `goes_if` what it names): it puts
`TakeGuards` before and `LayGuards` after.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor as Editor
from django.db.migrations.operations.base import Operation
from django.db.models.options import Options

SQLITE, POSTGRESQL = "sqlite", "postgresql"
UNLIKE = {SQLITE: "IS NOT", POSTGRESQL: "IS DISTINCT FROM"}
"""How each engine says that two values differ, where either may be null."""


@dataclass(frozen=True)
class Guard:
    """What may still become of the rows of one model, by column. Everything else is refused, and so is deleting."""

    model: str
    """Of the room whose migration it stands in, or of another: "visits.Alarm"."""
    open: tuple[str, ...] = ()
    """Columns that may change at any time."""
    once: tuple[tuple[str, ...], ...] = ()
    """Columns that are set together, once: while the first of them is null, and so that it is not any more."""
    moves: tuple[str, ...] = ()
    """Columns that name a client, and may follow from a row to the one it was joined into."""
    goes_if: str = ""
    """The condition, over OLD, on which a row may be deleted; never where there is none."""


class Trigger(NamedTuple):
    """One refusal: its name, which is the error's too, and the condition on which it is made."""

    name: str
    event: str
    table: str
    refused_if: str


class ByEngine(Operation):
    """What each engine is told in words of its own, and what takes it back. The models stay as they are."""

    reduces_to_sql = False

    def __init__(self, forwards: dict[str, list[str]], backwards: dict[str, list[str]]) -> None:
        self.forwards, self.backwards = forwards, backwards

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Nothing changes."""

    def database_forwards(self, app_label: str, editor: Editor, _: Any, after: Any) -> None:
        for statement in self.to_lay(app_label, after.apps, editor.connection.vendor):
            editor.execute(statement, params=None)

    def database_backwards(self, app_label: str, editor: Editor, before: Any, _: Any) -> None:
        for statement in self.to_take(app_label, before.apps, editor.connection.vendor):
            editor.execute(statement, params=None)

    def to_lay(self, app_label: str, models: Apps, engine: str) -> Iterable[str]:  # noqa: ARG002 - of those below
        return self.forwards.get(engine, [])

    def to_take(self, app_label: str, models: Apps, engine: str) -> Iterable[str]:  # noqa: ARG002 - as above
        return self.backwards.get(engine, [])

    def describe(self) -> str:
        return "Let the database refuse by itself"


class LayGuards(ByEngine):
    """Lays guards, in a migration that stands after whatever made the columns they name."""

    def __init__(self, *guards: Guard) -> None:
        self.guards = guards

    def to_lay(self, app_label: str, models: Apps, engine: str) -> Iterable[str]:
        return [line for each in self._triggers(app_label, models, engine) for line in laid(each, engine)]

    def to_take(self, app_label: str, models: Apps, engine: str) -> Iterable[str]:
        return [line for each in self._triggers(app_label, models, engine) for line in taken(each, engine)]

    def _triggers(self, app_label: str, models: Apps, engine: str) -> Iterator[Trigger]:
        for each in self.guards:
            label = each.model if "." in each.model else f"{app_label}.{each.model}"
            yield from triggers_of(each, models.get_model(label)._meta, engine)

    def describe(self) -> str:
        return f"Lay guards on {', '.join(each.model for each in self.guards)}"


class TakeGuards(LayGuards):
    """Takes guards away, so that a table can be made anew."""

    def to_lay(self, app_label: str, models: Apps, engine: str) -> Iterable[str]:
        return super().to_take(app_label, models, engine)

    def to_take(self, app_label: str, models: Apps, engine: str) -> Iterable[str]:
        return super().to_lay(app_label, models, engine)

    def describe(self) -> str:
        return f"Take guards from {', '.join(each.model for each in self.guards)}"


def triggers_of(guard: Guard, model: "Options[Any]", engine: str) -> Iterator[Trigger]:
    table = model.db_table
    changes = refused_changes(guard, model, UNLIKE[engine])
    if engine == POSTGRESQL:
        yield Trigger(f"{table}_stays", "UPDATE", table, changes)
        anything = f'EXISTS (SELECT 1 FROM "{table}")'  # noqa: S608 - a table of ours
        yield Trigger(f"{table}_is_not_emptied", "TRUNCATE", table, anything)
    else:
        # "OR REPLACE" deletes whatever stands in its way, past every trigger that waits for a DELETE.
        changes += f" OR {replaces(model, except_itself=True)}"
        yield Trigger(f"{table}_stays", "UPDATE", table, changes)
        yield Trigger(f"{table}_is_not_replaced", "INSERT", table, replaces(model))
    yield Trigger(f"{table}_is_kept", "DELETE", table, f"NOT ({guard.goes_if})" if guard.goes_if else "1 = 1")


def refused_changes(guard: Guard, model: "Options[Any]", unlike: str) -> str:
    """The condition on which a change is more than the guard lets pass."""
    may_change = {*guard.open, *guard.moves, *(column for each in guard.once for column in each)}
    fixed = [str(each.column) for each in model.concrete_fields if each.column not in may_change]
    refused = [differs(fixed, unlike)]
    for group in guard.once:
        too_late = f'OLD."{group[0]}" IS NOT NULL OR NEW."{group[0]}" IS NULL'
        moved = f" AND NOT {joined(group[0])}" if group[0] in guard.moves else ""
        refused.append(f"({differs(group, unlike)}) AND ({too_late}){moved}")
    for column in guard.moves:
        if (column,) not in guard.once:
            refused.append(f"({differs([column], unlike)}) AND NOT {joined(column)}")
    return " OR ".join(f"({each})" for each in refused)


def differs(columns: Iterable[str], unlike: str) -> str:
    return " OR ".join(f'OLD."{column}" {unlike} NEW."{column}"' for column in columns)


def joined(column: str) -> str:
    to_its_new_row = f'id = OLD."{column}" AND joined_into_id = NEW."{column}"'
    return f"EXISTS (SELECT 1 FROM clients_client WHERE {to_its_new_row})"  # noqa: S608 - a column of ours


def replaces(model: "Options[Any]", *, except_itself: bool = False) -> str:
    """The condition on which a row stands where another one, kept already, must stand alone."""
    columns = {each.name: each.column for each in model.concrete_fields}
    keys = [[each.column] for each in model.concrete_fields if each.unique]
    keys += [[columns[name] for name in each.fields] for each in model.total_unique_constraints]
    same = " OR ".join(" AND ".join(f'kept."{column}" = NEW."{column}"' for column in key) for key in keys)
    other = "kept.id <> OLD.id AND " if except_itself else ""
    return f'EXISTS (SELECT 1 FROM "{model.db_table}" AS kept WHERE {other}({same}))'  # noqa: S608 - as above


def laid(trigger: Trigger, engine: str) -> list[str]:
    """The statements that make a trigger."""
    name, event, table, refused_if = trigger
    if engine == SQLITE:
        refuse = f"SELECT RAISE(ABORT, '{name}');"
        return [f'CREATE TRIGGER {name} BEFORE {event} ON "{table}" WHEN {refused_if} BEGIN {refuse} END']
    each, passes = {"TRUNCATE": ("STATEMENT", "NULL"), "DELETE": ("ROW", "OLD")}.get(event, ("ROW", "NEW"))
    return [
        f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF {refused_if} THEN
            RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation';
          END IF;
          RETURN {passes};
        END $$
        """,
        f'CREATE TRIGGER {name} BEFORE {event} ON "{table}" FOR EACH {each} EXECUTE FUNCTION {name}()',
    ]


def taken(trigger: Trigger, engine: str) -> list[str]:
    """The statements that take it away."""
    if engine == SQLITE:
        return [f"DROP TRIGGER {trigger.name}"]
    return [f'DROP TRIGGER {trigger.name} ON "{trigger.table}"', f"DROP FUNCTION {trigger.name}()"]
