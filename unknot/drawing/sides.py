"""A movement's left and right beside each other: bars in degrees, each with the error of measuring, and a usual value.

What a difference means is `clinical.motion`'s; the same stands in words beside the picture.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from unknot.drawing.markup import Drawn, element, titled

__all__ = ["Sides", "describe_sides", "draw_sides"]

_WIDTH, _ROW = 320.0, 26.0
_LEFT, _RIGHT = 52.0, 276.0
_TOP = 8.0


@dataclass(frozen=True, kw_only=True)
class Sides:
    """Degrees by name of side, as ("left", 40); one without a name where a movement has no sides.

    `error` is how far off a measuring may be, `usual` a reference value: others differ by age and sex.
    """

    title: str
    measured: tuple[tuple[str, float], ...]
    usual: float
    error: float

    @property
    def reach(self) -> tuple[float, float]:
        """The degrees the picture holds: straight always, and enough that a few degrees do not look large."""
        ends = [each for _, degrees in self.measured for each in (degrees - self.error, degrees + self.error)]
        return min(0.0, *ends, self.usual), max(30.0, *ends, self.usual)

    def x(self, degrees: float) -> float:
        """Where so many degrees lie."""
        low, high = self.reach
        return _LEFT + (_RIGHT - _LEFT) * (degrees - low) / (high - low)


def describe_sides(sides: Sides) -> str:
    """The same in a sentence."""
    told = ", ".join(f"{name} {degrees:g}°".strip() for name, degrees in sides.measured) or "not measured"
    return f"{sides.title}: {told}. Measuring may be off by {sides.error:g}°. Usual: {sides.usual:g}°."


def draw_sides(sides: Sides, *, prefix: str = "sides") -> Drawn:
    """The bars, one for each side."""
    heading, labelled_by = titled(prefix, sides.title, describe_sides(sides))
    floor = _TOP + _ROW * len(sides.measured)
    bars = (mark for row, each in enumerate(sides.measured) for mark in _bar(sides, _TOP + _ROW * row, *each))
    return Drawn(
        element(
            "svg",
            heading,
            *bars,
            element("path", class_="trend-floor", d=f"M{sides.x(0.0):.1f} {_TOP:.0f}V{floor:.0f}"),
            *_usual(sides, floor),
            class_="sides-picture",
            viewbox=f"0 0 {_WIDTH:.0f} {floor + 20:.0f}",
            role="img",
            aria_labelledby=labelled_by,
        )
    )


def _bar(sides: Sides, top: float, name: str, degrees: float) -> Iterator[str]:
    begins, ends = sorted((sides.x(0.0), sides.x(degrees)))
    middle = top + _ROW / 2
    low, high = sides.x(degrees - sides.error), sides.x(degrees + sides.error)
    yield element("text", name, x=_LEFT - 8, y=middle + 4, class_="trend-number trend-end")
    yield element(
        "rect", class_="sides-bar", x=begins, y=top + 5, width=max(ends - begins, 1.0), height=_ROW - 10, rx=2
    )
    yield element(
        "path", class_="sides-error", d=f"M{low:.1f} {middle}H{high:.1f}m0 -4v8M{low:.1f} {middle - 4}v8"
    )
    yield element("text", f"{degrees:g}°", x=_RIGHT + 8, y=middle + 4, class_="sides-degrees")


def _usual(sides: Sides, floor: float) -> Iterator[str]:
    x = sides.x(sides.usual)
    yield element("path", class_="trend-review", d=f"M{x:.1f} {_TOP:.0f}V{floor + 4:.0f}")
    yield element("text", f"usual {sides.usual:g}°", x=x, y=floor + 16, class_="trend-number sides-usual")
