"""What do the answers to a measure come to, and which change from the first score counts?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from unknot.clinical.errors import ClientFileError, nearest_ids
from unknot.clinical.measures import Band, Item, Measure, Subscale

__all__ = ["Score", "band_at", "score", "smallest_change", "subscore"]


@dataclass(frozen=True)
class Score:
    """A score; None where too much was left out. `missing` are the items nobody answered."""

    value: float | None
    missing: tuple[str, ...] = ()
    band: str = ""
    subscales: Mapping[str, "Score"] = field(default_factory=dict)


def score(measure: Measure, answers: Mapping[str, float]) -> Score:
    """The score of answers by item id. What has one question, or is only kept, is answered under the measure's id.

    Raises ClientFileError for an unknown item, or a value the item does not have. Answers left out follow the
    published rule of the measure; nothing answered at all is never a score.
    """
    items = {each.id: each for each in measure.asked}
    for item_id, answer in answers.items():
        check_answer(measure, items, item_id, answer)
    missing = tuple(each for each in items if each not in answers)
    value = total(measure, [answers[each] for each in items if each in answers])
    return Score(
        value=value,
        missing=missing,
        band=band_of(measure.bands, value),
        subscales={each.id: subscore(measure, each, answers) for each in measure.subscales},
    )


def check_answer(measure: Measure, items: Mapping[str, Item], item_id: str, value: object) -> None:
    """Refuses what the measure does not ask, and what its scale does not have."""
    if item_id not in items:
        raise ClientFileError(
            file="answers", path=measure.id, found=item_id, accepted=f"one of {', '.join(items)}",
            nearest=nearest_ids(item_id, items),
        )  # fmt: skip
    item, kinds = items[item_id], (int,) if measure.whole else (int, float)
    low, high = (item.low, item.high) if measure.items else (measure.low, measure.high)
    # True is an int to Python, and NaN compares as false with everything: neither may pass for a number.
    if isinstance(value, bool) or not isinstance(value, kinds) or not low <= value <= high:
        number = "a whole number" if measure.whole else "a number"
        raise ClientFileError(
            file="answers",
            path=f"{measure.id}.{item_id}",
            found=repr(value),
            accepted=f"{number} from {low:g} to {high:g}",
        )


def total(measure: Measure, given: Sequence[float]) -> float | None:
    """The score of what was answered, by the measure's scoring and its rule for what was left out."""
    if len(given) < fewest(measure):
        return None
    return sum(given) / len(given) if measure.scoring == "mean" else sum(given)


def fewest(measure: Measure) -> int:
    """How many answers make a score."""
    return len(measure.asked) if measure.missing == "no_score" else measure.least_answered


def subscore(measure: Measure, subscale: Subscale, answers: Mapping[str, float]) -> Score:
    """A subscale by the same rule: whole, unless what is left out counts as a no."""
    given = [answers[each] for each in subscale.items if each in answers]
    missing = tuple(each for each in subscale.items if each not in answers)
    enough = not missing or (measure.missing == "counts_as_no" and answers)
    value = sum(given) if enough else None
    return Score(value=value, missing=missing, band=band_of(subscale.bands, value))


def band_of(bands: Iterable[Band], value: float | None) -> str:
    """What the score is called; empty where it has no name."""
    band = band_at(bands, value)
    return band.title if band else ""


def band_at(bands: Iterable[Band], value: float | None) -> Band | None:
    """The band a score lies in; None for no score, and where the measure has no bands."""
    if value is None:
        return None
    return next((each for each in bands if each.low <= value <= each.high), None)


def smallest_change(measure: Measure, *, first: float) -> float | None:
    """The change from a first score that counts: the larger of what people notice and the error of the measure.

    None where neither is known: then no change may be called one.
    """
    noticed = measure.mcid
    for step in measure.mcid_by_first:
        if step.low <= first:
            noticed = step.change
    return max((each for each in (noticed, measure.mdc) if each is not None), default=None)
