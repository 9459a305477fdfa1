"""A visit that does not fit any more is made smaller with one button: by its client, by who treats, by the desk."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.intake.telling import tell, yes_without_signs
from tests.journeys.conftest import MORNING, Visitors
from tests.journeys.ready import with_a_visit
from tests.journeys.walking import choose, follow, see, sign_in, tap
from unknot.audit.actions import SYSTEM
from unknot.booking.actions import settle_visit
from unknot.booking.models import Appointment
from unknot.intake.models import Sheet

BUTTON = "Make it this instead"


def test_its_client_makes_it_lighter_by_phone(page: Page) -> None:
    mail = "thinner@people.example"
    with_a_visit(page, therapist="Owen Clarke", days_ahead=2, name="Thea Blum", mail=mail)
    follow(page, "Has anything changed?")
    see(page, "Has anything changed?")
    page.locator("summary").filter(has_text="A blood thinner").click()
    choose(page.get_by_role("checkbox", name="A blood thinner"))
    tap(page, "Send")
    see(page, "One more thing")
    for group in page.get_by_role("group").all():
        none = group.get_by_role("checkbox", name="None of these")
        if none.count():
            choose(none)
    tap(page, "Next")
    offer = page.get_by_role("region", name="A smaller visit fits your answers")
    expect(offer.get_by_role("button", name=f"{BUTTON}: lighter")).to_be_visible()
    tap(page, BUTTON)
    see(page, "Your visit is confirmed")
    expect(page.get_by_role("status")).to_contain_text("Your visit is changed. It fits your answers now.")
    visit = Appointment.objects.get(client__email=mail)
    assert {each["pressure"] for each in visit.shape["treatments"]} <= {1, 2}
    assert not visit.call_first


def test_who_treats_is_refused_in_words_and_makes_it_smaller(visitors: Visitors) -> None:
    visit = told_of_a_faint_heart(therapist="Hannah Weiss")
    page = visitors.tablet()
    sign_in(page, "hannah@demo.example")
    page.locator(f"a.agenda-visit[href$='/visits/{visit.pk}/']").click()
    see(page, visit.client.name)
    tap(page, "Begin the visit")
    expect(page.get_by_role("status")).to_contain_text("This visit does not fit as it is booked.")
    see(page, visit.client.name)
    expect(page.get_by_text("60 minutes is longer than the 45 allowed.")).to_be_visible()
    tap(page, f"{BUTTON}: 45 minutes")
    see(page, visit.client.name)
    expect(page.get_by_role("status")).to_contain_text("The visit is changed: 45 minutes from now on.")
    expect(page.get_by_text("State: Confirmed")).to_be_visible()
    visit.refresh_from_db()
    assert visit.minutes == 45


def test_the_desk_makes_it_smaller_on_the_telephone_without_scripts(visitors: Visitors) -> None:
    visit = told_of_a_faint_heart(therapist="Owen Clarke")
    page = visitors.phone_without_scripts()
    sign_in(page, "desk@demo.example")
    way = page.get_by_role("link", name=re.compile(f"^See what would fit.*{visit.client.name}"))
    way.click()
    see(page, visit.client.name)
    expect(page.get_by_text("pressure")).to_have_count(0)
    tap(page, f"{BUTTON}: 45 minutes")
    see(page, "Tuesday 1 December")
    expect(way).to_have_count(0)


def told_of_a_faint_heart(*, therapist: str) -> Appointment:
    """The therapist's next visit of an hour, whose client has said since that they get dizzy when they stand up."""
    visits = Appointment.objects.filter(
        therapist__name=therapist, minutes=60, state=Appointment.State.CONFIRMED
    )
    visit = visits.filter(starts_at__gt=MORNING).order_by("starts_at")[0]
    said: dict[str, Any] = {"hypotension": yes_without_signs("hypotension")}
    tell(Sheet.objects.get(client=visit.client_id), **said)
    settled = settle_visit(visit, by=SYSTEM, now=MORNING)
    assert settled.call_first
    return settled
