"""Messages are kept before they are sent, leave only after what caused them was kept, and leave once."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction

from unknot.correspondence.actions import MOST_TRIES, deliver, deliver_waiting, write_message
from unknot.correspondence.models import Message

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
State = Message.State
kept_for_good = pytest.mark.django_db(transaction=True)


class Away(BaseEmailBackend):
    """A mail server that does not answer."""

    def send_messages(self, messages: Any) -> int:  # noqa: ARG002
        raise ConnectionRefusedError("ada@example.org")


@pytest.fixture
def server_away(settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Away"


@pytest.fixture
def server_back(settings: Any) -> Callable[[], None]:
    def back() -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    return back


def write(**changes: Any) -> Message:
    words = {
        "practice": None,
        "to": "ada@example.org",
        "kind": "booked",
        "subject": "Appointment at Elm Street",
    }
    return write_message(**words | {"body": "Thursday, 9:40\n", "now": NOW} | changes)


def waiting(**changes: Any) -> Message:
    """A message that waits, as after a restart."""
    row = {
        "to": "ada@example.org",
        "kind": "booked",
        "subject": "Appointment",
        "body": "9:40",
        "made_at": NOW,
    }
    return Message.objects.create(**row | changes)


@kept_for_good
def test_a_message_leaves_after_the_transaction_was_kept() -> None:
    with transaction.atomic():
        message = write()
        assert not mail.outbox
    assert [each.to for each in mail.outbox] == [["ada@example.org"]]
    message.refresh_from_db()
    assert message.state == State.SENT
    assert message.sent_at is not None


@kept_for_good
def test_a_message_of_a_transaction_that_was_undone_never_existed() -> None:
    with pytest.raises(LookupError), transaction.atomic():
        write()
        raise LookupError
    assert not mail.outbox
    assert not Message.objects.exists()


@kept_for_good
def test_a_calendar_file_goes_with_it() -> None:
    write(calendar="BEGIN:VCALENDAR")
    ((name, content, kind),) = mail.outbox[0].attachments
    assert (name, content, kind) == ("visit.ics", "BEGIN:VCALENDAR", "text/calendar")


@kept_for_good
def test_a_message_survives_a_mail_server_that_is_away(
    server_away: None, server_back: Callable[[], None]
) -> None:
    message = write()
    message.refresh_from_db()
    assert (message.state, message.tries, message.sent_at) == (State.WAITING, 1, None)
    server_back()
    assert deliver_waiting() == 1
    message.refresh_from_db()
    assert message.state == State.SENT


@pytest.mark.django_db
def test_what_went_wrong_is_logged_without_naming_the_person(
    server_away: None, caplog: pytest.LogCaptureFixture
) -> None:
    message = waiting()
    deliver(message.pk)
    assert caplog.messages == [f"message {message.pk} was not sent: ConnectionRefusedError"]


@pytest.mark.django_db
def test_it_gives_up_after_some_tries_and_says_so(server_away: None, server_back: Callable[[], None]) -> None:
    message = waiting()
    for _ in range(MOST_TRIES + 2):
        deliver_waiting()
    message.refresh_from_db()
    assert (message.state, message.tries) == (State.FAILED, MOST_TRIES)
    server_back()
    assert deliver_waiting() == 0, "a failed message waits for a person to look"


@pytest.mark.django_db
def test_one_bad_message_does_not_keep_back_the_others() -> None:
    bad = waiting(subject="two\nlines")
    good = waiting()
    assert deliver_waiting() == 1
    states = dict(Message.objects.values_list("pk", "state"))
    assert states == {bad.pk: State.WAITING, good.pk: State.SENT}


@pytest.mark.django_db
def test_a_sent_message_is_not_sent_again() -> None:
    message = waiting()
    assert [deliver(message.pk), deliver(message.pk), deliver_waiting()] == [True, False, 0]
    assert len(mail.outbox) == 1


@kept_for_good
def test_two_senders_at_once_send_it_once() -> None:
    message = waiting()
    together, sent = threading.Barrier(4), []

    def send() -> None:
        together.wait()
        sent.append(deliver(message.pk))
        connection.close()

    senders = [threading.Thread(target=send) for _ in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert sorted(sent) == [False, False, False, True]
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_those_just_written_are_left_to_whoever_wrote_them() -> None:
    waiting(made_at=datetime.now(UTC))
    assert deliver_waiting(older_than=timedelta(minutes=5)) == 0
