"""What the database holds, so that a test can say that nothing of it has changed."""

from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model

from unknot.care.models import Screening

BESIDE = ("audit.", "sessions.", "axes.")
"""What a look leaves behind by design: who saw what, and the visitor's own session."""
Kept = dict[str, list[Any]]


def everything() -> Kept:
    """Every row of every table as the database has it, except those that a look leaves behind by design."""
    models = apps.get_models(include_auto_created=True)
    return {each._meta.label: _rows(each) for each in models if not each._meta.label_lower.startswith(BESIDE)}


def _rows(model: type[Model]) -> list[Any]:
    table, key = (connection.ops.quote_name(each) for each in (model._meta.db_table, model._meta.pk.column))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY {key}")
        return list(cursor.fetchall())


def is_only_screened(before: Kept, after: Kept) -> bool:
    """Whether nothing changed. A screening is kept as it was first shown: a look may add one, and alter none."""
    label = Screening._meta.label
    rest = {name for name in before if name != label}
    return (
        all(before[name] == after[name] for name in rest)
        and after[label][: len(before[label])] == before[label]
    )
