"""Writes a message down in the transaction that causes it, and sends what waits after that has been kept."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from unknot.accounts.models import Practice
from unknot.correspondence.mail import sending
from unknot.correspondence.models import Message

log = logging.getLogger(__name__)
MOST_TRIES = 5


def write_message(
    *,
    practice: Practice | None,
    to: str,
    kind: str,
    subject: str,
    body: str,
    client_id: int | None = None,
    calendar: str = "",
    now: datetime,
) -> Message:
    """Keep a message for sending. It leaves only when the surrounding transaction has been kept."""
    message = Message.objects.create(
        practice=practice, client_id=client_id, kind=kind, to=to, subject=subject, body=body,
        calendar=calendar, made_at=now,
    )  # fmt: skip
    transaction.on_commit(lambda: deliver(message.pk), robust=True)
    return message


def deliver(message_id: int) -> bool:
    """Send one waiting message; claimed first, so that two senders at once send it once."""
    claimed = Message.objects.filter(pk=message_id, state=Message.State.WAITING, tries__lt=MOST_TRIES)
    if not claimed.update(state=Message.State.SENT, sent_at=timezone.now()):
        return False
    message = Message.objects.get(pk=message_id)
    try:
        sending.send(message)
    except Exception as error:  # a mail library may raise anything; the message must survive it
        log.warning("message %s was not sent: %s", message_id, type(error).__name__)
        message.tries += 1
        message.state = Message.State.WAITING if message.tries < MOST_TRIES else Message.State.FAILED
        message.sent_at = None
        message.save(update_fields=["tries", "state", "sent_at"])
        return False
    return True


def deliver_waiting(*, older_than: timedelta = timedelta(0)) -> int:
    """Send what still waits, oldest first; the number sent."""
    waiting = Message.objects.filter(
        state=Message.State.WAITING, tries__lt=MOST_TRIES, made_at__lte=timezone.now() - older_than
    ).order_by("id")
    return sum(deliver(pk) for pk in waiting.values_list("pk", flat=True))
