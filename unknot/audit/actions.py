"""Appends to the audit trail. The only writer of `AuditEntry`."""

import re
from dataclasses import dataclass
from typing import Any

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
    AuditEntry.objects.create(
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
