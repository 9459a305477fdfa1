"""Work that waits for its hour: urgent answers of whoever did not book, visits that lapse, messages still to send,
clients to ask how they are after a visit, answers that nobody claimed in time.

`unknot serve` lets a process of its own do it every minute. Who serves the product otherwise runs `unknot chores`.
"""

import logging
import os
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import close_old_connections
from django.utils import timezone

from unknot.booking.actions import heed_urgent_answers, lapse_visits
from unknot.correspondence.actions import deliver_waiting
from unknot.intake.actions import erase_expired
from unknot.visits.after.checking_in import ask_for_reviews, ask_how_they_are

log = logging.getLogger(__name__)

NOT_YET = timedelta(minutes=1)
"""A message younger than this may just be on its way from the page that wrote it."""
CHORES: dict[str, Callable[[datetime], int]] = {
    "urgent answers heeded": heed_urgent_answers,
    "visits lapsed": lambda now: len(lapse_visits(now)),
    "messages sent": lambda _: deliver_waiting(older_than=NOT_YET),
    "clients asked how they are": ask_how_they_are,
    "reviews asked for": ask_for_reviews,
    "unclaimed answers erased": lambda now: erase_expired(now=now),
}


def do_chores(now: datetime) -> dict[str, int]:
    """Do each chore once; how much of each was done. One that fails is logged, and keeps no other waiting."""
    done = {}
    for name, chore in CHORES.items():
        try:
            done[name] = chore(now)
        except Exception as error:
            log.error("chore failed: %s: %s", name, type(error).__name__)
    return done


def keep_doing_chores(*, every: float, as_long_as: int | None = None) -> None:
    """Do the chores every so many seconds; given its parent's process id, only as long as that parent runs."""
    while as_long_as in (None, os.getppid()):
        do_chores(timezone.now())
        close_old_connections()
        time.sleep(every)
