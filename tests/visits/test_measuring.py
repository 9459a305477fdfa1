"""Measures: asked on the client's phone or aloud, scored once, and what is worse or red is told at once to both."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse

from tests.contracts.scene import NOW, House, make_house
from tests.visits.measured import Phone, earlier, hold_session, seen_today, signed_in
from unknot.audit.models import AuditEntry
from unknot.booking.models import Appointment
from unknot.clients.models import Client
from unknot.intake.addresses import code_of
from unknot.visits.models import Alarm, Measured, MotionMeasured, ReviewHeld

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Iterator[House]:
    with time_machine.travel(NOW, tick=False):
        yield make_house("Alder")


@pytest.fixture
def phone(house: House) -> Phone:
    return Phone(house)


@pytest.fixture
def desk(house: House) -> Browser:
    return signed_in(house, "treats")


def test_the_phone_asks_what_is_due(phone: Phone) -> None:
    page = phone.get().content.decode()
    assert "How strong was your pain" in page
    assert "Nobody reads this at night" in page


def test_an_answer_is_scored_and_kept(phone: Phone) -> None:
    page = phone.answer(pain_nrs__pain_nrs="6").content.decode()
    kept = Measured.objects.get(measure="pain_nrs")
    assert (kept.value, kept.phase, kept.answered_by) == (6, "before", None)
    assert "Thank you" in page
    assert AuditEntry.objects.filter(action="keep_measure", client_id=kept.client_id).count() == 1
    assert "sees it before you begin" in page
    Appointment.objects.update(state=Appointment.State.FINISHED)
    assert "can read it now" in phone.get("measured").content.decode()


def test_the_same_answer_twice_is_kept_once(phone: Phone) -> None:
    phone.answer(pain_nrs__pain_nrs="6")
    phone.answer(pain_nrs__pain_nrs="6")
    assert Measured.objects.count() == 1


def test_what_was_answered_today_is_not_asked_again(phone: Phone) -> None:
    phone.answer(pain_nrs__pain_nrs="6")
    assert "How strong was your pain" not in phone.get().content.decode()


NOT_ACCEPTED: list[tuple[dict[str, str], str, str]] = [
    ({}, "Nothing is answered yet", "nothing at all"),
    ({"pain_nrs__pain_nrs": "11"}, "Select a valid choice", "a number the scale does not have"),
    ({"pain_nrs__pain_nrs": "<b>"}, "Select a valid choice", "no number"),
]


@pytest.mark.parametrize(("fields", "words", "remark"), NOT_ACCEPTED, ids=[row[-1] for row in NOT_ACCEPTED])
def test_it_says_at_the_field_what_would_do(
    phone: Phone, fields: dict[str, str], words: str, remark: str
) -> None:
    assert words in phone.answer(**fields).content.decode(), remark
    assert not Measured.objects.exists()


def test_a_worsening_tells_the_client_at_once_and_reaches_the_therapist(
    house: House, phone: Phone, desk: Browser
) -> None:
    before = seen_today(desk)
    hold_session(house, days=14)
    earlier(house, "pain_nrs", 4, days=14)
    page = phone.answer(pain_nrs__pain_nrs="9").content.decode()
    assert "Nobody reads this at night" in page
    assert f"Call {house.location.emergency_number}" in page
    alarm = Alarm.objects.get(kind="worse")
    assert seen_today(desk) == before + 1
    desk.post(reverse("visits:alarm_seen", args=[alarm.pk]), {"done": "Called, sees her doctor."})
    alarm.refresh_from_db()
    assert (alarm.done, alarm.seen_by) == ("Called, sees her doctor.", house.staff["treats"])
    assert seen_today(desk) == before


def test_an_alarm_is_not_answered_without_words(house: House, phone: Phone, desk: Browser) -> None:
    hold_session(house, days=14)
    earlier(house, "pain_nrs", 4, days=14)
    phone.answer(pain_nrs__pain_nrs="9")
    alarm = Alarm.objects.get(kind="worse")
    desk.post(reverse("visits:alarm_seen", args=[alarm.pk]), {"done": " "})
    alarm.refresh_from_db()
    assert alarm.seen_at is None


def test_an_alarm_of_another_therapist_is_a_stranger(house: House, phone: Phone) -> None:
    hold_session(house, days=14)
    earlier(house, "pain_nrs", 4, days=14)
    phone.answer(pain_nrs__pain_nrs="9")
    alarm = Alarm.objects.get(kind="worse")
    answer = signed_in(house, "other").post(reverse("visits:alarm_seen", args=[alarm.pk]), {"done": "x"})
    assert answer.status_code == 404
    assert "To see now" not in signed_in(house, "desk").get(reverse("visits:today")).content.decode()


def test_a_measure_is_asked_aloud_and_a_score_made_elsewhere_written_down(
    house: House, desk: Browser
) -> None:
    address = reverse("visits:ask_measures", args=[house.visit.pk])
    assert desk.post(f"{address}?measure={code_of('ndi')}", {"ndi-ndi": "22"}).status_code == 302
    kept = Measured.objects.get(measure="ndi")
    assert (kept.value, kept.answered_by) == (22, house.staff["treats"])
    refused = desk.post(f"{address}?measure={code_of('ndi')}", {"ndi-ndi": "60"}).content.decode()
    assert "less than or equal to 50" in refused


def test_roland_morris_counts_ticks_and_none_is_a_nought(house: House, desk: Browser) -> None:
    address = reverse("visits:ask_measures", args=[house.visit.pk]) + f"?measure={code_of('rdq')}"
    desk.post(address, {"rdq-sentence_1": "on", "rdq-sentence_13": "on"})
    desk.post(address, {"rdq-none": "on"})
    assert list(Measured.objects.filter(measure="rdq").order_by("id").values_list("value", flat=True)) == [
        2,
        0,
    ]
    both = desk.post(address, {"rdq-none": "on", "rdq-sentence_1": "on"}).content.decode()
    assert "Leave one of the two" in both


def test_named_activities_are_asked_again_by_their_names(house: House, desk: Browser) -> None:
    address = reverse("visits:ask_measures", args=[house.visit.pk]) + f"?measure={code_of('psfs')}"
    said = {f"psfs-activity_{n}": "4" for n in (1, 2, 3)}
    assert "say which activity you mean" in desk.post(address, said).content.decode()
    desk.post(address, said | {f"psfs-activity_{n}-named": f"Climb stair {n}" for n in (1, 2, 3)})
    assert Measured.objects.get(measure="psfs").named["activity_2"] == "Climb stair 2"
    assert 'value="Climb stair 3"' in desk.get(address).content.decode()


def test_motion_is_kept_by_side_and_compared(house: House, desk: Browser) -> None:
    address = reverse("visits:motion", args=[house.visit.pk])
    desk.post(address, {"shoulder_flexion-left": "120", "shoulder_flexion-right": "170"})
    assert MotionMeasured.objects.count() == 2
    page = desk.get(reverse("visits:progress", args=[house.visit.pk])).content.decode()
    assert "Sides differ by 50°: notable." in page
    refused = desk.post(address, {"shoulder_flexion-left": "400"}).content.decode()
    assert "less than or equal to 200" in refused
    assert "Nothing is filled in yet" in desk.post(address, {}).content.decode()


def test_a_review_that_is_due_is_held_with_its_reason(house: House, desk: Browser) -> None:
    for days in (49, 42, 35, 28, 21, 14, 7):
        hold_session(house, days=days)
    earlier(house, "pain_nrs", 7, days=49)
    earlier(house, "pain_nrs", 7, days=1)
    page = desk.get(reverse("visits:progress", args=[house.visit.pk])).content.decode()
    assert "Change the plan" in page
    assert "The review is due" in page
    keep = reverse("visits:hold_review", args=[house.visit.pk])
    refused = desk.post(keep, {"followed": "continue", "words": ""})
    assert "Say why you decide otherwise" in refused.content.decode()
    assert refused.context["form"]["followed"].value() == "continue", "what was chosen stays chosen"
    desk.post(keep, {"followed": "continue", "words": "New job, less sitting from Monday."})
    held = ReviewHeld.objects.get()
    assert (held.verdict, held.followed) == ("change", "continue")
    assert "New job" in desk.get(reverse("visits:progress", args=[house.visit.pk])).content.decode()


def test_nothing_is_measured_for_a_visit_that_does_not_take_place(house: House, phone: Phone) -> None:
    Appointment.objects.filter(pk=house.visit.pk).update(state="cancelled")
    assert "nothing to answer now" in phone.get().content.decode()
    phone.answer(pain_nrs__pain_nrs="6")
    assert not Measured.objects.exists()


def test_another_client_is_never_in_the_picture(house: House, desk: Browser) -> None:
    stranger = Client.objects.create(practice=house.practice, name="Somebody Else", made_at=NOW)
    Measured.objects.create(
        practice=house.practice, client=stranger, measure="pain_nrs", value=10, phase="before",
        on=NOW.date(), answered_at=NOW, knowledge_version="",
    )  # fmt: skip
    page = desk.get(reverse("visits:progress", args=[house.visit.pk])).content.decode()
    assert "Nothing has been measured" in page
