"""Timeline, gauge and map of places keep their proportions and say in words what they show."""

from itertools import combinations
from math import hypot
from xml.etree import ElementTree

import pytest

from unknot.drawing.gauge import draw_load_gauge
from unknot.drawing.map_of_places import SIZE, MapPoint, draw_place_map
from unknot.drawing.timeline import WIDTH, Segment, describe, draw_session_timeline

HOUR = (Segment(5, "arrive"), Segment(15, "neck", 2), Segment(30, "back & hips", 4), Segment(10, "close"))


def parsed(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(markup)  # noqa: S314 (our own drawing)


def blocks(segments: tuple[Segment, ...]) -> list[ElementTree.Element]:
    return list(parsed(draw_session_timeline(segments)).iter("rect"))


def test_widths_of_the_timeline_are_minutes() -> None:
    widths = [float(block.get("width", 0)) + 2 for block in blocks(HOUR)]
    assert [width / widths[0] for width in widths] == pytest.approx([1, 3, 6, 2], rel=0.02)


def test_heights_of_the_timeline_are_pressure() -> None:
    heights = [float(block.get("height", 0)) for block in blocks(HOUR)]
    assert heights[2] == pytest.approx(2 * heights[1], rel=0.02)
    assert heights[0] == heights[3] < heights[1]


def test_the_timeline_ends_at_the_edge_of_the_picture() -> None:
    last = blocks(HOUR)[-1]
    assert float(last.get("x", 0)) + float(last.get("width", 0)) + 1 == pytest.approx(WIDTH, abs=0.3)


def test_the_timeline_says_itself_in_words() -> None:
    assert describe(HOUR[:2]) == "20 minutes in all: 5 minutes arrive; 15 minutes neck, pressure 2."


def test_words_that_do_not_fit_a_block_are_left_to_the_list() -> None:
    drawn = draw_session_timeline((Segment(2, "a very long name of a technique", 5), Segment(58, "back", 5)))
    shown = [node.text for node in parsed(drawn).iter("text")]
    assert "back" in shown
    assert not any(text and "long" in text for text in shown)


def test_an_empty_session_is_still_a_picture() -> None:
    assert "0 minutes in all" in draw_session_timeline(())


@pytest.mark.parametrize(
    ("minutes", "state", "remark"),
    [
        (0, "gauge-easy", "an empty day"),
        (180, "gauge-easy", "the soft ceiling itself is still easy"),
        (181, "gauge-high", "past it"),
        (240, "gauge-full", "the hard ceiling itself is full"),
        (400, "gauge-full", "what was done beyond it"),
    ],
)
def test_the_gauge_shows_where_the_day_stands(minutes: float, state: str, remark: str) -> None:
    drawn = draw_load_gauge(minutes, soft=180, hard=240)
    load = next(n for n in parsed(drawn).iter("rect") if state in n.get("class", ""))
    assert float(load.get("width", -1)) <= 240, remark


def pins(points: list[MapPoint]) -> list[tuple[float, float]]:
    root = parsed(draw_place_map(points, here=(40.0, -74.0)))
    circles = [node for node in root.iter("circle") if node.get("class") == "map-pin"]
    return [(float(c.get("cx", 0)), float(c.get("cy", 0))) for c in circles]


def test_north_is_up_and_east_is_right() -> None:
    (north, east) = pins([MapPoint(1, "n", 40.1, -74.0), MapPoint(2, "e", 40.0, -73.9)])
    assert north[1] < SIZE / 2 - 20
    assert east[0] > SIZE / 2 + 20


def test_pins_in_one_street_do_not_cover_each_other() -> None:
    spots = pins([MapPoint(n, str(n), 40.0, -74.0) for n in range(1, 21)])
    assert min(hypot(a[0] - b[0], a[1] - b[1]) for a, b in combinations(spots, 2)) >= 25.9
    assert all(0 < x < SIZE and 0 < y < SIZE for x, y in spots)


def test_places_across_the_date_line_are_near() -> None:
    drawn = draw_place_map([MapPoint(1, "Over there", 0.0, -179.9)], here=(0.0, 179.9), unit="kilometre")
    assert "22.2 kilometres" in drawn


def test_no_places_say_so() -> None:
    assert "No place is near." in draw_place_map([], here=(40.0, -74.0))
