"""Taking and giving back the time of a visit: its claims, and the busy weeks that follow from them.

The weeks must be locked by whoever calls; `seating` does so.
"""

from collections.abc import Collection

from unknot.booking.busy import lock_weeks, rebuild_weeks
from unknot.booking.models import Appointment, Claim
from unknot.booking.weeks import cell_from, cell_holding, weeks_touched


def resources_of(visit: Appointment) -> list[int]:
    """The two things a visit takes."""
    return [visit.therapist.resource_id, visit.room.resource_id]


def claim_time(visit: Appointment, resources: Collection[int]) -> None:
    """Claim the therapist and the room of a visit. The database refuses it where either is taken."""
    Claim.objects.bulk_create(
        Claim(resource_id=each, appointment=visit, from_at=visit.starts_at, until_at=visit.ends_at)
        for each in resources
    )
    rebuild_weeks(resources, weeks_of_visit(visit))


def give_time_back(visit: Appointment) -> None:
    """Let go of the time of a visit; locks its weeks first."""
    resources, weeks = resources_of(visit), weeks_of_visit(visit)
    lock_weeks(resources, weeks)
    Claim.objects.filter(appointment=visit).delete()
    rebuild_weeks(resources, weeks)


def weeks_of_visit(visit: Appointment) -> range:
    """The weeks that hold its time."""
    return weeks_touched(cell_holding(visit.starts_at), cell_from(visit.ends_at))
