"""Where does a score lie, and a day? The axes of a trend, and which days can be named beside each other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil, floor

from unknot.drawing.trend_values import Trend

WIDTH, HEIGHT = 360.0, 212.0
LEFT, RIGHT, TOP, BOTTOM = 30.0, 346.0, 22.0, 186.0
SHORT = 25
"""Scales up to so long are shown whole: zooming in would make a small change look large."""
SHARE = 0.4
"""Of a longer scale at least so much is shown, for the same reason."""
_LETTER = 6.2


@dataclass(frozen=True)
class Scale:
    """Scores from `low` to `high` upwards, days from `first` on to the right."""

    low: float
    high: float
    first: date
    days: int
    levels: tuple[float, ...]

    def x(self, day: date) -> float:
        """Where a day lies; a little in from the edges, for the marks on it."""
        return LEFT + 10 + (RIGHT - LEFT - 20) * (day - self.first).days / self.days

    def y(self, value: float) -> float:
        """Where a score lies."""
        return BOTTOM - (BOTTOM - TOP - 8) * (value - self.low) / (self.high - self.low)

    def holds(self, day: date) -> bool:
        """The picture reaches that day."""
        return 0 <= (day - self.first).days <= self.days

    @property
    def years(self) -> bool:
        """Its days lie so far apart that their year must be said."""
        return self.days > 300


def scale_of(trend: Trend) -> Scale:
    """Axes that hold every score, session and review; a week wide where there is one day only."""
    days = [*(each.on for each in trend.points), *trend.sessions, *filter(None, (trend.review_on,))]
    first, last = (min(days), max(days)) if days else (date(2000, 1, 1), date(2000, 1, 1))
    low, high = _window(trend)
    return Scale(low, high, first, max((last - first).days, 7), _levels(low, high))


def _window(trend: Trend) -> tuple[float, float]:
    """The whole scale, or around the scores and the band where it is long."""
    values = [each.value for each in trend.points if each.value is not None]
    if trend.high - trend.low <= SHORT or not values:
        return trend.low, trend.high
    reach = max(trend.band.better, trend.band.worse) if trend.band else 0.0
    low, high = min(*values, values[0] - reach), max(*values, values[0] + reach)
    spare = max((trend.high - trend.low) * SHARE - (high - low), 0.0) / 2
    low, high = floor((low - spare) / 10) * 10.0, ceil((high + spare) / 10) * 10.0
    return max(low, trend.low), min(high, trend.high)


def _levels(low: float, high: float) -> tuple[float, ...]:
    """Both ends, and a few round numbers between them."""
    step = next(each for each in (1, 2, 3, 4, 5, 10, 20, 25, 50, 100) if (high - low) / each <= 6)
    between = [low + step * n for n in range(1, ceil((high - low) / step))]
    return (low, *(each for each in between if high - each > step / 2), high)


def fit_labels(days: Iterable[date], scale: Scale) -> Iterator[tuple[date, float]]:
    """Days with the place where their names begin, the first ones first; what would touch another is left out."""
    taken: list[tuple[float, float]] = []
    for day in dict.fromkeys(days):
        x, wide = scale.x(day), _LETTER * len(short_day(day, with_year=scale.years))
        begins = min(max(x - wide / 2, LEFT), RIGHT - wide)
        if any(begins < end + 8 and begin < begins + wide + 8 for begin, end in taken):
            continue
        taken.append((begins, begins + wide))
        yield day, begins


def short_day(day: date, *, with_year: bool) -> str:
    """A day under an axis.

    >>> short_day(date(2026, 12, 3), with_year=False), short_day(date(2026, 12, 3), with_year=True)
    ('3 Dec', '3 Dec 2026')
    """
    return f"{day.day} {day:%b %Y}" if with_year else f"{day.day} {day:%b}"
