"""Somebody with nothing to tell books a visit, from the front door to the confirmation."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.walking import MAIL, Person, book, follow, see, to_the_answer
from unknot.booking.models import Appointment
from unknot.correspondence.models import Message


def test_it_books_and_confirms_a_healthy_client(page: Page) -> None:
    to_the_answer(page, Person())
    see(page, "Your massage can go ahead")
    follow(page, "See your plan")
    see(page, re.compile(r"Your plan: \d+ minutes"))
    book(page, therapist="Maya Okafor")
    see(page, "Your visit is confirmed")
    expect(page.get_by_text("Maya Okafor")).to_be_visible()

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
