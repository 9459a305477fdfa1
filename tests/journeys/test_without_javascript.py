"""The whole way without JavaScript: nothing of it may need a script."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitors
from tests.journeys.walking import Person, book, follow, see, to_the_answer


def test_it_books_without_javascript(visitors: Visitors) -> None:
    page: Page = visitors.phone_without_scripts()
    to_the_answer(page, Person())
    see(page, "Your massage can go ahead")
    follow(page, "See your plan")
    book(page, therapist="Grace Lin", name="Nora Script", mail="plain@people.example")
    see(page, "Your visit is confirmed")
    expect(page.locator(".js-only:visible")).to_have_count(0)
