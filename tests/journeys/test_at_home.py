"""Only helping oneself, from the front door: a programme without any booking, narrower for some, none for others."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitors
from tests.journeys.test_stopped import SWOLLEN
from tests.journeys.walking import Person, answer_health, choose, follow, list_of, say_who, see, tap
from unknot.booking.models import Appointment


def begin_at_home(page: Page) -> None:
    page.goto("/")
    see(page, "What hurts?")
    follow(page, "Only help myself at home")
    see(page, "Let us find what is right for you")
    expect(page.get_by_role("radio", name="Only what I can do myself at home")).to_be_checked()
    tap(page, "Begin")


def to_the_answer_at_home(page: Page, person: Person) -> None:
    """The same way as to a visit, without a wish for pressure."""
    begin_at_home(page)
    see(page, "What brings you?")
    expect(page.get_by_text("How firm do you like it?")).to_have_count(0)
    choose(page.get_by_role("checkbox", name=person.goal))
    tap(page, "Next: where")
    see(page, "Where does it bother you?")
    for part, area in person.areas:
        list_of(page, part).locator("summary").click()
        choose(list_of(page, part).get_by_role("checkbox", name=area))
    page.get_by_role("button", name=re.compile("^Next: about ")).click()
    say_who(page, person)
    answer_health(page, person)


def programme(page: Page) -> list[str]:
    return page.locator(".home-steps h2").all_inner_texts()


def test_it_leads_a_healthy_person_to_a_programme_and_books_nothing(page: Page) -> None:
    visits = Appointment.objects.count()
    to_the_answer_at_home(page, Person())
    see(page, "You can help yourself at home")
    follow(page, "See what you can do at home")
    see(page, "What you can do at home")
    assert {"Massage gun", "Massage ball", "Shoulder blade squeeze and wall angel"} <= set(programme(page))
    expect(page.get_by_role("img", name=re.compile("draws the shoulder blades together"))).to_be_visible()
    expect(page.get_by_role("link", name="A therapist near you")).to_have_count(1)
    assert Appointment.objects.count() == visits

    kept = page.url
    follow(page, "Keep this for later")
    see(page, "Keep this for later")
    page.goto(kept)
    see(page, "What you can do at home")


def test_it_leaves_out_gun_and_ball_on_a_blood_thinner(page: Page) -> None:
    to_the_answer_at_home(page, Person(medicines="warfarin"))
    see(page, re.compile("^You can help yourself at home, with"))
    follow(page, "See what you can do at home")
    see(page, "What you can do at home")
    assert not {"Massage gun", "Massage ball"} & set(programme(page))
    left_out = page.get_by_role("region", name="Left out")
    for tool in ("Massage gun", "Massage ball"):
        expect(left_out.get_by_role("listitem").filter(has_text=tool)).to_contain_text("blood thinner")


def test_it_stops_where_a_visit_would_be_stopped(page: Page) -> None:
    to_the_answer_at_home(page, Person(yes=(SWOLLEN,)))
    see(page, re.compile("Get help now|Please see a doctor today"))
    assert not page.locator("main a[href*='/home/']").count()
    page.goto(page.url.replace("/answer/", "/home/"))
    expect(page).to_have_url(re.compile("/answer/$"))


def test_it_needs_no_scripts(visitors: Visitors) -> None:
    page = visitors.phone_without_scripts()
    to_the_answer_at_home(page, Person())
    follow(page, "See what you can do at home")
    see(page, "What you can do at home")
    assert programme(page)


def test_the_library_leads_into_it_where_it_tells_of_tools(page: Page) -> None:
    for address in ("/library/about/home/", "/library/questions/at_home/"):
        page.goto(address)
        follow(page, "Find out what is safe for you at home")
        see(page, "Let us find what is right for you")
        expect(page.get_by_role("radio", name="Only what I can do myself at home")).to_be_checked()
