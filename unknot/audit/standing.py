"""Do the guards stand that the migrations laid? On SQLite a table that is made anew loses them without a word."""

import re

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from unknot.audit.guards import POSTGRESQL, ByEngine

MADE = re.compile(r"CREATE TRIGGER (\w+)")
STANDING = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    # One that is switched off stands there, and refuses nothing.
    POSTGRESQL: "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')",
}


def guards_laid() -> set[str]:
    """The name of each trigger that a migration makes."""
    laid: set[str] = set()
    for migration in MigrationLoader(connection).disk_migrations.values():
        for each in migration.operations:
            if isinstance(each, ByEngine):
                laid.update(
                    MADE.findall("\n".join(each.to_lay(migration.app_label, apps, connection.vendor)))
                )
    return laid


def guards_standing() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(STANDING[connection.vendor])
        return {name for (name,) in cursor.fetchall()}
