"""Races: 32 clients at once, a hundred times, on one slot, on any therapist, and on more therapists than rooms."""

import threading
import time as clock
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection, transaction

from tests.booking import scene
from unknot.booking.actions import book_visit
from unknot.booking.busy import lock_weeks, wrong_weeks
from unknot.booking.errors import Taken
from unknot.booking.models import Appointment, BusyWeek, Claim
from unknot.clients.models import Client
from unknot.directory.models import Location, Resource, Therapist

pytestmark = pytest.mark.django_db(transaction=True)
CLIENTS, RACES = 32, 100
FIRST = datetime(2026, 11, 30, 5, 0, tzinfo=UTC)
"""Midnight in New York, when a working day of these tests begins."""
SUBMITS_A_DAY = 11


@dataclass
class Answer:
    """What one client was told, and after how long."""

    visit: Any
    refused: Taken | None
    seconds: float


Submit = Callable[[int], Any]


class Crowd:
    """Clients who submit at the same moment, each on its own connection, which is kept from race to race."""

    def __init__(self) -> None:
        self.pool = ThreadPoolExecutor(CLIENTS)
        self.barrier = threading.Barrier(CLIENTS)

    def race(self, submit: Submit) -> list[Answer]:
        return list(self.pool.map(lambda n: self._run(submit, n), range(CLIENTS), timeout=60))

    def _run(self, submit: Submit, n: int) -> Answer:
        self.barrier.wait(timeout=60)
        began = clock.perf_counter()
        try:
            return Answer(submit(n), None, clock.perf_counter() - began)
        except Taken as taken:
            return Answer(None, taken, clock.perf_counter() - began)

    def _leave(self, _: int) -> None:
        self.barrier.wait(timeout=60)
        connection.close()

    def close(self) -> None:
        list(self.pool.map(self._leave, range(CLIENTS)))
        self.pool.shutdown()


@pytest.fixture
def crowd() -> Iterator[Crowd]:
    together = Crowd()
    yield together
    together.close()


def workplace(*, therapists: int, rooms: int) -> tuple[Location, list[Therapist], list[Client]]:
    """A place that never sleeps, so that a hundred races find a hundred fresh times."""
    location = scene.make_location(
        scene.make_practice(horizon_days=400), rooms=rooms, setup_minutes=0, recovery_minutes=0
    )
    staff = []
    for _ in range(therapists):
        therapist = scene.make_therapist(location)
        scene.make_hours(therapist, location, begins=time(0), ends=time(23))
        scene.make_offer(therapist, location)
        staff.append(therapist)
    return location, staff, [scene.make_client(location.practice) for _ in range(CLIENTS)]


def slot(race: int) -> datetime:
    """The time of one race: two hours apart, so that alternatives lie beside it."""
    day, number = divmod(race, SUBMITS_A_DAY)
    return FIRST + timedelta(days=day, hours=2 * number)


def submitter(
    location: Location, clients: list[Client], *, therapist: Callable[[int], Therapist | None], race: int
) -> Submit:
    def submit(n: int) -> Appointment:
        return book_visit(
            client=clients[n], therapist=therapist(n), location=location, technique="swedish", minutes=60,
            starts_at=slot(race), shape={}, request_key=f"{race}-{n}", by=scene.SYSTEM_ACTOR, now=scene.NOW,
        )  # fmt: skip

    return submit


def visits_of(answers: list[Answer]) -> list[Appointment]:
    return [answer.visit for answer in answers if answer.visit]


def check_the_database() -> None:
    """No overlap, a bitmap that says what the claims say, and two claims for each visit."""
    taken = list(
        Claim.objects.order_by("resource_id", "from_at").values_list("resource_id", "from_at", "until_at")
    )
    for (one, _, until), (other, from_at, _) in pairwise(taken):
        assert one != other or until <= from_at
    assert list(wrong_weeks(Resource.objects.values_list("pk", flat=True))) == []
    assert len(taken) == 2 * Appointment.objects.count()


def test_of_32_on_one_slot_exactly_one_wins(crowd: Crowd) -> None:
    location, (mine, _), clients = workplace(therapists=2, rooms=2)
    for race in range(RACES):
        answers = crowd.race(submitter(location, clients, therapist=lambda _: mine, race=race))
        assert len(visits_of(answers)) == 1
        refused = [answer.refused for answer in answers if answer.refused]
        assert {len(each.alternatives) for each in refused} == {3}
        assert all(
            each.starts_at != slot(race) or each.therapist_id != mine.pk for each in refused[0].alternatives
        )
    assert Appointment.objects.count() == RACES
    check_the_database()


def test_of_32_on_any_of_10_exactly_10_win_on_10_therapists(crowd: Crowd) -> None:
    location, _, clients = workplace(therapists=10, rooms=10)
    for race in range(RACES):
        answers = crowd.race(submitter(location, clients, therapist=lambda _: None, race=race))
        won = visits_of(answers)
        assert (len(won), len({visit.therapist_id for visit in won})) == (10, 10)
        assert len({visit.room_id for visit in won}) == 10
    check_the_database()


def test_of_32_on_4_therapists_and_3_rooms_exactly_3_win_and_nobody_waits_long(crowd: Crowd) -> None:
    location, staff, clients = workplace(therapists=4, rooms=3)
    free, everybody, others = workplace(therapists=CLIENTS, rooms=CLIENTS)
    crowded, roomy = [], []
    for race in range(RACES):
        answers = crowd.race(submitter(location, clients, therapist=lambda n: staff[n % 4], race=race))
        assert len(visits_of(answers)) == 3
        crowded.append(max(answer.seconds for answer in answers))
        if race % 10 == 0:
            answers = crowd.race(submitter(free, others, therapist=lambda n: everybody[n], race=RACES + race))
            assert len(visits_of(answers)) == CLIENTS
            roomy.append(max(answer.seconds for answer in answers))
    check_the_database()
    assert max(crowded) <= 3 * max(roomy)


def test_weeks_that_nobody_has_taken_yet_are_locked_without_deadlock(crowd: Crowd) -> None:
    practice = scene.make_practice()
    rooms = [Resource.objects.create(practice=practice, kind=Resource.Kind.ROOM).pk for _ in range(8)]

    def lock_some(week: int, n: int) -> None:
        chosen = [room for place, room in enumerate(rooms) if (n * 37 + 11) >> place & 1]
        with transaction.atomic():
            lock_weeks(chosen, [week, week + 1])

    for week in range(0, 2 * RACES, 2):
        crowd.race(lambda n, week=week: lock_some(week, n))
    assert BusyWeek.objects.count() == len(rooms) * 2 * RACES


def test_one_submit_sent_32_times_at_once_is_one_visit(crowd: Crowd) -> None:
    location, _, clients = workplace(therapists=3, rooms=3)

    def submit(n: int) -> Appointment:
        return book_visit(
            client=clients[0], therapist=None, location=location, technique="swedish", minutes=60,
            starts_at=slot(0), shape={}, request_key="pressed twice", by=scene.SYSTEM_ACTOR, now=scene.NOW,
        )  # fmt: skip

    answers = crowd.race(submit)
    assert {visit.pk for visit in visits_of(answers)} == {Appointment.objects.get().pk}
    assert len(visits_of(answers)) == CLIENTS


def test_one_client_at_32_places_at_once_is_at_one(crowd: Crowd) -> None:
    location, staff, clients = workplace(therapists=CLIENTS, rooms=CLIENTS)
    submit = submitter(location, [clients[0]] * CLIENTS, therapist=lambda n: staff[n], race=0)

    def submit_or_none(n: int) -> Appointment | None:
        from unknot.booking.errors import ClientBusy

        try:
            return submit(n)
        except ClientBusy:
            return None

    answers = crowd.race(submit_or_none)
    assert len(visits_of(answers)) == 1
