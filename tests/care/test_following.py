"""What still has to be asked: the form holds what is known, and sent back as it stands it settles and loses nothing."""

from typing import Any

import pytest

from tests.intake import telling
from unknot.audit.actions import SYSTEM
from unknot.care.actions import screen_sheet
from unknot.care.following import follow_ups_of
from unknot.care.models import Screening
from unknot.intake.actions import give_reason
from unknot.intake.models import Sheet

pytestmark = pytest.mark.django_db
PREGNANT = {"answer": True, "due_on": "2027-06-21"}
WITHOUT_CRAMPS = PREGNANT | {"cramps_or_one_sided_pain": False}


def screened(sheet: Sheet) -> Screening:
    return screen_sheet(sheet, on=telling.TODAY, by=SYSTEM, now=telling.NOW)


def send_back(sheet: Sheet, **ticked: Any) -> None:
    """Each form as it was shown, and "none of these" wherever a warning sign is asked."""
    for form in follow_ups_of(screened(sheet), None):
        shown = {form.add_prefix(name): form[name].value() for name in form.fields}
        posted = shown | {form.add_prefix("flags"): ["none"]} | ticked
        (filled,) = [
            each
            for each in follow_ups_of(screened(sheet), {k: v for k, v in posted.items() if v is not None})
            if each.entry.id == form.entry.id
        ]
        assert filled.is_valid(), filled.errors
        telling.tell(sheet, **{form.entry.id: filled.statement()})


def test_what_follows_from_pregnancy_is_ticked_and_settles_the_screening() -> None:
    sheet = telling.answered_sheet(pregnancy=WITHOUT_CRAMPS)
    (form,) = follow_ups_of(screened(sheet), None)
    assert form.entry.id == "dvt_risk_factors"
    assert form["factors"].value() == ["pregnancy"]
    send_back(sheet)
    assert screened(sheet).result["unresolved"] == []


def test_a_date_given_before_stays_when_only_a_sign_was_open() -> None:
    sheet = telling.answered_sheet(pregnancy=PREGNANT)
    send_back(sheet)
    said = sheet.sayings.filter(entry_id="pregnancy").last()
    assert said is not None
    assert said.statements == [WITHOUT_CRAMPS]


def test_a_typed_medicine_opens_its_own_follow_ups() -> None:
    sheet = telling.answered_sheet()
    give_reason(sheet, by=SYSTEM, now=telling.NOW, medicines=["apixaban"])
    assert [form.entry.id for form in follow_ups_of(screened(sheet), None)] == ["anticoagulant"]
    send_back(sheet)
    assert screened(sheet).result["unresolved"] == []
    assert screened(sheet).result["limits"]["pressure_max"] <= 3


def test_a_healthy_adult_is_asked_nothing_more() -> None:
    assert follow_ups_of(screened(telling.answered_sheet()), None) == []
