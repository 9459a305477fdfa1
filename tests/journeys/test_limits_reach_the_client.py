"""What somebody tells shapes what they are offered: the plan, the techniques, and who may do it."""

import re
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.journeys.conftest import MORNING
from tests.journeys.walking import Person, follow, see, therapists_shown, to_the_answer

DUE = MORNING.date() + timedelta(weeks=30)
"""Ten weeks gone on the morning of the journeys."""
PRENATAL = {"Hannah Weiss", "Lucía Méndez", "Ewa Kowalska"}
PREGNANT = ("Pregnant or could be, a birth", "Pregnant, or could be")


def test_it_shows_only_prenatal_therapists_in_the_first_trimester(page: Page) -> None:
    told = (("When is your baby due?", day_of(DUE)),)
    to_the_answer(
        page, Person(sex="Female", yes=PREGNANT, told=told, goal="I want to feel calmer.", areas=())
    )
    see(page, re.compile("Your massage can go ahead, with"))
    expect(page.get_by_role("heading", name=re.compile("Pregnan")).first).to_be_visible()
    follow(page, "See your plan")
    see(page, re.compile("Your plan: "))
    expect(page.locator("#kept + ul")).to_contain_text(re.compile("no .*deep tissue", re.IGNORECASE))
    expect(page.locator(".timeline-list")).not_to_contain_text(re.compile("deep tissue", re.IGNORECASE))
    follow(page, "Who may do this, and when")
    see(page, "Who may do this")
    shown = set(therapists_shown(page))
    assert shown, "nobody is offered"
    assert shown <= PRENATAL
    for name in shown:
        expect(page.locator(".therapist", has_text=name).locator(".chip-held")).to_have_text(
            re.compile("renatal|regnancy")
        )
    nothing_with_deep_tissue(page)


def nothing_with_deep_tissue(page: Page) -> None:
    """Neither the page of a time nor the lengths offered beside it name deep tissue."""
    page.locator(".therapist h3 a").first.click()
    see(page, re.compile("A time with "))
    expect(page.locator("main")).not_to_contain_text(re.compile("deep tissue", re.IGNORECASE))


def test_it_caps_pressure_for_a_typed_blood_thinner(page: Page) -> None:
    to_the_answer(page, Person(medicines="apixaban", goal="My neck has hurt for three months or more."))
    see(page, re.compile("Your massage can go ahead, with|Nearly there"))
    expect(page.get_by_role("heading", name="Blood thinners")).to_be_visible()
    follow(page, "See your plan")
    see(page, re.compile("Your plan: "))
    limits = page.locator("#kept + ul")
    expect(limits).to_contain_text(re.compile(r"pressure at most \([123] of 5\)"))
    most = int(re.search(r"at most \((\d) of 5\)", limits.inner_text())[1])
    for pressure in re.findall(r"pressure (\d)", page.locator(".timeline-list").inner_text()):
        assert int(pressure) <= most


def day_of(day: date) -> str:
    return day.isoformat()
