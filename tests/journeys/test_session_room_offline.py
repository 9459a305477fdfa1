"""A connection that goes, two devices on one draft, and a sign-in that runs out: nothing that was written is lost."""

import base64
import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitors
from tests.journeys.rooms import (
    begun,
    enter,
    go_in,
    lose_connection,
    note_of,
    saved,
    tap_part,
    text_of,
    values,
)
from tests.journeys.walking import sign_in, tap
from unknot.visits.models import Note

KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('unknot-draft:')).length"


def kept(page: Page) -> int:
    return int(page.evaluate(KEPT))


def stop(page: Page, because: str) -> None:
    page.locator("[data-stop] > summary").click()
    page.get_by_label("Why it was stopped").fill(because)


def test_what_is_written_without_a_connection_arrives_when_it_is_back(visitors: Visitors) -> None:
    visit = begun()
    page = visitors.sized(820, 1180)
    enter(page, visit)
    text_of(page, "Plan").fill("Walk")
    saved(page)
    assert kept(page) == 0, "the server has it, so the device does not"
    lose_connection(page)
    text_of(page, "Plan").fill("Walk daily")
    tap(page, "Firmer")
    tap_part(page)
    page.locator("#mark-sheet").get_by_text("Pain").click()
    page.get_by_role("button", name="Done", exact=True).click()
    saved(page, "Kept on this device, 3 changes waiting")
    assert kept(page) == 1
    assert note_of(visit) == {"plan": "Walk"}
    page.context.set_offline(False)
    saved(page)
    assert kept(page) == 0
    content = note_of(visit)
    assert content["plan"] == "Walk daily"
    assert (len(values(content, "comfort")), len(values(content, "mark"))) == (1, 1)


def test_a_reload_without_a_connection_loses_nothing(visitors: Visitors) -> None:
    visit = begun()
    page = visitors.sized(820, 1180)
    enter(page, visit)
    lose_connection(page)
    text_of(page, "Plan").fill("Rest, then walk")
    tap(page, "Good")
    saved(page, "2 changes waiting")
    page.goto("about:blank")
    page.context.set_offline(False)
    go_in(page, visit)
    expect(text_of(page, "Plan")).to_have_value("Rest, then walk")
    saved(page)
    assert note_of(visit)["plan"] == "Rest, then walk"
    assert kept(page) == 0


def test_two_devices_on_one_draft_keep_both_texts(visitors: Visitors) -> None:
    visit = begun()
    tablet, phone = visitors.sized(1180, 820), visitors.sized(360, 740)
    for page in (tablet, phone):
        enter(page, visit)
    text_of(tablet, "Plan").fill("Heat at home")
    tap(tablet, "Good")
    stop(tablet, "Felt faint")
    saved(tablet)
    lose_connection(phone)
    stop(phone, "A knee hurt")
    text_of(phone, "Plan").fill("Walk daily")
    text_of(phone, "Objective").fill("Turns left 60 degrees")
    saved(phone, "waiting")
    phone.context.set_offline(False)
    saved(phone, "Both texts are kept, look at the stop, Plan")
    expect(phone.locator("[data-also]")).to_contain_text("A knee hurt")
    expect(phone.get_by_label("Why it was stopped")).to_have_value("Felt faint")
    content = note_of(visit)
    assert {"Heat at home", "Walk daily"} <= set(str(content["plan"]).splitlines())
    expect(phone.locator('[data-list="comfort"]')).to_contain_text("Good at minute")
    text_of(tablet, "Assessment").fill("Better")
    saved(tablet)
    expect(text_of(tablet, "Objective")).to_have_value("Turns left 60 degrees")


def test_a_sign_in_that_ran_out_keeps_the_draft_and_asks(visitors: Visitors) -> None:
    visit = begun()
    page = visitors.sized(820, 1180)
    enter(page, visit)
    page.context.clear_cookies(name="sessionid")
    text_of(page, "Plan").fill("Walk")
    saved(page, "Kept on this device, 1 waiting")
    assert kept(page) == 1
    page.get_by_role("link", name="Sign in again to save").click()
    page.get_by_label("E-mail").fill("maya@demo.example")
    page.get_by_label("Password").fill("unknot-demo")
    tap(page, "Sign in")
    expect(text_of(page, "Plan")).to_have_value("Walk")
    saved(page)
    assert note_of(visit) == {"plan": "Walk"}


def test_signing_out_leaves_nothing_on_the_device(visitors: Visitors) -> None:
    visit = begun()
    page = visitors.sized(820, 1180)
    enter(page, visit)
    lose_connection(page)
    text_of(page, "Plan").fill("Walk")
    saved(page, "waiting")
    page.once("dialog", lambda dialog: dialog.dismiss())
    tap(page, "Sign out")
    assert kept(page) == 1, "they thought better of it"
    page.context.set_offline(False)
    saved(page)
    person = page.evaluate("JSON.parse(document.getElementById('room-state').textContent).person")
    page.evaluate(f"localStorage.setItem('unknot-draft:{person}:0:left', 'sealed')")
    page.evaluate("localStorage.setItem('unknot-draft:0:0:left', 'sealed')")
    other = page.context.new_page()
    go_in(other, visit)
    page.once("dialog", lambda dialog: dialog.accept())
    tap(page, "Sign out")
    expect(page).to_have_url(re.compile("/$"))
    expect(other).not_to_have_url(re.compile("room"))
    assert page.evaluate("Object.keys(localStorage)") == ["unknot-draft:0:0:left"], (
        "only what is somebody else's"
    )
    page.go_back()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def test_what_one_left_unsaved_waits_for_them_and_nobody_else_reads_it(visitors: Visitors) -> None:
    visit = begun()
    page = visitors.sized(820, 1180)
    enter(page, visit)
    lose_connection(page)
    text_of(page, "Plan").fill("Walk daily")
    saved(page, "waiting")
    page.goto("about:blank")
    page.context.clear_cookies()
    page.context.set_offline(False)
    sign_in(page, "hannah@demo.example")
    left = page.evaluate("Object.entries(localStorage).filter(([key]) => key.startsWith('unknot-draft:'))")
    assert len(left) == 1
    assert "Walk" not in left[0][1]
    assert "Walk" not in base64.b64decode(left[0][1]).decode("latin-1")
    theirs = begun("hannah@demo.example")
    go_in(page, theirs)
    page.evaluate("([[name, sealed], own]) => localStorage.setItem(own, sealed)", [left[0], _own_name(page)])
    go_in(page, theirs)
    text_of(page, "Objective").fill("Level")
    saved(page)
    expect(text_of(page, "Plan")).to_have_value("")
    tap(page, "Sign out")
    enter(page, visit)
    expect(text_of(page, "Plan")).to_have_value("Walk daily")
    saved(page)
    assert note_of(visit) == {"plan": "Walk daily"}
    assert kept(page) == 0


def _own_name(page: Page) -> str:
    """Under which the script of the person at hand looks for what they left themselves."""
    said = page.evaluate("JSON.parse(document.getElementById('room-state').textContent)")
    return f"unknot-draft:{said['person']}:{said['visit']}:laid"


def test_a_page_left_open_does_not_write_as_whoever_signed_in_since(visitors: Visitors) -> None:
    visit = begun()
    page, other = visitors.sized(820, 1180), visitors.sized(820, 1180)
    enter(page, visit)
    sign_in(other, "owner@demo.example")
    expect(other.get_by_role("button", name="Sign out")).to_be_visible()
    page.context.add_cookies(other.context.cookies())  # type: ignore[arg-type]
    text_of(page, "Plan").fill("Walk")
    saved(page, "Sign in again to save")
    assert (kept(page), Note.objects.filter(visit=visit).exists()) == (1, False)
    page.close()
    visitors.expect_answer(403)


def test_two_tabs_keep_their_own_and_a_closed_one_leaves_it_to_the_next(visitors: Visitors) -> None:
    visit = begun()
    first = visitors.sized(820, 1180)
    enter(first, visit)
    second = first.context.new_page()
    go_in(second, visit)
    lose_connection(second)
    text_of(first, "Plan").fill("Walk")
    text_of(second, "Objective").fill("Turns left 60 degrees")
    saved(first, "waiting")
    saved(second, "waiting")
    assert kept(first) == 2
    second.close()
    first.context.set_offline(False)
    saved(first)
    go_in(first, visit)
    saved(first)
    assert note_of(visit) == {"plan": "Walk", "objective": "Turns left 60 degrees"}
    assert kept(first) == 0


def test_what_was_left_stays_where_it_lies_while_there_is_no_room_to_take_it_over(visitors: Visitors) -> None:
    visit = begun()
    page = visitors.sized(820, 1180)
    enter(page, visit)
    lose_connection(page)
    text_of(page, "Plan").fill("Walk daily, " * 40)
    saved(page, "Kept on this device")
    page.goto("about:blank")
    page.context.set_offline(False)
    page.context.route("**/changes/", lambda route: route.abort())
    page.goto(visitors.address)
    page.evaluate(FILL)
    go_in(page, visit)
    saved(page, "Not saved yet: keep this page open")
    assert kept(page) == 1, "for the next tab, if this one does not live long enough"
    page.evaluate("localStorage.removeItem('full')")
    text_of(page, "Objective").fill("Level")
    saved(page, "Kept on this device")
    page.context.unroute("**/changes/")
    text_of(page, "Objective").fill("Level now")
    saved(page)
    assert note_of(visit)["objective"] == "Level now"
    assert str(note_of(visit)["plan"]).count("Walk daily") == 40
    visitors.wrong.clear()


FILL = """() => {
  let text = '';
  for (let size = 2 ** 22; size >= 1; size /= 2)
    for (;;) {
      try { localStorage.setItem('full', text + 'x'.repeat(size)); } catch { break; }
      text += 'x'.repeat(size);
    }
}"""


def test_what_lies_broken_in_the_store_does_not_break_the_room(visitors: Visitors) -> None:
    visit = begun()
    page = visitors.sized(820, 1180)
    enter(page, visit)
    person = page.evaluate("JSON.parse(document.getElementById('room-state').textContent).person")
    page.evaluate(f"localStorage.setItem('unknot-draft:{person}:{visit.pk}:x', '{{\"batches\": 3')")
    go_in(page, visit)
    text_of(page, "Plan").fill("Walk")
    saved(page)
    assert note_of(visit) == {"plan": "Walk"}


def test_where_the_way_is_not_safe_nothing_is_kept_on_the_device(visitors: Visitors) -> None:
    visit = begun()
    page = visitors.sized(820, 1180)
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    enter(page, visit)
    lose_connection(page)
    text_of(page, "Plan").fill("Walk")
    saved(page, "Not saved yet: keep this page open, 1 change waiting")
    assert kept(page) == 0
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.close(run_before_unload=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    page.context.set_offline(False)
    saved(page)
    assert note_of(visit) == {"plan": "Walk"}


def test_a_note_that_was_signed_meanwhile_says_what_was_not_saved(visitors: Visitors) -> None:
    visit = begun()
    page, other = visitors.sized(820, 1180), visitors.sized(820, 1180)
    for each in (page, other):
        enter(each, visit)
    text_of(other, "Plan").fill("Walk")
    saved(other)
    lose_connection(page)
    text_of(page, "Objective").fill("Turns left 60 degrees")
    saved(page, "waiting")
    other.get_by_role("link", name="Look through and sign").click()
    other.get_by_role("button", name="Sign", exact=True).click()
    expect(other.get_by_text("Signed.").first).to_be_visible()
    page.context.set_offline(False)
    saved(page, "Not saved: 1 change. This note is signed")
    expect(text_of(page, "Objective")).to_have_value("Turns left 60 degrees")
    visitors.expect_answer(400)
    page.get_by_role("button", name="Let go of them").click()
    expect(page.get_by_text("The note of this visit is signed.")).to_be_visible()
    assert kept(page) == 0
