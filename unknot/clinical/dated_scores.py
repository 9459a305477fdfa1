"""One measure answered on one day, and the series of them: where it began, where it is, and which two may be compared.

What a difference between two means is for `changes`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from unknot.clinical.measures import Measure

__all__ = ["DatedScore", "Series", "series_of", "worse_by"]


@dataclass(frozen=True, kw_only=True)
class DatedScore:
    """A score and the answers it came from. The value is None where too much was left out for a score.

    `answers` are by item id, what was left out is not there; `named` holds the client's own words for an item.
    """

    measure: str
    on: date
    value: float | None
    answers: Mapping[str, float] = field(default_factory=dict)
    named: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Series:
    """The scores of one measure in one course, in order of their days."""

    measure: Measure
    scores: tuple[DatedScore, ...]

    @property
    def scored(self) -> tuple[DatedScore, ...]:
        """Those that came to a score."""
        return tuple(each for each in self.scores if each.value is not None)

    @property
    def days(self) -> tuple[tuple[DatedScore, ...], ...]:
        """Those that came to a score, day by day, of each day the best first: what is told twice on one day, to correct
        it or because somebody asks again, is no change from one day to another.
        """
        return tuple(tuple(those) for _, those in groupby(self.scored, key=lambda each: each.on))

    @property
    def first(self) -> DatedScore | None:
        """Where it began; None where nothing answered on the first day came to a score.

        A later day is never taken in its place: had it been worse in between, getting back would look like help.
        """
        scored = self.scored
        return scored[0] if scored and scored[0].on == self.scores[0].on else None

    @property
    def last(self) -> DatedScore | None:
        """The latest that came to a score."""
        return self.scored[-1] if self.scored else None

    @property
    def last_is_missing(self) -> bool:
        """The latest answers came to no score."""
        return bool(self.scores) and self.scores[-1].value is None

    def until(self, day: date) -> "Series":
        """The same as it stood on that day."""
        return Series(measure=self.measure, scores=tuple(each for each in self.scores if each.on <= day))

    def comparable(self, one: DatedScore, other: DatedScore) -> bool:
        """They are answers to the same: a mean over other activities would move without anybody getting better."""
        if self.measure.missing != "mean_of_answered":
            return True
        return bool(one.answers) and _asked_of(one) == _asked_of(other)


def _asked_of(score: DatedScore) -> frozenset[tuple[str, str]]:
    return frozenset((each, " ".join(score.named.get(each, "").casefold().split())) for each in score.answers)


def series_of(measure: Measure, scores: Iterable[DatedScore], *, since: date, until: date) -> Series:
    """The scores of a measure from one day to another, whatever order they come in."""
    mine = [each for each in scores if each.measure == measure.id and since <= each.on <= until]
    return Series(
        measure=measure, scores=tuple(sorted(mine, key=lambda each: (each.on, _how_bad(each, measure))))
    )


def _how_bad(score: DatedScore, measure: Measure) -> tuple[bool, float]:
    """Of one day's scores the best begins a series and the worst ends it: neither then flatters what was done."""
    if score.value is None:
        return (False, 0.0)
    return (True, score.value if measure.worse == "higher" else -score.value)


def worse_by(measure: Measure, earlier: float, later: float) -> float:
    """How much worse the later score is; below zero where it is better."""
    return later - earlier if measure.worse == "higher" else earlier - later
