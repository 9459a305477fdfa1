"""The room goes by what was said and by the rules of now: judged anew once, then found."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest
import time_machine

from tests.booking.overlays import a_rule_for, lay_over
from tests.contracts.scene import CHANGES, NOW, House, make_house
from tests.intake import telling
from unknot.audit.actions import SYSTEM
from unknot.booking.models import Appointment
from unknot.care.knowledge import knowledge_of
from unknot.care.models import Screening
from unknot.intake.models import Sheet
from unknot.visits.room.judged import judged_now

pytestmark = pytest.mark.django_db
LIGHTER = a_rule_for(CHANGES, level="modify", limits="pressure_max = 2")


@pytest.fixture
def house(tmp_path: Path, settings: Any) -> Iterator[House]:
    settings.KNOWLEDGE_OVERLAY = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield make_house("Alder")


def judge(house: House) -> Screening:
    visit = Appointment.objects.select_related("screening", "practice", "location", "client__practice").get(
        pk=house.visit.pk
    )
    return judged_now(visit, knowledge_of(house.practice), by=SYSTEM, now=NOW)


def test_the_screening_of_the_visit_holds_as_long_as_nothing_changes(
    house: House, django_assert_num_queries: Any
) -> None:
    judge(house)
    with django_assert_num_queries(2):
        assert judge(house).pk == house.visit.screening_id


def test_new_rules_are_judged_by_once_and_then_found(
    house: House, tmp_path: Path, django_assert_num_queries: Any
) -> None:
    lay_over(tmp_path, house.practice.slug, LIGHTER)
    anew = judge(house)
    assert anew.result["limits"]["pressure_max"] == 2
    made = Screening.objects.count()
    for _ in range(2):
        with django_assert_num_queries(3):
            assert judge(house) == anew
    assert Screening.objects.count() == made
    assert Appointment.objects.get(pk=house.visit.pk).screening_id == house.visit.screening_id


def test_rules_that_are_taken_back_bring_back_what_was_judged_by_them(house: House, tmp_path: Path) -> None:
    lay_over(tmp_path, house.practice.slug, LIGHTER)
    assert judge(house).pk != house.visit.screening_id
    rmtree(tmp_path / house.practice.slug)
    assert judge(house).pk == house.visit.screening_id


def another_reason(sheet: Sheet) -> None:
    sheet.reasons.create(said_at=NOW, goals=["relax"])


CHANGED = [
    ("an answer", lambda sheet: telling.tell(sheet, chest_pain_now=True)),
    ("a reason", another_reason),
    ("the birth date", lambda sheet: Sheet.objects.filter(pk=sheet.pk).update(born_on=date(1950, 1, 2))),
    ("no birth date", lambda sheet: Sheet.objects.filter(pk=sheet.pk).update(born_on=None)),
    ("the sex", lambda sheet: Sheet.objects.filter(pk=sheet.pk).update(sex="female")),
]


@pytest.mark.parametrize(("remark", "change"), CHANGED, ids=[row[0] for row in CHANGED])
def test_whoever_says_something_else_is_judged_anew_and_once(house: House, remark: str, change: Any) -> None:
    change(Sheet.objects.get(client=house.client))
    anew = judge(house)
    assert anew.pk != house.visit.screening_id, remark
    assert judge(house).pk == anew.pk


def test_nobody_is_judged_by_the_words_of_somebody_else(house: House) -> None:
    other = make_house("Birch")
    assert judge(house).sheet.client_id == house.client.pk
    assert judge(other).sheet.client_id == other.client.pk
