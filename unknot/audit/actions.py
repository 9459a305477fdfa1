"""Appends to the audit trail. The only writer of `AuditEntry`."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field
from django.utils import timezone

from unknot.audit.errors import NotACode
from unknot.audit.models import AuditEntry


@dataclass(frozen=True)
class Actor:
    """Who acts: a signed-in person, the holder of a link, the system itself or the command line."""

    kind: str
    id: str
    practice_id: int | None = None


SYSTEM = Actor(AuditEntry.Actor.SYSTEM, "system")
COMMAND = Actor(AuditEntry.Actor.COMMAND, "command")
CODE = re.compile(r"[A-Za-z0-9_.:-]{0,64}")
"""Long enough for a SHA-256 in hex, and for no sentence."""


def record(
    action: str,
    *,
    by: Actor,
    subject: Any,
    client_id: int | None = None,
    practice_id: int | None = None,
    **detail: int | str | None,
) -> None:
    """Append what `by` did or saw. `subject` is a saved row.

    `detail` holds ids and codes, never health text. Raises NotACode for words: they may tell of somebody.
    """
    for name, value in detail.items():
        if not CODE.fullmatch(str(value)):
            raise NotACode(f"detail {name} of {action}: found words; accepted: a number or a short code")
    _append(
        AuditEntry(
            at=timezone.now(),
            practice_id=practice_id if practice_id is not None else by.practice_id,
            actor_kind=by.kind,
            actor_id=by.id,
            action=action,
            subject_kind=subject._meta.model_name,
            subject_id=str(subject.pk),
            client_id=client_id,
            detail=detail,
        )
    )


def _append(entry: AuditEntry) -> None:
    """Every look at a record waits for this, and Django would build the statement anew each time."""
    values = [field.get_db_prep_save(getattr(entry, field.attname), connection) for field in _columns()]
    with connection.cursor() as cursor:
        cursor.execute(_statement(connection.vendor), values)


@cache
def _columns() -> "tuple[Field[Any, Any], ...]":
    return tuple(field for field in AuditEntry._meta.concrete_fields if not field.primary_key)


@cache
def _statement(vendor: str) -> str:  # noqa: ARG001 - each engine quotes names in its own way
    names = [connection.ops.quote_name(str(field.column)) for field in _columns()]
    table = connection.ops.quote_name(AuditEntry._meta.db_table)
    marks = ", ".join("%s" for _ in names)
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 - names of ours
