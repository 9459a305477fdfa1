"""A measure in words: its answers, its score, what is done where answers are missing, and which change counts."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from math import ceil
from typing import Final

from unknot.clinical.changes import can_be_judged, to_improve, to_worsen
from unknot.clinical.measures import Band, Item, Measure, Subscale
from unknot.library.pages.page import rows, sentence
from unknot.library.pages.techniques import range_words

ITEMS_KEPT_BACK: Final = (
    "The licence does not let us show the questions. Whoever may use them works out the score elsewhere; only the "
    "score is kept here."
)
SCORING: Final[Mapping[str, str]] = {
    "single": "The answer is the score.",
    "sum": "The answers are added up.",
    "mean": "The score is the mean of the answers.",
    "given": "Worked out elsewhere, and typed in.",
}
MISSING: Final[Mapping[str, str]] = {
    "no_score": "No score where an answer is missing.",
    "counts_as_no": "What is left blank counts as a no. A form on which nothing was said gives no score.",
    "mean_of_answered": "The mean of what was answered, if that were at least {}; else no score.",
}
MOMENTS: Final[Mapping[str, str]] = {"before": "Before a session.", "after": "After a session."}
ALARMS: Final[Mapping[str, str]] = {
    "": "",
    "tell": " (whoever treats is told)",
    "refer": " (whoever treats is told, and asked to refer)",
}
NO_CHANGE_KNOWN: Final = "None is known, so no change of it is called one."

Rows = tuple[tuple[str, str], ...]


def range_of(measure: Measure) -> str:
    """The scale, and which way is worse."""
    return f"{measure.low:g} to {measure.high:g}; {measure.worse} is worse"


def share_answers(measure: Measure) -> bool:
    """Whether all its questions have the same answers."""
    return len(measure.items) > 1 and len({(each.low, each.high, each.labels) for each in measure.items}) == 1


def item_words(item: Item) -> str:
    """A question, or the place of one that the client names."""
    return f"{item.text}, in the client's own words" if item.named_by_client else item.text


def answer_rows(measure: Measure) -> Rows:
    """The answers in words: once where all questions share them, else beside each."""
    if share_answers(measure) or not measure.items:
        return (("Answers", answer_words(measure.asked[0])),)
    return tuple((item_words(each), answer_words(each)) for each in measure.items)


def answer_words(item: Item) -> str:
    """The values of an answer with what each is called.

    >>> answer_words(Item(id="a", text="A", low=0, high=10, labels=("No pain", "The worst")))
    '0 (No pain) to 10 (The worst)'
    """
    if (item.low, item.high, item.labels) == (0, 1, ()):
        return "1 where ticked, 0 where not"
    labelled = [(value, item.label_of(value)) for value in range(item.low, item.high + 1)]
    if all(label for _, label in labelled):
        return "; ".join(f"{value}: {label}" for value, label in labelled)
    ends = (labelled[0], labelled[-1])
    return " to ".join(f"{value} ({label})" if label else str(value) for value, label in ends)


def scoring_rows(measure: Measure) -> Rows:
    """How answers become the score, and what is done where some are missing."""
    missing = "" if measure.scoring == "given" else MISSING[measure.missing].format(measure.least_answered)
    return rows(
        ("When", MOMENTS[measure.moment]),
        ("Score", SCORING[measure.scoring]),
        ("Left out", missing),
        ("Scale", sentence(range_of(measure))),
        ("Each answer", "A whole number." if measure.whole else "Any number on the scale."),
    )


def band_rows(bands: Iterable[Band]) -> Rows:
    """What ranges of a score are called, and who is told of one."""
    return tuple((band_range(each), band_words(each)) for each in bands)


def band_words(band: Band) -> str:
    """What a range is called, and who is told of it."""
    return f"{band.title}{ALARMS[band.alarm]}"


def band_range(band: Band) -> str:
    """From where to where a band goes."""
    return range_words(band.low, band.high)


def subscale_rows(measure: Measure) -> Rows:
    """Questions that are also added up by themselves."""
    return tuple((each.title, subscale_words(each, measure)) for each in measure.subscales)


def subscale_words(subscale: Subscale, measure: Measure) -> str:
    """Which questions it adds up, and what its ranges are called."""
    numbers = [str(place) for place, item in enumerate(measure.items, 1) if item.id in subscale.items]
    called = "; ".join(f"{band_range(each)}: {band_words(each)}" for each in subscale.bands)
    return f"Questions {' and '.join(numbers)} added up. {sentence(called)}".strip()


def counting_rows(measure: Measure) -> Rows:
    """The change that counts, as scores are judged: for the better by the first score, and for the worse."""
    if not can_be_judged(measure):
        return (("A change counts", NO_CHANGE_KNOWN),)
    worse = to_worsen(measure)
    return (
        *better_rows(measure),
        *by_own_words(measure),
        *rows(("Worse by", points(worse.points) if worse else "")),
    )


def better_rows(measure: Measure) -> Rows:
    """The change for the better that counts; by first score where it is not always the same."""
    ranges = same_changes(measure)
    if len(ranges) == 1:
        return (("Better by", points(ranges[0][1])),)
    return tuple((f"Better by, from a first score of {first}", points(change)) for first, change in ranges)


def same_changes(measure: Measure) -> list[tuple[str, float]]:
    """Whole first scores in a row from which the same change counts, and that change; empty where none is known."""
    firsts = range(ceil(measure.low), int(measure.high) + 1)
    needed = ((first, to_improve(measure, first=first)) for first in firsts)
    known = ((first, each.points) for first, each in needed if each)
    grouped = groupby(known, key=lambda each: each[1])
    same = ((change, [first for first, _ in each]) for change, each in grouped)
    return [(range_words(firsts[0], firsts[-1]), change) for change, firsts in same]


def by_own_words(measure: Measure) -> Rows:
    """Answers that say themselves that something changed."""
    kinds = (("better", "Counts as better"), ("worse", "Counts as worse"))
    return rows(*((words, band_titles(measure, kind)) for kind, words in kinds))


def band_titles(measure: Measure, counts: str) -> str:
    """The bands that count as a change."""
    return "; ".join(f"{band_range(each)}: {each.title}" for each in measure.bands if each.counts == counts)


def counting_words(measure: Measure) -> str:
    """The scale and the change that counts, on one line."""
    changes = [change for _, change in same_changes(measure)]
    if not changes:
        return range_of(measure)
    least, most = min(changes), max(changes)
    return f"{range_of(measure)}; a change of {f'{least:g} to ' if least < most else ''}{points(most)} counts"


def points(change: float) -> str:
    """A change in points."""
    return f"{change:g} point{'' if change == 1 else 's'}"


def code_rows(measure: Measure) -> Rows:
    """Codes by which other programs know the score and its questions: only what was read in a source."""
    score = (("LOINC, score", measure.loinc),) if measure.loinc and measure.loinc_verified else ()
    items = measure.items if measure.may_ship_items else ()
    return (*score, *((f"LOINC, {each.text}", each.loinc) for each in items if each.loinc))
