"""What each role reads of a client: those who treat see the findings, the desk only what to prepare."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse
from django.utils.html import escape

from tests.contracts.scene import CHANGES, NOT_SURE_OF, NOW, TODAY, WAITS_FOR_A_LETTER, House, make_house
from unknot.care.knowledge import knowledge_of
from unknot.care.shown import limit_words
from unknot.clinical.loading import default_knowledge

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Iterator[House]:
    with time_machine.travel(NOW, tick=False):
        yield make_house("Alder")


def page(house: House, role: str, address: str) -> str:
    browser = Browser()
    browser.force_login(house.staff[role], backend="unknot.accounts.sign_in.DemoOnLoopbackOnly")
    return browser.get(address).content.decode()


def health_words(house: House) -> set[str]:
    """Everything that would tell of the client's health: conditions by name, what was found and what it limits."""
    knowledge, screening = knowledge_of(house.practice), house.visit.screening
    assert screening is not None
    entries = [knowledge.entries[each] for each in (WAITS_FOR_A_LETTER, CHANGES, NOT_SURE_OF)]
    words = {
        word for entry in entries for word in (entry.title, entry.question, entry.label, *entry.synonyms)
    }
    for finding in screening.result["findings"]:
        words |= {finding[part] for part in ("because", "for_client", "for_therapist")}
    return {escape(word) for word in words | set(limit_words(screening.result, knowledge=knowledge)) if word}


DAYS = ["/staff/", f"/staff/day/{TODAY}/"]


@pytest.mark.parametrize("address", DAYS)
def test_the_desk_reads_what_to_prepare_and_nothing_of_why(house: House, address: str) -> None:
    day = page(house, "desk", address)
    assert house.client.name in day
    assert "A letter from your doctor" in day
    assert [words for words in health_words(house) if words.lower() in day.lower()] == []


def test_the_desk_reads_nothing_on_the_page_of_a_visit(house: House) -> None:
    pk = house.visit.pk
    settle, letter = ("visits:settle", [pk, NOT_SURE_OF]), ("visits:letter_seen", [pk, WAITS_FOR_A_LETTER])
    for name, parts in (("visits:visit", [pk]), settle, letter, ("visits:attest", [pk])):
        refused = page(house, "desk", reverse(name, args=parts))
        assert [words for words in health_words(house) if words.lower() in refused.lower()] == []


@pytest.mark.parametrize("role", ["owner", "treats"])
def test_those_who_treat_read_what_was_found(house: House, role: str) -> None:
    chart = page(house, role, f"/staff/visits/{house.visit.pk}/")
    for words in (default_knowledge().entries[WAITS_FOR_A_LETTER].title, "Limits"):
        assert escape(words) in chart
    assert house.visit.note_to_therapist in chart


def test_another_therapist_does_not_even_read_who_comes(house: House) -> None:
    assert house.client.name not in page(house, "other", "/staff/")


def test_no_requirement_names_a_condition() -> None:
    """The desk reads requirements by their titles."""
    knowledge = default_knowledge()
    names = [entry.title.lower() for entry in knowledge.entries.values()]
    for requirement in knowledge.catalogue.requirements.values():
        assert [name for name in names if name in requirement.title.lower()] == []
