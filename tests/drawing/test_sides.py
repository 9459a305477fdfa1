"""Left and right of a movement: bars as long as their degrees, the error around their ends, the usual value beside."""

from xml.etree import ElementTree

import pytest

from unknot.drawing.sides import Sides, describe_sides, draw_sides


def parsed(sides: Sides) -> ElementTree.Element:
    return ElementTree.fromstring(draw_sides(sides))  # noqa: S314 (our own drawing)


def neck(*measured: tuple[str, float], usual: float = 60, error: float = 5) -> Sides:
    return Sides(title="Neck: rotation", measured=measured, usual=usual, error=error)


def bars(sides: Sides) -> list[tuple[float, float]]:
    return [(float(each.get("x", 0)), float(each.get("width", 0))) for each in parsed(sides).iter("rect")]


def test_bars_are_as_long_as_their_degrees() -> None:
    (_, left), (_, right) = bars(neck(("left", 30), ("right", 60)))
    assert right == pytest.approx(2 * left, rel=0.02)


def test_past_straight_the_bar_goes_the_other_way() -> None:
    sides = neck(("left", -10), ("right", 10), usual=0)
    (left, width), (right, _) = bars(sides)
    assert left + width == pytest.approx(sides.x(0), abs=0.2)
    assert right == pytest.approx(sides.x(0), abs=0.2)


@pytest.mark.parametrize("degrees", [-30, 0, 5, 60, 200])
def test_everything_a_joint_does_lies_inside_the_picture(degrees: float) -> None:
    sides = neck(("left", degrees), ("right", 40))
    for x, width in bars(sides):
        assert 50 <= x <= x + width <= 278
    assert all(50 <= sides.x(degrees + off) <= 278 for off in (-5, 5))


def test_it_says_itself_in_words() -> None:
    told = "Neck: rotation: left 40°, right 55°. Measuring may be off by 5°. Usual: 60°."
    assert describe_sides(neck(("left", 40), ("right", 55))) == told
    assert told in draw_sides(neck(("left", 40), ("right", 55)))


def test_a_movement_without_sides_is_one_bar() -> None:
    sides = neck(("", 40))
    assert len(bars(sides)) == 1
    assert "rotation: 40°." in describe_sides(sides)


def test_what_was_not_measured_is_still_a_picture() -> None:
    assert bars(neck()) == []
    assert "not measured" in draw_sides(neck())
