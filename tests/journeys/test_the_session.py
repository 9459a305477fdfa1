"""A therapist's visit of today: it begins only after somebody was asked whether anything has changed."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import MORNING, Visitors
from tests.journeys.walking import choose, follow, see, sign_in, tap
from unknot.booking.models import Appointment


def test_it_starts_a_visit_only_after_asking_aloud(visitors: Visitors) -> None:
    page = visitors.tablet()
    visit = next_visit_of("maya@demo.example")
    sign_in(page, "maya@demo.example")
    see(page, "Tuesday 1 December")
    page.locator(f"a.agenda-visit[href$='/visits/{visit.pk}/']").click()
    see(page, visit.client.name)
    expect(page.get_by_role("region", name="Limits for this visit")).to_be_in_viewport()

    tap(page, "Begin the visit")
    expect(page.get_by_role("status")).to_contain_text("Ask first whether anything has changed")
    see(page, visit.client.name)
    visit.refresh_from_db()
    assert visit.state == Appointment.State.CONFIRMED

    follow(page, "Ask aloud")
    see(page, "Has anything changed?")
    for question in page.get_by_role("group").all():
        choose(question.get_by_role("radio", name="No", exact=True))
    tap(page, "Nothing has changed")
    see(page, visit.client.name)
    expect(page.get_by_text(re.compile("answered today .Maya Okafor"))).to_be_visible()
    tap(page, "Begin the visit")
    expect(page).to_have_url(re.compile(f"/visits/{visit.pk}/room/$"))
    see(page, visit.client.name)
    tap(page, "Finish the visit")
    see(page, "Tuesday 1 December")
    line = page.locator(f"a.agenda-visit[href$='/visits/{visit.pk}/']")
    expect(line).to_contain_text("Done")


def next_visit_of(email: str) -> Appointment:
    visits = Appointment.objects.filter(therapist__user__email=email, state=Appointment.State.CONFIRMED)
    return visits.filter(starts_at__gt=MORNING).order_by("starts_at")[0]
