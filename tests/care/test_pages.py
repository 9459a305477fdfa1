"""The answer, the letter, the plan: one sentence first, then why; and what must never stand there."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse

from tests.contracts.scene import CHANGES, NOW, WAITS_FOR_A_LETTER, answered_dossier
from tests.intake.telling import yes_without_signs
from unknot.audit.actions import SYSTEM
from unknot.clinical.loading import default_knowledge
from unknot.intake.actions import give_reason

pytestmark = pytest.mark.django_db
HEALTHY: dict[str, Any] = {WAITS_FOR_A_LETTER: False, CHANGES: False, "anticoagulant": False}


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def page(name: str, **answers: Any) -> Any:
    told = {each: yes_without_signs(each) if answer is True else answer for each, answer in answers.items()}
    _, token = answered_dossier(**(HEALTHY | told))
    return Browser().get(reverse(f"care:{name}", args=[token]))


ANSWERS: list[tuple[dict[str, Any], str, str]] = [
    ({}, "Your massage can go ahead", "a healthy person"),
    ({CHANGES: True}, "Your massage can go ahead, with one change", "something to mind"),
    ({WAITS_FOR_A_LETTER: True}, "Please ask your doctor first", "a doctor has to be asked"),
    ({"anticoagulant": "not sure"}, "Nearly there: something is still open", "not sure"),
    ({"chest_pain_now": True}, "Get help now", "an emergency"),
    (
        {"chest_pain_now": True, "anticoagulant": "not sure"},
        "Get help now",
        "an emergency, whatever else is open",
    ),
]


@pytest.mark.parametrize(("answers", "headline", "remark"), ANSWERS, ids=[remark for *_, remark in ANSWERS])
def test_the_answer_begins_with_what_matters_most(
    answers: dict[str, Any], headline: str, remark: str
) -> None:
    assert page("answer", **answers).context["headline"].title == headline


def test_an_emergency_gives_the_number_and_no_way_on() -> None:
    body = page("answer", chest_pain_now=True).content.decode()
    assert 'href="tel:911"' in body
    for way_on in ("care:plan", "booking:therapists"):
        assert reverse(way_on, args=["token"]).rsplit("/", 2)[-2] + "/" not in body


def test_each_finding_names_its_source() -> None:
    for finding in page("answer", **{CHANGES: True}).context["findings"]:
        assert finding.sources
        assert finding.for_client


def test_a_letter_tells_the_doctor_what_was_found_and_leaves_room() -> None:
    letter = page("letter", **{WAITS_FOR_A_LETTER: True})
    assert default_knowledge().entries[WAITS_FOR_A_LETTER].title in letter.content.decode()
    assert "1961" in letter.content.decode(), "the doctor has to know whom it is about"


def test_a_plan_shows_its_minutes_and_where_they_come_from() -> None:
    shown = page("plan").context
    assert sum(segment.minutes for segment in shown["segments"]) == shown["plan"].minutes
    assert shown["sources"]


def test_without_a_legal_plan_it_says_what_would_make_one() -> None:
    shown = page("plan", chest_pain_now=True).context["plan"]
    assert shown.because


def test_a_look_at_an_answer_twice_screens_once() -> None:
    sheet, token = answered_dossier(**HEALTHY)
    for _ in range(2):
        Browser().get(reverse("care:answer", args=[token]))
    assert sheet.screenings.count() == 1


def test_words_typed_for_a_medicine_stay_words() -> None:
    sheet, token = answered_dossier(**HEALTHY)
    give_reason(sheet, medicines=["<script>alert(7)</script>"], by=SYSTEM, now=NOW)
    for name in ("answer", "letter", "plan", "follow"):
        body = Browser().get(reverse(f"care:{name}", args=[token]), follow=True).content.decode()
        assert "<script>alert(7)" not in body
