"""The session room in the hand: a first and a repeat visit from before to signed, on a tablet and on a telephone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitors
from tests.journeys.keys import check_focus, go_to
from tests.journeys.reach import check_as_it_is, check_reach
from tests.journeys.ready import with_a_visit
from tests.journeys.rooms import (
    PAIN,
    begun,
    enter,
    go_in,
    note_of,
    saved,
    tap_part,
    text_of,
    values,
    with_a_note_of_last_time,
)
from tests.journeys.taps import taps_so_far
from tests.journeys.walking import choose, follow, see, sign_in, tap
from unknot.booking.models import Appointment
from unknot.drawing.body_shapes import leaf_at
from unknot.visits.models import Note

UPRIGHT, ACROSS, PHONE = (820, 1180), (1180, 820), (360, 740)
MOST_TAPS = 12


def test_a_first_visit_is_read_begun_marked_and_signed(visitors: Visitors) -> None:
    with_a_visit(
        visitors.phone(),
        therapist="Hannah Weiss",
        days_ahead=0,
        name="Nova Quill",
        mail="nova@people.example",
    )
    visit = Appointment.objects.get(client__name="Nova Quill")
    page = visitors.sized(*UPRIGHT, has_touch=True)
    sign_in(page, "hannah@demo.example")
    see(page, re.compile("December"))
    page.goto(f"/staff/visits/{visit.pk}/attest/")
    for question in page.get_by_role("group").all():
        choose(question.get_by_role("radio", name="No", exact=True))
    tap(page, "Nothing has changed")
    go_in(page, visit)
    expect(page.get_by_text("This is their first visit here.")).to_be_visible()
    expect(page.get_by_role("region", name="Limits for this visit")).to_be_in_viewport()
    check_reach(page)
    tap(page, "Begin the visit")
    expect(page.get_by_role("button", name="Lighter")).to_be_visible()
    # Before its script is there a part of the body is a link to the list.
    page.wait_for_load_state("networkidle")
    page.locator("#room-front-left_upper_arm").tap()
    page.locator("#mark-sheet").get_by_text("Tension").tap()
    page.locator("#mark-sheet").get_by_text("7", exact=True).tap()
    page.get_by_role("button", name="Done", exact=True).tap()
    expect(page.locator('[data-list="mark"]')).to_contain_text("Left upper arm: tension, 7 of 10 before")
    expect(page.locator(".sign-tension:visible").first).to_be_visible()
    page.get_by_role("button", name="Lighter").tap()
    page.get_by_role("button", name="All done as planned").tap()
    text_of(page, "Plan").fill("Come back in two weeks.")
    saved(page)
    page.mouse.wheel(0, 2000)
    expect(page.get_by_role("region", name="Limits for this visit")).to_be_in_viewport()
    check_reach(page)
    follow(page, "Look through and sign")
    see(page, re.compile("Nova Quill"))
    page.get_by_role("button", name="Sign", exact=True).click()
    note = Note.objects.get(visit=visit)
    assert (note.state, note.content["plan"]) == ("signed", "Come back in two weeks.")
    assert [mark["kind"] for mark in values(note.content, "mark")] == ["tension"]
    assert values(note.content, "work")


def test_a_repeat_note_takes_few_taps(visitors: Visitors) -> None:
    visit = begun()
    with_a_note_of_last_time(
        visit, plan="Weekly, heat at home.", assessment="Tense from the desk.", **{"mark/a": PAIN}
    )
    page = visitors.sized(*ACROSS)
    enter(page, visit)
    expect(page.locator(".sign.is-ghost").first).to_be_attached()
    before = taps_so_far(page)
    tap(page, "All done as planned")
    tap(page, "Good")
    tap_part(page)
    page.get_by_role("button", name="Last time: Left upper arm: pain").click()
    page.locator("#mark-sheet").get_by_text("5", exact=True).click()
    page.get_by_role("button", name="After: pain").click()
    page.locator("#mark-sheet").get_by_text("2", exact=True).click()
    page.get_by_role("button", name="Done", exact=True).click()
    tap(page, "Copy last time")
    saved(page)
    follow(page, "Look through and sign")
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_text("Signed.").first).to_be_visible()
    taps = taps_so_far(page) - before
    assert taps <= MOST_TAPS, f"{taps} taps"
    content = note_of(visit)
    assert [(mark["when"], mark["intensity"]) for mark in values(content, "mark")] == [
        ("before", 5),
        ("after", 2),
    ]
    assert content["plan"] == "Weekly, heat at home."
    assert len(values(content, "comfort")) == 1


def test_what_is_copied_and_changed_says_what_it_was(visitors: Visitors) -> None:
    visit = begun()
    with_a_note_of_last_time(visit, plan="Weekly")
    page = visitors.sized(*UPRIGHT)
    enter(page, visit)
    was = page.locator('[data-was="plan"]')
    expect(was).to_contain_text("was: Weekly")
    tap(page, "Copy last time")
    expect(was).to_be_hidden()
    text_of(page, "Plan").fill("Every two weeks")
    expect(was).to_contain_text("was: Weekly")
    saved(page)


def test_words_are_kept_as_a_phrase_where_they_are_short_enough(visitors: Visitors) -> None:
    page = visitors.sized(*UPRIGHT)
    enter(page, begun())
    keep = page.locator("button[name=keep][value=plan]")
    text_of(page, "Plan").fill("x" * 301)
    keep.click()
    expect(keep).to_contain_text("1 to 300 letters")
    text_of(page, "Plan").fill("Heat at home.")
    keep.click()
    expect(keep).to_contain_text("Kept")
    text_of(page, "Plan").fill("Weekly.")
    page.get_by_role("button", name="Heat at home.").click()
    expect(text_of(page, "Plan")).to_have_value("Weekly. Heat at home.")
    saved(page)


def test_a_body_is_marked_with_the_keyboard_only(visitors: Visitors) -> None:
    visit = begun()
    page = visitors.sized(*ACROSS)
    enter(page, visit)
    go_to(page, page.locator(".view-of-back .body-part-link[tabindex='0']"))
    name = page.evaluate("document.activeElement.dataset.region")
    page.keyboard.press("Enter")
    go_to(page, page.locator("#mark-sheet [name=kind]"))
    page.keyboard.press("Space")
    check_focus(page)
    go_to(page, page.locator("#mark-sheet [data-done]"))
    page.keyboard.press("Enter")
    expect(page.locator("#mark-sheet")).to_be_hidden()
    saved(page)
    assert [mark["region"] for mark in values(note_of(visit), "mark")] == [name]


def test_a_pin_marks_an_exact_point(visitors: Visitors) -> None:
    visit = begun()
    page = visitors.sized(*ACROSS)
    enter(page, visit)
    tap(page, "Pin an exact point")
    tap_part(page)
    page.locator("#mark-sheet").get_by_text("Skin").first.click()
    page.get_by_role("button", name="Done", exact=True).click()
    saved(page)
    (mark,) = values(note_of(visit), "mark")
    assert mark["pin"]["view"] == "front"
    assert 0 < mark["pin"]["x"] < 1


def test_work_beyond_the_limits_is_said_at_once(visitors: Visitors) -> None:
    visit = begun()
    page = visitors.sized(*UPRIGHT)
    enter(page, visit)
    tap(page, "Add other work")
    sheet = page.locator("#work-sheet")
    sheet.get_by_label("Minutes").fill("5")
    sheet.get_by_text("Where", exact=True).click()
    sheet.get_by_text("Front of neck").click()
    sheet.locator(".scale").get_by_text("5", exact=True).click()
    expect(sheet.get_by_role("status")).to_contain_text("Front of neck: pressure 1 at most.")
    sheet.get_by_role("button", name="Done", exact=True).click()
    expect(page.get_by_text("Pressure 5 is above 1 on neck front.")).to_be_visible()
    page.get_by_label("Why it went beyond").fill("Asked for, and told why not again.")
    saved(page)
    assert note_of(visit)["beyond"] == "Asked for, and told why not again."


def test_stop_is_recorded_with_its_reason(visitors: Visitors) -> None:
    visit = begun()
    page = visitors.sized(*PHONE)
    enter(page, visit)
    tap(page, "Stop")
    page.get_by_label("Why it was stopped").fill("Felt faint")
    saved(page)
    content = note_of(visit)
    assert content["stop"]["because"] == "Felt faint"
    assert content["stop"]["minute"] >= 12


@pytest.mark.parametrize("size", [UPRIGHT, ACROSS, PHONE], ids=["upright", "across", "phone"])
def test_everybody_can_use_the_room(visitors: Visitors, size: tuple[int, int]) -> None:
    visit = begun()
    with_a_note_of_last_time(visit, plan="Weekly", **{"mark/a": PAIN})
    page = visitors.sized(*size)
    enter(page, visit)
    page.locator(".room-before > summary").click()
    check_reach(page)
    tap_part(page)
    check_reach(page)
    page.keyboard.press("Escape")
    check_targets(page)


def check_targets(page: Page) -> None:
    """Big enough for oily hands: every button of the room, 56 pixels high."""
    low = page.locator("[data-room] button.button:visible, [data-room] summary:visible").evaluate_all(
        "parts => parts.filter(part => part.getBoundingClientRect().height < 55.5).map(part => part.textContent.trim())"
    )
    assert not low


NARROW = 24
"""CSS pixels: the least that WCAG 2.2 (2.5.8) asks of a target that has no equal elsewhere on the page."""
LEAST = 44
SIZES = """parts => Object.fromEntries(parts.map((part) => {
  const box = part.getBoundingClientRect();
  return [part.dataset.place || part.id, Math.min(box.width, box.height)];
}))"""


def test_every_part_of_the_body_has_an_equal_that_a_thumb_hits(visitors: Visitors) -> None:
    """2.5.8, "equivalent": what is narrow on a telephone is a wide button of the list, and wide from close by."""
    visit = begun()
    page = visitors.sized(*PHONE)
    enter(page, visit)
    page.locator(".room-places > summary").click()
    listed = page.locator("[data-place]").evaluate_all(SIZES)
    parts = page.locator("[data-picture] .body-part-link")
    leaves = set(parts.evaluate_all("parts => parts.map(part => part.dataset.region)"))
    assert {leaf for leaf in leaves if listed.get(leaf, 0) < LEAST} == set()
    assert [part for part, size in parts.evaluate_all(SIZES).items() if size < NARROW], (
        "else closer is needless"
    )
    tap(page, "Closer")
    assert [part for part, size in parts.evaluate_all(SIZES).items() if size < NARROW] == []
    tap_part(page, "left_armpit")
    expect(page.locator("#mark-title")).to_have_text("Left armpit")


def test_a_point_is_pinned_with_the_keyboard_only(visitors: Visitors) -> None:
    visit = begun()
    page = visitors.sized(*ACROSS)
    enter(page, visit)
    said = page.locator("#crosshair-how + [role=status]")
    go_to(page, page.locator("[data-pin]"))
    page.keyboard.press("Enter")
    expect(page.locator("#room-front-scalp")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".crosshair")).to_be_focused()
    expect(said).to_have_text("Face")
    check_as_it_is(page)
    page.keyboard.press("Escape")
    expect(page.locator("#room-front-face")).to_be_focused()
    expect(page.locator(".crosshair")).to_have_count(0)
    expect(page.locator("[data-pin]")).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Enter")
    expect(page.locator("#mark-title")).to_have_text("Face")
    page.keyboard.press("Escape")
    go_to(page, page.locator("[data-pin]"))
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    before = place_of(page)
    page.keyboard.press("Shift+ArrowDown")
    fine = place_of(page)
    page.keyboard.press("ArrowDown")
    coarse = place_of(page)
    assert (fine[0], coarse[0]) == (before[0], before[0])
    assert 0 < fine[1] - before[1] < coarse[1] - fine[1]
    for _ in range(6):
        page.keyboard.press("ArrowDown")
    expect(said).to_have_text("Breastbone")
    page.keyboard.press("Enter")
    expect(page.locator("#mark-sheet")).to_be_visible()
    go_to(page, page.locator("#mark-sheet [name=kind]"))
    page.keyboard.press("Space")
    go_to(page, page.locator("#mark-sheet [data-done]"))
    page.keyboard.press("Enter")
    saved(page)
    (mark,) = values(note_of(visit), "mark")
    assert mark["region"] == "sternum"
    assert leaf_at(**mark["pin"]) == "sternum"


def place_of(page: Page) -> list[float]:
    words = page.locator(".crosshair").get_attribute("transform") or ""
    return [float(each) for each in re.findall(r"-?[\d.]+", words)]


CUT_OFF = """all => all.filter((each) => each.clientWidth && each.scrollWidth > each.clientWidth + 1)
  .map((each) => each.textContent)"""


def test_the_timer_says_what_is_now_and_what_comes_next_and_cuts_nothing_off(visitors: Visitors) -> None:
    visit = begun()
    page = visitors.sized(*PHONE)
    enter(page, visit)
    timer = page.get_by_role("region", name="Where in the plan")
    expect(timer.locator("[data-minute]")).to_have_text(re.compile(rf"Minute \d+ of {visit.minutes}"))
    timer.locator("summary").click()
    rows = timer.get_by_role("row")
    now, coming = rows.and_(page.locator("[aria-current]")), rows.and_(page.locator("[aria-current] + tr"))
    expect(timer.locator("[data-now]")).to_contain_text(now.get_by_role("rowheader").inner_text())
    expect(timer.locator("[data-next]")).to_have_text(f"Next: {coming.get_by_role('rowheader').inner_text()}")
    total = sum(int(words) for words in rows.locator("td:last-child").all_inner_texts())
    assert total == visit.minutes
    cut = timer.locator("span, strong, th, td").evaluate_all(CUT_OFF)
    assert cut == []
    check_as_it_is(page)
    above = page.locator(".comfort-words").bounding_box()
    assert above is not None
    assert above["y"] + above["height"] <= (timer.bounding_box() or {"y": 0})["y"] + 1
