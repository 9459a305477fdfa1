"""A booked visit in its client's hands: moved, cancelled, and told what has changed, each by the link alone."""

import re
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.journeys.conftest import MORNING
from tests.journeys.ready import with_a_visit
from tests.journeys.walking import choose, choose_day, follow, see, tap
from unknot.booking.models import Appointment

FEVER = "A temperature, chills, or medicine against fever in the last 24 hours"
RELAXANT = "A muscle relaxant or a benzodiazepine"


def test_it_moves_and_cancels_by_link(page: Page) -> None:
    mail = "moves@people.example"
    with_a_visit(page, therapist="Owen Clarke", days_ahead=2, name="Mo Vesey", mail=mail)
    visit = visit_of(mail)

    follow(page, "Move it")
    see(page, "Move your visit")
    choose_day(page, page.locator("a.day").last)
    page.locator("button.time").first.click()
    see(page, "Your visit is confirmed")
    expect(page.get_by_role("status")).to_contain_text("Your visit is moved.")
    moved = visit_of(mail)
    assert moved.starts_at != visit.starts_at
    assert moved.state == Appointment.State.CONFIRMED

    follow(page, "Cancel it")
    see(page, "Cancel your visit?")
    tap(page, "Cancel this visit")
    see(page, "This visit is cancelled")
    expect(page.get_by_role("link", name="Move it")).to_have_count(0)
    assert visit_of(mail).state == Appointment.State.CANCELLED


def test_a_fever_on_the_day_stops_the_visit_and_says_so_plainly(page: Page) -> None:
    mail = "fever@people.example"
    with_a_visit(page, therapist="Lucía Méndez", days_ahead=0, name="Fay Verish", mail=mail)
    visit = visit_of(mail)
    assert visit.starts_at.astimezone(ZoneInfo(visit.location.time_zone)).date() == MORNING.date()

    tell(page, FEVER)
    see(page, "One more thing")
    assert visit_of(mail).state == Appointment.State.PROVISIONAL, "the fever counts before its follow-ups"
    choose(page.get_by_role("checkbox", name="None of these"))
    tap(page, "Next")
    see(page, "Not today, but soon")
    expect(page.get_by_role("heading", name="Still open")).to_have_count(0)
    follow(page, "Your visit")
    see(page, "Your time is held for you")
    expect(page.get_by_text("Please do not travel before we have spoken.")).to_be_visible()
    assert visit_of(mail).call_first


def test_nothing_has_changed_keeps_what_was_told(page: Page) -> None:
    mail = "steady@people.example"
    who = {"name": "Stella Dee", "mail": mail}
    with_a_visit(page, therapist="Marcus Bell", days_ahead=0, muscle_relaxants=True, **who)
    follow(page, "Has anything changed?")
    see(page, "Has anything changed?")
    told = page.get_by_role("group", name=RELAXANT)
    expect(told.get_by_role("radio", name="As before")).to_be_checked()
    tap(page, "None of these")
    see(page, re.compile("Your massage can go ahead, with"))
    follow(page, "Your visit")
    see(page, "Your visit is confirmed")
    expect(page.get_by_text("You told us today that we are up to date.")).to_be_visible()


def tell(page: Page, words: str) -> None:
    follow(page, "Has anything changed?")
    see(page, "Has anything changed?")
    choose(page.get_by_role("checkbox", name=words))
    tap(page, "Send")


def visit_of(mail: str) -> Appointment:
    return Appointment.objects.get(client__email=mail)
