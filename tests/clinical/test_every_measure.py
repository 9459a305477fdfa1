"""Every measure, written down by hand: its ends, each edge of each band, what is left out, and the change that counts.

A measure that comes to the knowledge without a row here fails; so does one whose numbers move.
"""

from itertools import combinations
from typing import NamedTuple

import pytest

from tests.clinical.courses_of_scores import MEASURES
from unknot.clinical.measures import Band
from unknot.clinical.scoring import score, smallest_change


class ByHand(NamedTuple):
    """`bands` and `parts` as "from-to name"; `changes` from first scores to the smallest change, None where unknown."""

    low: float
    high: float
    worse: str
    bands: str
    changes: dict[float, float | None]
    sources: str
    parts: str = ""
    left_out: str = "no_score"


TWO = "OURS"  # our own working numbers
T_SCORE = "2 to 6 of T by its owners, the largest taken; 50 is average"
AT_MOST_TWO = "0-2 below the line, 3-6 positive: ask further"
SEVEN = (
    "1-1 very much better, 2-2 much better, 3-3 a little better, 4-4 no change, 5-5 a little worse, 6-6 much worse, "
    "7-7 very much worse"
)

# The last edge of each step of the first score, and the first of the next.
PAIN = {0: 2, 1: 1.77, 4: 1.77, 5: 2, 7: 2, 8: 4, 10: 4}
TABLE = {
    "pain_nrs": ByHand(0, 10, "higher", "", PAIN, "FARRAR01 SALAFFI04; NRS-DE: 1, 2 and 3-4 by the first; error 1.77"),
    "peg": ByHand(0, 10, "higher", "", {0: 1.75, 10: 1.75}, "REED24: 1.0 to 1.75 on anchors, the largest taken"),
    "psfs": ByHand(0, 10, "lower", "", {0: 2.3, 10: 2.3}, "from memory: medium 2.3, error 2", left_out="mean of three"),
    "ndi": ByHand(0, 50, "higher", "", {0: 10, 50: 10}, "SHERMAN14: 5; error up to 10 (m), the larger"),
    "rdq": ByHand(0, 24, "higher", "", {0: 2, 24: 2}, "CHERKIN11: 2; ROLAND00: a blank is a no", left_out="no"),
    "odi": ByHand(0, 100, "higher", "", {0: 13, 100: 13}, "10 (m); 13 ODI-IR, the larger"),
    "phq_4": ByHand(
        0, 12, "higher", "0-2 none, 3-5 mild, 6-8 moderate, 9-12 severe", {0: 2, 12: 2}, "NINDS-PHQ4; 2 is ours",
        parts=AT_MOST_TWO,
    ),
    "gad_2": ByHand(0, 6, "higher", AT_MOST_TWO, {0: None, 6: None}, "PHQ-NZ: 3 or more"),
    "phq_2": ByHand(0, 6, "higher", AT_MOST_TWO, {0: None, 6: None}, "PHQ-NZ: 3 or more"),
    "sleep_nrs": ByHand(0, 10, "higher", "", {0: 2, 10: 2}, TWO),
    "stress_nrs": ByHand(0, 10, "higher", "", {0: 2, 10: 2}, TWO),
    "fatigue_nrs": ByHand(0, 10, "higher", "", {0: 2, 10: 2}, TWO),
    "concentration_nrs": ByHand(0, 10, "higher", "", {0: 2, 10: 2}, TWO),
    "well_being_nrs": ByHand(0, 10, "lower", "", {0: 2, 10: 2}, TWO),
    "body_comfort": ByHand(0, 10, "lower", "", {0: 2, 10: 2}, TWO),
    "pss_4": ByHand(0, 16, "higher", "", {0: None, 16: None}, "none accepted"),
    "pss_10": ByHand(0, 40, "higher", "", {0: None, 40: None}, "none accepted"),
    "isi": ByHand(
        0, 28, "higher", "0-7 no insomnia that matters, 8-14 below the line, 15-21 moderate, 22-28 severe",
        {0: 8.4, 28: 8.4}, "ISI11",
    ),
    "who_5": ByHand(
        0, 100, "lower", "0-50 low: ask further, 51-100 above the line", {0: 10, 100: 10}, "WHO5: 50 or less; 10 points"
    ),
    "promis_pain_interference": ByHand(0, 100, "higher", "", {0: 6, 100: 6}, T_SCORE),
    "promis_sleep_disturbance": ByHand(0, 100, "higher", "", {0: 6, 100: 6}, T_SCORE),
    "promis_fatigue": ByHand(0, 100, "higher", "", {0: 6, 100: 6}, T_SCORE),
    "promis_physical_function": ByHand(0, 100, "lower", "", {0: 6, 100: 6}, T_SCORE),
    "global_change": ByHand(1, 7, "higher", SEVEN, {1: None, 7: None}, "7-point; much better counts"),
    "session_rating": ByHand(0, 10, "lower", "", {0: None, 10: None}, TWO),
}  # fmt: skip
ROWS = pytest.mark.parametrize("measure", TABLE)


def bands_in(text: str) -> list[tuple[int, int, str]]:
    """The bands as they are written in the table."""
    found = []
    for each in filter(None, text.split(", ")):
        span, title = each.split(" ", 1)
        low, high = span.split("-")
        found.append((int(low), int(high), title))
    return found


def every_value(bands: list[tuple[int, int, str]]) -> dict[int, str]:
    return {value: title for low, high, title in bands for value in range(low, high + 1)}


def named_at(bands: tuple[Band, ...], value: float) -> str:
    return next((each.title for each in bands if each.low <= value <= each.high), "")


def all_at(measure: str, end: str) -> dict[str, float]:
    """Every item at its low or its high end."""
    row = MEASURES[measure]
    if not row.items:
        return {measure: int(getattr(row, end))}
    return {each.id: getattr(each, end) for each in row.items}


def test_every_measure_of_the_knowledge_has_a_row() -> None:
    assert set(TABLE) == set(MEASURES)


@ROWS
def test_its_ends_and_which_way_is_worse_are_as_published(measure: str) -> None:
    by_hand, row = TABLE[measure], MEASURES[measure]
    assert (row.low, row.high, row.worse) == (by_hand.low, by_hand.high, by_hand.worse), by_hand.sources


@ROWS
@pytest.mark.parametrize("end", ["low", "high"])
def test_every_item_at_one_end_is_that_end_of_the_scale(measure: str, end: str) -> None:
    assert score(MEASURES[measure], all_at(measure, end)).value == getattr(TABLE[measure], end)


@ROWS
def test_every_whole_score_has_the_band_written_by_hand(measure: str) -> None:
    by_hand, row = every_value(bands_in(TABLE[measure].bands)), MEASURES[measure]
    for value in range(int(row.low), int(row.high) + 1):
        assert named_at(row.bands, value) == by_hand.get(value, ""), (value, TABLE[measure].sources)


def test_every_subscale_has_the_band_written_by_hand_at_every_score() -> None:
    assert {each for each in MEASURES if MEASURES[each].subscales} == {
        each for each in TABLE if TABLE[each].parts
    }
    for measure, by_hand in TABLE.items():
        for part in MEASURES[measure].subscales:
            for value, title in every_value(bands_in(by_hand.parts)).items():
                assert named_at(part.bands, value) == title, (part.id, value)


@pytest.mark.parametrize("measure", [each for each in TABLE if TABLE[each].bands and MEASURES[each].items])
def test_answers_that_come_to_each_score_are_given_its_band(measure: str) -> None:
    """Points are handed out one by one, so that every sum is reached through the answers themselves."""
    row, by_hand = MEASURES[measure], every_value(bands_in(TABLE[measure].bands))
    answers: dict[str, float] = dict.fromkeys((each.id for each in row.items), 0)
    for total in range(int(row.high) + 1):
        found = score(row, answers)
        assert (found.value, found.band) == (total, by_hand[total])
        room = [each.id for each in row.items if answers[each.id] < each.high]
        if room:
            answers[room[total % len(room)]] += 1


@pytest.mark.parametrize(
    "measure", [each for each in TABLE if TABLE[each].bands and not MEASURES[each].items]
)
def test_a_single_score_is_given_its_band_at_every_value(measure: str) -> None:
    for value, title in every_value(bands_in(TABLE[measure].bands)).items():
        assert score(MEASURES[measure], {measure: value}).band == title


@ROWS
def test_nothing_answered_is_never_a_score(measure: str) -> None:
    found = score(MEASURES[measure], {})
    assert (found.value, found.band) == (None, "")


@pytest.mark.parametrize("measure", [each for each in TABLE if TABLE[each].left_out == "no_score"])
def test_one_item_left_out_is_no_score(measure: str) -> None:
    full = all_at(measure, "high")
    for each in full:
        found = score(MEASURES[measure], {item: value for item, value in full.items() if item != each})
        assert (found.value, found.missing) == (None, (each,))


def test_of_the_activities_any_three_are_enough_and_no_two() -> None:
    assert [each for each in TABLE if TABLE[each].left_out == "mean of three"] == ["psfs"]
    rated = dict(zip(all_at("psfs", "low"), (2, 4, 6, 8, 10), strict=True))
    for count in range(1, 6):
        for some in combinations(rated, count):
            value = score(MEASURES["psfs"], {each: rated[each] for each in some}).value
            assert value == (sum(rated[each] for each in some) / count if count >= 3 else None)


def test_a_sentence_left_blank_is_a_no() -> None:
    assert [each for each in TABLE if TABLE[each].left_out == "no"] == ["rdq"]
    ticks = list(all_at("rdq", "high"))
    for count in range(1, 25):
        found = score(MEASURES["rdq"], dict.fromkeys(ticks[:count], 1))
        assert (found.value, len(found.missing)) == (count, 24 - count)


@ROWS
def test_the_change_that_counts_is_the_one_written_by_hand(measure: str) -> None:
    by_hand, row = TABLE[measure], MEASURES[measure]
    for first, change in by_hand.changes.items():
        assert smallest_change(row, first=first) == change, (first, by_hand.sources)


@ROWS
def test_every_edge_of_a_first_score_is_in_the_table(measure: str) -> None:
    row = MEASURES[measure]
    edges = {row.low, row.high}
    for step in row.mcid_by_first:
        edges |= {step.low, max(step.low - 1, row.low)}
    assert edges <= set(TABLE[measure].changes)
