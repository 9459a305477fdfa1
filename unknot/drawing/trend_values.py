"""One measure over time as values: its scores, the band in which no change counts, the sessions, and when to look.

The rows of the table and the sentence are made here, the picture in `trend`, both of the same values.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from unknot.clinical.changes import to_improve, to_worsen
from unknot.clinical.dated_scores import Series
from unknot.clinical.progress_in_words import day_in_words, number_in_words

__all__ = ["Band", "Trend", "TrendPoint", "TrendRow", "describe_trend", "trend_of", "trend_rows"]


@dataclass(frozen=True)
class TrendPoint:
    """A day and its score; None where the answers came to none. Not `comparable` where other activities were rated."""

    on: date
    value: float | None
    comparable: bool = True


@dataclass(frozen=True)
class Band:
    """From the first score: so much better, and so much worse, begins to count."""

    better: float
    worse: float


@dataclass(frozen=True, kw_only=True)
class Trend:
    """What the picture and its rows are made of. `worse` says which way is worse: higher or lower."""

    title: str
    points: tuple[TrendPoint, ...]
    low: float
    high: float
    worse: str
    band: Band | None = None
    sessions: tuple[date, ...] = ()
    review_on: date | None = None

    @property
    def scored(self) -> tuple[TrendPoint, ...]:
        """Those that came to a score."""
        return tuple(each for each in self.points if each.value is not None)

    def better_by(self, point: TrendPoint) -> float:
        """How much better than the first score."""
        first, value = self.scored[0].value or 0.0, point.value or 0.0
        return first - value if self.worse == "higher" else value - first

    def counted(self, point: TrendPoint) -> str:
        """Better, worse, or the same by the band; empty where nothing can be said."""
        if self.band is None or not point.comparable:
            return ""
        by = self.better_by(point)
        if by >= self.band.better - 1e-9:
            return "better"
        return "worse" if -by >= self.band.worse - 1e-9 else "same"


@dataclass(frozen=True)
class TrendRow:
    """A line of the table behind the picture."""

    day: str
    score: str
    change: str


def trend_of(series: Series, *, sessions: Sequence[date] = (), review_on: date | None = None) -> Trend:
    """The trend of a measure's series. Without a first score, or where nobody knows what counts, there is no band."""
    measure, first = series.measure, series.first
    better = to_improve(measure, first=first.value) if first and first.value is not None else None
    worse = to_worsen(measure)
    return Trend(
        title=measure.title,
        points=tuple(
            TrendPoint(each.on, each.value, first is None or each is first or series.comparable(first, each))
            for each in series.scores
        ),
        low=measure.low,
        high=measure.high,
        worse=measure.worse,
        band=Band(better.points, worse.points) if better and worse else None,
        sessions=tuple(sessions),
        review_on=review_on,
    )


def trend_rows(trend: Trend) -> tuple[TrendRow, ...]:
    """Every score as a line, the first first."""
    return tuple(
        TrendRow(day_and_year(each.on), score_in_words(each), _change(trend, each)) for each in trend.points
    )


def day_and_year(day: date) -> str:
    """A day that may lie years back."""
    return f"{day_in_words(day)} {day.year}"


def score_in_words(point: TrendPoint) -> str:
    """A score, or that there is none."""
    return "no score" if point.value is None else number_in_words(point.value)


def _change(trend: Trend, point: TrendPoint) -> str:
    if point.value is None:
        return "too much was left out"
    if point.on == trend.scored[0].on:
        return "the first"
    if not point.comparable:
        return "other activities, not to be compared"
    by, counted = trend.better_by(point), trend.counted(point)
    if not by:
        return "as at first"
    counts = {"": "", "same": ", too little to count", "better": ", it counts", "worse": ", it counts"}[
        counted
    ]
    return f"{number_in_words(abs(by))} {'better' if by > 0 else 'worse'}{counts}"


def describe_trend(trend: Trend) -> str:
    """The same in a sentence or two."""
    if not trend.scored:
        return f"{trend.title}: no score yet."
    first, last = trend.scored[0], trend.scored[-1]
    told = f"{better_way(trend)}. {day_and_year(first.on)}: {score_in_words(first)}."
    if last is not first:
        told += f" {day_and_year(last.on)}: {score_in_words(last)}, {_change(trend, last)}."
        told += f" {len(trend.scored)} scores in all."
    if trend.review_on is not None:
        told += f" Review: {day_and_year(trend.review_on)}."
    return told


def better_way(trend: Trend) -> str:
    """Which way is better."""
    return "Lower is better" if trend.worse == "higher" else "Higher is better"
