"""Marking on the body: by finger, by keyboard and without scripts, every part of every view can be chosen."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.templatetags.static import static
from playwright.sync_api import Page

from tests.journeys.conftest import Visitors
from tests.journeys.reach import PHONE, as_wide_as, check_as_it_is, in_the_dark
from unknot.drawing.body_marks import marks_of_limits
from unknot.drawing.body_shapes import EVERY_VIEW, figure, leaf_at
from unknot.drawing.mark_legend import legend_of_marks
from unknot.drawing.marked_body import draw_marked_body, draw_view_links
from unknot.drawing.session_marks import session_marks_from

MARKS = session_marks_from(
    [
        {
            "id": "m1",
            "kind": "trigger_point",
            "region": "left_shoulder",
            "intensity": 6,
            "refers_to": ["left_upper_arm"],
        },
        {"id": "m2", "kind": "pain", "region": "right_low_back", "intensity": 3, "when": "after"},
        {"id": "m3", "kind": "numbness", "pin": {"view": "palms", "x": 0.7, "y": 0.5}},
    ]
)
LIMITS = marks_of_limits(avoid=["left_back_knee"], caps={"abdomen": 2})
LISTEN = """(answered) => {
  window.chosen = [];
  document.addEventListener("body-part", (event) => {
    const { region, view, x, y } = event.detail;
    window.chosen.push({ region, view, x, y });
    if (answered) event.preventDefault();
  });
}"""


def put_body_on(page: Page) -> None:
    """The marked body on a page of the product, with its own styles, script and content policy."""
    page.goto("/")
    body = draw_marked_body(marks=MARKS, ghosts=MARKS[:1], limits=LIMITS, interactive=True)
    key = legend_of_marks(MARKS)
    inside = f'<h1>Marks</h1><div class="marked-frame">{draw_view_links()}{body}{key}</div>'
    page.evaluate("(inside) => { document.querySelector('main').innerHTML = inside; }", inside)
    page.add_style_tag(url=static("unknot/marked_body.css"))
    page.add_script_tag(url=static("unknot/body_map.js"))


@pytest.fixture
def tablet(visitors: Visitors) -> Iterator[Page]:
    page = visitors.tablet(has_touch=True)
    put_body_on(page)
    yield page


def chosen(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate("window.chosen")
    return found


def test_a_tap_tells_the_part_the_view_and_the_point_under_the_finger(tablet: Page) -> None:
    tablet.evaluate(LISTEN, True)
    address = tablet.url
    for link in (
        "marked-back-left_calf",
        "marked-soles-left_foot",
        "marked-head_left-face",
        "marked-palms-right_hand",
    ):
        tablet.locator(f"#{link}").tap()
    told = chosen(tablet)
    assert [each["region"] for each in told] == ["left_calf", "left_foot", "face", "right_hand"]
    assert [leaf_at(each["view"], each["x"], each["y"]) for each in told] == [each["region"] for each in told]
    assert tablet.url == address


def test_the_arrow_keys_reach_every_part_of_a_view_from_its_one_stop(tablet: Page) -> None:
    for view in EVERY_VIEW:
        stops = tablet.locator(f'svg[data-view="{view}"] [tabindex="0"]')
        assert stops.count() == 1
        assert reached_from(tablet, stops.get_attribute("id") or "") == {
            f"marked-{view}-{leaf}" for leaf in figure(view).outlines
        }


def reached_from(page: Page, first: str) -> set[str]:
    """Every part that arrow keys lead to, from any part they have led to before."""
    reached, waiting = {first}, [first]
    while waiting:
        part = waiting.pop()
        for key in ("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"):
            page.locator(f"#{part}").focus()
            page.keyboard.press(key)
            there = str(page.evaluate("document.activeElement.id"))
            if there not in reached:
                reached.add(there)
                waiting.append(there)
    return reached


@pytest.mark.parametrize("key", ["Enter", " "])
def test_a_key_chooses_the_part_without_a_point(tablet: Page, key: str) -> None:
    tablet.evaluate(LISTEN, True)
    tablet.locator("#marked-front-left_knee").press(key)
    assert chosen(tablet) == [{"region": "left_knee", "view": "front", "x": None, "y": None}]


@pytest.mark.parametrize("choose", ["tap", "Enter"])
def test_a_choice_that_nobody_answers_leads_to_the_form_of_the_part(tablet: Page, choose: str) -> None:
    tablet.evaluate(LISTEN, False)
    part = tablet.locator("#marked-front-left_knee")
    part.tap() if choose == "tap" else part.press(choose)
    assert tablet.url.endswith("#mark-left_knee")


def test_a_body_that_comes_later_can_be_marked_too(tablet: Page) -> None:
    tablet.evaluate(LISTEN, True)
    later = draw_marked_body(marks=MARKS, views=["soles"], interactive=True, prefix="later")
    tablet.evaluate("(later) => window.htmx.swap('.marked-legend', later, { swapStyle: 'outerHTML' })", later)
    tablet.locator("#later-soles-left_foot").press("Enter")
    assert [each["region"] for each in chosen(tablet)] == ["left_foot"]


def test_everybody_can_use_the_marked_body_on_tablet_and_telephone_in_the_dark_too(tablet: Page) -> None:
    check_as_it_is(tablet)
    with in_the_dark(tablet), as_wide_as(tablet, PHONE):
        check_as_it_is(tablet, "in the dark on a telephone")
