"""Follow-ups that cannot be true are said at their field, with what was typed still in it, and break nothing later."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse

from tests.contracts.scene import NOW, House, make_house
from tests.intake.test_questionnaire import Way, a_screen_with
from unknot.intake.models import Saying

pytestmark = pytest.mark.django_db
ENTRY = "surgery_recent"


@pytest.fixture
def way() -> Iterator[Way]:
    with time_machine.travel(NOW, tick=False):
        way = Way()
        way.post("intake:who", born_on="1990-01-02", sex="male")
        way.post("intake:screen", a_screen_with(ENTRY), yes=[ENTRY])
        yield way


def dates_of(form: object) -> list[str]:
    return [name for name, field in form.fields.items() if type(field).__name__ == "DateField"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("day", ["2026-12-24", "9999-12-31"])
def test_a_day_to_come_is_refused_at_its_field(way: Way, day: str) -> None:
    screen = a_screen_with(ENTRY)
    form = way.get("intake:more", screen).context["forms"][0]
    (name, *_) = dates_of(form)
    sent = {form.add_prefix(name): day, form.add_prefix("flags"): "none"}
    answer = way.post("intake:more", screen, **sent)
    assert answer.status_code == 200
    shown = answer.context["forms"][0]
    assert shown.errors.keys() == {name}
    assert day in answer.content.decode(), "what was typed is still there"
    assert way.newest(ENTRY) == [{"answer": True}]


@pytest.mark.parametrize("day", ["1980-05-01", "0001-01-01"])
def test_a_day_before_birth_leads_to_no_dead_end(way: Way, day: str) -> None:
    screen = a_screen_with(ENTRY)
    form = way.get("intake:more", screen).context["forms"][0]
    (name, *_) = dates_of(form)
    way.post("intake:more", screen, **{form.add_prefix(name): day, form.add_prefix("flags"): "none"})
    for page in ("intake:health", "care:answer", "care:follow"):
        assert way.get(page).status_code in (200, 302)


@pytest.fixture
def house() -> Iterator[House]:
    with time_machine.travel(NOW, tick=False):
        yield make_house("Alder")


def test_a_therapist_reads_at_the_field_what_cannot_be(house: House) -> None:
    browser = Browser()
    browser.force_login(house.staff["treats"], backend="unknot.accounts.sign_in.DemoOnLoopbackOnly")
    address = reverse("visits:settle", args=[house.visit.pk, ENTRY])
    (name, *_) = dates_of(browser.get(address).context["form"])
    before = Saying.objects.count()
    answer = browser.post(address, {"answer": "yes", "why": "Showed the scar.", name: "2026-12-24"})
    assert answer.context["form"].errors.keys() == {name}
    assert "Showed the scar." in answer.content.decode()
    assert Saying.objects.count() == before
