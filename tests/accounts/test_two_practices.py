"""Somebody who works for two practices: one at a time, and what waits at the other is said."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse

from tests.contracts.scene import NOW, House, make_house, with_alarm
from unknot.accounts.models import Membership
from unknot.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
BACKEND = "unknot.accounts.sign_in.DemoOnLoopbackOnly"


@pytest.fixture
def houses() -> Iterator[tuple[House, House]]:
    """The owner of Alder is the owner of Birch too."""
    with time_machine.travel(NOW, tick=False):
        alder, birch = make_house("Alder"), with_alarm(make_house("Birch"))
        Membership.objects.create(user=alder.staff["owner"], practice=birch.practice, role="owner")
        yield alder, birch


def browser_of(house: House, role: str = "owner") -> Browser:
    browser = Browser(raise_request_exception=False)
    browser.force_login(house.staff[role], backend=BACKEND)
    return browser


def today(browser: Browser) -> str:
    return " ".join(browser.get(reverse("visits:today")).content.decode().split())


def go_to(browser: Browser, practice: Any) -> Any:
    return browser.post(reverse("accounts:change_practice"), {"practice": practice}, follow=True)


def test_it_shows_one_practice_and_says_what_waits_at_the_other(houses: tuple[House, House]) -> None:
    page = today(browser_of(houses[0]))
    assert "Ottoline Alder" in page
    assert "Ottoline Birch" not in page
    assert "You work at Birch too: <strong>1 to see now</strong>, 1 visit on this day." in page


def test_one_tap_goes_to_the_other_and_back(houses: tuple[House, House]) -> None:
    alder, birch = houses
    browser = browser_of(alder)
    assert "Ottoline Birch" in go_to(browser, birch.practice.pk).content.decode()
    assert "Ottoline Alder" not in today(browser)
    assert browser.get(reverse("visits:visit", args=[birch.visit.pk])).status_code == 200
    assert browser.get(reverse("visits:visit", args=[alder.visit.pk])).status_code == 404
    assert AuditEntry.objects.get(action="change_practice").practice_id == birch.practice.pk
    go_to(browser, alder.practice.pk)
    assert "Ottoline Alder" in today(browser)


def test_who_looks_for_a_page_of_the_other_is_led_there(houses: tuple[House, House]) -> None:
    """As one whose visit was open when they went to the other practice in another tab."""
    alder, birch = houses
    browser, room = browser_of(alder), reverse("visits:room", args=[birch.visit.pk])
    lost = browser.get(room)
    assert lost.status_code == 404
    page = " ".join(lost.content.decode().split())
    assert "You work at Alder now." in page
    assert f'name="practice" value="{birch.practice.pk}">Go to Birch, and look again' in page
    sent = {"practice": birch.practice.pk, "next": room}
    found = browser.post(reverse("accounts:change_practice"), sent, follow=True)
    assert found.redirect_chain == [(room, 302)]
    assert found.status_code == 200


def test_it_leads_to_no_other_site(houses: tuple[House, House]) -> None:
    sent = {"practice": houses[1].practice.pk, "next": "https://elsewhere.example/"}
    answer = browser_of(houses[0]).post(reverse("accounts:change_practice"), sent)
    assert answer["Location"] == reverse("visits:today")


def test_what_is_recorded_there_is_recorded_for_that_practice(houses: tuple[House, House]) -> None:
    browser = browser_of(houses[0])
    go_to(browser, houses[1].practice.pk)
    seen = AuditEntry.objects.filter(action="saw_day").latest("id")
    assert (seen.practice_id, seen.actor_id) == (houses[1].practice.pk, str(houses[0].staff["owner"].pk))


def test_the_role_is_that_of_the_practice(houses: tuple[House, House]) -> None:
    alder, birch = houses
    Membership.objects.filter(user=alder.staff["owner"], practice=birch.practice).update(role="desk")
    browser = browser_of(alder)
    assert "<strong>1 to see now" not in today(browser), "the desk answers for no alarm"
    go_to(browser, birch.practice.pk)
    assert browser.get(reverse("visits:visit", args=[birch.visit.pk])).status_code == 403


@pytest.mark.parametrize("wanted", ["", "x", "0", "9" * 30, "9" * 5000, "\u0661", "the other's"])
def test_nobody_goes_where_they_do_not_work(houses: tuple[House, House], wanted: str) -> None:
    alder, birch = houses
    browser = browser_of(alder, "treats")
    answer = go_to(browser, birch.practice.pk if wanted == "the other's" else wanted)
    assert answer.status_code == 404
    assert "Ottoline Alder" in today(browser)


def test_who_stops_working_there_is_where_they_still_work(houses: tuple[House, House]) -> None:
    alder, birch = houses
    browser = browser_of(alder)
    go_to(browser, birch.practice.pk)
    Membership.objects.filter(user=alder.staff["owner"], practice=birch.practice).delete()
    assert "Ottoline Alder" in today(browser)


def test_after_signing_in_anew_it_begins_where_it_always_did(houses: tuple[House, House]) -> None:
    browser = browser_of(houses[0])
    go_to(browser, houses[1].practice.pk)
    browser.logout()
    browser.force_login(houses[0].staff["owner"], backend=BACKEND)
    assert "Ottoline Alder" in today(browser)


def test_who_works_at_one_practice_is_told_of_no_other(houses: tuple[House, House]) -> None:
    browser = browser_of(houses[1])
    assert "You work at" not in today(browser)
    assert "You work at" not in browser.get("/nowhere/").content.decode()
