"""Appends to the audit trail. The only writer of `AuditEntry`."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from unknot.audit.models import AuditEntry


@dataclass(frozen=True)
class Actor:
    """Who acts: a signed-in person, the holder of a link, the system itself or the command line."""

    kind: str
    id: str
    practice_id: int | None = None


SYSTEM = Actor(AuditEntry.Actor.SYSTEM, "system")
COMMAND = Actor(AuditEntry.Actor.COMMAND, "command")


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

    `detail` holds ids and codes, never health text.
    """
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
