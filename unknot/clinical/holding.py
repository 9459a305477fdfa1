"""What may hold of a client, as said or as found: what plans, and what somebody does alone at home, stay clear of."""

from unknot.clinical.facts import Client
from unknot.clinical.levels import Answer, Decision
from unknot.clinical.screening import Screening

SURELY_NOT = (Answer.NO, Answer.NOT_ASKED)
STILL_OPEN = "Not before the open questions are answered."
WAITS_FOR_A_DOCTOR = "Not before your doctor has been asked."


def may_hold(client: Client, screening: Screening) -> frozenset[str]:
    """The entries that were answered with yes or not sure, and those the screening found by itself."""
    answered = {
        entry
        for entry, statements in client.facts.statements.items()
        if any(each.answer not in SURELY_NOT for each in statements)
    }
    found = {each.entry_id for each in screening.findings}
    # What only might hold has limits of its own only where the client said yes or not sure.
    held = {each.entry_id for each in screening.possible if not each.limits.is_open}
    return frozenset(answered | found | held)


def may_be_pregnant(client: Client, screening: Screening) -> bool:
    """Whether the client is, may be, or is not sure of being pregnant, as said or as worked out."""
    return any(each.startswith("pregnancy") for each in may_hold(client, screening))


def what_is_awaited(screening: Screening) -> str:
    """Why only what is safe for everybody may be advised; empty where the screening leaves nothing to wait for.

    Findings are asked, not the decision: a plan for a visit that waits for clearance is made as if it were given.
    """
    if any(each.level.decision > Decision.MODIFY for each in screening.findings):
        return WAITS_FOR_A_DOCTOR
    return "" if screening.complete else STILL_OPEN
