"""Has a measure changed by more than the smallest change that counts, which number is that, and who found it?

Improvement has to pass the larger of what people notice and the error of measuring. Where a share of the first score is
published beside the points ("2 points or 30 %"), the share does as well, as long as it is more than the error; where no
error is known, a share of a low score could be chance, and only the points count (d).

Getting worse is judged by the smallest number that is past the error (d): the published ones were found in people who
got better, and what asks somebody to look must not be slower than what says it helped.
"""

from dataclasses import dataclass
from enum import Enum

from unknot.clinical.dated_scores import DatedScore, Series, worse_by
from unknot.clinical.measures import Measure
from unknot.clinical.scoring import band_at, smallest_change
from unknot.clinical.vocabulary import Citation

__all__ = [
    "Change",
    "Counted",
    "Threshold",
    "can_be_judged",
    "change_in",
    "has_no_room",
    "to_improve",
    "to_worsen",
]

# What is left of a difference of two fractions is never exact: 7.1 - 5.1 is less than 2 to a computer.
_NOTHING = 1e-9


class Counted(Enum):
    """What a change comes to. The first four are judged, the others say why nothing can be."""

    IMPROVED = "improved"
    SAME = "same"
    WORSE = "worse"
    NO_ROOM = "no_room"
    """It began so near the best that no change for the better could count."""
    NO_THRESHOLD = "no_threshold"
    """Nobody knows which change counts."""
    NO_START = "no_start"
    """Not answered at the beginning, or not enough of it."""
    NOT_AGAIN = "not_again"
    """Answered on one day only."""
    MISSING = "missing"
    """Too much was left out the last time."""
    OTHER_ITEMS = "other_items"
    """The last time other activities were rated."""


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """The change that counts, what it is (noticed, error or share), among whom it was found, and by which source."""

    points: float
    kind: str
    population: str
    sources: tuple[Citation, ...]


@dataclass(frozen=True, kw_only=True)
class Change:
    """One measure from its first score to its last. `better_by` is below zero where it got worse."""

    measure: Measure
    counted: Counted
    first: DatedScore | None = None
    last: DatedScore | None = None
    better_by: float = 0.0
    threshold: Threshold | None = None
    near_goal: bool = False

    @property
    def percent(self) -> int | None:
        """The change as a share of the first score, None where that is nothing."""
        if self.first is None or not self.first.value:
            return None
        return round(100 * self.better_by / self.first.value)


def change_in(series: Series) -> Change:
    """What became of a measure. Worse is said of the last score there is, better never of one that is missing."""
    first, last, measure = series.first, series.last, series.measure
    if first is None or first.value is None:
        return Change(measure=measure, counted=_by_its_own_words(series) or Counted.NO_START, last=last)
    if last is None or last.value is None or last.on == first.on:
        counted = Counted.MISSING if series.last_is_missing else Counted.NOT_AGAIN
        return Change(measure=measure, counted=_by_its_own_words(series) or counted, first=first, last=first)
    worse = worse_by(measure, first.value, last.value)
    return Change(
        measure=measure,
        counted=_counted(series, first, last, worse),
        first=first,
        last=last,
        better_by=-worse,
        threshold=to_worsen(measure) if worse > 0 else to_improve(measure, first=first.value),
        near_goal=has_no_room(measure, last.value) and not series.last_is_missing,
    )


def _counted(series: Series, first: DatedScore, last: DatedScore, worse: float) -> Counted:
    if (own := _by_its_own_words(series)) is not None:
        return own
    if not series.comparable(first, last):
        return Counted.OTHER_ITEMS
    needed = to_improve(series.measure, first=first.value or 0.0)
    if needed is None:
        return Counted.NO_THRESHOLD
    if is_worse(series, first, last):
        return Counted.WORSE
    if series.last_is_missing:
        return Counted.MISSING
    if -worse >= needed.points - _NOTHING:
        return Counted.IMPROVED
    return Counted.NO_ROOM if has_no_room(series.measure, first.value or 0.0) else Counted.SAME


def is_worse(series: Series, earlier: DatedScore, later: DatedScore) -> bool:
    """The later of two scores is worse by a change that counts."""
    limit, one, other = to_worsen(series.measure), earlier.value, later.value
    if limit is None or one is None or other is None or not series.comparable(earlier, later):
        return False
    return worse_by(series.measure, one, other) >= limit.points - _NOTHING


def _by_its_own_words(series: Series) -> Counted | None:
    """What asks for the change itself needs no first score: its bands say what counts."""
    if series.last is None or series.last.value is None:
        return None
    band = band_at(series.measure.bands, series.last.value)
    if band is None or not any(each.counts for each in series.measure.bands):
        return None
    if band.counts == "worse":
        return Counted.WORSE
    if series.last_is_missing:
        return Counted.MISSING
    return Counted.IMPROVED if band.counts == "better" else Counted.SAME


def to_improve(measure: Measure, *, first: float) -> Threshold | None:
    """The smallest change for the better that counts from a first score; None where nobody knows one."""
    points = smallest_change(measure, first=first)
    if points is None:
        return None
    share = _share(measure, first)
    if share is not None and share < points:
        return _named(measure, share, "share")
    return _named(measure, points, "error" if points == measure.mdc else "noticed")


def _share(measure: Measure, first: float) -> float | None:
    """The published share of the first score, where an error of measuring is known, and never less than that error."""
    if measure.mcid_percent is None or measure.mdc is None:
        return None
    return max(measure.mcid_percent / 100 * first, measure.mdc)


def to_worsen(measure: Measure) -> Threshold | None:
    """The smallest change for the worse that counts."""
    noticed = [
        each for each in (measure.mcid, *(step.change for step in measure.mcid_by_first)) if each is not None
    ]
    if not noticed and measure.mdc is None:
        return None
    least, error = min(noticed, default=0.0), measure.mdc or 0.0
    return _named(measure, max(least, error), "error" if error >= least else "noticed")


def _named(measure: Measure, points: float, kind: str) -> Threshold:
    error = kind == "error" or points == measure.mdc
    return Threshold(
        points=points,
        kind="error" if error else kind,
        population=measure.mdc_population if error else measure.mcid_population,
        sources=measure.mdc_sources if error else measure.mcid_sources,
    )


def can_be_judged(measure: Measure) -> bool:
    """Somebody knows which change of it counts."""
    return to_worsen(measure) is not None or any(each.counts for each in measure.bands)


def has_no_room(measure: Measure, value: float) -> bool:
    """The best there is lies nearer than the smallest change that counts.

    Our own reading of "near the goal" (d): from here on no measuring could show that more treatment helped more.
    """
    best = measure.low if measure.worse == "higher" else measure.high
    needed = to_improve(measure, first=value)
    return needed is not None and abs(value - best) < needed.points - _NOTHING
