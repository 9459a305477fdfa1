"""Which visits a day holds, for whom, read in a fixed number of statements."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from unknot.accounts.gate import THERAPIST, Staff
from unknot.booking.models import Appointment
from unknot.directory.models import Therapist

SHOWN = (
    Appointment.State.PROVISIONAL,
    Appointment.State.CONFIRMED,
    Appointment.State.STARTED,
    Appointment.State.FINISHED,
    Appointment.State.MISSED,
)


def visits_of(staff: Staff) -> QuerySet[Appointment]:
    """The visits a person may open: their practice's, and a therapist's own only."""
    visits = Appointment.objects.filter(practice=staff.practice)
    if staff.role == THERAPIST:
        visits = visits.filter(therapist__user=staff.user)
    return visits.select_related("client", "therapist", "room", "location", "screening", "permit", "practice")


def therapists_of(staff: Staff) -> QuerySet[Therapist]:
    """Whose day a person may look at."""
    therapists = Therapist.objects.filter(practice=staff.practice, is_active=True).order_by("name")
    return therapists.filter(user=staff.user) if staff.role == THERAPIST else therapists


def visits_on(staff: Staff, day: date) -> list[Appointment]:
    """The visits of one day on the calendar of each visit's own place, earliest first."""
    midnight = datetime.combine(day, time.min, tzinfo=UTC)
    # A local day lies somewhere in the fifty hours around the same day in UTC.
    near = visits_of(staff).filter(
        starts_at__gte=midnight - timedelta(hours=15),
        starts_at__lt=midnight + timedelta(hours=39),
        state__in=SHOWN,
    )
    return [visit for visit in near.order_by("starts_at", "id") if local_day(visit) == day]


def local_day(visit: Appointment) -> date:
    """The visit's own day: that of the calendar on the wall of its place."""
    return visit.starts_at.astimezone(ZoneInfo(visit.location.time_zone)).date()


def minutes_by_hand(visits: Iterable[Appointment]) -> tuple[int, int]:
    """Hands-on minutes, plain and weighted by pressure."""
    told = [(visit.hands_on_minutes, visit.weighted_minutes) for visit in visits]
    return sum(plain for plain, _ in told), sum(weighted for _, weighted in told)
