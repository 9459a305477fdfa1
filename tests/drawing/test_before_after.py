"""Before and after, or two visits, stand side by side in the same views."""

from typing import Any

import pytest

from tests.drawing.marking import parsed, pinned, several, signs, text_of
from unknot.drawing.before_after import draw_before_after, draw_two_visits
from unknot.drawing.body_shapes import View
from unknot.drawing.marked_body import views_marked

SEEN = [
    ([], (), "nothing"),
    ([{"region": "face"}], ("front",), "seen from the front only"),
    ([{"region": "left_calf"}], ("back",), "seen from the back only"),
    ([{"region": "left_shoulder"}], ("front",), "seen from both: one is enough"),
    ([{"region": "left_shoulder"}, {"region": "spine"}], ("back",), "the back is needed anyway"),
    ([pinned("soles", 0.7, 0.8)], ("soles",), "the pin's own view"),
]


@pytest.mark.parametrize(("rows", "views", "remark"), SEEN)
def test_no_more_views_are_needed_than_show_every_mark(
    rows: list[dict[str, Any]], views: tuple[View, ...], remark: str
) -> None:
    assert views_marked(several(*rows)) == views, remark


def test_before_and_after_stand_side_by_side() -> None:
    root = parsed(
        draw_before_after(several({"intensity": 6}, {"intensity": 3, "when": "after"}, {"kind": "treated"}))
    )
    before, after = root.iter("svg")
    assert [text_of(sign) for sign in signs(before)] == ["P6"]
    assert sorted(text_of(sign) for sign in signs(after)) == ["", "P3"]
    assert [strong.text for strong in root.iter("strong")] == ["back, before", "back, after"]


def test_what_was_not_looked_at_again_is_faint_and_not_gone() -> None:
    _, after = parsed(draw_before_after(several({"intensity": 6}))).iter("svg")
    assert ["is-ghost" in (sign.get("class") or "") for sign in signs(after)] == [True]


def test_two_visits_stand_under_their_titles_in_the_same_views() -> None:
    pair = draw_two_visits(several({"region": "face"}), several({}), titles=("3 March", "today"))
    assert [strong.text for strong in parsed(pair).iter("strong")] == [
        "front, 3 March",
        "front, today",
        "back, 3 March",
        "back, today",
    ]


def test_two_visits_without_marks_still_show_the_body() -> None:
    assert len(list(parsed(draw_two_visits((), (), titles=("3 March", "today"))).iter("svg"))) == 4


def test_the_title_of_a_visit_is_escaped() -> None:
    assert "<u>" not in draw_two_visits(several({}), (), titles=("<u>", "now"))
