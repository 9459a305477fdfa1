"""The visits of a row that was joined into another one of the same person go over to that one."""

from collections.abc import Iterable
from datetime import datetime
from itertools import product

from django.db import transaction

from unknot.audit.actions import Actor
from unknot.booking.actions.settle import lock_visit, settle_visit, unconfirm
from unknot.booking.models import Appointment
from unknot.booking.states import AHEAD, LIVE, State
from unknot.clients.errors import NotJoined
from unknot.clients.models import Client

BEGUN = "A visit of one of these two has begun. Finish it first, then join them."
BOTH_AT_ONCE = (
    "Each of these two has a visit at the same time. Move or cancel one of them, then join the two."
)


@transaction.atomic
def hand_over_visits(gone: Client, *, to: Client, by: Actor, now: datetime) -> None:
    """Let `to` have every visit of `gone`. What is still to come is provisional until it is settled, and is asked about
    anew. Raises NotJoined while one of them is in the room, or where both have a visit at one time.
    """
    rows = Appointment.objects.select_for_update().filter(client__in=(gone, to), state__in=LIVE)
    live = list(rows.order_by("pk"))
    _check_may_go_over([each for each in live if each.client_id == gone.pk], live)
    for each in live:
        if each.client_id == gone.pk:
            _hand_over(lock_visit(each), to=to, by=by, now=now)
    Appointment.objects.filter(client=gone).exclude(state__in=AHEAD).update(client=to)


def _check_may_go_over(theirs: Iterable[Appointment], live: Iterable[Appointment]) -> None:
    if any(each.state == State.STARTED for each in live):
        raise NotJoined(BEGUN)
    others = [each for each in live if each not in theirs]
    if any(
        one.starts_at < two.ends_at and two.starts_at < one.ends_at for one, two in product(theirs, others)
    ):
        raise NotJoined(BOTH_AT_ONCE)


def _hand_over(visit: Appointment, *, to: Client, by: Actor, now: datetime) -> None:
    # Its permit is the other row's: the database confirms no visit by it any more.
    unconfirm(visit, because="joined", by=by, now=now)
    visit.client, visit.screening = to, None
    visit.attested_on, visit.attested_by = None, ""
    visit.save(update_fields=["client", "screening", "attested_on", "attested_by"])


def settle_visits_of(client: Client, *, by: Actor, now: datetime) -> None:
    """Settle all that a client has still to come: what is known of them has changed."""
    for visit in Appointment.objects.filter(client=client, state__in=AHEAD).order_by("pk"):
        settle_visit(visit, by=by, now=now)
