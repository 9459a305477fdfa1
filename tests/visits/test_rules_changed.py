"""Staff see which visits rest on earlier rules, and which lost their confirmation because the rules changed."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser

from tests.booking.test_rescreen import ASKS_FIRST, BY, NOW, TEN, House
from tests.intake import telling
from unknot.accounts.models import Membership, Role, User
from unknot.booking.actions import mark_to_call, rescreen_visit, settle_visit

pytestmark = pytest.mark.django_db
DAY = "/staff/day/2026-11-30/"
NOT_YET = "Judged by earlier rules: not looked at again yet"
BADGE = "Rules changed: look again"


@pytest.fixture
def house(tmp_path: Path, settings: Any) -> Iterator[House]:
    settings.KNOWLEDGE_OVERLAY = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield House(tmp_path)


def look(house: House, role: str = Role.OWNER, address: str = DAY) -> str:
    person = User.objects.create_user(
        f"{role}-{User.objects.count()}@example.org", "a long password", name=role
    )
    Membership.objects.create(user=person, practice=house.practice, role=role)
    if role == Role.THERAPIST:
        house.therapist.user = person
        house.therapist.save(update_fields=["user"])
    browser = Browser()
    browser.force_login(person, backend="unknot.accounts.sign_in.DemoOnLoopbackOnly")
    page: bytes = browser.get(address).content
    return page.decode()


def test_a_day_by_the_rules_of_now_says_nothing_of_them(house: House) -> None:
    page = look(house)
    assert NOT_YET not in page
    assert BADGE not in page


@pytest.mark.parametrize("role", [Role.OWNER, Role.THERAPIST, Role.DESK])
def test_a_visit_on_earlier_rules_says_so_until_it_is_judged_again(house: House, role: str) -> None:
    house.rules(ASKS_FIRST)
    page = look(house, role)
    assert NOT_YET in page
    assert BADGE not in page
    rescreen_visit(house.visit, by=BY, now=NOW)
    page = look(house, role)
    assert NOT_YET not in page
    assert BADGE in page


def test_a_visit_that_still_stands_is_not_marked(house: House) -> None:
    house.rules(ASKS_FIRST.replace("osteoarthritis", "asthma"))
    rescreen_visit(house.visit, by=BY, now=NOW)
    page = look(house)
    assert "Confirmed" in page
    assert BADGE not in page


def test_new_answers_are_not_called_new_rules(house: House) -> None:
    telling.tell(house.sheet, chest_pain_now=True)
    settle_visit(house.visit, by=BY, now=NOW)
    page = look(house)
    assert "Call first" in page
    assert BADGE not in page


def test_answers_that_come_after_new_rules_are_what_counts(house: House) -> None:
    house.rules(ASKS_FIRST)
    rescreen_visit(house.visit, by=BY, now=NOW)
    telling.tell(house.sheet, chest_pain_now=True)
    settle_visit(house.visit, by=BY, now=NOW)
    page = look(house)
    assert "Call first" in page
    assert BADGE not in page


def test_only_the_visit_that_lost_its_permit_is_marked(house: House) -> None:
    other = house.book(TEN + timedelta(hours=2), "another")
    house.rules(ASKS_FIRST)
    rescreen_visit(house.visit, by=BY, now=NOW)
    house.rules("")
    settle_visit(other, by=BY, now=NOW)
    mark_to_call(other, by=BY, now=NOW)
    page = look(house)
    assert page.count(BADGE) == 1
    assert page.count("Call first") == 1


def test_the_page_of_the_visit_says_why_to_call(house: House) -> None:
    address = f"/staff/visits/{house.visit.pk}/"
    house.rules(ASKS_FIRST)
    before = look(house, address=address)
    assert "This page goes by those of now" in before
    assert "Call before the client travels" not in before
    rescreen_visit(house.visit, by=BY, now=NOW)
    after = look(house, address=address)
    assert "The rules have changed since this visit was confirmed" in after
    assert "New answers stand against" not in after
    assert "This page goes by those of now" not in after
