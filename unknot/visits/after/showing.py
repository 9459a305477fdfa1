"""An aftercare sheet as pages show it: the words that were given, with today's pictures."""

from unknot.booking.models import Appointment
from unknot.care.aftercare import ShownAftercare, shown_aftercare
from unknot.care.knowledge import knowledge_of
from unknot.visits.after.kept_sheets import sheet_of
from unknot.visits.models import Aftercare


def shown_sheet(made: Aftercare, visit: Appointment) -> ShownAftercare:
    """The sheet of a visit, for parts/aftercare_sheet.html."""
    return shown_aftercare(
        sheet_of(made.sheet["words"]),
        knowledge=knowledge_of(visit.practice),
        emergency_number=visit.location.emergency_number,
    )
