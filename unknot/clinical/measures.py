"""The numbers followed over visits, as rows: what is asked, how it is scored, which change counts, what may be shown.

Scoring answers is `scoring`'s; whether a row holds together is checked in `measure_checks`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from unknot.clinical.vocabulary import Citation, Listed

__all__ = ["Band", "Item", "Measure", "Step", "Subscale", "is_our_own"]

OURS = "OURS"


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question of a measure. `labels` name its ends, or each of its values.

    Where it is `named_by_client`, the client's own words stand in place of `text`.
    """

    id: str
    text: str
    low: int
    high: int
    labels: tuple[str, ...] = ()
    named_by_client: bool = False
    loinc: str = ""

    def label_of(self, value: int) -> str:
        """The words at a value, empty where it has none."""
        if len(self.labels) == self.high - self.low + 1:
            return self.labels[value - self.low]
        return dict(zip((self.low, self.high), self.labels, strict=False)).get(value, "")


@dataclass(frozen=True, kw_only=True)
class Band:
    """What a score from `low` to `high` is called.

    `alarm` is what a score in it asks of whoever treats: nothing, to tell them, or to refer. `counts` stands where the
    measure asks for the change itself, and says which answers count as one.
    """

    low: int
    high: int
    title: str
    alarm: Literal["", "tell", "refer"] = ""
    counts: Literal["", "better", "worse"] = ""


@dataclass(frozen=True, kw_only=True)
class Subscale:
    """Some items of a measure, summed by themselves."""

    id: str
    title: str
    items: tuple[str, ...]
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Step:
    """The smallest change that matters to people whose first score was `low` or more."""

    low: float
    change: float


@dataclass(frozen=True, kw_only=True)
class Measure(Listed):
    """A number followed over visits. `worse` says which way is worse, `mcid` is the smallest change people notice.

    `scoring` says how answers become the score; "given" means that only a score made elsewhere is kept, because
    the licence does not let us show the items. `missing` is the published rule for what was left out: no score, a
    statement not ticked is a no, or the mean of at least `least_answered`. `moment` is when it is asked: before a
    session or after it.
    """

    question: str = ""
    instruction: str = ""
    items: tuple[Item, ...] = ()
    scoring: Literal["single", "sum", "mean", "given"]
    missing: Literal["no_score", "counts_as_no", "mean_of_answered"] = "no_score"
    least_answered: int = 1
    subscales: tuple[Subscale, ...] = ()
    bands: tuple[Band, ...] = ()
    low: float
    high: float
    whole: bool = True
    worse: str
    mcid: float | None = None
    mcid_percent: int | None = None
    mcid_by_first: tuple[Step, ...] = ()
    mcid_words: str = ""
    mcid_population: str = ""
    mcid_sources: tuple[Citation, ...] = ()
    mdc: float | None = None
    mdc_population: str = ""
    mdc_sources: tuple[Citation, ...] = ()
    loinc: str = ""
    loinc_verified: bool = False
    licence: str
    attribution: str = ""
    may_ship_items: bool
    moment: Literal["before", "after"] = "before"

    @property
    def asked(self) -> tuple[Item, ...]:
        """What is answered: the items, or the one question; where a score is given, the score itself."""
        if self.items:
            return self.items
        return (Item(id=self.id, text=self.question or self.title, low=int(self.low), high=int(self.high)),)

    @property
    def cited(self) -> tuple[Citation, ...]:
        """Every source of the measure, each once."""
        return tuple(dict.fromkeys((*self.sources, *self.mcid_sources, *self.mdc_sources)))


def is_our_own(sources: Iterable[Citation]) -> bool:
    """Whether nobody but this house says a number."""
    return all(each.key == OURS for each in sources)
