"""The library: found by a few words, without scripts too; and reached from one's own answer without naming it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitors
from tests.journeys.walking import Person, follow, see, tap, to_the_answer

PAGES = [
    ("conditions/varicose_veins", "Varicose veins", "a condition, with red flags"),
    ("systems/blood", "Clots, bleeding and veins", "an index by body system"),
    ("techniques/reflexology", "Reflexology", "a technique, with claims that are contested"),
    ("goals/chronic_neck_pain", "Neck pain that has lasted", "a goal with its dose"),
    ("questions/is_it_painful", "Is it painful?", "a question"),
    ("evidence/fibromyalgia_2014", "Fibromyalgia", "a review, with a claim that is contested"),
    ("measures/phq_4", "PHQ-4: worry and low mood", "a measure with its questions"),
    ("measures/ndi", "Neck disability index", "a measure whose questions are not shown"),
    ("about/evidence", "What research says", "an index by how sure it is"),
    ("about/measures", "Did it help?", "an index of measures"),
    ("about/motion", "How far joints move", "joints in degrees"),
    ("about/aftercare", "After a session", "cards with urgent words"),
    ("about/sources", "Sources", "a long list"),
]


@pytest.mark.parametrize(("ref", "title", "remark"), PAGES, ids=[row[2] for row in PAGES])
def test_everybody_can_use_a_page_of_each_kind(page: Page, ref: str, title: str, remark: str) -> None:
    page.goto(f"/library/{ref}/")
    see(page, title)


def test_it_finds_a_page_without_scripts_and_leads_to_the_source_of_a_statement(visitors: Visitors) -> None:
    page = visitors.phone_without_scripts()
    page.goto("/library/")
    see(page, "Library")
    page.get_by_label("What do you want to know about?").fill("xqzzvw")
    tap(page, "Search")
    expect(page.get_by_role("heading", name="Nothing of that name")).to_be_visible()
    page.get_by_label("What do you want to know about?").fill("Does it hurt? Is it painful?")
    tap(page, "Search")
    page.get_by_role("region", name="found").get_by_role("link", name="Is it painful?").click()
    see(page, "Is it painful?")
    page.get_by_role("link", name=re.compile("^Source 1:")).first.click()
    expect(page.locator("#source-1")).to_be_in_viewport()


def test_it_leads_from_a_question_to_the_trial_it_leans_on_to_the_dose_and_to_how_that_is_measured(
    visitors: Visitors,
) -> None:
    page = visitors.phone_without_scripts()
    page.goto("/library/questions/long_lasting_pain/")
    follow(page, "Osteoarthritis of the knee: which dose")
    see(page, "Osteoarthritis of the knee: which dose")
    expect(page.get_by_text("125 people in one trial.")).to_be_visible()
    page.get_by_role("region", name="What leans on it").get_by_role(
        "link", name="Osteoarthritis of the knee"
    ).click()
    see(page, "Osteoarthritis of the knee")
    expect(page.get_by_role("heading", name="What trials found")).to_be_in_viewport()
    follow(page, "PEG: pain, enjoyment of life, general activity")
    see(page, "PEG: pain, enjoyment of life, general activity")
    expect(page.get_by_text("Krebs EE and others")).to_be_visible()
    page.get_by_role("region", name="Which change counts").get_by_role(
        "link", name=re.compile("^Source 1:")
    ).click()
    expect(page.locator("#source-1")).to_be_in_viewport()


def test_it_leads_from_ones_own_answer_to_the_rule_and_the_address_tells_nothing(page: Page) -> None:
    to_the_answer(page, Person(yes=("Bulging leg veins",)))
    page.locator(".finding summary").first.click()
    follow(page, "The whole rule, and how it is tried")
    see(page, "Varicose veins")
    assert re.fullmatch(r".*/library/why/[0-9a-f]{16}/", page.url)
    assert "vein" not in page.title().lower()
    page.go_back()
    see(page, re.compile("Your massage can go ahead"))
