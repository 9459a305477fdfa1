"""Measures against whoever sends what no page of ours would: refused, or shown as the text it is."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from tests.contracts.scene import NOW, House, make_house
from tests.visits.measured import pages, signed_in
from unknot.intake.addresses import code_of
from unknot.visits.models import Measured

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Iterator[House]:
    with time_machine.travel(NOW, tick=False):
        yield make_house("Alder")


HOSTILE = [
    "\x00",
    "a\x00b",
    "<script>alert(1)</script>",
    "9" * 5000,
    "é" * 121,
    "‮",
    "{{ 7 }}",
    "1e400",
    "NaN",
]


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_values_are_refused_or_shown_as_text(house: House, value: str) -> None:
    browser = signed_in(house, "treats")
    named = {f"psfs-activity_{n}-named": value for n in range(1, 6)}
    numbers: dict[str, Any] = {f"psfs-activity_{n}": "4" for n in range(1, 6)}
    ask = pages(house)[1]
    for measure, fields in (
        ("psfs", named | numbers),
        ("ndi", {"ndi-ndi": value}),
        ("promis_fatigue", {"promis_fatigue-promis_fatigue": value}),
    ):
        answer = browser.post(f"{ask}?measure={code_of(measure)}", fields, follow=True)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()
    assert browser.post(pages(house)[2], {"shoulder_flexion-left": value}).status_code == 200
    for page in pages(house):
        assert browser.get(page).status_code == 200
    assert not Measured.objects.exclude(measure="psfs").exists()


@pytest.mark.parametrize("code", ["\x00", "0" * 16, "é" * 16, "a" * 4000, "../", "<b>"], ids=range(6))
def test_an_unknown_measure_is_not_found(house: House, code: str) -> None:
    assert signed_in(house, "treats").get(pages(house)[1], {"measure": code}).status_code == 404


def test_a_flood_is_turned_away(house: House) -> None:
    ask = pages(house)[1]
    browser = signed_in(house, "treats")
    assert browser.post(ask, {"pain_nrs-pain_nrs": "9" * 10_000_000}).status_code in (400, 413)
    assert browser.post(ask, {f"field-{n}": "1" for n in range(2_000)}).status_code in (400, 413)
