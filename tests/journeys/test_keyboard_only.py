"""The keyboard alone: Tab, Enter, Space and arrows book a visit, and the focus can always be seen."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.keys import choose_by_keys, enter, go_to, write
from tests.journeys.walking import END, see
from unknot.booking.models import Appointment

MAIL = "keys@people.example"


def test_it_books_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/")
    enter(page, page.get_by_role("link", name="Begin with what hurts"))
    see(page, "Let us find what is right for you")
    enter(page, page.get_by_role("button", name="Begin"))
    say_why_and_where(page)
    say_who(page)
    answer_health(page)
    see(page, "Your massage can go ahead")
    enter(page, page.get_by_role("link", name="See your plan"))
    see(page, re.compile("Your plan: "))
    enter(page, page.get_by_role("link", name="Who may do this, and when"))
    see(page, "Who may do this")
    enter(page, page.get_by_role("link", name="Maya Okafor"))
    see(page, "A time with Maya Okafor")
    enter(page, page.locator("button.time"))
    see(page, "Your details and consent")
    give_details(page)
    see(page, "Your visit is confirmed")
    assert Appointment.objects.get(client__email=MAIL).state == Appointment.State.CONFIRMED


def say_why_and_where(page: Page) -> None:
    see(page, "What brings you?")
    choose_by_keys(page, page.get_by_role("checkbox", name="Something aches or feels tight."))
    enter(page, page.get_by_role("button", name="Next: where"))
    see(page, "Where would you like treatment?")
    part = page.locator("details.body-part").filter(has_text="Shoulders, chest and belly")
    enter(page, part.locator("summary"))
    choose_by_keys(page, part.get_by_role("checkbox", name="Left shoulder"))
    choose_by_keys(page, page.get_by_role("radio", name="4", exact=True))
    choose_by_keys(page, page.get_by_role("radio", name="A few weeks"))
    enter(page, page.get_by_role("button", name="Next: about you"))


def say_who(page: Page) -> None:
    see(page, "About you")
    write(page, page.get_by_label("Date of birth"), "03141988")
    choose_by_keys(page, page.get_by_role("radio", name="Male", exact=True))
    enter(page, page.get_by_role("button", name="Next: health questions"))


def answer_health(page: Page) -> None:
    expect(page).to_have_url(re.compile("/health/|/groups/"))
    while not END.search(page.url):
        with page.expect_navigation():
            enter(page, page.get_by_role("button", name="None of these"))
    see(page, "Do you take any medicines?")
    choose_by_keys(page, page.get_by_role("checkbox", name="I take none"))
    enter(page, page.get_by_role("button", name="See your answer"))


def give_details(page: Page) -> None:
    write(page, page.get_by_label("Full name of the person treated"), "Kay Board")
    write(page, page.get_by_label("E-mail"), MAIL)
    choose_by_keys(page, page.get_by_role("checkbox", name="I have read this and agree."))
    write(page, page.get_by_label("Type your full name"), "Kay Board")
    go_to(page, page.get_by_role("button", name="Book this visit"))
    page.keyboard.press("Space")
