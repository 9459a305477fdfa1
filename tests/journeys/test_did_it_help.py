"""Did it help? Numbers on the client's phone in a few taps; what is worse is told at once, and answered for by name."""

import re

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import MORNING, Visitors
from tests.journeys.ready import with_a_visit
from tests.journeys.taps import taps_so_far
from tests.journeys.walking import choose, follow, say_who_is_there, see, sign_in, tap
from unknot.booking.models import Appointment
from unknot.booking.own_link import make_visit_link
from unknot.visits.models import Measured

PAIN = re.compile("How strong was your pain")


def test_a_few_taps_before_a_visit(page: Page) -> None:
    with_a_visit(page, therapist="Marcus Bell", days_ahead=0, name="Numa Bers", mail="numbers@people.example")
    before = taps_so_far(page)
    follow(page, "How are you? A few numbers")
    see(page, "How are you?")
    tap(page, "Send")
    expect(page.get_by_role("alert").first).to_contain_text("Nothing is answered yet")
    choose(page.get_by_role("group", name=PAIN).get_by_role("radio", name="6"))
    tap(page, "Send")
    see(page, "Thank you")
    assert taps_so_far(page) - before <= 4
    expect(page.get_by_text("Please read this")).to_have_count(0)


def test_without_scripts_the_numbers_are_kept_too(visitors: Visitors) -> None:
    page = visitors.phone_without_scripts()
    with_a_visit(
        page, therapist="Lucía Méndez", days_ahead=1, name="Ola Plain", mail="plainly@people.example"
    )
    follow(page, "How are you? A few numbers")
    choose(page.get_by_role("group", name=PAIN).get_by_role("radio", name="3"))
    tap(page, "Send")
    see(page, "Thank you")


def test_worse_is_told_at_once_and_answered_for(visitors: Visitors) -> None:
    visit, token = somebody_who_was_better("maya@demo.example")
    phone = visitors.phone()
    phone.goto(f"/visit/{token}/measures/")
    say_who_is_there(phone, f"{visit.client.born_on}")
    see(phone, "How are you?")
    choose(phone.get_by_role("group", name=PAIN).get_by_role("radio", name="6"))
    tap(phone, "Send")
    see(phone, "Thank you")
    expect(phone.get_by_text("Nobody reads this at night.")).to_be_visible()
    expect(phone.get_by_role("link", name=f"Call {visit.location.emergency_number}")).to_be_visible()

    tablet = visitors.tablet()
    sign_in(tablet, "maya@demo.example")
    expect(tablet.get_by_role("heading", name="To see now")).to_be_visible()
    tablet.get_by_role("link", name=re.compile(f"Look and answer.*{visit.client.name}")).click()
    see(tablet, "Did it help?")
    expect(tablet.get_by_text("Pain, 0 to 10: worse than before")).to_be_visible()
    tablet.get_by_label("What did you do?").fill("Called her: she sees her doctor on Friday.")
    tap(tablet, "I have seen to it")
    see(tablet, "Did it help?")
    expect(tablet.get_by_role("button", name="I have seen to it")).to_have_count(0)
    follow(tablet, "Measure motion")
    see(tablet, "Measure motion")
    tablet.get_by_role("group", name=re.compile("Shoulder: flexion")).get_by_label("Left").fill("120")
    tablet.get_by_role("group", name=re.compile("Shoulder: flexion")).get_by_label("Right").fill("170")
    tap(tablet, "Keep")
    see(tablet, "Did it help?")
    expect(tablet.get_by_text("Sides differ by 50°: notable.")).to_be_visible()


def somebody_who_was_better(email: str) -> tuple[Appointment, str]:
    """A visit to come of a client whose pain was low at the last one, and higher when they began; and its link."""
    visits = Appointment.objects.filter(therapist__user__email=email)
    held = visits.filter(state=Appointment.State.FINISHED).order_by("-starts_at").values_list("client")
    visit = visits.filter(state="confirmed", starts_at__gt=MORNING, client__in=held).order_by("-starts_at")[0]
    last = visits.filter(client=visit.client, state=Appointment.State.FINISHED).order_by("-starts_at")[0]
    Measured.objects.create(
        practice=visit.practice, client=visit.client, visit=last, measure="pain_nrs", phase="before", value=3,
        answers={"pain_nrs": 3}, on=last.starts_at.date(), answered_at=last.starts_at, knowledge_version="",
    )  # fmt: skip
    return visit, make_visit_link(visit, now=timezone.now())
