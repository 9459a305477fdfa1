"""One person, one record: a client books again from their own page, and staff join two that were typed apart."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitors
from tests.journeys.ready import with_a_visit
from tests.journeys.rooms import PAIN, with_a_note_of_last_time
from tests.journeys.test_after_visit import begun
from tests.journeys.walking import (
    BOOK,
    choose_therapist,
    choose_time,
    follow,
    say_who_is_there,
    see,
    sign_in,
    tap,
)
from unknot.audit.actions import SYSTEM
from unknot.booking.models import Appointment
from unknot.clients.models import Client
from unknot.visits.after.keeping import finish_and_follow, make_own_link
from unknot.visits.models import Measured


def treated(page: Page, *, name: str, mail: str, therapist: str, days_ahead: int) -> Appointment:
    """Somebody whose first visit is over, with a mark in its note and a score."""
    with_a_visit(page, therapist=therapist, days_ahead=days_ahead, name=name, mail=mail)
    now = timezone.now()
    visit = finish_and_follow(begun(mail), site="http://127.0.0.1/", by=SYSTEM, now=now)
    with_a_note_of_last_time(visit, **{"mark/one": PAIN})
    Measured.objects.create(
        practice=visit.practice, client=visit.client, visit=visit, measure="pain_nrs", phase="before", value=6,
        answers={"pain_nrs": 6}, on=now.date(), answered_at=now, knowledge_version="",
    )  # fmt: skip
    return visit


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_client_books_again_and_everything_is_there(visitors: Visitors, scripts: bool) -> None:
    mail = f"again.{scripts}@people.example".lower()
    first = treated(
        visitors.phone(), name="Vera Again", mail=mail, therapist="Jin Park", days_ahead=2 + scripts
    )
    page = visitors.phone() if scripts else visitors.phone_without_scripts()
    page.goto(f"/my/{make_own_link(first.client, now=timezone.now())}/")
    say_who_is_there(page)
    see(page, "Your own page")
    tap(page, "Book another visit")
    see(page, "What brings you?")
    expect(page.get_by_text("This is what you told us last.")).to_be_visible()
    tap(page, "Next: where")
    page.get_by_role("button", name=re.compile("^Next: about ")).click()
    see(page, "What you told us")
    follow(page, "It is all as it is now")
    see(page, re.compile("go ahead"))
    follow(page, "See your plan")
    follow(page, "Who may do this, and when")
    see(page, "Who may do this")
    choose_therapist(page, "Jin Park")
    choose_time(page, days_ahead=6 + scripts, title="Your details")
    expect(page.get_by_label("Full name of the person treated")).to_have_value("Vera Again")
    expect(page.get_by_text("still holds")).to_be_visible()
    tap(page, BOOK)
    see(page, "Your visit is confirmed")
    second = Appointment.objects.filter(client__email=mail).latest("booked_at")
    assert (second.client, Client.objects.filter(email=mail).count()) == (first.client, 1)

    tablet = visitors.tablet()
    sign_in(tablet, "jin@demo.example")
    tablet.goto(f"/staff/visits/{second.pk}/room/before/")
    expect(tablet.get_by_text("Left upper arm").first).to_be_attached()
    tablet.goto(f"/staff/visits/{second.pk}/progress/")
    see(tablet, "Did it help?")
    expect(tablet.get_by_text("Pain, 0 to 10").first).to_be_visible()


def test_staff_join_two_that_are_one_person(visitors: Visitors) -> None:
    first = treated(
        visitors.phone(), name="Zoë Twice", mail="zoe.old@people.example", therapist="Jin Park", days_ahead=4
    )
    phone, new = visitors.phone(), "zoe.new@people.example"
    with_a_visit(phone, therapist="Jin Park", days_ahead=5, name="twice, zoe", mail=new)
    assert "known" not in phone.content(), "the public is never told"
    visit = Appointment.objects.get(client__email=new)
    tablet = visitors.tablet()
    sign_in(tablet, "jin@demo.example")
    tablet.goto(f"/staff/day/{visit.starts_at.date()}/")
    expect(tablet.get_by_text("Perhaps known already").first).to_be_visible()
    tablet.locator(f"a.agenda-visit[href$='/visits/{visit.pk}/']").click()
    see(tablet, "twice, zoe")
    card = tablet.get_by_role("region", name="Perhaps the same person as Zoë Twice")
    expect(card.get_by_text("cannot be undone")).to_be_visible()
    card.get_by_role("button", name="Same person").click()
    see(tablet, "Zoë Twice")
    expect(tablet.get_by_role("status")).to_contain_text("one record holds everything now")
    expect(tablet.get_by_text("State: Confirmed")).to_be_visible()
    follow(tablet, "Read them")
    expect(tablet.get_by_role("heading", level=1)).to_contain_text("Zoë Twice")
    visit.refresh_from_db()
    assert visit.client == first.client

    phone.reload()
    see(phone, "Your visit is confirmed")
    follow(phone, "Has anything changed?")
    see(phone, "Has anything changed?")
    expect(phone.get_by_text("It is not shown here before we know who is there.")).to_be_visible()
