"""A booked visit in its client's hands: moved, stopped by a fever, cancelled, each by the link alone."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.walking import Person, book, choose, follow, see, tap, to_the_answer
from unknot.booking.models import Appointment

MAIL = "moves@people.example"
FEVER = "A temperature, chills, or medicine against fever in the last 24 hours"


def test_it_moves_stops_and_cancels_by_link(page: Page) -> None:
    to_the_answer(page, Person())
    follow(page, "See your plan")
    book(page, therapist="Owen Clarke", days_ahead=2, name="Mo Vesey", mail=MAIL)
    see(page, "Your visit is confirmed")
    visit = Appointment.objects.get(client__email=MAIL)
    address = page.url

    move(page)
    moved = Appointment.objects.get(pk=visit.pk)
    assert moved.starts_at != visit.starts_at
    assert moved.state == Appointment.State.CONFIRMED

    tell_of_a_fever(page)
    assert Appointment.objects.get(pk=visit.pk).state == Appointment.State.PROVISIONAL

    page.goto(address)
    follow(page, "Cancel it")
    see(page, "Cancel your visit?")
    tap(page, "Cancel this visit")
    see(page, "This visit is cancelled")
    assert Appointment.objects.get(pk=visit.pk).state == Appointment.State.CANCELLED


def move(page: Page) -> None:
    follow(page, "Move it")
    see(page, "Move your visit")
    page.locator("a.day").last.click()
    see(page, "Move your visit")
    page.locator("button.time").first.click()
    see(page, "Your visit is confirmed")
    expect(page.get_by_role("status")).to_contain_text("Your visit is moved.")


def tell_of_a_fever(page: Page) -> None:
    follow(page, "Has anything changed?")
    see(page, "Has anything changed?")
    choose(page.get_by_role("checkbox", name=FEVER))
    tap(page, "Send")
    see(page, re.compile("Not today|Please see a doctor today"))
    follow(page, "Your visit")
    expect(page.get_by_text("Please do not travel before we have spoken.")).to_be_visible()
