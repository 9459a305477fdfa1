"""For a child: asked of whoever brings them, signed by a parent, and the child's own record."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.walking import (
    BOOK,
    Person,
    choose_time,
    fill_details,
    follow,
    see,
    tap,
    therapists_shown,
    to_the_answer,
)  # fmt: skip
from unknot.booking.models import Appointment
from unknot.clients.models import Consent

MAIL = "parent@people.example"
CHILD = Person(born="2016-05-20", sex="Female")


def test_a_parent_books_and_signs_for_a_child(page: Page) -> None:
    to_the_answer(page, CHILD, for_whom="My child")
    see(page, re.compile("Nearly there|Your massage can go ahead"))
    follow(page, "See your plan")
    follow(page, "Who may do this, and when")
    see(page, "Who may do this")
    page.get_by_role("link", name=therapists_shown(page)[0]).click()
    choose_time(page)
    fill_details(page, name="Cleo Small", mail=MAIL, signed="Petra Small")
    tap(page, BOOK)
    expect(page.get_by_role("alert")).to_contain_text("A parent or guardian has to sign.")
    expect(page.get_by_label("Full name of the person treated")).to_have_value("Cleo Small")
    page.get_by_label("Your name, as the one who signs").fill("Petra Small")
    page.get_by_label("You are their").fill("mother")
    see(page, "Your details and consent")
    tap(page, BOOK)
    see(page, "Your visit is confirmed")
    visit = Appointment.objects.get(client__email=MAIL)
    assert (visit.client.name, str(visit.client.born_on)) == ("Cleo Small", CHILD.born)
    consent = Consent.objects.get(client=visit.client)
    assert (consent.signed_name, consent.guardian.name) == ("Petra Small", "Petra Small")
