"""One measure over time as a page shows it, to whoever treats and to its client."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from unknot.clinical.dated_scores import Series
from unknot.drawing.markup import Drawn
from unknot.drawing.trend import draw_trend
from unknot.drawing.trend_key import draw_key
from unknot.drawing.trend_values import TrendRow, trend_of, trend_rows


@dataclass(frozen=True)
class ShownTrend:
    """The change in words, and the picture with its key and its table."""

    title: str
    words: str
    picture: Drawn
    key: Drawn
    rows: tuple[TrendRow, ...]


def shown_trend(
    series: Series, *, words: str, sessions: Sequence[date], review_on: date | None
) -> ShownTrend:
    trend = trend_of(series, sessions=sessions, review_on=review_on)
    return ShownTrend(
        title=series.measure.title,
        words=words,
        picture=draw_trend(trend, prefix=f"trend-{series.measure.id}"),
        key=draw_key(trend),
        rows=trend_rows(trend),
    )
