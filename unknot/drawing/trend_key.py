"""What the marks of a trend mean, each beside its sign."""

from collections.abc import Iterator

from unknot.drawing.markup import Drawn, element, words
from unknot.drawing.trend_values import Trend

__all__ = ["draw_key"]


def draw_key(trend: Trend) -> Drawn:
    """A list of the marks that occur in the picture."""
    rows = (element("li", sign, element("span", words(means))) for sign, means in _marks(trend))
    return Drawn(element("ul", *rows, class_="trend-key"))


def _marks(trend: Trend) -> Iterator[tuple[str, str]]:
    if trend.band is not None and trend.scored:
        box = element("rect", class_="trend-band trend-band-key", x=1.0, y=2.0, width=26.0, height=12.0)
        yield _sign(box), "too little change to count"
        yield _sign(element("path", class_="trend-edge", d="M0 8H28")), "from here it counts as better"
    if trend.sessions:
        yield _sign(element("path", class_="trend-sessions", d="M6 5v6m8 -6v6m8 -6v6")), "a session"
    if trend.review_on is not None:
        yield _sign(element("path", class_="trend-review", d="M14 0V16")), "we look whether it helped"
    if any(each.value is None for each in trend.points):
        yield (
            _sign(element("path", class_="trend-missing", d="M11 5l6 6m0 -6l-6 6")),
            "too much left out for a score",
        )


def _sign(mark: str) -> str:
    return element("svg", mark, viewbox="0 0 28 16", aria_hidden="true")
