"""One button makes a visit that does not fit a smaller one: for the client, for who treats, and for the desk blind."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse

from tests.booking import scene
from tests.booking.lesser import LEGS_OUT, SHORTER_AND_LIGHTER, TEN, House
from tests.contracts.scene import link_to
from tests.knowing import known_as
from unknot.accounts.models import Link, Membership, Role, User
from unknot.booking.models import Appointment
from unknot.correspondence.models import Message
from unknot.visits.queries import local_day

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'name="(\w+)" value="(\w+)"')
BUTTON = "Make it this instead"
FINDINGS = ("pressure", "lighter", "varicose", "calf", "fibromyalgia", "without", "ruled out")


@pytest.fixture
def house() -> Iterator[House]:
    with time_machine.travel(scene.NOW, tick=False):
        made = House()
        made.tell(**{SHORTER_AND_LIGHTER: True, LEGS_OUT: True})
        yield made


class Reader:
    """A browser in somebody's hands, on the pages of one visit."""

    def __init__(self, house: House, role: str = "") -> None:
        self.house, self.browser = house, Browser(raise_request_exception=False, enforce_csrf_checks=True)
        self.token = link_to(Link.Scope.VISIT, house.booked.pk, house.location.practice)
        if role:
            self.browser.force_login(self._person(role), backend="unknot.accounts.sign_in.DemoOnLoopbackOnly")
        else:
            known_as(house.booked.client, self.browser)

    def _person(self, role: str) -> User:
        person = User.objects.create_user(f"{role}@practice.example", "a long enough password", name=role)
        Membership.objects.create(user=person, practice=self.house.location.practice, role=role)
        if role == Role.THERAPIST:
            self.house.therapist.user = person
            self.house.therapist.save(update_fields=["user"])
        return person

    def address(self, name: str) -> str:
        of_client = name.startswith("booking:")
        return reverse(name, args=[self.token if of_client else self.house.booked.pk])

    def read(self, name: str) -> str:
        page: bytes = self.browser.get(self.address(name)).content
        return " ".join(page.decode().split())

    def press(self, seen_on: str, address: str) -> Any:
        """The button as the page has it, with its token."""
        form = re.search(
            r'<form method="post" action="([^"]+/lesser/)([^"]*)">(.*?)</form>', self.read(seen_on)
        )
        assert form is not None
        assert form[1] == self.address(address)
        return self.browser.post(form[1] + form[2], dict(HIDDEN.findall(form[3])), follow=True)

    def send(self, address: str, **fields: str) -> Any:
        """A form of an old page."""
        token = HIDDEN.search(self.read("booking:changed"))
        assert token is not None
        return self.browser.post(self.address(address), {token[1]: token[2]} | fields)


@pytest.mark.parametrize("page", ["booking:booked", "booking:after_change"])
def test_the_client_is_offered_what_fits_in_words_and_takes_it(house: House, page: str) -> None:
    client = Reader(house)
    body = client.read(page)
    words = "45 minutes, Swedish massage instead of deep tissue massage, lighter, without the"
    assert f"{BUTTON}: {words}" in body
    assert "The price is 70 USD instead of 120 USD." in body
    assert "pressure 2" not in body
    answer = client.press(page, "booking:lesser")
    assert "Your visit is changed. It fits your answers now." in answer.content.decode()
    assert "Your visit is confirmed" in answer.content.decode()
    assert (house.visit.minutes, house.visit.state) == (45, "confirmed")
    assert BUTTON not in client.read(page)


def test_a_visit_whose_time_has_come_is_not_the_clients_to_change(house: House) -> None:
    client = Reader(house)
    mark = house.mark()
    with time_machine.travel(TEN, tick=False):
        assert BUTTON not in client.read("booking:booked")
        client.send("booking:lesser", mark=mark)
    assert house.visit.minutes == 60


def test_who_treats_reads_what_does_not_fit_and_takes_what_does(house: House) -> None:
    therapist = Reader(house, Role.THERAPIST)
    body = therapist.read("visits:visit")
    assert "60 minutes is longer than the 45 allowed." in body
    assert "To be left out: the" in body
    assert "lighter (pressure 2 at most)" in body
    answer = therapist.press("visits:visit", "visits:lesser")
    assert (
        "The visit is changed: 45 minutes from now on. The client is told by mail." in answer.content.decode()
    )
    assert BUTTON not in therapist.read("visits:visit")
    assert Message.objects.filter(kind="changed").count() == 1


def test_the_room_offers_it_in_place_of_beginning_and_is_where_it_goes_on(house: House) -> None:
    therapist = Reader(house, Role.THERAPIST)
    body = therapist.read("visits:room")
    assert f"{BUTTON}: 45 minutes" in body
    assert "Begin the visit" not in body
    answer = therapist.press("visits:room", "visits:lesser")
    assert answer.redirect_chain == [(therapist.address("visits:room"), 302)]
    body = therapist.read("visits:room")
    assert BUTTON not in body
    assert "Begin the visit" in body


def test_the_room_leads_to_what_is_asked_aloud_on_the_day_alone(house: House) -> None:
    house.take()
    with time_machine.travel(TEN - timedelta(hours=11), tick=False):
        therapist = Reader(house, Role.THERAPIST)
        way = f'href="{therapist.address("visits:attest")}"'
        assert way not in therapist.read("visits:room")
    with time_machine.travel(TEN - timedelta(hours=1), tick=False):
        assert way in therapist.read("visits:room")
        Appointment.objects.filter(pk=house.booked.pk).update(attested_on=local_day(house.visit))
        assert way not in therapist.read("visits:room")


def test_the_refusal_to_begin_says_that_it_does_not_fit_beside_the_button(house: House) -> None:
    with time_machine.travel(TEN - timedelta(minutes=5), tick=False):
        therapist = Reader(house, Role.THERAPIST)
        refused = therapist.send("visits:start")
        page = therapist.read("visits:visit")
    assert refused.status_code == 400
    assert "This visit does not fit as it is booked. What does not fit" in refused.content.decode()
    assert BUTTON in page


def test_the_desk_reads_what_is_sold_and_no_finding(house: House) -> None:
    desk = Reader(house, Role.DESK)
    body = desk.read("visits:lesser")
    assert f"{BUTTON}: 45 minutes, Swedish massage" in body
    assert not [each for each in FINDINGS if each in body.lower()]
    answer = desk.press("visits:lesser", "visits:lesser")
    assert "45 minutes from now on" in answer.content.decode()
    assert house.visit.state == "confirmed"


def test_the_desk_finds_it_on_the_day(house: House) -> None:
    desk = Reader(house, Role.DESK)
    day = desk.browser.get(reverse("visits:day", args=["2026-11-30"])).content.decode()
    assert desk.address("visits:lesser") in day
    house.take()
    assert desk.address("visits:lesser") not in desk.browser.get(reverse("visits:today")).content.decode()


def test_what_is_only_gentler_says_no_more_to_the_desk() -> None:
    with time_machine.travel(scene.NOW, tick=False):
        house = House()
        house.tell(**{LEGS_OUT: True})
        body = Reader(house, Role.DESK).read("visits:lesser")
    assert f"{BUTTON}: gentler in ways that those who treat can read" in body
    assert "The price stays 120 USD." in body
    assert not [each for each in FINDINGS if each in body.lower()]


@pytest.mark.parametrize("role", [Role.DESK, Role.THERAPIST, Role.OWNER])
def test_an_old_page_is_refused_with_words(house: House, role: str) -> None:
    reader, mark = Reader(house, role), house.mark()
    house.tell(**{LEGS_OUT: False})
    answer = reader.send("visits:lesser", mark=mark)
    assert answer.status_code == 400
    assert "What was offered does not fit any more" in answer.content.decode()
    assert house.visit.minutes == 60


def test_where_nothing_smaller_fits_it_says_so(house: House) -> None:
    house.tell(pregnancy={"answer": True, "due_on": "2027-03-01"})
    body = Reader(house, Role.THERAPIST).read("visits:visit")
    assert BUTTON not in body
    assert "No smaller visit would fit either" in body
    body = Reader(house, Role.OWNER).read("visits:room")
    assert BUTTON not in body
    assert "No smaller visit would fit either" in body
    client = Reader(house)
    assert "Please do not travel before we have spoken." in client.read("booking:booked")


def test_a_visit_that_fits_is_left_alone() -> None:
    with time_machine.travel(scene.NOW, tick=False):
        house = House()
        assert "does not fit" not in Reader(house, Role.THERAPIST).read("visits:visit")
        assert "Nothing has to be made smaller: the visit fits" in Reader(house, Role.DESK).read(
            "visits:lesser"
        )
        assert BUTTON not in Reader(house).read("booking:booked")
