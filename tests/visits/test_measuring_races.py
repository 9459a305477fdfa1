"""The same answers at once, and a visit that is cancelled meanwhile: kept once and with their alarm, or not at all."""

from typing import Any

import pytest
import time_machine

from tests.at_once import at_once
from tests.contracts.scene import NOW, House, make_house
from tests.visits.measured import earlier, hold_session
from unknot.audit.actions import SYSTEM
from unknot.booking.actions import cancel_visit
from unknot.clinical.loading import default_knowledge
from unknot.visits.errors import NotMeasurable
from unknot.visits.measuring.keeping import Given, hold_review, keep_answers, keep_motion
from unknot.visits.models import Alarm, Measured, MotionMeasured, ReviewHeld

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 6
PAIN = Given(default_knowledge().catalogue.measures["pain_nrs"], {"pain_nrs": 9}, {})


def a_house() -> House:
    with time_machine.travel(NOW, tick=False):
        house = make_house("Alder")
    hold_session(house, days=14)
    earlier(house, "pain_nrs", 4, days=14)
    return house


def answer(house: House) -> Any:
    return keep_answers(house.visit, [PAIN], by=SYSTEM, now=NOW)


def test_the_same_answers_at_once_are_kept_once_and_raise_one_alarm() -> None:
    house = a_house()
    at_once(*[lambda: answer(house)] * HANDS)
    assert Measured.objects.filter(answered_at=NOW).count() == 1
    assert Alarm.objects.count() == 1


def test_against_a_cancelling_an_answer_is_kept_with_its_alarm_or_not_at_all() -> None:
    house = a_house()
    refused, _ = at_once(
        lambda: answer(house),
        lambda: cancel_visit(house.visit, because="client", by=SYSTEM, now=NOW),
        refusals=(NotMeasurable,),
    )
    kept = 0 if isinstance(refused, NotMeasurable) else 1
    assert (Measured.objects.filter(answered_at=NOW).count(), Alarm.objects.count()) == (kept, kept)


def test_the_same_degrees_at_once_are_kept_once() -> None:
    house = a_house()
    degrees = {("shoulder_flexion", "left"): 120, ("shoulder_flexion", "right"): 170}
    at_once(
        *[lambda: keep_motion(house.visit, degrees, user=house.staff["treats"], by=SYSTEM, now=NOW)] * HANDS
    )
    assert MotionMeasured.objects.count() == 2


def test_of_two_decisions_at_once_one_stands_and_the_other_is_told() -> None:
    house = a_house()

    def decide(role: str, followed: str) -> Any:
        return hold_review(
            house.visit, dose="chronic_neck_pain", verdict="change", followed=followed, words="New job.",
            on=NOW.date(), user=house.staff[role], by=SYSTEM, now=NOW,
        )  # fmt: skip

    came_to = at_once(
        lambda: decide("treats", "refer"), lambda: decide("owner", "continue"), refusals=(NotMeasurable,)
    )
    held = ReviewHeld.objects.get()
    (refused,) = [each for each in came_to if isinstance(each, NotMeasurable)]
    assert f"{held.held_by.name} has decided at this visit already" in str(refused)
