"""At once: two tabs that join, a client who says that something has changed, a next visit that is taken."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from tests.at_once import at_once
from tests.intake.telling import tell
from tests.visits.joining import AHEAD, LATER, Twice, measured, twice
from unknot.audit.actions import SYSTEM
from unknot.audit.models import AuditEntry
from unknot.booking.actions import attest_visit, book_visit, move_visit
from unknot.booking.errors import WrongState
from unknot.booking.models import Appointment
from unknot.care.knowledge import knowledge_of
from unknot.clients.models import Client
from unknot.intake.actions import client_sheet
from unknot.intake.models import Sheet
from unknot.intake.reading import newest_sayings
from unknot.visits.measuring.keeping import Given, keep_answers
from unknot.visits.models import Measured
from unknot.visits.same_person.joining import join_clients

pytestmark = pytest.mark.django_db(transaction=True)
NOW = LATER + timedelta(minutes=9)
TIMES = 3


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def join(two: Twice) -> Client:
    return join_clients(two.double, two.room.client, by=SYSTEM, now=NOW)


def holds(two: Twice, entry_id: str) -> object:
    return newest_sayings(two.own())[entry_id].statements[0]["answer"]


def test_two_tabs_that_join_join_once() -> None:
    two = twice()
    kept = at_once(lambda: join(two), lambda: join(two), lambda: join(two))
    assert kept == [two.room.client] * 3
    assert AuditEntry.objects.filter(action="join_clients").count() == 1
    assert two.now().client == two.room.client


@pytest.mark.parametrize("number", range(TIMES))
def test_what_the_client_says_meanwhile_is_heard(number: int) -> None:
    two = twice()

    def change() -> None:
        tell(client_sheet(two.double, now=NOW), at=NOW, anticoagulant="not sure")
        attest_visit(two.visit, attested_by="client, by link", by=SYSTEM, now=NOW)

    at_once(lambda: join(two), change)
    assert holds(two, "anticoagulant") == "not sure"
    visit = two.now()
    assert (visit.client, visit.state) == (two.room.client, "provisional")
    assert visit.screening is not None
    assert visit.screening.sheet == two.own()


@pytest.mark.parametrize("number", range(TIMES))
def test_a_visit_booked_meanwhile_is_the_joined_clients_or_is_refused(number: int) -> None:
    two = twice()

    def book() -> Appointment:
        return book_visit(
            client=two.double, therapist=two.visit.therapist, location=two.visit.location, technique="swedish",
            minutes=60, starts_at=AHEAD + timedelta(days=1), shape={}, request_key="meanwhile", by=SYSTEM, now=NOW,
        )  # fmt: skip

    at_once(lambda: join(two), book, refusals=(WrongState,))
    assert not Appointment.objects.filter(client=two.double).exists()


@pytest.mark.parametrize("number", range(TIMES))
def test_a_visit_moved_meanwhile_is_not_lost(number: int) -> None:
    two = twice()

    def move() -> Appointment:
        return move_visit(two.visit, starts_at=AHEAD + timedelta(days=1), by=SYSTEM, now=NOW)

    at_once(lambda: join(two), move, refusals=(WrongState,))
    visit = two.now()
    assert visit.client == two.room.client
    assert visit.permit is None or visit.permit.client == two.room.client


@pytest.mark.parametrize("number", range(TIMES))
def test_a_number_given_meanwhile_is_the_joined_clients(number: int) -> None:
    two = twice()
    measure = knowledge_of(two.double.practice).catalogue.measures["pain_nrs"]
    given = Given(measure, {measure.id: 3}, {})
    at_once(lambda: join(two), lambda: keep_answers(two.visit, [given], by=SYSTEM, now=NOW))
    assert not Measured.objects.filter(client=two.double).exists()
    assert measured(two.room.client, two.now(), value=1).client.measured.count() == 3


def test_a_sheet_is_there_once_however_many_ask_for_it() -> None:
    two = twice()
    at_once(lambda: join(two), lambda: client_sheet(two.room.client, now=NOW))
    assert Sheet.objects.filter(client__in=(two.double, two.room.client)).count() == 2
