"""A technique that a practice has switched off, everywhere or at a place, cannot be booked there."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client as DjangoClient
from django.urls import reverse

from tests.booking import scene
from tests.booking.test_book import book
from unknot.accounts.models import Practice
from unknot.booking.candidates import candidates_at
from unknot.booking.errors import NotOffered
from unknot.care.knowledge import switched_off
from unknot.directory.models import Location, Therapist

pytestmark = pytest.mark.django_db
EVERYWHERE = 'techniques_off = ["swedish"]\n'
IN_NEW_YORK = '[places.US-NY]\ntechniques_off = ["swedish"]\n'
IN_TEXAS = '[places.US-TX]\ntechniques_off = ["swedish"]\n'


@pytest.fixture
def practice(tmp_path: Path, settings: Any) -> Practice:
    settings.KNOWLEDGE_OVERLAY = tmp_path
    return scene.make_practice()


def working_place(practice: Practice, scope: str, folder: Path) -> Location:
    location = scene.make_location(practice)
    scene.make_working_therapist(location)
    (folder / practice.slug).mkdir()
    (folder / practice.slug / "scope.toml").write_text(scope, "utf-8")
    return location


@pytest.mark.parametrize(
    ("scope", "can", "remark"),
    [
        (EVERYWHERE, False, "off everywhere"),
        (IN_NEW_YORK, False, "off in this place's state"),
        (IN_TEXAS, True, "off in another state"),
    ],
)
def test_a_visit_is_booked_only_in_a_technique_that_is_done_there(
    practice: Practice, tmp_path: Path, scope: str, can: bool, remark: str
) -> None:
    location = working_place(practice, scope, tmp_path)
    assert bool(candidates_at(location, technique="swedish", minutes=60)) is can, remark
    if can:
        assert book(None, location).technique == "swedish"
        return
    with pytest.raises(NotOffered):
        book(None, location)


@pytest.mark.parametrize(("scope", "shown"), [(EVERYWHERE, False), (IN_NEW_YORK, False), (IN_TEXAS, True)])
def test_who_looks_around_sees_only_what_is_done_there(
    practice: Practice, tmp_path: Path, client: DjangoClient, scope: str, shown: bool
) -> None:
    working_place(practice, scope, tmp_path)
    therapist = Therapist.objects.get()
    found = client.get(reverse("booking:look"))
    assert (therapist.name in found.content.decode()) is shown
    page = client.get(reverse("booking:therapist", args=[therapist.slug]))
    assert ("Swedish massage" in page.content.decode()) is shown


def test_another_practice_keeps_its_own(practice: Practice, tmp_path: Path) -> None:
    working_place(practice, EVERYWHERE, tmp_path)
    other = scene.make_location()
    scene.make_working_therapist(other)
    assert switched_off(other.practice, other.jurisdiction) == frozenset()
    assert candidates_at(other, technique="swedish", minutes=60)
