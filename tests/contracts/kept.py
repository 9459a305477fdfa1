"""What the database holds, so that a test can say that nothing of it has changed."""

from typing import Any

from django.apps import apps

from unknot.care.models import Screening

BESIDE = ("audit.", "sessions.", "axes.")
"""What a look leaves behind by design: who saw what, and the visitor's own session."""
Kept = dict[str, list[Any]]


def everything() -> Kept:
    """Every row of every table, except those that a look leaves behind by design."""
    tables = [model for model in apps.get_models() if not model._meta.label_lower.startswith(BESIDE)]
    return {each._meta.label: list(each._default_manager.order_by("pk").values_list()) for each in tables}


def is_only_screened(before: Kept, after: Kept) -> bool:
    """Whether nothing changed. A screening is kept as it was first shown: a look may add one, and alter none."""
    label = Screening._meta.label
    rest = {name for name in before if name != label}
    return (
        all(before[name] == after[name] for name in rest)
        and after[label][: len(before[label])] == before[label]
    )
