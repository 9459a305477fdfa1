"""One measure over time as a picture: points and a line, the band in which no change counts, sessions and review.

Where scores and days lie is `trend_scale`'s, what the marks mean `trend_key`'s, the table behind it `trend_values`'.
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from unknot.clinical.progress_in_words import number_in_words
from unknot.drawing.markup import Drawn, element, titled, words
from unknot.drawing.trend_scale import (
    BOTTOM,
    HEIGHT,
    LEFT,
    RIGHT,
    TOP,
    WIDTH,
    Scale,
    fit_labels,
    scale_of,
    short_day,
)
from unknot.drawing.trend_values import (
    Band,
    Trend,
    TrendPoint,
    better_way,
    day_and_year,
    describe_trend,
    score_in_words,
)

__all__ = ["draw_trend"]

EDGE_WORDS = "from here it counts"
_EDGE_WIDTH = 124.0
_PLACES = (LEFT + 4, (LEFT + RIGHT - _EDGE_WIDTH) / 2, RIGHT - _EDGE_WIDTH - 4)
MANY = 12
"""From so many scores on, only the first and the last carry their number."""


def draw_trend(trend: Trend, *, prefix: str = "trend") -> Drawn:
    """The picture. It is empty but for its axes while there is no score."""
    heading, labelled_by = titled(prefix, trend.title, describe_trend(trend))
    scale = scale_of(trend)
    inside = (
        heading,
        *_levels(scale),
        *_band(trend, scale),
        *_axis(trend, scale),
        *_line(trend, scale),
        *_edge_words(trend, scale),
        *_points(trend, scale),
        *_words_above(trend),
    )
    many = "trend-picture trend-many" if len(trend.scored) > MANY else "trend-picture"
    size = f"0 0 {WIDTH:.0f} {HEIGHT:.0f}"
    return Drawn(element("svg", *inside, class_=many, viewbox=size, role="img", aria_labelledby=labelled_by))


def _levels(scale: Scale) -> Iterator[str]:
    for level in scale.levels:
        y = scale.y(level)
        yield element("path", class_="trend-level", d=f"M{LEFT:.0f} {y:.1f}H{RIGHT:.0f}")
        yield element("text", number_in_words(level), x=LEFT - 6, y=y + 4, class_="trend-number trend-end")


def _band(trend: Trend, scale: Scale) -> Iterator[str]:
    if trend.band is None or not trend.scored:
        return
    ends = _ends(trend, trend.band)
    bottom, top = scale.y(max(min(ends), scale.low)), scale.y(min(max(ends), scale.high))
    yield element("rect", class_="trend-band", x=LEFT, y=top, width=RIGHT - LEFT, height=bottom - top)
    if scale.low <= ends[0] <= scale.high:
        yield element("path", class_="trend-edge", d=f"M{LEFT:.0f} {scale.y(ends[0]):.1f}H{RIGHT:.0f}")


def _ends(trend: Trend, band: Band) -> tuple[float, float]:
    """The scores from which better counts, and worse."""
    first, up = trend.scored[0].value or 0.0, 1 if trend.worse == "higher" else -1
    return first - up * band.better, first + up * band.worse


def _edge_words(trend: Trend, scale: Scale) -> Iterator[str]:
    """The words of the line from which better counts, on its better side, where the fewest scores are in the way."""
    if trend.band is None or not trend.scored:
        return
    edge = _ends(trend, trend.band)[0]
    if scale.low <= edge <= scale.high:
        y = scale.y(edge) + (13 if trend.worse == "higher" else -5)
        x = min(_PLACES, key=lambda each: (_in_the_way(trend, scale, each, y), each))
        yield element("text", EDGE_WORDS, x=x, y=y, class_="trend-word trend-better")


def _in_the_way(trend: Trend, scale: Scale, x: float, y: float) -> int:
    # As far below as the number above a score reaches up.
    line = _along(trend, scale)
    return sum(x - 8 <= here <= x + _EDGE_WIDTH + 8 and y - 20 <= high <= y + 24 for here, high in line)


def _along(trend: Trend, scale: Scale) -> Iterator[tuple[float, float]]:
    """Places on the line, close enough that no words fit between two of them."""
    at = [(scale.x(each.on), scale.y(each.value)) for each in trend.points if each.value is not None]
    yield from at
    for (x, y), (next_x, next_y) in pairwise(at):
        steps = int((next_x - x) // 12) + 1
        yield from ((x + (next_x - x) * n / steps, y + (next_y - y) * n / steps) for n in range(1, steps))


def _axis(trend: Trend, scale: Scale) -> Iterator[str]:
    yield element("path", class_="trend-floor", d=f"M{LEFT:.0f} {BOTTOM}H{RIGHT:.0f}")
    ticks = "".join(f"M{scale.x(each):.1f} {BOTTOM}v6" for each in trend.sessions if scale.holds(each))
    if ticks:
        yield element("path", class_="trend-sessions", d=ticks)
    if trend.review_on is not None:
        x = scale.x(trend.review_on)
        yield element("path", class_="trend-review", d=f"M{x:.1f} {TOP}V{BOTTOM}")
        end = " trend-end" if x > WIDTH / 2 else ""
        yield element("text", "review", x=x - 4 if end else x + 4, y=TOP + 10, class_=f"trend-word{end}")
    for day, x in fit_labels(_days_named(trend), scale):
        yield element("text", short_day(day, with_year=scale.years), x=x, y=BOTTOM + 21, class_="trend-day")


def _days_named(trend: Trend) -> list[date]:
    """The days that matter most first: where it began, where it is, when to look, then the rest."""
    days = [each.on for each in trend.points]
    ends = [*days[:1], *days[-1:]]
    return [*ends, *([trend.review_on] if trend.review_on else []), *days[len(days) // 2 :][:1]]


def _line(trend: Trend, scale: Scale) -> Iterator[str]:
    """Scores in a row are joined; across one that is missing the line is broken."""
    drawn, broken = "", ""
    before: TrendPoint | None = None
    gap = False
    for each in trend.points:
        if each.value is None:
            gap = True
            continue
        here = f"{scale.x(each.on):.1f} {scale.y(each.value):.1f}"
        if before is not None:
            step = f"M{scale.x(before.on):.1f} {scale.y(before.value or 0.0):.1f}L{here}"
            drawn, broken = (drawn, broken + step) if gap else (drawn + step, broken)
        before, gap = each, False
    if drawn:
        yield element("path", class_="trend-line", d=drawn)
    if broken:
        yield element("path", class_="trend-line trend-gap", d=broken)


def _points(trend: Trend, scale: Scale) -> Iterator[str]:
    many = len(trend.scored) > MANY
    for each in trend.points:
        x = scale.x(each.on)
        if each.value is None:
            yield element("path", class_="trend-missing", d=f"M{x - 3:.1f} {BOTTOM - 9}l6 6m0 -6l-6 6")
            continue
        y, end = scale.y(each.value), each in (trend.scored[0], trend.scored[-1])
        told = element("title", words(f"{day_and_year(each.on)}: {score_in_words(each)}"))
        yield element("circle", told, cx=x, cy=y, r=1.8 if many and not end else 4.5, class_="trend-point")
        if end or not many:
            above = y - 9 if y - 9 > TOP + 12 else y + 18
            yield element("text", number_in_words(each.value), x=x, y=above, class_="trend-value")


def _words_above(trend: Trend) -> Iterator[str]:
    down = trend.worse == "higher"
    arrow = "M4 3v10m-3.5 -3.5l3.5 3.5l3.5 -3.5" if down else "M4 13v-10m-3.5 3.5l3.5 -3.5l3.5 3.5"
    yield element("path", class_="trend-arrow", d=arrow)
    yield element("text", better_way(trend).lower(), x=14, y=12, class_="trend-word")
    if not trend.scored:
        yield element("text", "no score yet", x=LEFT + 10, y=(TOP + BOTTOM) / 2, class_="trend-word")
