"""A booked visit in its client's hands: looked at, moved, cancelled; until its time has come, by its link alone."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse
from icalendar import Calendar

from tests.contracts.scene import NOON, NOW, House, make_house
from unknot.accounts.models import Link
from unknot.booking.models import Appointment, Claim
from unknot.correspondence.models import Message

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=2)


class Mine:
    """The browser of the visit's client."""

    def __init__(self, house: House) -> None:
        self.house, self.token = house, house.tokens["visit"]["right"]
        self.browser = Browser(raise_request_exception=False)

    def get(self, name: str, **typed: str) -> Any:
        return self.browser.get(reverse(f"booking:{name}", args=[self.token]), typed)

    def post(self, name: str, **fields: Any) -> Any:
        return self.browser.post(
            reverse(f"booking:{name}", args=[self.token]), {"csrfmiddlewaretoken": "x"} | fields
        )

    @property
    def visit(self) -> Appointment:
        return Appointment.objects.get(pk=self.house.visit.pk)


@pytest.fixture
def mine() -> Iterator[Mine]:
    with time_machine.travel(NOW, tick=False):
        yield Mine(make_house("Alder"))


def test_cancelling_gives_the_time_back_and_says_so_once(mine: Mine) -> None:
    for _ in range(3):
        assert mine.post("cancel").status_code == 302
    assert mine.visit.state == "cancelled"
    assert not Claim.objects.exists()
    assert [message.kind for message in Message.objects.all()] == ["cancelled"]
    assert "This visit is cancelled" in mine.get("booked").content.decode()


def test_moving_takes_the_new_time_and_gives_the_old_one_back(mine: Mine) -> None:
    assert mine.post("move", start=LATER.isoformat()).status_code == 302
    assert mine.visit.starts_at == LATER
    assert set(Claim.objects.values_list("from_at", flat=True)) == {LATER}
    assert "Your visit is moved." in mine.get("booked").content.decode()


STAYS = [
    ("", "nothing"),
    ("soon", "no moment"),
    ("2026-11-30T19:00:00", "without a zone"),
    ("2026-11-30T19:01:00+00:00", "between two of ours"),
    ("2026-11-30T08:00:00+00:00", "in the past"),
    ("2026-11-30T03:00:00+00:00", "at night"),
    ("2031-01-01T17:00:00+00:00", "beyond the horizon"),
    ("0001-01-01T00:00:00+00:00", "the first moment"),
    ("9999-12-31T23:59:00+00:00", "the last one"),
]


@pytest.mark.parametrize(("start", "remark"), STAYS, ids=[remark for _, remark in STAYS])
def test_a_visit_that_cannot_be_moved_stands_as_it_was(mine: Mine, start: str, remark: str) -> None:
    before = Appointment.objects.filter(pk=mine.visit.pk).values().get()
    assert mine.post("move", start=start).status_code in (302, 404)
    assert Appointment.objects.filter(pk=mine.visit.pk).values().get() == before
    assert not Message.objects.exists(), remark


@pytest.mark.parametrize("name", ["cancel", "move"])
@pytest.mark.parametrize("minutes", [0, 15, 60 * 24])
def test_once_its_time_has_come_nothing_is_changed_by_link(mine: Mine, name: str, minutes: int) -> None:
    with time_machine.travel(NOON + timedelta(minutes=minutes), tick=False):
        mine.post(name, start=(NOON + timedelta(days=2)).isoformat())
        assert "Cancel it" not in mine.get("booked").content.decode()
    assert (mine.visit.state, mine.visit.starts_at) == ("provisional", NOON)


@pytest.mark.parametrize("name", ["cancel", "move", "changed"])
def test_the_back_button_after_cancelling_leads_to_the_visit(mine: Mine, name: str) -> None:
    mine.post("cancel")
    for answer in (mine.get(name), mine.post(name, now=["none"], start=LATER.isoformat())):
        assert answer["Location"] == reverse("booking:booked", args=[mine.token])
    assert mine.visit.state == "cancelled"


def test_the_link_lives_as_long_as_a_visit_that_is_moved_far_ahead(mine: Mine) -> None:
    Link.objects.update(expires_at=NOW + timedelta(days=9))
    far = NOON + timedelta(days=60)
    assert mine.post("move", start=far.isoformat()).status_code == 302
    assert mine.visit.starts_at == far
    with time_machine.travel(far, tick=False):
        assert mine.get("booked").status_code == 200


@pytest.mark.parametrize("day", ["", "2026-12-01", "0001-01-01", "9999-12-31", "x", "\x00", "<b>"])
def test_any_day_may_be_asked_for(mine: Mine, day: str) -> None:
    page = mine.get("move", day=day)
    assert page.status_code == 200
    assert b"<b>" not in page.content


def test_the_calendar_file_tells_time_and_place_only(mine: Mine) -> None:
    answer = mine.get("calendar_file")
    event = Calendar.from_ical(answer.content.decode()).walk("VEVENT")[0]
    assert event["DTSTART"].dt == NOON
    assert str(event["SUMMARY"]) == "Appointment at Alder Street"
    body = answer.content.decode().lower()
    assert [
        word for word in ("massage", "swedish", "thistle", "ottoline", mine.token.lower()) if word in body
    ] == []


def test_no_mail_tells_of_health_or_of_what_for(mine: Mine) -> None:
    mine.post("move", start=LATER.isoformat())
    mine.post("cancel")
    for message in Message.objects.all():
        told = (message.subject + message.body + message.calendar).lower()
        words = ("massage", "swedish", "thistle", "osteoarthritis", "angina", "doctor")
        assert [word for word in words if word in told] == []
