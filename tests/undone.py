"""Rows that more than one test looks at: built once, and gone when the last has."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def undone() -> Iterator[None]:
    """Nothing that is written here is kept."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
