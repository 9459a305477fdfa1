"""What somebody does who may do all to the database: also take away what guards its rows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.test import TransactionTestCase


@contextmanager
def past_the_guards() -> Iterator[Callable[[str], object]]:
    """Runs statements while no trigger sees them; afterwards all of them stand again."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield cursor.execute
            cursor.execute("SET LOCAL session_replication_role = origin")
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            yield cursor.execute
            for _, statement in triggers:
                cursor.execute(statement)


def let_tables_be_emptied() -> None:
    """After a test that commits, Django empties every table: what is kept for ever among them."""
    empty: Callable[[Any], None] = TransactionTestCase._fixture_teardown

    def past(case: Any) -> None:
        with past_the_guards():
            empty(case)

    TransactionTestCase._fixture_teardown = past
