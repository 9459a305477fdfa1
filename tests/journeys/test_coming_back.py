"""Nothing told is lost: by the link on another device, by the browser's way back, and by the page's own."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitors
from tests.journeys.ready import ready_to_sign
from tests.journeys.walking import (
    ADULT,
    Person,
    answer_health,
    answer_page,
    begin,
    fill_details,
    follow,
    say_why_and_who,
    see,
    tap,
)
from unknot.correspondence.models import Message

DIZZY = "Dizzy when standing up, or low blood pressure"
FIRST, SECOND = "How are you today?", "Have you noticed any of these?"


def test_it_goes_on_by_link_where_somebody_stopped(page: Page, visitors: Visitors) -> None:
    person = Person(yes=(DIZZY,))
    begin(page)
    say_why_and_who(page, person)
    while not page.url.endswith("/more/"):
        answer_page(page, person)
    answer_page(page, person)
    follow(page, "Keep this for later")
    see(page, "Keep this for later")
    address = page.get_by_label("Your link").input_value()
    page.get_by_label("E-mail").fill("later@people.example")
    tap(page, "Send me the link")
    expect(page.get_by_role("status")).to_contain_text("The link is on its way.")
    assert address in Message.objects.get(to="later@people.example").body

    elsewhere = visitors.tablet()
    elsewhere.goto(address)
    expect(elsewhere.get_by_role("heading", level=1)).not_to_have_text(re.compile(f"{FIRST}|{SECOND}"))
    answer_health(elsewhere, Person())
    see(elsewhere, re.compile("Your massage can go ahead, with"))
    expect(elsewhere.get_by_role("heading", name="Dizz")).to_be_visible()


def test_the_browsers_way_back_loses_no_answer(page: Page) -> None:
    there_and_back(page, page.go_back)
    through_again(page)


def test_the_pages_own_way_back_loses_no_answer(page: Page) -> None:
    there_and_back(page, page.locator("a.back-link").click)
    through_again(page)


def there_and_back(page: Page, back: Callable[[], object]) -> None:
    """Four pages there, and four back, each as it was left."""
    person = Person()
    begin(page)
    say_why_and_who(page, person)
    answer_page(page, person)
    expect(page.get_by_role("heading", level=1)).to_have_text(SECOND)
    back()
    expect(page.get_by_role("heading", level=1)).to_have_text(FIRST)
    expect(page.get_by_text("You said “none of these” here before.")).to_be_visible()
    back()
    expect(page.get_by_role("heading", level=1)).to_have_text("About you")
    expect(page.get_by_label("Date of birth")).to_have_value(ADULT)
    expect(page.get_by_role("radio", name="Male", exact=True)).to_be_checked()
    back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where would you like treatment?")
    expect(page.locator("input[name=areas]:checked")).to_have_count(1)
    expect(page.get_by_role("radio", name="4", exact=True)).to_be_checked()
    back()
    expect(page.get_by_role("heading", level=1)).to_have_text("What brings you?")
    expect(page.get_by_role("checkbox", name=person.goal)).to_be_checked()


def through_again(page: Page) -> None:
    """Nothing has to be said twice: each page is sent as it stands, and the first open question comes next."""
    for words in ("Next: where", "Next: about you", "Next: health questions"):
        tap(page, words)
    see(page, SECOND)


def test_details_are_still_there_after_a_look_back(page: Page) -> None:
    ready_to_sign(page, therapist="Jin Park", days_ahead=1)
    fill_details(page, name="Otto Return", mail="otto@people.example")
    page.go_back()
    see(page, "A time with Jin Park")
    page.go_forward()
    expect(page.get_by_label("Full name of the person treated")).to_have_value("Otto Return")
    expect(page.get_by_label("E-mail")).to_have_value("otto@people.example")
