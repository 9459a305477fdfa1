"""The demo shows how courses go: most get better, one worse with an alarm, one neither; sheets and answers too."""

from collections import Counter
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client as Browser

from unknot.booking.models import Appointment
from unknot.clinical.progress import Kind
from unknot.config.demo.outcomes import ENOUGH_VISITS
from unknot.config.demo.practice import demo_own_page, fill
from unknot.correspondence.models import Message
from unknot.visits.after.checking_in import ask_for_reviews
from unknot.visits.measuring.course import followed
from unknot.visits.models import Aftercare, Alarm, CheckIn, DoneAtHome, Measured

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)


def test_the_demo_shows_how_courses_go() -> None:
    with time_machine.travel(NOW, tick=False):
        fill(now=NOW)
        check_courses()
        check_nothing_lies_ahead()
        check_nobody_is_flooded()
        check_own_page()


def check_courses() -> None:
    alarm = Alarm.objects.filter(code="pain_nrs").get()
    assert followed(newest(alarm.client_id)).verdict().kind is Kind.REFER  # type: ignore[union-attr]
    changes = Counter(change_of(client) for client in measured_often())
    assert changes["worse"] == changes["same"] == 1
    assert changes["better"] > 20


def newest(client_id: int) -> Appointment:
    done = Appointment.objects.filter(client_id=client_id, state=Appointment.State.FINISHED)
    return done.select_related("client", "location", "practice", "screening").order_by("-starts_at")[0]


def measured_often() -> list[int]:
    often = Counter(Measured.objects.filter(measure="pain_nrs").values_list("client_id", flat=True))
    return [client for client, times in often.items() if times >= ENOUGH_VISITS]


def change_of(client_id: int) -> str:
    values = Measured.objects.filter(client_id=client_id, measure="pain_nrs").order_by("on")
    numbers = [each.value for each in values if each.value is not None]
    by = numbers[-1] - numbers[0]
    return "better" if by <= -2 else "worse" if by >= 2 else "same"


def check_nothing_lies_ahead() -> None:
    assert not CheckIn.objects.filter(answered_at__gt=NOW).exists()
    assert not Measured.objects.filter(answered_at__gt=NOW).exists()
    assert not DoneAtHome.objects.filter(on__gt=NOW.date()).exists()
    assert Aftercare.objects.filter(visit__state=Appointment.State.FINISHED).count() > 100


def check_nobody_is_flooded() -> None:
    """Those who serve the demo find no hundred mails written in the first minute."""
    assert ask_for_reviews(NOW) < 40
    assert Message.objects.count() < 40


def check_own_page() -> None:
    address, who = demo_own_page()
    browser = Browser()
    page = browser.post(address, {"born_on": who.rpartition(" ")[2]}, follow=True).content.decode()
    assert who.partition(",")[0] in page
    assert "of the last 14 days" in page
