"""Two rows of one person become one: all about the newer goes over to the older, and visits are judged anew."""

from datetime import datetime

from django.db import transaction
from django.db.models import Model

from unknot.audit.actions import Actor
from unknot.booking.actions import hand_over_visits, settle_visits_of
from unknot.clients.actions import join_row
from unknot.clients.alike import oldest_first
from unknot.clients.models import Client
from unknot.correspondence.models import Message
from unknot.intake.actions import join_sheets
from unknot.visits.models import Alarm, DoneAtHome, Measured, MotionMeasured, ReviewHeld

MOVED: tuple[type[Model], ...] = (Measured, MotionMeasured, Alarm, ReviewHeld)
"""Notes, aftercare and check-ins are of a visit and go with it: what was signed names the visit, not whose it is."""


@transaction.atomic
def join_clients(
    one: Client, other: Client, *, mail_of_newer: bool = False, by: Actor, now: datetime
) -> Client:
    """The older row, which holds everything from then on. Joining twice is joining once; all of it or nothing.

    Raises NotJoined where they do not look like one person any more, or a visit stands in the way.
    """
    joined = join_row(one, other, mail_of_newer=mail_of_newer, by=by)
    if joined is None:
        return oldest_first(one, other)[0]
    kept, gone = joined
    join_sheets(gone, to=kept, now=now)
    hand_over_visits(gone, to=kept, by=by, now=now)
    _move_what_was_measured(gone, to=kept)
    settle_visits_of(kept, by=by, now=now)
    return kept


def _move_what_was_measured(gone: Client, *, to: Client) -> None:
    for rows in MOVED:
        rows._default_manager.filter(client=gone).update(client=to)
    ticked = set(DoneAtHome.objects.filter(client=to).values_list("item", "on"))
    theirs = DoneAtHome.objects.filter(client=gone)
    both = [each.pk for each in theirs if (each.item, each.on) in ticked]
    theirs.filter(pk__in=both).delete()
    theirs.update(client=to)
    Message.objects.filter(client_id=gone.pk).update(client_id=to.pk)
