"""No address tells of anybody's health: ids of questions stand in it as codes."""

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from unknot.clinical.loading import default_knowledge
from unknot.intake.actions import new_dossier
from unknot.intake.addresses import code_of, id_behind


def test_a_code_stands_for_one_id_only() -> None:
    ids = [*default_knowledge().entries, *(screen.id for screen in default_knowledge().screens)]
    assert len({code_of(id) for id in ids}) == len(set(ids))
    assert [id_behind(code_of(id), ids) for id in ids] == ids


@pytest.mark.parametrize(
    "code", ["", "heart", "0" * 16, pytest.param(code_of("heart").upper(), id="in capitals")]
)
def test_what_is_no_code_stands_for_nothing(code: str) -> None:
    assert id_behind(code, ["heart", "blood"]) == ""


def test_an_address_names_no_question() -> None:
    address = reverse("intake:more", args=["token", "cancer"])
    assert "cancer" not in address
    assert reverse("visits:settle", args=[1, "shingles"]) != reverse("visits:settle", args=[1, "fever"])


@pytest.mark.django_db
def test_an_address_that_names_a_question_leads_nowhere() -> None:
    assert Browser().get("/staff/visits/1/settle/shingles/").status_code == 404


@pytest.mark.django_db
def test_an_address_does_not_name_what_is_usual_for_somebody() -> None:
    _, token = new_dossier(for_whom="self", now=timezone.now())
    address, browser = reverse("intake:reason", args=[token]), Browser()
    page, profiles = browser.get(address).content.decode(), default_knowledge().catalogue.profiles
    for id, profile in profiles.items():
        assert f"?as={id}" not in page
        assert f'"?as={code_of(id)}"' in page
        chosen = browser.get(address, {"as": code_of(id)})
        assert f"usual for “{profile.title}”" in chosen.content.decode()
        assert chosen.context["form"]["goals"].value() == profile.goals
