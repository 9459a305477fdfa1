"""Which practices a command is about, and whether its database is one that this version works with."""

from collections.abc import Sequence

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from unknot.accounts.models import Practice
from unknot.clinical.errors import ReaderCanFix, nearest_ids


class CannotRun(ReaderCanFix):
    """There is no such practice, or the database is not the one this version works with."""


def refuse_old_database(command: str) -> None:
    """Raise CannotRun where the database was not brought up to date."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CannotRun(
            f"{command}: found a database of an earlier version; "
            "accepted: one brought up to date, as `unknot serve` does"
        )


def practices_named(slug: str | None, *, command: str) -> Sequence[Practice]:
    """The practice of that slug, or all of them. Raise CannotRun where there is none such."""
    practices = list(Practice.objects.order_by("pk"))
    if slug is None:
        return practices
    known = {practice.slug: practice for practice in practices}
    if slug not in known:
        near = ", ".join(nearest_ids(slug, known)) or "the slug of a practice"
        raise CannotRun(f"{command}: --practice: found “{slug}”; accepted: {near}")
    return [known[slug]]
