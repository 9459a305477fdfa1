"""Signs are placed so that none covers another, and stay where they belong when they can."""

from itertools import combinations

import pytest

from unknot.drawing.placing import Room, apart

BOX = (0.0, 0.0, 200.0, 200.0)

CROWDS = [
    ([], [], "nobody"),
    ([(50, 50)], [(50.0, 50.0)], "alone: at its point"),
    ([(50, 50), (150, 150)], [(50.0, 50.0), (150.0, 150.0)], "far apart: both at their points"),
]


@pytest.mark.parametrize(("at", "placed", "remark"), CROWDS)
def test_a_sign_moves_only_when_it_must(
    at: list[tuple[float, float]], placed: list[tuple[float, float]], remark: str
) -> None:
    assert list(apart([Room(each, 9, 9) for each in at], BOX)) == placed, remark


def test_who_comes_first_keeps_its_point_and_nobody_leaves_the_picture() -> None:
    rooms = [Room((12, 12), 9, 20) for _ in range(8)]
    points = apart(rooms, BOX)
    assert points[0] == (12, 12)
    assert all(Room(point, 9, 20).within(BOX) for point in points)
    assert not any(Room(a, 9, 20).meets(Room(b, 9, 20)) for a, b in combinations(points, 2))


def test_a_crowd_without_room_keeps_its_points() -> None:
    assert apart([Room((10, 10), 9, 9)] * 3, (0, 0, 20, 20)) == ((10, 10),) * 3
