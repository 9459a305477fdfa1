"""What clients wrote after a visit: nobody watches, so it stands on a list until somebody who treats has read it.

That it was read, by whom and when, is a line of the audit trail like every other look; no row says it again.
"""

from datetime import datetime, timedelta

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from unknot.accounts.gate import THOSE_WHO_TREAT, Staff
from unknot.audit.actions import Actor, record
from unknot.audit.models import AuditEntry
from unknot.clients.models import Client
from unknot.visits.models import CheckIn
from unknot.visits.queries import visits_of

READ = "read_check_in"
LISTED_FOR = timedelta(days=90)
MOST_LISTED = 20


def unread(check_ins: QuerySet[CheckIn]) -> QuerySet[CheckIn]:
    """Those with words that nobody has read yet."""
    # A row that was joined into another one was read about by its own number before.
    theirs = OuterRef(OuterRef("visit__client_id"))
    read = AuditEntry.objects.filter(
        practice_id=OuterRef("visit__practice_id"), at__gte=OuterRef("answered_at"), action=READ,
        client_id__in=Client.objects.filter(Q(pk=theirs) | Q(joined_into=theirs)).values("pk"),
        subject_kind="checkin", subject_id=Cast(OuterRef("pk"), CharField()),
    )  # fmt: skip
    return check_ins.filter(answered_at__isnull=False).exclude(words="").exclude(Exists(read))


def to_read(staff: Staff, *, now: datetime) -> list[CheckIn]:
    """What waits to be read, the oldest first: of one's own visits, or all for the owner; none for the desk."""
    if staff.role not in THOSE_WHO_TREAT:
        return []
    mine = CheckIn.objects.filter(
        visit__in=visits_of(staff).select_related(None), answered_at__gt=now - LISTED_FOR
    )
    rows = unread(mine).select_related("visit__client", "visit__location")
    return list(rows.order_by("answered_at", "id")[:MOST_LISTED])


def is_unread(check_in: CheckIn) -> bool:
    return unread(CheckIn.objects.filter(pk=check_in.pk)).exists()


def mark_read(check_in: CheckIn, *, by: Actor) -> None:
    """Say that it was read. The first to say so stands."""
    if is_unread(check_in):
        visit = check_in.visit
        record(READ, by=by, subject=check_in, client_id=visit.client_id, practice_id=visit.practice_id)
