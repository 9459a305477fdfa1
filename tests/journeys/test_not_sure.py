"""Something is not known: the time is held, the therapist asks, and the visit becomes confirmed."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitors
from tests.journeys.walking import Person, book, choose, follow, see, sign_in, tap, to_the_answer
from unknot.booking.models import Appointment

MAIL = "unsure@people.example"


def test_it_holds_the_visit_until_the_therapist_has_asked(page: Page, visitors: Visitors) -> None:
    to_the_answer(page, Person(unsure=("Bulging leg veins",)))
    see(page, "Nearly there: something is still open")
    expect(page.get_by_role("heading", name="Still open", exact=True)).to_be_visible()
    follow(page, "See your plan")
    book(page, therapist="Maya Okafor", days_ahead=2, name="Uma Sure", mail=MAIL)
    see(page, "Your time is held for you")
    expect(page.get_by_role("heading", name="What is open")).to_be_visible()
    visit = Appointment.objects.get(client__email=MAIL)
    assert visit.state == Appointment.State.PROVISIONAL

    settle(visitors.tablet(), visit)
    page.reload()
    see(page, "Your visit is confirmed")


def settle(page: Page, visit: Appointment) -> None:
    """The therapist opens the visit, asks what is open, and records the answer."""
    sign_in(page, "maya@demo.example")
    see_staff_day(page)
    page.goto(f"/staff/visits/{visit.pk}/")
    see(page, "Uma Sure")
    follow(page, "Ask and record")
    choose(page.get_by_role("group", name="Answer").get_by_role("radio", name="No", exact=True))
    page.get_by_label("How do you know?").fill("Asked on the telephone, looked at together.")
    tap(page, "Record")
    see(page, "Uma Sure")
    expect(page.get_by_text("State: Confirmed")).to_be_visible()


def see_staff_day(page: Page) -> None:
    see(page, "Tuesday 1 December")
