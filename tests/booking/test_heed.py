"""Somebody begins to book again, tells of a sign that needs a doctor and stops there: their practice hears it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from tests.intake.telling import tell, yes_without_signs
from tests.visits.joining import LATER, Twice, twice
from unknot.audit.actions import SYSTEM
from unknot.audit.models import AuditEntry
from unknot.booking.actions import heed_urgent_answers
from unknot.intake.actions import client_sheet, continue_client, new_dossier
from unknot.intake.models import Sheet
from unknot.intake.reading import newest_sayings
from unknot.visits.same_person.joining import join_clients

pytestmark = pytest.mark.django_db
SOON, THEN = LATER + timedelta(minutes=2), LATER + timedelta(minutes=15)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(THEN, tick=False):
        yield


@pytest.fixture
def two() -> Twice:
    """The client in question is the one with a confirmed visit to come."""
    return twice()


def begun(two: Twice, *, at: datetime = SOON, **answers: Any) -> Sheet:
    dossier, _ = continue_client(two.double, by=SYSTEM, now=LATER)
    tell(dossier, at=at, **answers)
    return dossier


URGENT = {"chest_pain_now": yes_without_signs("chest_pain_now")}


def test_it_is_kept_and_the_visit_to_come_is_marked_to_be_called_about(two: Twice) -> None:
    begun(two, **URGENT)
    assert heed_urgent_answers(THEN) == 1
    assert newest_sayings(client_sheet(two.double, now=THEN))["chest_pain_now"].said_at == SOON
    visit = two.now()
    assert (visit.state, visit.call_first) == ("provisional", True)
    assert AuditEntry.objects.get(action="heed_answers").client_id == two.double.pk


def test_it_is_heeded_once(two: Twice) -> None:
    begun(two, **URGENT)
    assert [heed_urgent_answers(THEN + timedelta(minutes=each)) for each in range(3)] == [1, 0, 0]


@pytest.mark.parametrize(
    ("answers", "at", "remark"),
    [
        ({"osteoarthritis": True}, SOON, "what is not urgent waits until they book"),
        (URGENT, THEN - timedelta(minutes=5), "a slip may still be taken back"),
        ({}, SOON, "nothing was said"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_nothing_is_done_while(two: Twice, answers: Any, at: datetime, remark: str) -> None:
    begun(two, at=at, **answers)
    assert heed_urgent_answers(THEN) == 0, remark
    assert two.now().state == "confirmed"


def test_what_was_taken_back_in_time_is_not_heeded(two: Twice) -> None:
    dossier = begun(two, **URGENT)
    tell(dossier, at=SOON + timedelta(minutes=1), chest_pain_now=False)
    assert heed_urgent_answers(THEN) == 0


def test_what_the_practice_was_told_since_holds(two: Twice) -> None:
    begun(two, **URGENT)
    tell(client_sheet(two.double, now=THEN), at=SOON + timedelta(minutes=3), chest_pain_now=False)
    assert heed_urgent_answers(THEN) == 0
    assert two.now().state == "confirmed"


def test_it_is_the_joined_clients(two: Twice) -> None:
    begun(two, **URGENT)
    join_clients(two.double, two.older, by=SYSTEM, now=THEN)
    assert heed_urgent_answers(THEN) == 1
    assert two.now().call_first
    assert newest_sayings(two.own())["chest_pain_now"].statements[0]["answer"] is True


def test_a_dossier_of_nobody_stays_nobodys(two: Twice) -> None:
    dossier, _ = new_dossier(for_whom="self", now=LATER)
    tell(dossier, at=SOON, **URGENT)
    assert heed_urgent_answers(THEN) == 0
