"""Head, hands and feet seen closer show the parts of the whole body again, larger and on the right side."""

import pytest

from unknot.drawing.body_shapes import EVERY_VIEW, RIGHT_OF_VIEWER, VIEWS, View, figure, leaf_at, leaves
from unknot.drawing.curves import holds, middle

CLOSER = [view for view in EVERY_VIEW if view not in VIEWS]


def area(view: View, leaf: str) -> float:
    points = figure(view).outlines[leaf].points()
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def test_they_are_both_sides_of_the_head_both_faces_of_the_hands_and_of_the_feet() -> None:
    assert CLOSER == ["head_left", "head_right", "palms", "hand_backs", "foot_tops", "soles"]


@pytest.mark.parametrize("view", CLOSER)
def test_they_invent_no_part(view: View) -> None:
    assert set(figure(view).outlines) <= leaves()


@pytest.mark.parametrize(
    ("views", "leaf", "times"),
    [
        (["palms", "hand_backs"], "left_hand", 5),
        (["palms", "hand_backs"], "right_hand", 5),
        (["foot_tops", "soles"], "left_foot", 5),
        (["foot_tops", "soles"], "right_foot", 5),
        (["head_left"], "left_neck_side", 5),
        (["head_right"], "right_neck_side", 5),
    ],
)
def test_a_part_is_larger_there_than_on_the_whole_body(views: list[View], leaf: str, times: float) -> None:
    whole = max(area(view, leaf) for view in VIEWS if leaf in figure(view).outlines)
    assert min(area(view, leaf) for view in views) > times * whole


@pytest.mark.parametrize("view", EVERY_VIEW)
def test_every_line_lies_within_its_picture(view: View) -> None:
    drawing = figure(view)
    left, top, width, height = drawing.box
    for path in (*drawing.outlines.values(), *drawing.edges, *drawing.details):
        for x, y in path.points():
            assert left < x < left + width
            assert top < y < top + height


@pytest.mark.parametrize("view", EVERY_VIEW)
def test_a_mark_is_written_within_its_part(view: View) -> None:
    drawing = figure(view)
    assert set(drawing.spots) == set(drawing.outlines)
    for leaf, spot in drawing.spots.items():
        assert holds(drawing.outlines[leaf], spot), leaf


@pytest.mark.parametrize(("view", "side"), RIGHT_OF_VIEWER.items())
def test_left_and_right_lie_where_the_words_above_say(view: View, side: str) -> None:
    for leaf, spot in figure(view).spots.items():
        if leaf.startswith(("left_", "right_")):
            assert (spot[0] > 0) == leaf.startswith(side), leaf


def test_the_right_of_the_head_is_the_mirror_of_the_left() -> None:
    left, right = figure("head_left"), figure("head_right")
    width = left.box[0] * 2 + left.box[2]
    assert len(right.outlines) == len(left.outlines)
    for leaf, outline in left.outlines.items():
        x, y = middle(outline)
        across = middle(right.outlines[leaf.replace("left_", "right_")])
        assert (across[0] - right.box[0], across[1]) == pytest.approx((width - x - left.box[0], y)), leaf


POINTS: list[tuple[View, float, float, str, str]] = [
    ("front", 0.5, 0.4, "abdomen", "the belly"),
    ("back", 0.35, 0.55, "left_back_thigh", "left is left from behind"),
    ("front", 0.35, 0.55, "right_front_thigh", "and right from the front"),
    ("palms", 0.8, 0.6, "left_hand", "a palm facing us"),
    ("hand_backs", 0.8, 0.6, "right_hand", "hands seen from behind"),
    ("soles", 0.2, 0.9, "right_foot", "a heel"),
    ("foot_tops", 0.75, 0.05, "left_shin", "above the ankle"),
    ("head_left", 0.3, 0.4, "face", "a cheek"),
    ("head_right", 0.3, 0.2, "scalp", "the back of the head"),
    ("head_right", 0.45, 0.65, "right_neck_side", "the strap of the neck"),
    ("soles", 0.5, 0.5, "", "between the feet"),
]


@pytest.mark.parametrize(("view", "x", "y", "leaf", "remark"), POINTS)
def test_a_point_is_on_the_part_under_it(view: View, x: float, y: float, leaf: str, remark: str) -> None:
    assert leaf_at(view, x, y) == leaf, remark
