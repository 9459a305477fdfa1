"""A sign that needs a doctor, told by a client who began to book again and did not: their practice hears it too."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q

from unknot.audit.actions import SYSTEM, record
from unknot.booking.actions.hand_over import settle_visits_of
from unknot.care.actions import urgency_now
from unknot.clinical.levels import Urgency
from unknot.intake.actions import bring_over, client_sheet
from unknot.intake.models import Sheet

SLIPS_END_AFTER = timedelta(minutes=10)
"""By then somebody has taken back what they only tapped by mistake (d)."""
LOOKED_AT_FOR = timedelta(days=1)


def heed_urgent_answers(now: datetime) -> int:
    """Keep on the client's own sheet what is urgent in a dossier that continues them, and judge their visits anew; of
    how many clients. What was told of a visit that is booked is there already.
    """
    dossiers = Sheet.objects.filter(client=None, continues__isnull=False, expires_at__gt=now)
    said_last = Max("sayings__said_at", filter=Q(sayings__said_at__gt=now - LOOKED_AT_FOR))
    waiting = dossiers.annotate(said_last=said_last).filter(said_last__lte=now - SLIPS_END_AFTER)
    with_clients = waiting.select_related(
        "practice", "continues__practice", "continues__joined_into__practice"
    )
    return sum(_heed(each, now=now) for each in with_clients.order_by("pk"))


@transaction.atomic
def _heed(dossier: Sheet, *, now: datetime) -> bool:
    client, on = dossier.continued, now.date()
    if client is None or urgency_now(dossier, on=on) < Urgency.SAME_DAY:
        return False
    if not bring_over(dossier, to=client_sheet(client, now=now), on=on):
        return False
    record("heed_answers", by=SYSTEM, subject=dossier, client_id=client.pk, practice_id=client.practice_id)
    settle_visits_of(client, by=SYSTEM, now=now)
    return True
