"""Does a measure hold together: items where the licence allows them, a score its items can give, sourced changes?"""

from collections.abc import Sequence

from unknot.clinical.measures import Band, Item, Measure, Subscale
from unknot.clinical.shapes import Place

__all__ = ["check_measure"]


def check_measure(row: Measure, place: Place) -> None:
    """Refuses a measure that shows what it may not, or whose score and changes do not follow from it."""
    if row.worse not in ("higher", "lower"):
        raise place.inside("worse").refuse(found=row.worse, accepted="higher, lower")
    if row.high <= row.low:
        raise place.inside("high").refuse(found=row.high, accepted=f"more than {row.low:g}")
    check_licence(row, place)
    check_items(row, place)
    for number, each in enumerate(row.subscales):
        check_subscale(each, row, place.inside("subscales").inside(number))
    if row.bands:
        check_bands(row.bands, int(row.low), int(row.high), place.inside("bands"))
    check_changes(row, place)
    check_code(row, place)


def check_licence(row: Measure, place: Place) -> None:
    """What the licence keeps from being shown is not in the file at all."""
    if not row.may_ship_items:
        for field in ("items", "question", "instruction", "subscales"):
            if getattr(row, field):
                raise place.inside(field).refuse(
                    found="words of a form whose licence does not let them be shown", accepted="nothing"
                )
    if (row.scoring == "given") == row.may_ship_items:
        raise place.inside("scoring").refuse(
            found=row.scoring,
            accepted="single, sum or mean" if row.may_ship_items else "given: only the score is kept",
        )


def check_items(row: Measure, place: Place) -> None:
    """A single question or items, and no score that the items cannot give."""
    here = place.inside("items")
    if (row.scoring in ("sum", "mean")) != bool(row.items):
        raise here.refuse(
            found=f"{len(row.items)} items, scoring {row.scoring}", accepted="items for sum or mean"
        )
    if row.scoring == "single" and not row.question:
        raise place.inside("question").refuse(found="nothing", accepted="the question, as it is asked")
    ids = [each.id for each in row.items]
    if len(set(ids)) < len(ids):
        raise here.refuse(found=ids, accepted="each id once")
    for number, each in enumerate(row.items):
        check_item(each, here.inside(number))
    check_range(row, here)
    check_missing(row, place)


def check_item(item: Item, place: Place) -> None:
    """Words, a range, and labels for its ends or for every value."""
    if not item.text.strip():
        raise place.inside("text").refuse(found="nothing", accepted="the words of the item")
    if item.high <= item.low:
        raise place.inside("high").refuse(found=item.high, accepted=f"more than {item.low}")
    values = item.high - item.low + 1
    if len(item.labels) not in (0, 2, values):
        raise place.inside("labels").refuse(
            found=f"{len(item.labels)} labels", accepted=f"none, 2 for the ends, or {values}"
        )


def check_range(row: Measure, place: Place) -> None:
    """The lowest and highest score are those the items give."""
    if not row.items:
        return
    lows, highs = [each.low for each in row.items], [each.high for each in row.items]
    share = len(row.items) if row.scoring == "mean" else 1
    gives = sum(lows) / share, sum(highs) / share
    if gives != (row.low, row.high):
        raise place.refuse(
            found=f"items that give {gives[0]:g} to {gives[1]:g}", accepted=f"{row.low:g} to {row.high:g}"
        )


def check_missing(row: Measure, place: Place) -> None:
    """A rule for what was left out fits how the measure is scored."""
    fits = {"no_score": True, "counts_as_no": row.scoring == "sum", "mean_of_answered": row.scoring == "mean"}
    if not fits[row.missing]:
        raise place.inside("missing").refuse(
            found=row.missing, accepted=[each for each in fits if fits[each]]
        )
    if not 1 <= row.least_answered <= max(len(row.items), 1):
        raise place.inside("least_answered").refuse(
            found=row.least_answered, accepted=f"1 to {max(len(row.items), 1)}"
        )


def check_subscale(subscale: Subscale, row: Measure, place: Place) -> None:
    """Items of its own measure, and bands over what they give."""
    items = {each.id: each for each in row.items}
    for each in subscale.items:
        if each not in items:
            raise place.inside("items").refuse(found=each, accepted=f"one of the items: {', '.join(items)}")
    if not subscale.items or row.scoring != "sum":
        raise place.inside("items").refuse(found=f"{len(subscale.items)} items", accepted="items of a sum")
    if subscale.bands:
        low, high = (sum(getattr(items[each], end) for each in subscale.items) for end in ("low", "high"))
        check_bands(subscale.bands, low, high, place.inside("bands"))


def check_bands(bands: Sequence[Band], low: int, high: int, place: Place) -> None:
    """Every whole score lies in exactly one band."""
    expected = low
    for number, band in enumerate(bands):
        if band.low != expected or band.high < band.low:
            raise place.inside(number).refuse(
                found=f"{band.low} to {band.high}", accepted=f"a band from {expected} on"
            )
        expected = band.high + 1
    if expected != high + 1:
        raise place.refuse(found=f"bands up to {expected - 1}", accepted=f"bands up to {high}")


def check_changes(row: Measure, place: Place) -> None:
    """A change that counts says among whom it was found, and by which source."""
    for change in ("mcid", "mdc"):
        value = getattr(row, change)
        if value is not None and not 0 < value <= row.high - row.low:
            raise place.inside(change).refuse(
                found=value, accepted=f"more than 0, at most {row.high - row.low:g}"
            )
        for said in ("population", "sources"):
            if (value is not None) != bool(getattr(row, f"{change}_{said}")):
                raise place.inside(f"{change}_{said}").refuse(
                    found="a number without it, or it without a number",
                    accepted=f"both, or no {change} at all",
                )
    steps = [each.low for each in row.mcid_by_first]
    if steps != sorted(set(steps)) or (steps and row.mcid is None):
        raise place.inside("mcid_by_first").refuse(found=steps, accepted="rising first scores beside an mcid")


def check_code(row: Measure, place: Place) -> None:
    """No code that nobody has read in a source."""
    if row.loinc and not row.loinc_verified:
        raise place.inside("loinc").refuse(found=row.loinc, accepted="a code that was verified, or none")
