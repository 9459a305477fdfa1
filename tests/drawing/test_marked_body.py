"""The marked body shows every mark at its place, tells each in words, and weighs little."""

import gzip
import re
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

import unknot
from tests.drawing.marking import drawn, links, parsed, pinned, point_of, several, signs, text_of
from unknot.drawing.before_after import draw_before_after
from unknot.drawing.body_marks import Mark, marks_of_limits
from unknot.drawing.body_shapes import EVERY_VIEW, VIEWS, View, figure, leaves
from unknot.drawing.mark_legend import legend_of_marks
from unknot.drawing.mark_signs import Sign, glyph
from unknot.drawing.marked_body import draw_marked_body, draw_view_links
from unknot.drawing.session_marks import KINDS

CSS = Path(unknot.__file__).parent / "static" / "unknot" / "marked_body.css"


def test_every_kind_has_a_shape_of_its_own_and_a_letter_of_its_own() -> None:
    assert len({glyph(kind).split(' d="')[1].split('"')[0] for kind in KINDS}) == len(KINDS)
    assert len({glyph(kind).split("<", 2)[2] for kind in KINDS}) == len(KINDS)


LOOKS = [
    ([{"intensity": 6}], "is-before", "P6", "found on arrival"),
    ([{"intensity": 3, "when": "after"}], "is-after", "P3", "left afterwards"),
    ([{"intensity": 6}, {"intensity": 3, "when": "after"}], "is-after", "P6→3", "both in one sign"),
    ([{}, {"intensity": 3, "when": "after"}], "is-after", "P–→3", "a number only after"),
    ([{"kind": "scar"}], "is-before", "C", "no number"),
    ([{"intensity": 0}], "is-before", "P0", "nothing is a number too"),
]


@pytest.mark.parametrize(("rows", "look", "says", "remark"), LOOKS)
def test_a_sign_shows_the_moment_and_the_number(
    rows: list[dict[str, Any]], look: str, says: str, remark: str
) -> None:
    (sign,) = signs(drawn(*rows, views=["back"]))
    assert (look in (sign.get("class") or "").split(), text_of(sign)) == (True, says), remark


def test_a_mark_of_a_region_stands_on_it_in_every_view_that_shows_it() -> None:
    root = drawn({"region": "left_hand"})
    assert len(signs(root)) == sum("left_hand" in figure(view).outlines for view in EVERY_VIEW) == 4
    (on_the_palm,) = signs(drawn({"region": "left_hand"}, views=["palms"]))
    assert point_of(on_the_palm) == pytest.approx(figure("palms").spots["left_hand"], abs=0.06)


@pytest.mark.parametrize("view", EVERY_VIEW)
def test_a_pin_stands_at_its_point_of_its_own_view(view: View) -> None:
    root = drawn(pinned(view, 0.5, 0.25))
    (sign,) = signs(root)
    left, top, width, height = figure(view).box
    assert point_of(sign) == pytest.approx([left + width / 2, top + height / 4], abs=0.06)
    assert sign in list(next(svg for svg in root.iter("svg") if svg.get("data-view") == view).iter("g"))


def test_a_pin_of_a_view_that_is_not_drawn_stands_on_its_part() -> None:
    root = drawn(pinned("soles", 0.75, 0.85), views=VIEWS)
    assert len(signs(root)) == sum("left_foot" in figure(view).outlines for view in VIEWS) == 2


def test_no_sign_covers_another_or_the_number_of_a_limit() -> None:
    rows = [{"region": "neck_front", "kind": kind, "intensity": 10} for kind in KINDS]
    sides = [{"region": f"{side}_neck_side", "intensity": 5} for side in ("left", "right")]
    limits = marks_of_limits(avoid=["face"], caps={"neck_front": 1, "left_neck_side": 1})
    points = [point_of(sign) for sign in signs(drawn(*rows, *sides, limits=limits, views=["front"]))]
    points += [list(figure("front").spots[leaf]) for leaf in limits]
    for (x, y), (u, v) in combinations(points, 2):
        assert abs(x - u) >= 10 or abs(y - v) >= 14


def test_a_sign_that_had_to_move_off_its_part_points_back() -> None:
    limits = marks_of_limits(avoid=[], caps={"left_neck_side": 1})
    for rows, moved in (([{"region": "abdomen"}], 0), ([{"region": "left_neck_side"}], 1)):
        root = drawn(*rows, limits=limits, views=["front"])
        assert len([p for p in root.iter("path") if p.get("class") == "sign-leader"]) == moved


def test_a_referral_is_an_arrow_and_a_dashed_edge_where_the_part_is_seen() -> None:
    row = {"region": "left_shoulder", "kind": "trigger_point", "refers_to": ["left_forearm", "left_calf"]}
    front, back = drawn(row, views=["front"]), drawn(row, views=["back"])
    counts = [
        [
            len([p for p in root.iter("path") if p.get("class") == name])
            for name in ("referral", "referral-head", "referred")
        ]
        for root in (front, back)
    ]
    assert counts == [[1, 1, 1], [2, 2, 2]]


def test_a_ghost_is_drawn_faintly_and_told_as_no_mark_of_today() -> None:
    root = parsed(draw_marked_body(marks=(), ghosts=several({"intensity": 6}), views=["back"]))
    assert ["is-ghost" in (sign.get("class") or "") for sign in signs(root)] == [True]
    assert root.findtext(".//desc") == "Nothing is marked here."


def test_limits_are_shaded_underneath_and_told_with_the_part() -> None:
    root = drawn({}, limits={"left_calf": Mark("avoid")}, views=["back"], interactive=True)
    layers = [each.get("class") for each in root.iter("g") if (each.get("class") or "").startswith("body-")]
    assert layers.index("body-shading") < layers.index("body-signs")
    assert links(root)["marked-back-left_calf"].get("aria-label") == "Left calf: pain, before; leave out"


def test_every_part_of_every_view_is_a_link_with_a_name_and_an_id_of_its_own() -> None:
    root = drawn(interactive=True, prefix="now")
    found = links(root)
    assert set(found) == {f"now-{view}-{leaf}" for view in EVERY_VIEW for leaf in figure(view).outlines}
    assert {link.get("data-region") for link in found.values()} == leaves()
    for link in found.values():
        assert link.get("href") == f"#mark-{link.get('data-region')}"
        assert link.get("aria-label")


def test_a_part_says_its_marks_in_its_name() -> None:
    row = {"region": "left_shoulder", "intensity": 6, "refers_to": ["left_hand"]}
    root = drawn(row, views=["back"], interactive=True, labels={"left_shoulder": "Your shoulder"})
    name = links(root)["marked-back-left_shoulder"].get("aria-label")
    assert name == "Your shoulder: pain, 6 of 10 before, refers to left hand"


def test_each_view_tells_the_marks_that_are_seen_in_it() -> None:
    root = drawn({"region": "left_calf", "intensity": 6}, {"region": "face"}, views=VIEWS)
    assert [each.text for each in root.iter("desc")] == [
        "Face: pain, before",
        "Left calf: pain, 6 of 10 before",
    ]


def test_a_picture_to_read_has_no_links() -> None:
    root = drawn({})
    assert not links(root)
    assert {svg.get("role") for svg in root.iter("svg")} == {"img"}


def test_the_ways_to_the_views_lead_to_them() -> None:
    there = {node.get("id") for node in drawn(interactive=True).iter()}
    ways = [link.get("href") or "" for link in parsed(draw_view_links()).iter("a")]
    assert len(ways) == len(EVERY_VIEW)
    assert {way.removeprefix("#") for way in ways} <= there


def full() -> dict[str, Any]:
    """More than anybody notes in a session: every leaf marked twice, with a limit and a ghost, and pins."""
    twice = [
        {"region": leaf, "kind": KINDS[n % len(KINDS)], "intensity": n % 11, "when": when}
        for n, leaf in enumerate(sorted(leaves()))
        for when in ("before", "after")
    ]
    pins = [pinned(view, 0.3 + n / 20, 0.5, intensity=n) for view in EVERY_VIEW for n in range(4)]
    caps = {leaf: n % 5 for n, leaf in enumerate(sorted(leaves()))}
    return {
        "marks": several(*twice, *pins),
        "ghosts": several(*twice[::4]),
        "limits": marks_of_limits(avoid=["left_knee"], caps=caps),
    }


def test_all_views_full_of_marks_weigh_less_than_forty_kilobytes_packed() -> None:
    for interactive in (True, False):
        assert len(gzip.compress(draw_marked_body(**full(), interactive=interactive).encode())) < 40_000


def test_the_drawing_carries_no_style_and_no_script() -> None:
    for markup in (draw_marked_body(**full(), interactive=True), draw_before_after(full()["marks"])):
        for node in parsed(markup).iter():
            assert node.tag not in ("style", "script")
            assert not [key for key in node.attrib if key == "style" or key.startswith("on")]


def test_words_from_outside_are_escaped() -> None:
    marks = several({"words": "<b>&\"'"}, {"region": "face"})
    labels = {"face": '"><img>', "left_calf": "<i>"}
    for markup in (
        draw_marked_body(marks=marks, labels=labels, interactive=True),
        draw_before_after(marks, labels=labels),
    ):
        parsed(markup)
        assert not [tag for tag in ("<b>", "<img>", "<i>") if tag in markup]


def test_ids_are_unique_on_a_page_with_two_bodies() -> None:
    bodies = [draw_marked_body(**full(), interactive=True, prefix=prefix) for prefix in ("a", "b")]
    bodies.append(draw_before_after(full()["marks"]))
    ids = [node.get("id") for body in bodies for node in parsed(body).iter() if node.get("id")]
    assert len(set(ids)) == len(ids)


LEGENDS = [
    ([], 0, "nothing marked, no key"),
    ([{"kind": "treated"}], 1, "treated has no moment"),
    ([{}, {"kind": "scar"}], 3, "two kinds, one moment"),
    ([{}, {"when": "after"}], 2, "one kind, and what before and after look like"),
    ([{"refers_to": ["left_hand"]}], 3, "a kind, a moment, a line"),
]


@pytest.mark.parametrize(("rows", "count", "remark"), LEGENDS)
def test_the_key_shows_what_occurs_once(rows: list[dict[str, Any]], count: int, remark: str) -> None:
    assert legend_of_marks(several(*rows)).count("<li>") == count, remark


def test_every_kind_and_look_has_its_style_on_screen_and_in_forced_colours() -> None:
    css = CSS.read_text(encoding="utf-8")
    assert {"is-after", "is-ghost"} <= set(re.findall(r"is-[a-z]+", css))
    assert "@media print" in css
    assert "@media (forced-colors: active)" in css
    named = {
        name
        for sign in KINDS
        for name in re.findall(r'class="([a-z-]+)"', Sign(sign, "before", "6").drawn(0, 0))
    }
    assert named
    assert not [name for name in named if f".{name}" not in css]
