"""Who may sign what somebody in training wrote, and why a note waits in vain: its supervisor left or has no licence."""

from datetime import datetime

from django.db.models import QuerySet

from unknot.accounts.gate import OWNER, THOSE_WHO_TREAT
from unknot.accounts.models import Membership, User
from unknot.booking.models import Appointment
from unknot.directory.licences import may_practise
from unknot.directory.models import Therapist
from unknot.directory.saying_times import local
from unknot.visits.models import Note


def may_cosign(visit: Appointment, *, author_id: int, now: datetime) -> list[User]:
    """Those who treat at the practice, hold a licence for the visit's place today and are in training with nobody."""
    therapists = Therapist.objects.filter(
        practice=visit.practice_id, is_active=True, supervisor=None, user__is_active=True,
        user__in=_treating(visit).exclude(user=author_id).values("user"),
    )  # fmt: skip
    today = local(now, visit.location).date()
    named = therapists.select_related("user").prefetch_related("licences").order_by("user__name", "user_id")
    return [each.user for each in named if each.user and may_practise(each, visit.location, today)]


def why_in_vain(note: Note, *, now: datetime) -> str:
    """Why the supervisor of a note cannot sign it; "" where they can."""
    supervisor, visit = note.supervisor, note.visit
    if supervisor is None or supervisor in may_cosign(visit, author_id=note.author_id, now=now):
        return ""
    if not _treating(visit).filter(user=supervisor, user__is_active=True).exists():
        return f"{supervisor.name} does not treat at this practice any more."
    return f"{supervisor.name} holds no licence of their own for this place today."


def supervisor_now(note: Note, visit: Appointment, *, now: datetime) -> int | None:
    """Who is to sign what an author signs now: who supervises them by now, or who was named instead, if only that one
    can. None for a note of somebody who was not in training.
    """
    supervises = visit.therapist.supervisor_id or note.supervisor_id
    if note.supervisor_id is None or supervises == note.supervisor_id:
        return note.supervisor_id
    able = {each.pk for each in may_cosign(visit, author_id=note.author_id, now=now)}
    return note.supervisor_id if note.supervisor_id in able and supervises not in able else supervises


def may_hand_on(note: Note, user: User, *, now: datetime) -> bool:
    """Whether somebody may name who signs instead: the owner, and its author where it waits in vain."""
    if note.author_id == user.pk:
        return bool(why_in_vain(note, now=now))
    return owns(user, note.visit.practice_id)


def owns(user: User, practice_id: int) -> bool:
    """Whether somebody answers for a practice's records."""
    return Membership.objects.filter(practice=practice_id, user=user, role=OWNER).exists()


def _treating(visit: Appointment) -> QuerySet[Membership]:
    return Membership.objects.filter(practice=visit.practice_id, role__in=THOSE_WHO_TREAT)
