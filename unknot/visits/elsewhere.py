"""What waits for somebody at another practice that they work for: counted, so that nothing there is overlooked."""

from dataclasses import dataclass
from datetime import date

from unknot.accounts.gate import THOSE_WHO_TREAT, Staff
from unknot.accounts.models import Practice
from unknot.visits.queries import alarms_of, visits_on


@dataclass(frozen=True)
class Elsewhere:
    """A practice, its visits of the day that are theirs to see, and the alarms nobody has answered for."""

    practice: Practice
    visits: int
    alarms: int


def waiting_elsewhere(staff: Staff, day: date) -> list[Elsewhere]:
    """The other practices of a person, in the order in which they were taken on."""
    return [Elsewhere(each.practice, len(visits_on(each, day)), _alarms(each)) for each in staff.elsewhere]


def _alarms(staff: Staff) -> int:
    return alarms_of(staff).filter(seen_at=None).count() if staff.role in THOSE_WHO_TREAT else 0
