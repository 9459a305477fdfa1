"""Queries compiled once a process, for the few that a page in a session waits for: building their SQL takes several
times as long as running it, and so does finding out what becomes of each column. What comes back are the same rows
that the query itself would give.
"""

from collections.abc import Callable
from copy import copy
from datetime import UTC, date, datetime, timedelta
from threading import local
from typing import Any, Generic, TypeAlias, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=Model)
Value: TypeAlias = int | date | datetime | str
_NUMBER = 8_900_000_000_000_000_001
_MOMENT = datetime(2999, 1, 1, tzinfo=UTC)


class Prepared(Generic[Row]):
    """`build` makes the query from numbers, days, moments and texts, by name; which of them each is, `takes` says."""

    def __init__(self, build: Callable[..., QuerySet[Row]], **takes: type) -> None:
        self.build, self.takes = build, takes
        self.ready: dict[str, _Compiled] = {}
        self.of_thread = local()

    def first(self, **values: Value) -> Row | None:
        return next(iter(self.rows(**values)), None)

    def rows(self, **values: Value) -> list[Row]:
        return cast(list[Row], self._reading().rows(values))

    def _reading(self) -> "_Reading":
        """Each thread has a connection of its own, and with it asks once what becomes of each column."""
        mine: _Reading | None = getattr(self.of_thread, "reading", None)
        over = connections[DEFAULT_DB_ALIAS]
        if mine is None or mine.over is not over:
            mine = self.of_thread.reading = _Reading(over, self._compiled(over))
        return mine

    def _compiled(self, over: BaseDatabaseWrapper) -> "_Compiled":
        if over.vendor not in self.ready:
            marks = {name: _mark(kind, number) for number, (name, kind) in enumerate(self.takes.items())}
            self.ready[over.vendor] = _Compiled(self.build(**marks), marks, over)
        return self.ready[over.vendor]


class _Slot(str):
    """Where in the SQL the value of this name belongs."""


class _Compiled:
    """The SQL of a query, and what stands in it: values of its own, and slots for those of each time."""

    def __init__(self, query: QuerySet[Any], marks: dict[str, Any], over: BaseDatabaseWrapper) -> None:
        self.compiler = query.query.get_compiler(connection=over)
        sql, params = self.compiler.as_sql()
        slots = {_adapted(mark, over): _Slot(name) for name, mark in marks.items()}
        self.params = {f"value_{number}": slots.get(each, each) for number, each in enumerate(params)}
        # By name: for SQLite, Django looks through the whole of a statement for values that have none, each time.
        self.sql = sql.replace("%%", "%%%%") % tuple(f"%({name})s" for name in self.params)


class _Reading:
    """Makes rows as Django does for the query itself (`ModelIterable`), over one connection."""

    def __init__(self, over: BaseDatabaseWrapper, compiled: _Compiled) -> None:
        self.over, self.sql, self.params = over, compiled.sql, compiled.params
        self.compiler: SQLCompiler = copy(compiled.compiler)
        self.compiler.connection = over
        columns = [column for column, *_ in self.compiler.select]
        self.converters = self.compiler.get_converters(columns[: self.compiler.col_count])
        shape: dict[str, Any] = cast(Any, self.compiler).klass_info
        self.model, first, last = shape["model"], shape["select_fields"][0], shape["select_fields"][-1]
        self.own = slice(first, last + 1)
        self.names = [column.target.attname for column in columns[self.own]]
        self.hanging_on = cast(Any, get_related_populators)(shape, self.compiler.select, over.alias)

    def rows(self, values: dict[str, Value]) -> list[Model]:
        adapted = {name: _adapted(value, self.over) for name, value in values.items()}
        filled = {
            name: adapted[each] if isinstance(each, _Slot) else each for name, each in self.params.items()
        }
        with self.over.cursor() as cursor:
            cursor.execute(self.sql, filled)
            found = cursor.fetchall()
        return [self._row(each) for each in self.compiler.apply_converters(found, self.converters)]

    def _row(self, found: list[Any]) -> Model:
        row: Model = self.model.from_db(self.over.alias, self.names, found[self.own])
        for related in self.hanging_on:
            related.populate(found, row)
        return row


def _mark(kind: type, number: int) -> Any:
    """A value that no row has, to be found again in the SQL."""
    if kind is str:
        return f"stands for value {number}"
    if issubclass(kind, date):
        moment = _MOMENT + timedelta(days=number)
        return moment if kind is datetime else moment.date()
    return _NUMBER + number


def _adapted(value: Any, over: BaseDatabaseWrapper) -> Any:
    """As the engine takes it."""
    if isinstance(value, datetime):
        return over.ops.adapt_datetimefield_value(value)
    return over.ops.adapt_datefield_value(value) if isinstance(value, date) else value
