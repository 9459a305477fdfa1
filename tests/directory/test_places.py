"""Where on earth is what somebody typed: a postal code, a town where there is a place, a position; nothing else."""

import pytest

from tests.booking.scene import make_location
from unknot.directory.places import NoSuchPlace, Spot, box_around, km_between, spot_of

pytestmark = pytest.mark.django_db
FOUND = [
    ("14850", (42.44, -76.50), "a postal code"),
    (" 14850-1234 ", (42.44, -76.50), "with its four more digits, and blanks"),
    ("Ithaca", (42.44, -76.50), "a town with a place"),
    ("ithaca", (42.44, -76.50), "in small letters"),
    ("42.44,-76.5", (42.44, -76.5), "a position, as the browser gives it"),
    ("٤٢.٤٤,-٧٦.٥", (42.44, -76.5), "in other digits"),
    (" -90 , 180 ", (-90.0, 180.0), "the edge of the world"),
]


@pytest.mark.parametrize(("typed", "where", "remark"), FOUND, ids=[remark for *_, remark in FOUND])
def test_it_finds(typed: str, where: tuple[float, float], remark: str) -> None:
    make_location(town="Ithaca", latitude=42.44, longitude=-76.50)
    spot = spot_of(typed)
    assert (spot.latitude, spot.longitude) == pytest.approx(where, abs=0.1)


UNKNOWN = [
    ("", "nothing"),
    ("   ", "a blank"),
    ("Atlantis", "a town without a place"),
    ("00000", "a code that nobody has"),
    ("1485", "a code too short"),
    ("148500", "a code too long"),
    ("91,0", "north of the pole"),
    ("0,181", "east of the east"),
    ("nan,nan", "no numbers"),
    ("1e5,2", "a number as machines write it"),
    ("%", "a sign that databases read"),
    ("<b>Ithaca</b>", "markup"),
    ("x" * 5000, "a long word"),
]


@pytest.mark.parametrize(("typed", "remark"), UNKNOWN, ids=[remark for _, remark in UNKNOWN])
def test_it_says_what_it_would_find(typed: str, remark: str) -> None:
    make_location(town="Ithaca")
    with pytest.raises(NoSuchPlace) as said:
        spot_of(typed)
    assert "Ithaca" in str(said.value)
    assert len(str(said.value)) < 300


DISTANCES = [
    ((42.44, -76.50), (42.44, -76.50), 0, "where one stands"),
    ((0, 0), (0, 180), 20015, "half round the world"),
    ((90, 0), (-90, 0), 20015, "from pole to pole"),
    ((0, 179.9), (0, -179.9), 22, "across the date line"),
    ((40.6724, -73.9776), (41.9226, -87.6390), 1148, "Brooklyn to Chicago"),
]


@pytest.mark.parametrize(
    ("here", "there", "km", "remark"), DISTANCES, ids=[remark for *_, remark in DISTANCES]
)
def test_it_measures(here: tuple[float, float], there: tuple[float, float], km: float, remark: str) -> None:
    assert km_between(*here, *there) == pytest.approx(km, abs=1)
    assert km_between(*there, *here) == pytest.approx(km_between(*here, *there)), "the way back is as long"


@pytest.mark.parametrize("latitude", [0.0, 42.4, -89.0])
def test_a_box_holds_every_point_within_reach(latitude: float) -> None:
    south, north, west, east = box_around(Spot(latitude, 10.0, "here"), 60)
    for up, across in [(0.53, 0), (-0.53, 0), (0, 0.5), (0, -0.5)]:
        point = latitude + up, 10.0 + across
        if km_between(latitude, 10.0, *point) <= 60:
            assert south <= point[0] <= north
            assert west <= point[1] <= east
