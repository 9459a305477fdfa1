"""Signs of a clot: no way to a booking, and whom to call instead."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.walking import Person, see, to_the_answer

SWOLLEN = "One leg or arm newly swollen, sore, warm or red"


def test_it_stops_a_suspected_clot_and_says_whom_to_call(page: Page) -> None:
    to_the_answer(page, Person(yes=(SWOLLEN,)))
    see(page, re.compile("Get help now|Please see a doctor today"))
    expect(page.locator("main")).to_contain_text(re.compile("doctor|call", re.IGNORECASE))
    nothing_leads_to_a_booking(page)


def test_it_looks_like_an_emergency_when_breath_is_short(page: Page) -> None:
    to_the_answer(page, Person(yes=(SWOLLEN,), signs=("Are you short of breath?",)))
    see(page, "Get help now")
    expect(page.get_by_role("alert")).to_contain_text("Get help now")
    call = page.get_by_role("link", name="Call 911")
    expect(call).to_have_attribute("href", "tel:911")
    expect(call).to_be_in_viewport()
    nothing_leads_to_a_booking(page)


def nothing_leads_to_a_booking(page: Page) -> None:
    """No link on the page leads on, and going there by hand leads back."""
    for words in ("plan", "therapists", "times"):
        assert not page.locator(f"main a[href*='/{words}/']").count(), words
    page.goto(page.url.replace("/answer/", "/therapists/"))
    expect(page).to_have_url(re.compile("/answer/$"))
    page.goto(page.url.replace("/answer/", "/plan/"))
    expect(page.get_by_role("link", name="Who may do this, and when")).to_have_count(0)
