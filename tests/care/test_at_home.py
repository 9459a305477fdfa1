"""Only helping oneself: the same questions, the same answer, and a programme that keeps to it; and the sheet to take
home after a visit.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.template.loader import render_to_string
from django.test import Client as Browser
from django.urls import reverse

from tests.contracts.scene import CHANGES, NOW, WAITS_FOR_A_LETTER, answered_dossier
from tests.intake.telling import yes_without_signs
from unknot.audit.actions import SYSTEM
from unknot.audit.models import AuditEntry
from unknot.booking.models import Appointment
from unknot.care.actions import screen_sheet
from unknot.care.aftercare import sheet_after, shown_aftercare
from unknot.clinical.fitting import Treatment, VisitShape
from unknot.clinical.loading import default_knowledge
from unknot.intake.actions import give_reason
from unknot.intake.models import Sheet

pytestmark = pytest.mark.django_db
HEALTHY: dict[str, Any] = {WAITS_FOR_A_LETTER: False, CHANGES: False, "anticoagulant": False}
TOOLS = {"massage_gun", "self_massage_ball"}


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def dossier(*, only_at_home: bool = True, **answers: Any) -> tuple[Sheet, str]:
    told = {each: yes_without_signs(each) if answer is True else answer for each, answer in answers.items()}
    sheet, token = answered_dossier(**(HEALTHY | told))
    Sheet.objects.filter(pk=sheet.pk).update(only_at_home=only_at_home)
    return sheet, token


def page(name: str, **answers: Any) -> Any:
    _, token = dossier(**answers)
    return Browser().get(reverse(f"care:{name}", args=[token]))


def steps(shown: Any) -> set[str]:
    return {each.step.id for each in shown.context["programme"].steps}


def left_out(shown: Any) -> dict[str, str]:
    return {each.id: each.reason for each in shown.context["programme"].left_out}


def test_whoever_chooses_it_is_asked_the_same_questions() -> None:
    browser = Browser()
    begun = browser.post(reverse("intake:begin"), {"for_whom": "self", "wanted": "home"})
    assert Sheet.objects.get().only_at_home
    reason = browser.post(begun["Location"], {"goals": ["pain_and_tension"]})
    areas = browser.post(reason["Location"], {"areas": ["left_shoulder"]})
    health = browser.post(areas["Location"], {"born_on": "1961-04-09", "sex": "male"})
    onward = browser.get(health["Location"], follow=True)
    assert onward.resolver_match.view_name == "intake:screen"


@pytest.mark.parametrize(
    ("posted", "only_at_home", "remark"),
    [
        ({"for_whom": "self"}, False, "nothing chosen"),
        ({"for_whom": "self", "wanted": ""}, False, "a visit"),
        ({"for_whom": "self", "wanted": "home"}, True, "only at home"),
    ],
)
def test_it_keeps_what_somebody_is_looking_for(
    posted: dict[str, str], only_at_home: bool, remark: str
) -> None:
    Browser().post(reverse("intake:begin"), posted)
    assert Sheet.objects.get().only_at_home is only_at_home, remark


def test_a_link_may_choose_it_beforehand() -> None:
    for query, chosen in (("?for=home", "home"), ("", ""), ("?for=else", "")):
        form = Browser().get(reverse("intake:begin") + query).context["form"]
        assert form["wanted"].value() == chosen


ANSWERS: list[tuple[dict[str, Any], str, bool, str]] = [
    ({}, "You can help yourself at home", True, "a healthy person"),
    ({CHANGES: True}, "You can help yourself at home, with one change", True, "something to mind"),
    ({WAITS_FOR_A_LETTER: True}, "Please ask your doctor first", True, "a doctor has to be asked"),
    ({"anticoagulant": "not sure"}, "Nearly there: something is still open", True, "not sure"),
    ({"fever": True}, "Not today, but soon", False, "a fever"),
    ({"chest_pain_now": True}, "Get help now", False, "an emergency"),
]


@pytest.mark.parametrize(
    ("answers", "title", "leads_on", "remark"), ANSWERS, ids=[remark for *_, remark in ANSWERS]
)
def test_the_answer_is_the_same_and_leads_to_no_booking(
    answers: dict[str, Any], title: str, leads_on: bool, remark: str
) -> None:
    _, token = dossier(**answers)
    shown = Browser().get(reverse("care:answer", args=[token]))
    assert shown.context["headline"].title == title
    assert (reverse("care:at_home", args=[token]) in shown.content.decode()) is leads_on
    for booking in ("care:plan", "booking:therapists"):
        assert reverse(booking, args=[token]) not in shown.content.decode()


def test_what_a_programme_keeps_to_speaks_of_no_session() -> None:
    limits = page("at_home", anticoagulant=True).context["limits"]
    assert "light pressure at most (2 of 5)" in limits
    assert not [each for each in limits if "minutes" in each or "needed" in each]


SAYS = "A therapist would tell you:"
FRAMED: list[tuple[dict[str, Any], bool, bool, str]] = [
    ({CHANGES: True}, True, True, "at home nobody else works: what a therapist would do is said as theirs"),
    ({CHANGES: True}, False, False, "before a visit it is the practice that speaks"),
    ({"chest_pain_now": True}, True, False, "in an emergency nothing stands before what to do"),
]


@pytest.mark.parametrize(("answers", "at_home", "framed", "remark"), FRAMED, ids=[row[-1] for row in FRAMED])
def test_the_cards_say_whose_words_they_are(
    answers: dict[str, Any], at_home: bool, framed: bool, remark: str
) -> None:
    _, token = dossier(only_at_home=at_home, **answers)
    shown = Browser().get(reverse("care:answer", args=[token]))
    assert shown.context["findings"]
    assert (SAYS in shown.content.decode()) is framed, remark


@pytest.mark.parametrize(
    "answers", [{"fever": True}, {"chest_pain_now": True}], ids=["not today", "an emergency"]
)
def test_a_stop_leads_back_to_the_answer(answers: dict[str, Any]) -> None:
    _, token = dossier(**answers)
    shown = Browser().get(reverse("care:at_home", args=[token]))
    assert shown.status_code == 302
    assert shown["Location"] == reverse("care:answer", args=[token])


def test_a_healthy_person_gets_the_tools_with_do_do_not_and_stop_when() -> None:
    shown = page("at_home")
    assert steps(shown) >= TOOLS
    assert not left_out(shown)
    body = shown.content.decode()
    for each in shown.context["programme"].steps:
        for words in (each.step.how, each.step.do_not, each.step.stop_if[0]):
            assert words in body
        assert each.cited


def test_on_a_blood_thinner_there_is_no_gun_and_no_ball() -> None:
    shown = page("at_home", anticoagulant=True)
    assert not TOOLS & steps(shown)
    for tool in TOOLS:
        assert "blood thinner" in left_out(shown)[tool].lower()


@pytest.mark.parametrize(
    ("answers", "remark"),
    [({WAITS_FOR_A_LETTER: True}, "a doctor has to be asked"), ({"anticoagulant": "not sure"}, "not sure")],
)
def test_until_it_is_settled_only_what_is_safe_for_everybody(answers: dict[str, Any], remark: str) -> None:
    shown = page("at_home", **answers)
    assert steps(shown) == {"posture_breaks"}, remark
    assert "safe for everybody" in shown.content.decode()


def test_the_pictures_show_how_and_where() -> None:
    shown = {each.step.id: each for each in page("at_home").context["programme"].steps}
    assert shown["scapular_squeeze"].figure
    assert not shown["scapular_squeeze"].map
    gun = shown["massage_gun"]
    coloured = re.findall(r'is-chosen"[^>]*data-region="(\w+)"', gun.map)
    assert set(coloured) == set(gun.step.regions)


def test_it_tells_when_to_call_and_offers_a_therapist_once() -> None:
    _, token = dossier()
    body = Browser().get(reverse("care:at_home", args=[token])).content.decode()
    assert 'href="tel:911"' in body
    assert body.count(reverse("booking:therapists", args=[token])) == 1
    assert not Appointment.objects.exists()


def test_each_look_goes_on_the_record() -> None:
    sheet, token = dossier()
    Browser().get(reverse("care:at_home", args=[token]))
    assert AuditEntry.objects.filter(action="saw_answers", subject_id=str(sheet.pk)).exists()


def test_whoever_wants_a_visit_finds_the_same_programme() -> None:
    _, token = dossier(only_at_home=False)
    plan = Browser().get(reverse("care:plan", args=[token]))
    shown = Browser().get(reverse("care:at_home", args=[token]))
    assert {each.id for each in plan.context["plan"].home} == steps(shown)
    assert reverse("care:at_home", args=[token]) in plan.content.decode()


def test_a_reason_in_words_stays_words() -> None:
    sheet, token = dossier()
    give_reason(sheet, by=SYSTEM, now=NOW, medicines=["<script>alert(7)</script>"])
    body = Browser().get(reverse("care:at_home", args=[token])).content.decode()
    assert "<script>alert(7)" not in body
    assert "alert(7)" in body


DONE = VisitShape(
    minutes=45, treatments=(Treatment("cupping", ("left_upper_back",), 2),), lubricant="unscented_lotion"
)


def sheet_shown(**answers: Any) -> str:
    sheet, _ = dossier(only_at_home=False, **answers)
    screening = screen_sheet(sheet, on=NOW.date(), by=SYSTEM, now=NOW)
    shown = shown_aftercare(
        sheet_after(screening, done=DONE), knowledge=default_knowledge(), emergency_number="112"
    )
    return render_to_string("parts/aftercare_sheet.html", {"sheet": shown})


def test_the_sheet_after_a_visit_says_what_was_done_and_whom_to_call_there() -> None:
    body = sheet_shown()
    assert "Marks from cups" in body
    assert 'href="tel:112"' in body
    assert "Tell us" in body
    assert "Massage gun" in body


def test_the_sheet_after_a_visit_repeats_what_to_leave_alone() -> None:
    assert "Leave alone at home too" not in sheet_shown()
    wound = {"answer": True, "region": "left_calf", "pus": False}
    assert "left calf" in sheet_shown(open_wound=wound)
