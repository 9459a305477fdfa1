"""Which visits a day holds, for whom, read in a fixed number of statements."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from unknot.accounts.gate import THERAPIST, Staff
from unknot.booking.actions.settle import RULES_CHANGED
from unknot.booking.models import Appointment
from unknot.care.models import Permit
from unknot.directory.models import Location, Therapist
from unknot.directory.saying_times import local
from unknot.visits.models import Alarm

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


def marked_by_rules(visits: Iterable[Appointment]) -> set[int]:
    """The visits to be called about whose permit was taken back by a change of rules, the answers being the same."""
    marked = {
        (visit.client_id, visit.starts_at, *_said_until(visit)): visit.pk
        for visit in visits
        if visit.call_first and visit.screening
    }
    if not marked:
        return set()
    taken = Permit.objects.filter(
        revoked_because=RULES_CHANGED,
        client__in={client for client, *_ in marked},
        valid_from__in={starts_at for _, starts_at, *_ in marked},
    )
    rests = ("client_id", "valid_from", "screening__last_saying_id", "screening__last_reason_id")
    return {marked[row] for row in taken.values_list(*rests) if row in marked}


def _said_until(visit: Appointment) -> tuple[int, int]:
    screening = visit.screening
    return (screening.last_saying_id, screening.last_reason_id) if screening else (0, 0)


def local_day(visit: Appointment) -> date:
    """The visit's own day: that of the calendar on the wall of its place."""
    return day_at(visit.location, visit.starts_at)


def day_at(place: Location | None, moment: datetime) -> date:
    """The day on the calendar of a place; by UTC for a practice that has none."""
    return (local(moment, place) if place else moment.astimezone(UTC)).date()


def minutes_by_hand(visits: Iterable[Appointment]) -> tuple[int, int]:
    """Hands-on minutes, plain and weighted by pressure."""
    told = [(visit.hands_on_minutes, visit.weighted_minutes) for visit in visits]
    return sum(plain for plain, _ in told), sum(weighted for _, weighted in told)


def alarms_of(staff: Staff) -> QuerySet[Alarm]:
    """What a person must see and answer for: a therapist's are those of the clients they have visits with, whoever the
    visit was with; an owner's are the practice's. `look_at` is the visit of that client they may open, if there is one.
    """
    mine = visits_of(staff).select_related(None)
    itself = mine.filter(pk=OuterRef("visit_id")).values("pk")
    newest = mine.filter(client=OuterRef("client_id")).order_by("-starts_at", "-pk").values("pk")[:1]
    alarms = Alarm.objects.filter(practice=staff.practice).select_related("visit__location", "client")
    alarms = alarms.annotate(look_at=Coalesce(Subquery(itself), Subquery(newest)))
    return alarms.filter(look_at__isnull=False) if staff.role == THERAPIST else alarms
