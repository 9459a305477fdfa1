"""Where nothing opens: the page says why, in plain words, and leads somewhere."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import MORNING, Visitors
from tests.journeys.ready import with_a_visit
from tests.journeys.walking import begin, follow, see, sign_in
from unknot.accounts.models import Link
from unknot.booking.models import Appointment


def test_an_address_that_is_not_there_leads_to_the_start(page: Page, visitors: Visitors) -> None:
    page.goto("/nowhere/")
    see(page, "We cannot find that page")
    follow(page, "Go to the start")
    see(page, "What hurts?")
    visitors.expect_answer(404)


def test_a_link_that_ran_out_explains_itself(page: Page, visitors: Visitors) -> None:
    mail = "late@people.example"
    with_a_visit(page, therapist="Marcus Bell", days_ahead=5, name="Lana Late", mail=mail)
    visit = Appointment.objects.get(client__email=mail)
    Link.objects.filter(scope=Link.Scope.VISIT, subject_id=visit.pk).update(expires_at=MORNING)
    page.reload()
    see(page, "This link opens nothing any more")
    expect(page.locator("main")).to_contain_text("our links end by themselves")
    expect(page.locator("main")).not_to_contain_text("Lana Late")
    follow(page, "Begin anew")
    see(page, "Let us find what is right for you")
    visitors.expect_answer(404)


def test_answers_whose_link_ran_out_are_not_shown(page: Page, visitors: Visitors) -> None:
    begin(page)
    see(page, "What brings you?")
    newest = Link.objects.filter(scope=Link.Scope.DOSSIER).latest("id")
    Link.objects.filter(pk=newest.pk).update(expires_at=MORNING)
    page.reload()
    see(page, "This link opens nothing any more")
    visitors.expect_answer(404)


def test_the_desk_is_told_that_a_health_page_is_not_theirs(visitors: Visitors) -> None:
    page = visitors.tablet()
    sign_in(page, "desk@demo.example")
    see(page, "Tuesday 1 December")
    expect(page.locator("a.agenda-visit")).to_have_count(0)
    page.goto(f"/staff/visits/{Appointment.objects.latest('id').pk}/")
    see(page, "This page is not yours to open")
    expect(page.get_by_role("link", name="Go to your day")).to_be_visible()
    visitors.expect_answer(403)


def test_a_stranger_at_a_staff_page_is_shown_the_door(page: Page) -> None:
    page.goto("/staff/visits/1/")
    see(page, "Sign in to your practice")
