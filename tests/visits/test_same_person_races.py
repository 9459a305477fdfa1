"""At once: two tabs that join, a client who says that something has changed, a next visit that is taken."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db.models import Model

from tests.at_once import at_once
from tests.intake.telling import tell
from tests.visits.joining import AHEAD, LATER, Twice, measured, twice
from unknot.audit.actions import SYSTEM
from unknot.audit.models import AuditEntry
from unknot.booking.actions import attest_visit, book_visit, move_visit
from unknot.booking.errors import WrongState
from unknot.booking.models import Appointment
from unknot.care.knowledge import knowledge_of
from unknot.clients.actions import keep_apart, name_guardian, sign_consent
from unknot.clients.errors import NotJoined
from unknot.clients.models import Client, Consent, Guardian, KnownApart
from unknot.intake.actions import client_sheet
from unknot.intake.models import Sheet
from unknot.intake.reading import newest_sayings
from unknot.visits.after.checking_in import answer_check_in
from unknot.visits.measuring.keeping import Given, keep_answers
from unknot.visits.models import Alarm, CheckIn, DoneAtHome, Measured
from unknot.visits.own_page.at_home import tick
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


Meanwhile = Callable[[Twice], object]


def sign(two: Twice) -> object:
    return sign_consent(two.double, text_id="treatment", signed_name="Ottoline", by=SYSTEM, now=NOW)


THEIRS: list[tuple[Meanwhile, type[Model], str]] = [
    (lambda two: tick(two.double, "walk", on=NOW.date(), done=True, by=SYSTEM), DoneAtHome, "a tick"),
    (sign, Consent, "a consent"),
    (lambda two: name_guardian(two.double, name="Rosa", relation="mother", by=SYSTEM), Guardian, "a guardian"),
    (lambda two: keep_apart(two.double, two.older, user=two.room.therapist, by=SYSTEM, now=NOW), KnownApart, "apart"),
]  # fmt: skip


@pytest.mark.parametrize(("act", "kept", "remark"), THEIRS, ids=[remark for *_, remark in THEIRS])
def test_what_is_done_meanwhile_is_the_joined_clients(act: Meanwhile, kept: type[Model], remark: str) -> None:
    two = twice()
    at_once(lambda: join(two), lambda: act(two), refusals=(NotJoined,))
    gone = Client.objects.get(pk=two.double.pk)
    if kept is KnownApart:
        assert KnownApart.objects.exists() == (gone.joined_into is None), (
            "joined or kept apart, and never both"
        )
    else:
        assert gone.joined_into == two.older
        assert kept._default_manager.filter(client=two.older).exists(), remark
        assert not kept._default_manager.filter(client=gone).exists(), remark


@pytest.mark.parametrize("number", range(TIMES))
def test_an_alarm_raised_meanwhile_is_the_joined_clients(number: int) -> None:
    two = twice()
    Appointment.objects.filter(pk=two.visit.pk).update(state="finished", finished_at=LATER)
    asked = CheckIn.objects.create(visit=two.now(), due_at=LATER)
    at_once(
        lambda: join(two),
        lambda: answer_check_in(asked, soreness=10, signs=[], words="", by=SYSTEM, now=NOW),
    )
    assert Alarm.objects.filter(client=two.older).exists()
    assert not Alarm.objects.filter(client=two.double).exists()


def test_a_sheet_is_there_once_however_many_ask_for_it() -> None:
    two = twice()
    at_once(lambda: join(two), lambda: client_sheet(two.room.client, now=NOW))
    assert Sheet.objects.filter(client__in=(two.double, two.room.client)).count() == 2
