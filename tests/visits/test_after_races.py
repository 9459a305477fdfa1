"""At once: a tap sent eight times, two times tapped, a chore in eight processes, eight guesses of a birth date."""

from datetime import timedelta

import pytest
import time_machine

from tests.at_once import at_once, numbered
from tests.visits.afterwards import ENDS, SITE, Phone, Room, a_room
from unknot.accounts.models import Link
from unknot.audit.actions import SYSTEM
from unknot.audit.models import AuditEntry
from unknot.booking.errors import ClientBusy
from unknot.booking.models import Appointment
from unknot.clients.recognising import MOST_WRONG
from unknot.visits.after.checking_in import ask_for_reviews, ask_how_they_are
from unknot.visits.after.next_visit import propose, take_next

pytestmark = pytest.mark.django_db(transaction=True)
NOW = ENDS + timedelta(minutes=5)
AT_ONCE = 8


def a_finished_room() -> Room:
    room = a_room()
    room.finish()
    room.visit.refresh_from_db()
    return room


def test_taps_at_once_book_one_visit_and_write_one_mail() -> None:
    with time_machine.travel(NOW, tick=False):
        room = a_finished_room()
        found = propose(room.visit, now=NOW)
        assert found is not None
        times, link = found.times, Phone(room).link

        def tap(number: int) -> str:
            # Half of them tap another time: only one of the two can be the next visit.
            try:
                return take_next(
                    room.visit, starts_at=times[number % 2].starts_at, price_cents=found.price_cents, link=link,
                    site=SITE, by=SYSTEM, now=NOW,
                )  # fmt: skip
            except ClientBusy:
                return ""

        answers = at_once(*numbered(AT_ONCE, tap))
    assert sum(bool(each) for each in answers) == AT_ONCE / 2
    assert Appointment.objects.filter(client=room.client).count() == 2
    assert len(room.mails("booked")) == 1


def test_chores_at_once_ask_once() -> None:
    with time_machine.travel(ENDS, tick=False):
        room = a_finished_room()
    asked = at_once(*[lambda: ask_how_they_are(ENDS + timedelta(days=1))] * AT_ONCE)
    reviews = at_once(*[lambda: ask_for_reviews(ENDS + timedelta(days=3))] * AT_ONCE)
    assert (sum(asked), sum(reviews)) == (1, 1)
    assert (len(room.mails("check_in")), len(room.mails("review"))) == (1, 1)


def test_guesses_at_once_are_counted_one_by_one() -> None:
    with time_machine.travel(NOW, tick=False):
        room = a_finished_room()
        phones = [Phone(room, Link.Scope.CLIENT) for _ in range(AT_ONCE)]
        at_once(*numbered(AT_ONCE, lambda n: phones[n].post("page", {"born_on": f"19{70 + n}-01-01"})))
        last = Phone(room, Link.Scope.CLIENT).post("page", {"born_on": room.client.born_on}).content.decode()
    assert "too many wrong tries" in last
    assert wrong_tries(room) == MOST_WRONG


def wrong_tries(room: Room) -> int:
    return AuditEntry.objects.filter(action="not_recognised", client_id=room.client.pk).count()
