"""What the marks of a trend mean, each beside its sign; and the trend as one line in a list."""

from collections.abc import Iterator

from unknot.clinical.progress_in_words import number_in_words
from unknot.drawing.markup import Drawn, element, words
from unknot.drawing.trend_values import Trend

__all__ = ["draw_key", "draw_sparkline"]

_WIDE, _HIGH = 72.0, 26.0


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


def draw_sparkline(trend: Trend) -> Drawn:
    """A small line and "6 → 4". Whoever does not see it hears "from 6 to 4", and whether that is better."""
    if not trend.scored:
        return Drawn(element("span", "no score yet", class_="spark quiet"))
    first, last = trend.scored[0].value or 0.0, trend.scored[-1].value or 0.0
    begins, ends = number_in_words(first), number_in_words(last)
    if len(trend.scored) == 1:
        return Drawn(element("span", begins, class_="spark"))
    heard = element("span", words(f"from {begins} to {ends}, {_direction(trend)}"), class_="hidden-from-eyes")
    seen = element("span", f"{begins} → {ends}", aria_hidden="true")
    return Drawn(element("span", _small_line(trend), seen, heard, class_="spark"))


def _direction(trend: Trend) -> str:
    last = trend.scored[-1]
    if not last.comparable:
        return "of other activities"
    by = trend.better_by(last)
    said = {"better": "better", "worse": "worse", "same": "no change that counts"}.get(trend.counted(last))
    return said or ("better" if by > 0 else "worse" if by < 0 else "the same")


def _small_line(trend: Trend) -> str:
    """Days to the right, scores up, over the whole scale: the same change looks the same in every row."""
    first, days = trend.scored[0].on, max((trend.scored[-1].on - trend.scored[0].on).days, 1)
    places = [
        (3 + (_WIDE - 6) * (each.on - first).days / days, _height(trend, each.value or 0.0))
        for each in trend.scored
    ]
    line = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    return element(
        "svg",
        element("path", class_="trend-line", d=line),
        element("circle", class_="trend-point", cx=places[-1][0], cy=places[-1][1], r=2.6),
        viewbox=f"0 0 {_WIDE:.0f} {_HIGH:.0f}",
        aria_hidden="true",
    )


def _height(trend: Trend, value: float) -> float:
    return _HIGH - 3 - (_HIGH - 6) * (value - trend.low) / (trend.high - trend.low)
