"""One time, one visit: a second tap books nothing more, and who comes second is offered what is near."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import MORNING, Visitors
from tests.journeys.ready import ready_to_sign
from tests.journeys.walking import BOOK, fill_details, give_details, see
from unknot.booking.models import Appointment, Hold


def test_a_double_tap_books_once(page: Page) -> None:
    ready_to_sign(page, therapist="Marcus Bell", days_ahead=3)
    fill_details(page, name="Dee Dubble", mail="double@people.example")
    page.get_by_role("button", name=BOOK).dblclick()
    see(page, "Your visit is confirmed")
    assert Appointment.objects.filter(client__email="double@people.example").count() == 1


def test_two_on_one_time_the_second_chooses_among_three_near(visitors: Visitors) -> None:
    slow, quick = visitors.phone(), visitors.phone()
    ready_to_sign(slow, therapist="Sam Abara", days_ahead=1)
    fill_details(slow, name="Sid Slow", mail="slow@people.example")
    let_holds_run_out()
    ready_to_sign(quick, therapist="Sam Abara", days_ahead=1)
    give_details(quick, name="Quin Quick", mail="quick@people.example")
    see(quick, "Your visit is confirmed")

    slow.get_by_role("button", name=BOOK).click()
    see(slow, "That time is gone")
    visitors.expect_answer(409)
    near = slow.get_by_role("list").filter(has=slow.get_by_role("link", name="Sam Abara")).get_by_role("link")
    expect(near).to_have_count(3)
    near.first.click()
    see(slow, "A time with Sam Abara")
    slow.locator("button.time").first.click()
    see(slow, "Your details and consent")
    give_details(slow, name="Sid Slow", mail="slow@people.example")
    see(slow, "Your visit is confirmed")
    first, second = (
        Appointment.objects.get(client__email=f"{who}@people.example") for who in ("quick", "slow")
    )
    assert first.starts_at != second.starts_at


def let_holds_run_out() -> None:
    """Ten minutes pass for everybody who is still typing."""
    assert Hold.objects.update(expires_at=MORNING)
