"""Without JavaScript: nothing of the way to a visit may need a script."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitors
from tests.journeys.walking import BOOK, Person, fill_details, follow, see, to_the_answer, to_the_details
from unknot.booking.models import Appointment
from unknot.clients.models import Consent
from unknot.correspondence.models import Message

MAIL = "plain@people.example"


def test_it_books_without_javascript_and_once(visitors: Visitors) -> None:
    page: Page = visitors.phone_without_scripts()
    to_the_answer(page, Person())
    see(page, "Your massage can go ahead")
    follow(page, "See your plan")
    to_the_details(page, therapist="Grace Lin")
    expect(page.locator(".js-only:visible")).to_have_count(0)
    fill_details(page, name="Nora Script", mail=MAIL)
    # No script keeps a second tap from sending the form again: here the server alone has to.
    page.get_by_role("button", name=BOOK).dblclick()
    see(page, "Your visit is confirmed")
    assert Appointment.objects.get(client__email=MAIL).state == Appointment.State.CONFIRMED
    assert Consent.objects.get(client__email=MAIL).signed_name == "Nora Script"
    assert Message.objects.filter(to=MAIL).count() == 1
