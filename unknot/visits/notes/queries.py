"""Who may read which note. Nobody may who is not named here: drafts stay with those who write them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from unknot.accounts.gate import OWNER, THOSE_WHO_TREAT, Staff
from unknot.booking.models import Appointment
from unknot.clients.models import Client
from unknot.visits.models import Note

TREATS = (
    Appointment.State.PROVISIONAL,
    Appointment.State.CONFIRMED,
    Appointment.State.STARTED,
    Appointment.State.FINISHED,
)
"""A visit in one of these makes a therapist one who treats the client. One that was cancelled or missed does not."""

BEGUN = (Appointment.State.STARTED, Appointment.State.FINISHED)
"""A visit in one of these has something to write about."""

REMINDED_FOR = timedelta(days=30)
"""Whoever comes from another product is not reminded of the notes they kept there."""


def notes_for(staff: Staff) -> QuerySet[Note]:
    """The notes that a person may read, in the practice they work for.

    Their own and those they supervise; signed ones that name them; and signed ones that are open to all who treat
    the client: to therapists who do, and to the owner, who answers for the practice's records. What was entered in
    error may be about somebody else, so treating the client does not open it.
    """
    if staff.role not in THOSE_WHO_TREAT:
        return Note.objects.none()
    open_to_all = Q(privacy=Note.Privacy.TREATING)
    if staff.role != OWNER:
        open_to_all &= Q(Exists(_visits_with_them(staff)), in_error_at=None)
    signed = Q(state=Note.State.SIGNED) & (Q(Exists(_naming(staff))) | open_to_all)
    notes = Note.objects.filter(own(staff) | signed, visit__practice=staff.practice)
    return notes.select_related(
        "visit__client", "visit__location", "visit__therapist", "visit__practice", "visit__screening", "author",
        "supervisor", "signed_by", "in_error_by", "replaces",
    )  # fmt: skip


def own(staff: Staff) -> Q:
    return Q(author=staff.user) | Q(supervisor=staff.user)


def _visits_with_them(staff: Staff) -> QuerySet[Appointment]:
    return Appointment.objects.filter(
        client=OuterRef("visit__client"),
        practice=staff.practice,
        therapist__user=staff.user,
        state__in=TREATS,
    )


def _naming(staff: Staff) -> QuerySet[Note]:
    return Note.objects.filter(pk=OuterRef("pk"), readers=staff.user)


def counted(notes: QuerySet[Note]) -> QuerySet[Note]:
    """Those that count: signed, and not entered in error. Newest visit first."""
    signed = notes.filter(state=Note.State.SIGNED, in_error_at=None)
    return signed.order_by("-visit__starts_at", "-id")


def of_client(notes: QuerySet[Note], client: Client) -> QuerySet[Note]:
    """Those of one client, newest visit first; in error and drafts too."""
    return notes.filter(visit__client=client).order_by("-visit__starts_at", "-id")


def shared_with(client: Client) -> QuerySet[Note]:
    """The notes that a client may read, newest visit first: on their own page, and in what they download."""
    return counted(Note.objects.filter(visit__client=client, shared_at__isnull=False))


def drafts_to_sign(staff: Staff) -> QuerySet[Note]:
    """A person's own drafts of finished visits, oldest first."""
    return notes_for(staff).filter(_own_drafts(staff)).order_by("visit__starts_at", "id")


def waiting_to_sign(staff: Staff) -> QuerySet[Note]:
    """What somebody in training has signed and a person, as their supervisor, has not; oldest first."""
    return notes_for(staff).filter(_waits(staff)).order_by("visit__starts_at", "id")


def waiting_for_others(staff: Staff) -> QuerySet[Note]:
    """What waits for somebody else to sign, oldest first: a person's own, and for the owner the practice's. It may be
    handed on by these; to read a note takes more.
    """
    notes = Note.objects.filter(visit__practice=staff.practice, state=Note.State.WAITING, in_error_at=None)
    if staff.role != OWNER:
        notes = notes.filter(author=staff.user)
    told = notes.exclude(supervisor=staff.user).order_by("visit__starts_at", "id")
    return told.select_related("visit__client", "visit__location", "author", "supervisor")


def counted_to_sign(staff: Staff, *, now: datetime) -> dict[str, int]:
    """How many of either, `drafts` and `waiting`, and how many visits are `unwritten`: in two statements."""
    either = notes_for(staff).filter(_own_drafts(staff) | _waits(staff))
    to_sign: dict[str, int] = either.aggregate(
        drafts=Count("pk", filter=_own_drafts(staff)), waiting=Count("pk", filter=_waits(staff))
    )
    return to_sign | {"unwritten": unwritten_visits(staff, now=now).count()}


def unwritten_visits(staff: Staff, *, now: datetime) -> QuerySet[Appointment]:
    """A person's own visits of the last weeks that are finished and have no note, oldest first."""
    noted = Note.objects.filter(visit=OuterRef("pk"), in_error_at=None)
    visits = Appointment.objects.filter(
        ~Exists(noted),
        practice=staff.practice,
        therapist__user=staff.user,
        state=Appointment.State.FINISHED,
        starts_at__gt=now - REMINDED_FOR,
    )
    return visits.select_related("client", "location").order_by("starts_at", "id")


def _own_drafts(staff: Staff) -> Q:
    finished = Q(visit__state=Appointment.State.FINISHED, in_error_at=None)
    return finished & Q(author=staff.user, state=Note.State.DRAFT)


def _waits(staff: Staff) -> Q:
    return Q(supervisor=staff.user, state=Note.State.WAITING, in_error_at=None)


def writable_visits(staff: Staff, *, without: Iterable[int] = ()) -> QuerySet[Appointment]:
    """The person's own visits that have begun and have no signed note: where a note in error may belong."""
    taken = Note.objects.filter(in_error_at=None).exclude(state=Note.State.DRAFT).values("visit")
    visits = Appointment.objects.filter(
        practice=staff.practice,
        therapist__user=staff.user,
        state__in=BEGUN,
    )
    return visits.exclude(pk__in=taken).exclude(pk__in=list(without)).order_by("-starts_at", "-id")
