"""Queries compiled once a process, for the few that a page in a session waits for: building their SQL takes several
times as long as running it. What comes back are the same rows that the query itself would give.
"""

from collections.abc import Callable
from copy import copy
from datetime import UTC, datetime, timedelta
from threading import local
from typing import Any, Generic, TypeVar, cast

from django.db import connection, connections
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=Model)
_NUMBER = 8_900_000_000_000_000_001
_MOMENT = datetime(2999, 1, 1, tzinfo=UTC)


class Prepared(Generic[Row]):
    """`build` makes the query from numbers, moments and texts, by name; which of them each name is, `takes` says."""

    def __init__(self, build: Callable[..., QuerySet[Row]], **takes: type) -> None:
        self.build, self.takes = build, takes
        self.ready: dict[str, tuple[str, SQLCompiler, str, list[Any]]] = {}
        self.of_thread = local()

    def first(self, **values: int | datetime | str) -> Row | None:
        return next(iter(self.rows(**values)), None)

    def rows(self, **values: int | datetime | str) -> list[Row]:
        using, compiler, sql, params = self._compiled()
        adapted = {name: _adapted(value) for name, value in values.items()}
        filled = tuple(adapted[each.name] if isinstance(each, _Slot) else each for each in params)
        mine = self._over_own_connection(using, compiler)
        # What the compiler says once, it says with other values: its columns and joins do not depend on them.
        mine.as_sql = lambda *_, **__: (sql, filled)  # type: ignore[method-assign]
        found: list[Row] = list(ModelIterable(cast(Any, _Asked(using, mine))))
        return found

    def _over_own_connection(self, using: str, compiler: SQLCompiler) -> SQLCompiler:
        """Each thread has a connection of its own, and with it asks once what becomes of each column."""
        mine: SQLCompiler | None = getattr(self.of_thread, "compiler", None)
        if mine is None or mine.connection is not connections[using]:
            mine = self.of_thread.compiler = copy(compiler)
            mine.connection = connections[using]
            columns = [column for column, *_ in mine.select[: mine.col_count]]
            converters, composite = mine.get_converters(columns), mine.has_composite_fields(columns)
            mine.get_converters = lambda expressions: converters  # type: ignore[method-assign]  # noqa: ARG005
            mine.has_composite_fields = lambda expressions: composite  # type: ignore[method-assign]  # noqa: ARG005
        return mine

    def _compiled(self) -> tuple[str, SQLCompiler, str, list[Any]]:
        if connection.vendor not in self.ready:
            marks = {name: _mark(kind, number) for number, (name, kind) in enumerate(self.takes.items())}
            query = self.build(**marks)
            compiler = query.query.get_compiler(using=query.db)
            sql, params = compiler.as_sql()
            slots = {_adapted(mark): _Slot(name) for name, mark in marks.items()}
            self.ready[connection.vendor] = (
                query.db,
                compiler,
                sql,
                [slots.get(each, each) for each in params],
            )
        return self.ready[connection.vendor]


class _Slot:
    """Where in the SQL a value belongs."""

    def __init__(self, name: str) -> None:
        self.name = name


class _Asked:
    """Stands for a query whose SQL is written already: what Django makes rows from."""

    def __init__(self, db: str, compiler: SQLCompiler) -> None:
        self.db, self.compiler = db, compiler
        self.query = self
        self._known_related_objects: dict[Any, Any] = {}

    def get_compiler(self, **_: Any) -> SQLCompiler:
        return self.compiler


def _mark(kind: type, number: int) -> Any:
    """A value that no row has, to be found again in the SQL."""
    if kind is str:
        return f"stands for value {number}"
    return _MOMENT + timedelta(days=number) if kind is datetime else _NUMBER + number


def _adapted(value: Any) -> Any:
    """As the engine takes it."""
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
