"""Somebody with nothing to tell books a visit, from the front door to the confirmation."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.taps import taps_so_far
from tests.journeys.walking import MAIL, Person, answer_health, begin, book, follow, say_why_and_who, see
from unknot.booking.models import Appointment
from unknot.correspondence.models import Message

MOST_TAPS_FOR_HEALTH = 25
MOST_TAPS = 42
"""Forty when this was written. At two seconds each, with time to read, that is under two minutes."""


def test_it_books_and_confirms_a_healthy_client(page: Page) -> None:
    begin(page)
    say_why_and_who(page, Person())
    before_health = taps_so_far(page)
    answer_health(page, Person())
    see(page, "Your massage can go ahead")
    assert 0 < taps_so_far(page) - before_health <= MOST_TAPS_FOR_HEALTH
    follow(page, "See your plan")
    see(page, re.compile(r"Your plan: \d+ minutes"))
    book(page, therapist="Maya Okafor")
    see(page, "Your visit is confirmed")
    expect(page.get_by_text("Maya Okafor")).to_be_visible()
    assert taps_so_far(page) <= MOST_TAPS

    with page.expect_download() as loaded:
        follow(page, "Put it in my calendar")
    calendar = loaded.value.path().read_text()
    assert "BEGIN:VEVENT" in calendar
    assert "Willow & Stone Park Slope" in calendar

    visit = Appointment.objects.get(client__email=MAIL)
    assert visit.state == Appointment.State.CONFIRMED
    message = Message.objects.get(to=MAIL)
    for health_word in ("ache", "shoulder", "massage", "swedish", "trigger", "pain", "Robin"):
        assert health_word not in (message.subject + message.body + message.calendar).lower(), health_word
    assert page.url in message.body
