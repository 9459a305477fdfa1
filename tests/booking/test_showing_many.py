"""Pages that list therapists: a page of them, how many more there are, each as their own place allows."""

import re

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse

from tests.booking import scene
from unknot.booking.matching import Matcher
from unknot.booking.views.look import MOST_SHOWN
from unknot.clinical.plan import Plan
from unknot.directory.near import therapists_near
from unknot.intake.actions import new_dossier

pytestmark = pytest.mark.django_db


def page(address: str) -> tuple[int, list[str]]:
    """How many therapists are shown, and how many more the page says there are."""
    with time_machine.travel(scene.NOW, tick=False):
        shown = Browser().get(address).content.decode()
    return shown.count('<article class="card therapist">'), re.findall(r"And (\d+) more", shown)


@pytest.mark.parametrize(("over", "more"), [(0, []), (3, ["3"])])
def test_looking_around_shows_one_page_and_says_how_many_more(over: int, more: list[str]) -> None:
    location = scene.make_location()
    for _ in range(MOST_SHOWN + over):
        scene.make_working_therapist(location)
    assert page(reverse("booking:look")) == (MOST_SHOWN, more)


@pytest.mark.parametrize(("over", "more"), [(0, []), (3, ["3"])])
def test_choosing_shows_one_page_and_says_how_many_more(over: int, more: list[str]) -> None:
    location = scene.make_location()
    for _ in range(MOST_SHOWN + over):
        scene.make_working_therapist(location)
    with time_machine.travel(scene.NOW, tick=False):
        _, token = new_dossier(for_whom="self", now=scene.NOW)
    assert page(reverse("booking:therapists", args=[token])) == (MOST_SHOWN, more)


def test_each_place_plans_with_its_own_lubricants() -> None:
    practice = scene.make_practice()
    for lubricant in ("jojoba_oil", "sunflower_oil"):
        scene.make_working_therapist(scene.make_location(practice, lubricants=[lubricant]))
    matcher = Matcher(scene.make_screening(scene.make_client(practice), on=scene.MONDAY), on=scene.MONDAY)
    found = therapists_near(None)
    plans = [matcher.plan_of(each) for each in found]
    chosen = [[plan.lubricant.id] for plan in plans if isinstance(plan, Plan)]
    assert len(found) == 2
    assert chosen == [each.location.lubricants for each in found]
