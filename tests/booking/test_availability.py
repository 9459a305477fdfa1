"""What is offered: hours less what is busy, held, too soon, too far, unlicensed or without a room."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.booking import scene
from unknot.booking.availability import FreeDay, free_starts, next_free
from unknot.booking.busy import rebuild_busy_weeks
from unknot.booking.models import Claim, Hold
from unknot.directory.models import Location, Resource, Therapist

pytestmark = pytest.mark.django_db
MONDAY = scene.MONDAY
LATER = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def _frozen() -> Iterator[None]:
    with time_machine.travel(scene.NOW, tick=False):
        yield


def at(text: str, day: date = MONDAY) -> datetime:
    """A moment of that day on New York's winter clock."""
    return datetime.combine(day, time.fromisoformat(text), tzinfo=UTC) + timedelta(hours=5)


def free_times(therapist: Therapist, location: Location, **asked: Any) -> list[datetime]:
    return free_starts(therapist, location, **asked).times(asked["from_day"], asked["until_day"])


def free_days(therapist: Therapist, location: Location, **asked: Any) -> list[FreeDay]:
    return free_starts(therapist, location, **asked).days(asked["from_day"], asked["until_day"])


def workplace(**fields: Any) -> tuple[Therapist, Location]:
    location = scene.make_location(**fields)
    therapist = scene.make_therapist(location)
    scene.make_hours(therapist, location, begins=time(9), ends=time(12))
    return therapist, location


def offered(therapist: Therapist, location: Location, **change: Any) -> list[str]:
    """The free starts of Monday, as the clock on the wall says them."""
    asked = {"minutes": 60, "from_day": MONDAY, "until_day": MONDAY, "now": scene.NOW} | change
    return [f"{moment - timedelta(hours=5):%H:%M}" for moment in free_times(therapist, location, **asked)]


def take(resource: Resource, begin: datetime, end: datetime) -> None:
    Claim.objects.create(resource=resource, from_at=begin, until_at=end)
    rebuild_busy_weeks(resource)


MORNING = ["09:00", "09:15", "09:30", "09:45", "10:00", "10:15", "10:30", "10:45", "11:00"]


def test_an_empty_morning_is_offered_whole() -> None:
    assert offered(*workplace()) == MORNING


@pytest.mark.parametrize(
    ("minutes", "last"), [(30, "11:30"), (45, "11:15"), (50, "11:00"), (180, "09:00"), (185, None)]
)
def test_a_visit_ends_before_the_hours_do(minutes: int, last: str | None) -> None:
    assert (offered(*workplace(), minutes=minutes) or [None])[-1] == last


def test_between_visits_lie_recovery_and_setup() -> None:
    therapist, location = workplace(setup_minutes=5, recovery_minutes=10)
    take(therapist.resource, at("10:15"), at("10:45"))
    assert offered(therapist, location, minutes=45) == ["09:00", "09:15", "11:00", "11:15"]


def test_setup_and_recovery_are_applied_when_read() -> None:
    therapist, location = workplace(setup_minutes=0, recovery_minutes=0)
    take(therapist.resource, at("10:15"), at("10:45"))
    assert offered(therapist, location, minutes=45) == ["09:00", "09:15", "09:30", "10:45", "11:00", "11:15"]


def test_at_least_one_room_is_free_for_the_whole_visit() -> None:
    therapist, location = workplace(rooms=2, setup_minutes=0, recovery_minutes=0)
    first, second = location.rooms.all()
    take(first.resource, at("09:00"), at("11:00"))
    assert offered(therapist, location) == MORNING
    take(second.resource, at("10:00"), at("12:00"))
    assert offered(therapist, location) == ["09:00", "11:00"], (
        "half in one room and half in another is no room"
    )


def test_a_place_without_rooms_offers_nothing() -> None:
    assert offered(*workplace(rooms=0)) == []


def test_holds_count_until_they_expire_and_never_against_their_own_key() -> None:
    therapist, location = workplace(setup_minutes=0, recovery_minutes=0)
    Hold.objects.create(
        key="mine", resource=therapist.resource, from_at=at("09:00"), until_at=at("12:00"),
        expires_at=scene.NOW + timedelta(minutes=10),
    )  # fmt: skip
    assert offered(therapist, location) == []
    assert offered(therapist, location, holds_of="mine") == MORNING
    assert offered(therapist, location, now=scene.NOW + timedelta(minutes=10)) == MORNING


def test_notice_is_kept_to_the_minute() -> None:
    therapist, location = workplace()
    assert offered(therapist, location, now=at("08:30")) == ["10:30", "10:45", "11:00"]
    assert offered(therapist, location, now=at("08:31"))[0] == "10:45"


def test_the_horizon_is_a_day_on_the_calendar_of_the_place() -> None:
    therapist, location = workplace()
    days = location.practice.horizon_days
    last = scene.NOW.date() + timedelta(days=days)
    found = free_days(
        therapist, location, minutes=60, from_day=last, until_day=last + timedelta(days=1), now=scene.NOW
    )
    assert [day.number for day in found] == [len(MORNING), 0]


@pytest.mark.parametrize(
    ("licence", "expected", "remark"),
    [
        ({}, 1, "valid"),
        ({"jurisdiction": "US-NJ"}, 0, "of another state"),
        ({"expires_on": MONDAY}, 1, "valid through its last day"),
        ({"expires_on": MONDAY - timedelta(days=1)}, 0, "expired the day before"),
        ({"valid_from": MONDAY + timedelta(days=1)}, 0, "not yet valid"),
    ],
)
def test_only_licensed_days_are_offered(licence: dict[str, Any], expected: int, remark: str) -> None:
    location = scene.make_location()
    therapist = scene.make_therapist(location, licensed=False)
    scene.make_hours(therapist, location, begins=time(9), ends=time(10))
    scene.make_licence(therapist, **licence)
    assert len(offered(therapist, location)) == expected


def test_a_renewed_licence_leaves_no_gap() -> None:
    location = scene.make_location()
    therapist = scene.make_therapist(location, licensed=False)
    scene.make_hours(therapist, location, begins=time(9), ends=time(10))
    scene.make_licence(therapist, expires_on=MONDAY)
    scene.make_licence(therapist, valid_from=MONDAY + timedelta(days=1))
    found = free_days(
        therapist, location, minutes=60, from_day=MONDAY, until_day=MONDAY + timedelta(days=1), now=scene.NOW
    )
    assert [day.number for day in found] == [1, 1]


def test_who_has_left_is_not_offered() -> None:
    therapist, location = workplace()
    therapist.is_active = False
    therapist.save()
    assert offered(therapist, location) == []


@pytest.mark.parametrize(
    ("zone", "day", "begins", "ends", "first", "count", "remark"),
    [
        ("America/New_York", "2027-03-14", 1, 5, "2027-03-14T06:00", 9, "three hours are left of four"),
        ("Europe/Paris", "2027-03-28", 2, 3, None, 0, "an hour that does not exist"),
        ("America/New_York", "2027-11-07", 0, 4, "2027-11-07T04:00", 17, "five hours in four"),
        (
            "Australia/Adelaide",
            "2027-04-04",
            13,
            17,
            "2027-04-04T03:30",
            13,
            "half-hour zone, after the change",
        ),
        ("Asia/Kolkata", "2027-04-04", 13, 17, "2027-04-04T07:30", 13, "half-hour zone"),
    ],
)
def test_days_on_which_the_clocks_change(
    zone: str, day: str, begins: int, ends: int, first: str | None, count: int, remark: str
) -> None:
    on = date.fromisoformat(day)
    location = scene.make_location(scene.make_practice(horizon_days=400), time_zone=zone)
    therapist = scene.make_therapist(location)
    scene.make_hours(therapist, location, begins=time(begins), ends=time(ends))
    found = free_days(therapist, location, minutes=60, from_day=on, until_day=on, now=scene.NOW)
    assert found[0].number == count
    expected = datetime.fromisoformat(first).replace(tzinfo=UTC) if first else None
    assert found[0].first_at == expected


def test_a_local_sunday_evening_belongs_to_sunday_though_it_spans_two_weeks() -> None:
    sunday = MONDAY + timedelta(days=6)
    location = scene.make_location(setup_minutes=0, recovery_minutes=0)
    therapist = scene.make_therapist(location)
    scene.make_hours(therapist, location, begins=time(17), ends=time(22), weekdays=(6,))
    take(therapist.resource, at("18:30", sunday), at("19:30", sunday))
    found = free_times(therapist, location, minutes=60, from_day=sunday, until_day=sunday, now=scene.NOW)
    assert [f"{moment - timedelta(hours=5):%H:%M}" for moment in found] == [
        "17:00", "17:15", "17:30", "19:30", "19:45", "20:00", "20:15", "20:30", "20:45", "21:00",
    ]  # fmt: skip


def test_free_days_agree_with_free_times() -> None:
    therapist, location = workplace()
    take(therapist.resource, at("09:00"), at("12:00"))
    until = MONDAY + timedelta(days=27)
    asked: dict[str, Any] = {"minutes": 60, "from_day": MONDAY, "until_day": until, "now": scene.NOW}
    days = free_days(therapist, location, **asked)
    times = free_times(therapist, location, **asked)
    assert [(day.number, day.first_at) for day in days[:2]] == [(0, None), (9, times[0])]
    assert (len(days), sum(day.number for day in days)) == (28, len(times))


def test_next_free_finds_the_first_start_of_each() -> None:
    one, location = workplace()
    other = scene.make_therapist(location)
    scene.make_hours(other, location, begins=time(14), ends=time(15), weekdays=(2,))
    idle = scene.make_therapist(location)
    found = next_free([one, other, idle], minutes=60, from_day=MONDAY, days=14, now=scene.NOW)
    assert {key: opening.starts_at for key, opening in found.items()} == {
        (one.pk, location.pk): at("09:00"),
        (other.pk, location.pk): at("14:00", MONDAY + timedelta(days=2)),
    }


def test_next_free_in_a_part_of_the_day_looks_past_earlier_starts() -> None:
    one, _ = workplace()
    found = next_free(
        [one], minutes=60, from_day=MONDAY, days=14, now=scene.NOW, between=(time(10, 30), time(17))
    )
    (opening,) = found.values()
    assert opening.starts_at == at("10:30")
    evening = (time(20), time.max)
    assert next_free([one], minutes=60, from_day=MONDAY, days=14, now=scene.NOW, between=evening) == {}


def answered(address: str) -> str:
    """The answer to the public, in at most three statements: nobody is signed in and nothing goes on the record."""
    with CaptureQueriesContext(connection) as seen:
        answer = Browser().get(address)
    assert answer.status_code == 200
    assert len(seen) <= 3, [each["sql"] for each in seen]
    return answer.content.decode()


def days_in(answer: str) -> int:
    return len(re.findall('class="day-number"', answer))


@pytest.mark.usefixtures("_frozen")
def test_the_four_weeks_of_one_therapist_are_shown_in_three_statements() -> None:
    therapist, location = workplace(rooms=4)
    address = reverse("booking:free_times", args=[therapist.pk, location.pk])
    assert days_in(answered(address)) == 28
    for day in range(60):
        on = MONDAY - timedelta(days=day)
        take(therapist.resource, at("09:00", on), at("10:00", on))
        Hold.objects.create(
            key=f"{day}", resource=therapist.resource, from_at=at("09:00", on), until_at=at("10:00", on),
            expires_at=scene.NOW + timedelta(minutes=9),
        )  # fmt: skip
    assert days_in(answered(address)) == 28, "a long history and many holds take no more"


@pytest.mark.usefixtures("_frozen")
def test_the_times_of_a_day_are_shown_when_asked_for_in_three_statements() -> None:
    therapist, location = workplace()
    address = reverse("booking:free_times", args=[therapist.pk, location.pk])
    assert 'class="time"' not in answered(address)
    answer = answered(f"{address}?day={MONDAY}")
    assert re.findall('class="time"[^>]*>([^<]+)', answer) == [each.lstrip("0") for each in MORNING]
    assert answer.count('aria-current="date"') == 1


@pytest.mark.usefixtures("_frozen")
@pytest.mark.parametrize("asked", ["2026-13-45", "soon", "2020-01-01"])
def test_a_day_that_cannot_be_shows_the_first_that_is_free(asked: str) -> None:
    therapist, location = workplace()
    address = reverse("booking:free_times", args=[therapist.pk, location.pk])
    chosen = re.findall(r'href="\?day=([0-9-]+)"[^>]*aria-current', answered(f"{address}?day={asked}"))
    assert chosen == ["2026-11-24"]


@pytest.mark.usefixtures("_frozen")
def test_who_has_no_licence_there_has_no_free_times() -> None:
    location = scene.make_location()
    therapist = scene.make_therapist(location, licensed=False)
    scene.make_hours(therapist, location)
    assert Browser().get(reverse("booking:free_times", args=[therapist.pk, location.pk])).status_code == 404


@pytest.mark.usefixtures("_frozen")
@pytest.mark.parametrize(
    ("licensed", "works", "words", "remark"),
    [
        (
            True,
            True,
            "These may change with your health answers",
            "the page asks another day of the free times alone",
        ),
        (True, False, "No working hours on file", "a page all the same"),
        (False, True, "no valid licence on file", "hours alone entitle to nothing"),
    ],
)
def test_the_page_of_a_therapist_shows_their_free_times_or_says_why_not(
    licensed: bool, works: bool, words: str, remark: str
) -> None:
    location = scene.make_location()
    therapist = scene.make_therapist(location, licensed=licensed)
    scene.make_offer(therapist, location)
    if works:
        scene.make_hours(therapist, location)
    page = Browser().get(reverse("booking:therapist", args=[therapist.slug])).content.decode()
    asked_alone = reverse("booking:free_times", args=[therapist.pk, location.pk])
    assert (f'hx-get="{asked_alone}?day={MONDAY}"' in page) == (licensed and works)
    assert words in page
    assert days_in(page) == (28 if licensed and works else 0)


@pytest.mark.parametrize("therapists", [1, 8])
def test_two_weeks_of_many_therapists_take_three_statements(therapists: int) -> None:
    everybody = [workplace()[0] for _ in range(therapists)]
    with CaptureQueriesContext(connection) as seen:
        found = next_free(everybody, minutes=60, from_day=MONDAY, days=14, now=scene.NOW)
    assert (len(seen) <= 3, len(found)) == (True, therapists)
