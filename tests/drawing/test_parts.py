"""Every part of a page renders: with nothing given, and, where it matters, with what it documents."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

import unknot
from unknot.drawing.mark_differences import differences_between
from unknot.drawing.mark_legend import legend_of_marks
from unknot.drawing.mark_words import rows_of_marks
from unknot.drawing.marked_body import draw_marked_body
from unknot.drawing.session_marks import session_marks_from

TEMPLATES = Path(unknot.__file__).parent / "templates"
STATES = {
    "proceed": "circle",
    "modify": "path",
    "needs_medical_clearance": "rect",
    "do_not_treat_today": "path",
}


@pytest.mark.parametrize("name", sorted(p.name for p in (TEMPLATES / "parts").glob("*.html")))
def test_a_part_renders_with_nothing_given(name: str) -> None:
    assert "{%" not in render_to_string(f"parts/{name}", {})


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500", "base_client", "base_staff"])
def test_a_page_has_a_language_a_title_and_a_main_part(name: str) -> None:
    page = render_to_string(f"{name}.html", {})
    assert '<html lang="en' in page
    assert "<title>" in page
    assert "<main" in page


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_a_word_and_a_shape_of_its_own(state: str) -> None:
    badge = ElementTree.fromstring(render_to_string("parts/state_badge.html", {"state": state}))  # noqa: S314
    shape = next(node for node in badge.iter() if node.get("class") == "shape-body")
    assert shape.tag == STATES[state]
    assert len("".join(badge.itertext()).strip()) > 5


def test_the_four_states_differ_in_words_and_outline() -> None:
    badges = [render_to_string("parts/state_badge.html", {"state": state}) for state in STATES]
    outlines = {badge.split('class="shape-body"')[1].split("/>")[0] for badge in badges}
    assert len(outlines) == len(badges)


@pytest.mark.parametrize(
    ("voice", "heard", "unheard"),
    [("", "plain", "exact"), ("therapist", "exact", "plain")],
)
def test_a_finding_speaks_to_one_reader_whoever_is_signed_in(voice: str, heard: str, unheard: str) -> None:
    finding = {"level": "modify", "title": "t", "for_client": "plain", "for_therapist": "exact"}
    card = render_to_string(
        "parts/finding_card.html", {"finding": finding, "voice": voice, "staff": object()}
    )
    assert heard in card
    assert unheard not in card


def test_what_a_page_says_is_escaped() -> None:
    finding = {"level": "modify", "title": "<i>", "for_client": "<b>", "sources": [{"title": "<u>"}]}
    card = render_to_string("parts/finding_card.html", {"finding": finding})
    assert not [tag for tag in ("<i>", "<b>", "<u>") if tag in card]
    assert "&lt;b&gt;" in card


def test_the_marked_body_has_its_list_behind_it() -> None:
    marks = session_marks_from([{"id": "m1", "kind": "pain", "region": "left_calf", "words": "<b>"}])
    page = render_to_string(
        "parts/marked_body.html",
        {
            "map": draw_marked_body(marks=marks),
            "legend": legend_of_marks(marks),
            "parts": rows_of_marks(marks),
            "differences": [each.says() for each in differences_between((), marks)],
            "none": "Nothing is marked.",
        },
    )
    assert page.count("<svg") == 8 + 2  # the views, and two signs of the key
    assert "<li>Left calf: pain, before; &lt;b&gt;</li>" in page
    assert "<li>Left calf: pain, new</li>" in page
    assert "Nothing is marked." not in page


def test_htmx_two_is_loaded_and_keeps_no_page_in_the_browser() -> None:
    page = render_to_string("base.html", {})
    assert "htmx-2" in page
    assert '"historyCacheSize": 0' in page
