"""Who may book in spite of the practice's own policy, and with what reason. A client's limits have no override."""

from collections.abc import Collection

from unknot.accounts.models import Membership, Role
from unknot.audit.actions import Actor
from unknot.booking.errors import NotOffered

MAY_OVERRIDE = {
    "policy": frozenset({Role.OWNER, Role.DESK, Role.THERAPIST}),
    "load": frozenset({Role.OWNER}),
}
"""Notice and horizon by any staff; the hard ceiling of a therapist's load by the owner only."""


def check_may_override(despite: Collection[str], because: str, *, by: Actor, practice_id: int) -> None:
    """Raises NotOffered where somebody overrides what is not theirs to override, or without a reason."""
    if not despite:
        return
    role = _role(by, practice_id)
    refused = sorted(each for each in despite if role not in MAY_OVERRIDE.get(each, frozenset()))
    if refused or not because.strip():
        raise NotOffered(
            "A rule of the practice may be set aside only by those it names, with a reason.",
            kinds=refused or ["reason"],
        )


def _role(by: Actor, practice_id: int) -> str | None:
    if by.kind != "user":
        return None
    return (
        Membership.objects.filter(user=int(by.id), practice=practice_id)
        .values_list("role", flat=True)
        .first()
    )
