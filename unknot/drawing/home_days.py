"""On which of the last days was something done at home? A row of small squares, today at the end."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from unknot.drawing.markup import Drawn, classes, element, titled

__all__ = ["draw_home_days"]

SIDE, GAP = 14.0, 4.0
EDGE = 2.0


def draw_home_days(days: Sequence[date], done: Collection[date], *, title: str, prefix: str) -> Drawn:
    """A square a day, the last one being today; one that was done is filled and has a check mark."""
    marks, labelled = titled(prefix, title, "")
    wide, high = 2 * EDGE + len(days) * (SIDE + GAP) - GAP, 2 * EDGE + SIDE
    squares = (
        "".join(_square(EDGE + number * (SIDE + GAP), day in done, is_today=day == days[-1]))
        for number, day in enumerate(days)
    )
    return Drawn(
        element(
            "svg", marks, *squares, class_="home-days", viewbox=f"0 0 {wide:g} {high:g}", role="img",
            aria_labelledby=labelled,
        )
    )  # fmt: skip


def _square(x: float, is_done: bool, *, is_today: bool) -> Iterator[str]:
    looks = classes(("home-day", "is-done" if is_done else None, "is-today" if is_today else None))
    yield element("rect", class_=looks, x=x, y=EDGE, width=SIDE, height=SIDE, rx=3)
    if is_done:
        yield element("path", class_="home-day-check", d=f"M{x + 3:g} {EDGE + 7:g}l3 3l5 -6")
