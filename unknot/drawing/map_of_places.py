"""Where are the places, seen from here? A map without tiles: numbered pins and rings of distance."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians, sin
from typing import Literal, TypeAlias

from unknot.drawing.markup import Drawn, element, titled, words

Unit: TypeAlias = Literal["mile", "kilometre"]
Place: TypeAlias = tuple[float, float]

SIZE = 360.0
_ROOM = 150.0  # from the middle to the outermost pin
_PIN = 13.0
_DEGREE = {"mile": 69.05, "kilometre": 111.13}
_STEPS = (0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0)


@dataclass(frozen=True)
class MapPoint:
    """A place to be shown: its number in the list, its name, where it is, and its page."""

    number: int
    name: str
    latitude: float
    longitude: float
    url: str | None = None


def draw_place_map(
    points: Sequence[MapPoint],
    *,
    here: Place,
    unit: Unit = "mile",
) -> Drawn:
    """The picture. North is up, the middle is `here` (latitude, longitude); pins step aside."""
    away = [_away(point, here, unit) for point in points]
    step = _step(max((hypot(x, y) for x, y in away), default=0.0))
    scale = _ROOM / (3 * step)
    spots = _apart([(SIZE / 2 + x * scale, SIZE / 2 - y * scale) for x, y in away])
    heading, labelled_by = titled("places", "Where they are", _told(points, away, unit))
    return Drawn(
        element(
            "svg",
            heading,
            element("g", *_rings(step, unit), class_="map-rings", aria_hidden="true"),
            _here(),
            *(_pin(point, spot) for point, spot in zip(points, spots, strict=True)),
            class_="place-map",
            viewbox=f"0 0 {SIZE:.0f} {SIZE:.0f}",
            role="group",
            aria_labelledby=labelled_by,
        )
    )


def _away(point: MapPoint, here: Place, unit: Unit) -> Place:
    degree = _DEGREE[unit]
    east = (point.longitude - here[1] + 180) % 360 - 180
    return east * degree * cos(radians(here[0])), (point.latitude - here[0]) * degree


def _step(farthest: float) -> float:
    """The distance between rings: three of them hold every pin."""
    return next((step for step in _STEPS if 3 * step >= farthest), _STEPS[-1])


def _apart(spots: Sequence[Place]) -> list[Place]:
    """Each spot, moved along a small spiral until its pin covers no earlier pin and not the middle."""
    taken: list[Place] = [(SIZE / 2, SIZE / 2), (SIZE / 2, SIZE / 2 + 18)]
    for spot in spots:
        taken.append(next(s for s in _spiral(spot) if all(_distance(s, t) >= 2 * _PIN for t in taken)))
    return taken[2:]


def _spiral(spot: Place) -> Iterator[Place]:
    yield spot
    turn = 0
    while True:
        turn += 1
        x = spot[0] + 2.2 * turn * cos(turn * 2.4)
        y = spot[1] + 2.2 * turn * sin(turn * 2.4)
        if turn > 2000 or (min(x, y) >= _PIN and max(x, y) <= SIZE - _PIN):
            yield x, y


def _distance(a: Place, b: Place) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])


def _rings(step: float, unit: Unit) -> Iterator[str]:
    for ring in (1, 2, 3):
        radius = _ROOM * ring / 3
        yield element("circle", cx=SIZE / 2, cy=SIZE / 2, r=radius)
        name = f"{ring * step:g} {unit}" + ("" if ring * step == 1 else "s")
        yield element("text", name, x=SIZE / 2, y=SIZE / 2 - radius - 4, class_="map-distance")


def _here() -> str:
    dot = element("circle", class_="map-here", cx=SIZE / 2, cy=SIZE / 2, r=6)
    return dot + element("text", "You", class_="map-here-name", x=SIZE / 2, y=SIZE / 2 + 22)


def _pin(point: MapPoint, spot: Place) -> str:
    x, y = spot
    inside = (
        element("title", words(point.name)),
        element("circle", class_="map-pin", cx=x, cy=y, r=_PIN),
        element("text", str(point.number), class_="map-number", x=x, y=y + 4.6),
    )
    label = f"{point.number}, {point.name}"
    if point.url:
        return element("a", *inside, class_="map-place", href=point.url, aria_label=label)
    return element("g", *inside, class_="map-place", role="img", aria_label=label)


def _told(points: Sequence[MapPoint], away: Sequence[Place], unit: Unit) -> str:
    rows = (f"{p.number}, {p.name}: {hypot(*a):.1f} {unit}s" for p, a in zip(points, away, strict=True))
    return "; ".join(rows) or "No place is near."
