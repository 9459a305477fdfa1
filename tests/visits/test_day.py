"""The day as a list: whose visits, in which order, with the gaps between, on the calendar of the place."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser

from tests.booking.scene import appointment_of, make_client, make_location
from tests.contracts.scene import NOON, NOW, TODAY, House, make_house
from unknot.booking.models import Appointment

pytestmark = pytest.mark.django_db
DAY = f"/staff/day/{TODAY}/"


@pytest.fixture
def house() -> Iterator[House]:
    with time_machine.travel(NOW, tick=False):
        yield make_house("Alder")


def look(house: House, address: str = DAY, *, role: str = "owner") -> Any:
    browser = Browser()
    browser.force_login(house.staff[role], backend="unknot.accounts.sign_in.DemoOnLoopbackOnly")
    return browser.get(address)


def add(house: House, at: datetime, name: str, **fields: Any) -> Appointment:
    given = {"client": make_client(house.practice, name=name), "therapist": house.offer.therapist} | fields
    visit = appointment_of(location=given.pop("location", house.location), starts_at=at, minutes=30, **given)
    visit.save()
    return visit


def names_on(page: Any) -> list[str]:
    lines = [line for place in page.context["places"] for line in place.lines]
    return [line.visit.client.name if line.visit else f"free {line.minutes}" for line in lines]


def test_it_lists_visits_in_order_with_the_gaps_between(house: House) -> None:
    add(house, NOON - timedelta(hours=2), "Early")
    add(house, NOON + timedelta(minutes=40), "Close")
    assert names_on(look(house)) == ["Early", "free 90", "Ottoline Alder", "Close"]


def test_a_short_gap_is_no_free_time(house: House) -> None:
    add(house, NOON + timedelta(minutes=30 + 19), "Nineteen")
    add(house, NOON + timedelta(minutes=30 + 19 + 30 + 20), "Twenty")
    assert names_on(look(house)) == ["Ottoline Alder", "Nineteen", "free 20", "Twenty"]


STATES = [
    ("provisional", True), ("finished", True), ("missed", True), ("cancelled", False), ("lapsed", False),
]  # fmt: skip


@pytest.mark.parametrize(("state", "shown"), STATES)
def test_what_ended_before_it_began_takes_no_place(house: House, state: str, shown: bool) -> None:
    add(house, NOON + timedelta(hours=2), "Other", state=state)
    assert ("Other" in names_on(look(house))) is shown


EDGES = [
    (datetime(2026, 11, 30, 4, 59, tzinfo=UTC), False, "late in the evening before, in New York"),
    (datetime(2026, 11, 30, 5, 0, tzinfo=UTC), True, "midnight"),
    (datetime(2026, 12, 1, 4, 59, tzinfo=UTC), True, "the last minute, already tomorrow in UTC"),
    (datetime(2026, 12, 1, 5, 0, tzinfo=UTC), False, "the next midnight"),
]


@pytest.mark.parametrize(("at", "shown", "remark"), EDGES, ids=[remark for *_, remark in EDGES])
def test_the_day_is_that_of_the_place(house: House, at: datetime, shown: bool, remark: str) -> None:
    add(house, at, "Edge")
    assert ("Edge" in names_on(look(house))) is shown, remark


def test_two_places_have_two_clocks(house: House) -> None:
    far = make_location(house.practice, name="Far", time_zone="America/Los_Angeles")
    add(house, NOON, "Westerner", location=far)
    page = look(house)
    assert [(place.location.name, len(place.lines)) for place in page.context["places"]] == [
        ("Alder Street", 1), ("Far", 1),
    ]  # fmt: skip
    assert "9:00" in page.content.decode(), "noon in the east is nine in the west"


def test_a_therapist_reads_their_own_day_only(house: House) -> None:
    add(
        house,
        NOON,
        "Theirs",
        therapist=house.location.practice.therapists.exclude(pk=house.offer.therapist_id).get(),
    )
    assert names_on(look(house, role="treats")) == ["Ottoline Alder"]
    assert names_on(look(house, role="other")) == ["Theirs"]
    assert sorted(names_on(look(house, role="desk"))) == ["Ottoline Alder", "Theirs"]


CHOSEN = ["", "0", "-1", "x", "9" * 40, "\x00", "<b>"]


@pytest.mark.parametrize("chosen", CHOSEN)
def test_the_day_of_nobody_is_empty_and_of_all_is_full(house: House, chosen: str) -> None:
    page = look(house, f"{DAY}?therapist={chosen}")
    assert names_on(page) == (["Ottoline Alder"] if not chosen else [])
    assert b"<b>" not in page.content


def test_an_empty_day_says_so(house: House) -> None:
    page = look(house, "/staff/day/2026-12-24/")
    assert "Nothing is booked on this day" in page.content.decode()


def test_who_must_be_called_stands_out(house: House) -> None:
    Appointment.objects.update(call_first=True)
    assert "Call first" in look(house, role="desk").content.decode()


@pytest.mark.parametrize(
    "day", ["0001-01-01", "9999-12-31", "2026-02-30", "20261301", "yesterday", "2026-11-30T10:00"]
)
def test_a_day_that_is_none_is_not_found(house: House, day: str) -> None:
    assert look(house, f"/staff/day/{day}/").status_code == 404


def test_a_day_is_read_in_a_fixed_number_of_statements(
    house: House, django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        add(house, NOON + timedelta(minutes=40 * (number + 1)), f"Number {number}")
    browser = Browser()
    browser.force_login(house.staff["owner"], backend="unknot.accounts.sign_in.DemoOnLoopbackOnly")
    with django_assert_max_num_queries(10):
        assert len(names_on(browser.get(DAY))) == 9


def test_what_the_desk_may_not_open_leads_back_to_their_day(house: House) -> None:
    page = look(house, f"/staff/visits/{house.visit.pk}/", role="desk")
    assert page.status_code == 403
    assert 'href="/staff/">Go to your day' in page.content.decode()
