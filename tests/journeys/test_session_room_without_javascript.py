"""Without a script a note is written and signed: each form by itself, the words all together."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Visitors
from tests.journeys.reach import check_reach
from tests.journeys.rooms import begun, enter, note_of, text_of, values
from tests.journeys.walking import follow, see, tap
from unknot.visits.models import Note


def test_a_note_is_written_and_signed_without_a_script(visitors: Visitors) -> None:
    visit = begun()
    page = visitors.phone_without_scripts()
    enter(page, visit)
    expect(page.locator(".js-only:visible")).to_have_count(0)
    page.get_by_text("The body as a list").click()
    page.get_by_role("button", name="Left calf", exact=True).click()
    sheet = page.locator("#mark-sheet")
    expect(sheet.get_by_label("Where")).to_have_value("left_calf")
    check_reach(page)
    sheet.get_by_text("Swelling").click()
    sheet.get_by_text("4", exact=True).click()
    sheet.get_by_role("button", name="Done", exact=True).click()
    expect(page.locator('[data-list="mark"]')).to_contain_text("Left calf: swelling, 4 of 10 before")
    tap(page, "Good")
    tap(page, "All done as planned")
    text_of(page, "Plan").fill("See how the calf is.")
    tap(page, "Save the words")
    check_reach(page)
    assert (len(values(note_of(visit), "mark")), len(values(note_of(visit), "comfort"))) == (1, 1)
    follow(page, "Look through and sign")
    see(page, re.compile(visit.client.name))
    page.get_by_role("button", name="Sign", exact=True).click()
    assert Note.objects.get(visit=visit).state == "signed"


def test_a_row_is_changed_and_taken_out_without_a_script(visitors: Visitors) -> None:
    visit = begun()
    page = visitors.phone_without_scripts()
    enter(page, visit)
    tap(page, "Add other work")
    sheet = page.locator("#work-sheet")
    sheet.get_by_label("Minutes").fill("10")
    sheet.locator(".scale").get_by_text("2", exact=True).click()
    sheet.get_by_role("button", name="Done", exact=True).click()
    page.locator('[data-list="work"]').get_by_role("button", name="Change").click()
    sheet.get_by_label("Minutes").fill("12")
    sheet.get_by_role("button", name="Done", exact=True).click()
    assert [row["minutes"] for row in values(note_of(visit), "work")] == [12]
    page.locator('[data-list="work"]').get_by_role("button", name="Change").click()
    sheet.get_by_role("button", name="Remove").click()
    assert values(note_of(visit), "work") == []
