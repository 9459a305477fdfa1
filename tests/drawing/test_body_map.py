"""The body map draws every part, on the right side, safely and lightly."""

import gzip
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest

import unknot
from unknot.drawing.body_map import draw_body_map
from unknot.drawing.body_marks import Mark, legend_of, marks_of_areas, marks_of_limits, rows_of
from unknot.drawing.body_shapes import VIEWS, View, figure, leaves
from unknot.drawing.curves import middle
from unknot.drawing.parts_of_body import parts_of_body

REGIONS = Path(unknot.__file__).parent / "knowledge" / "regions.toml"


def known_leaves() -> dict[str, list[str]]:
    """Leaf id to the views the knowledge names for it."""
    rows = tomllib.loads(REGIONS.read_text(encoding="utf-8"))["leaves"]
    return {
        side + name: row["views"]
        for name, row in rows.items()
        for side in (("left_", "right_") if row.get("sided") else ("",))
    }


def parsed(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(markup)  # noqa: S314 (our own drawing)


def test_the_map_draws_exactly_the_leaves_the_knowledge_knows() -> None:
    assert leaves() == set(known_leaves())
    assert len(leaves()) == 52


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_draws_what_the_knowledge_says_is_seen_there(view: View) -> None:
    assert set(figure(view).outlines) == {leaf for leaf, views in known_leaves().items() if view in views}


@pytest.mark.parametrize(
    ("view", "on_viewers_right"),
    [("front", "left_"), ("back", "right_")],
)
def test_a_client_facing_us_has_the_left_side_on_our_right(view: View, on_viewers_right: str) -> None:
    for leaf, outline in figure(view).outlines.items():
        if leaf.startswith(("left_", "right_")):
            assert (middle(outline)[0] > 0) == leaf.startswith(on_viewers_right), leaf


@pytest.mark.parametrize(
    ("view", "from_head_to_foot"),
    [
        ("front", "scalp face neck_front chest abdomen front_thigh knee shin foot"),
        ("back", "scalp neck_back upper_back low_back sacrum hip back_thigh back_knee calf foot"),
    ],
)
def test_parts_stand_in_the_order_of_a_body(view: View, from_head_to_foot: str) -> None:
    outlines = figure(view).outlines
    heights = [
        middle(outlines.get(name) or outlines[f"left_{name}"])[1] for name in from_head_to_foot.split()
    ]
    if view == "back":  # the sacrum lies between the hips, at their height
        heights.remove(sorted(heights)[5])
    assert heights == sorted(heights)


def test_the_two_halves_are_mirrors() -> None:
    for view in VIEWS:
        outlines = figure(view).outlines
        for leaf in outlines:
            if leaf.startswith("left_"):
                x, y = middle(outlines[leaf])
                assert middle(outlines[leaf.replace("left_", "right_")]) == pytest.approx((-x, y))


def test_no_two_parts_share_a_middle() -> None:
    for view in VIEWS:
        spots = [tuple(round(v) for v in middle(outline)) for outline in figure(view).outlines.values()]
        assert len(set(spots)) == len(spots)


def test_every_part_has_its_name() -> None:
    root = parsed(draw_body_map(marks={}, labels={"left_calf": "Your left calf"}))
    titles = {p.get("data-region"): p.findtext("title") for p in root.iter("path") if p.get("data-region")}
    assert set(titles) == leaves()
    assert titles["left_calf"] == "Your left calf"
    assert titles["right_calf"] == "Right calf"


def test_the_interactive_map_links_each_part_to_its_box() -> None:
    root = parsed(draw_body_map(marks={}, interactive=True))
    boxes = {f"#area-{region.id}" for part in parts_of_body() for region in part.regions}
    assert {link.get("href") for link in root.iter("a")} == boxes
    assert all(link.get("aria-label") for link in root.iter("a"))


def test_the_list_holds_every_part_once() -> None:
    listed = [region.id for part in parts_of_body() for region in part.regions]
    assert sorted(listed) == sorted(leaves())


def test_a_heading_is_open_when_something_under_it_is_chosen() -> None:
    assert [part.heading for part in parts_of_body(chosen=["left_calf"]) if part.open] == ["Legs and feet"]


def test_both_views_full_of_marks_weigh_less_than_forty_kilobytes_packed() -> None:
    marks = {leaf: Mark("pressure", n % 5) for n, leaf in enumerate(sorted(leaves()))}
    for interactive in (False, True):
        packed = gzip.compress(draw_body_map(marks=marks, interactive=interactive).encode())
        assert len(packed) < 40_000


def test_the_drawing_carries_no_style_and_no_script() -> None:
    root = parsed(draw_body_map(marks=marks_of_limits(avoid=["face"], caps={"abdomen": 2}), interactive=True))
    for node in root.iter():
        assert node.tag not in ("style", "script")
        assert not [key for key in node.attrib if key == "style" or key.startswith("on")]


def test_words_from_outside_are_escaped() -> None:
    drawn = draw_body_map(
        marks={"face": Mark("care", note="<b>&")}, title="<script>", labels={"face": '"><img>'}
    )
    parsed(drawn)
    assert "<script>" not in drawn
    assert "<img>" not in drawn
    assert "<b>" not in drawn


def test_ids_are_not_shared_by_two_maps_with_different_prefixes() -> None:
    marks = marks_of_limits(avoid=["face"], caps={})
    ids = [
        node.get("id")
        for prefix in ("a", "b")
        for node in parsed(draw_body_map(marks=marks, interactive=True, prefix=prefix)).iter()
        if node.get("id")
    ]
    assert len(set(ids)) == len(ids)


def test_a_part_left_out_shows_no_cap_beside_it() -> None:
    assert marks_of_limits(avoid=["face"], caps={"face": 2, "scalp": 5}) == {"face": Mark("avoid")}


def test_a_mark_is_a_word_and_a_pattern_and_a_sign() -> None:
    root = parsed(draw_body_map(marks=marks_of_limits(avoid=["face"], caps={"abdomen": 2}), view="front"))
    fills = {p.get("fill") for p in root.iter("path")} - {None}
    assert fills == {"url(#body-front-avoid)", "url(#body-front-pressure-2)"}
    assert fills == {f"url(#{pattern.get('id')})" for pattern in root.iter("pattern")}
    assert [t.text for t in root.iter("text")] == ["2"]
    assert any(p.get("class") == "body-cross" for p in root.iter("path"))


def test_the_rows_say_the_marks_worst_first_and_join_the_sides() -> None:
    marks = marks_of_limits(avoid=["left_shin"], caps={"left_calf": 3, "right_calf": 3, "face": 1})
    assert rows_of(marks) == (
        "Left shin: leave out",
        "Face: pressure 1 at most, as light as spreading lotion",
        "Calf, both sides: pressure 3 at most, medium",
    )


@pytest.mark.parametrize(
    ("marks", "rows", "remark"),
    [
        ({}, 0, "nothing marked, no key"),
        (marks_of_areas(["face", "scalp"]), 1, "one look, one row"),
        (marks_of_limits(avoid=["face"], caps={"scalp": 1, "abdomen": 1, "spine": 4}), 3, "one row a level"),
    ],
)
def test_the_legend_shows_each_look_once(marks: dict[str, Mark], rows: int, remark: str) -> None:
    assert legend_of(marks).count("<li>") == rows, remark
