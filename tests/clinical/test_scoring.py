"""Scores worked out by hand at every edge, and what is refused."""

import math
from typing import Any

import pytest

from unknot.clinical.errors import ClientFileError
from unknot.clinical.loading import default_knowledge
from unknot.clinical.scoring import Score, score, smallest_change

MEASURES = default_knowledge().catalogue.measures


def scored(measure: str, **answers: Any) -> Score:
    return score(MEASURES[measure], answers)


def ticked(count: int, *, shown: int = 24) -> dict[str, int]:
    """The first `count` of the sentences ticked, the others that were shown left blank."""
    return {f"sentence_{n}": int(n <= count) for n in range(1, shown + 1)}


def phq(nervous: int, worrying: int, interest: int, down: int) -> dict[str, int]:
    return {"nervous": nervous, "worrying": worrying, "interest": interest, "down": down}


def peg(pain: int, enjoyment: int, activity: int) -> dict[str, int]:
    return {"pain": pain, "enjoyment": enjoyment, "activity": activity}


def named(*values: int) -> dict[str, int]:
    return {f"activity_{n}": value for n, value in enumerate(values, start=1)}


@pytest.mark.parametrize(
    ("measure", "answers", "value", "band", "remark"),
    [
        ("pain_nrs", {"pain_nrs": 0}, 0, "", "the least"),
        ("pain_nrs", {"pain_nrs": 10}, 10, "", "the most"),
        ("peg", peg(0, 0, 0), 0, "", "the least"),
        ("peg", peg(10, 10, 10), 10, "", "the most"),
        ("peg", peg(7, 5, 4), 16 / 3, "", "a mean that is no whole number"),
        ("psfs", named(0, 0, 0), 0, "", "three activities, none of which can be done"),
        ("psfs", named(2, 4, 9), 5, "", "three are enough"),
        ("psfs", named(2, 4, 9, 3), 4.5, "", "four"),
        ("psfs", named(10, 10, 10, 10, 10), 10, "", "five, all as before"),
        ("rdq", ticked(0), 0, "", "all shown and none ticked"),
        ("rdq", ticked(24), 24, "", "all ticked"),
        ("rdq", ticked(11), 11, "", "some ticked"),
        ("rdq", {"sentence_3": 1, "sentence_19": 1}, 2, "", "only the ticks are sent: a blank is a no"),
        ("phq_4", phq(0, 0, 0, 0), 0, "none", "the least"),
        ("phq_4", phq(1, 0, 1, 0), 2, "none", "the top of none"),
        ("phq_4", phq(1, 1, 1, 0), 3, "mild", "the bottom of mild"),
        ("phq_4", phq(2, 1, 1, 1), 5, "mild", "the top of mild"),
        ("phq_4", phq(2, 2, 1, 1), 6, "moderate", "the bottom of moderate"),
        ("phq_4", phq(2, 2, 2, 2), 8, "moderate", "the top of moderate"),
        ("phq_4", phq(3, 2, 2, 2), 9, "severe", "the bottom of severe"),
        ("phq_4", phq(3, 3, 3, 3), 12, "severe", "the most"),
        ("gad_2", {"nervous": 1, "worrying": 1}, 2, "below the line", "just below a positive screen"),
        ("gad_2", {"nervous": 2, "worrying": 1}, 3, "positive: ask further", "a positive screen"),
        ("phq_2", {"interest": 0, "down": 2}, 2, "below the line", "just below a positive screen"),
        ("phq_2", {"interest": 0, "down": 3}, 3, "positive: ask further", "a positive screen"),
        ("phq_2", {"interest": 3, "down": 3}, 6, "positive: ask further", "the most"),
        ("isi", {"isi": 7}, 7, "no insomnia that matters", "a score made elsewhere"),
        ("isi", {"isi": 8}, 8, "below the line", "the next band"),
        ("isi", {"isi": 14}, 14, "below the line", "its top"),
        ("isi", {"isi": 15}, 15, "moderate", "the next band"),
        ("isi", {"isi": 21}, 21, "moderate", "its top"),
        ("isi", {"isi": 22}, 22, "severe", "the last band"),
        ("isi", {"isi": 28}, 28, "severe", "the most"),
        ("who_5", {"who_5": 50}, 50, "low: ask further", "50 is low"),
        ("who_5", {"who_5": 52}, 52, "above the line", "the next score there is"),
        ("promis_fatigue", {"promis_fatigue": 55.4}, 55.4, "", "a T-score is no whole number"),
        ("ndi", {"ndi": 50}, 50, "", "the most"),
        ("global_change", {"global_change": 1}, 1, "very much better", "the best"),
        ("global_change", {"global_change": 2}, 2, "much better", "what counts"),
        ("global_change", {"global_change": 7}, 7, "very much worse", "the worst"),
        ("session_rating", {"comfort": 10, "pressure": 7, "listening": 10}, 9, "", "a mean of three"),
    ],
)  # fmt: skip
def test_a_score_is_the_one_worked_out_by_hand(
    measure: str, answers: dict[str, float], value: float, band: str, remark: str
) -> None:
    found = score(MEASURES[measure], answers)
    assert found.value == pytest.approx(value), remark
    assert found.band == band, remark


@pytest.mark.parametrize(
    ("measure", "answers", "missing"),
    [
        ("pain_nrs", {}, 1),
        ("peg", {"pain": 4, "activity": 2}, 1),
        ("phq_4", {"nervous": 3, "worrying": 3, "down": 3}, 1),
        ("gad_2", {"nervous": 3}, 1),
        ("psfs", named(3, 3), 3),
        ("psfs", {}, 5),
        ("rdq", {}, 24),
        ("session_rating", {"comfort": 10}, 2),
        ("ndi", {}, 1),
    ],
)
def test_too_much_left_out_is_no_score(measure: str, answers: dict[str, float], missing: int) -> None:
    found = score(MEASURES[measure], answers)
    assert (found.value, found.band, len(found.missing)) == (None, "", missing)


@pytest.mark.parametrize(
    ("answers", "worry", "low_mood"),
    [
        (phq(1, 1, 0, 0), (2, "below the line"), (0, "below the line")),
        (phq(3, 0, 0, 2), (3, "positive: ask further"), (2, "below the line")),
        (phq(0, 0, 3, 0), (0, "below the line"), (3, "positive: ask further")),
        (phq(3, 3, 3, 3), (6, "positive: ask further"), (6, "positive: ask further")),
        ({"nervous": 2, "worrying": 2, "down": 1}, (4, "positive: ask further"), (None, "")),
    ],
)
def test_a_subscale_is_judged_by_itself(
    answers: dict[str, int], worry: tuple[float | None, str], low_mood: tuple[float | None, str]
) -> None:
    found = scored("phq_4", **answers).subscales
    assert (found["gad_2"].value, found["gad_2"].band) == worry
    assert (found["phq_2"].value, found["phq_2"].band) == low_mood


@pytest.mark.parametrize(
    ("measure", "answers", "found", "accepted"),
    [
        ("pain_nrs", {"pain_nrs": 11}, "11", "a whole number from 0 to 10"),
        ("pain_nrs", {"pain_nrs": -1}, "-1", "a whole number from 0 to 10"),
        ("pain_nrs", {"pain_nrs": 4.5}, "4.5", "a whole number from 0 to 10"),
        ("pain_nrs", {"pain_nrs": True}, "True", "a whole number from 0 to 10"),
        ("pain_nrs", {"pain_nrs": "4"}, "'4'", "a whole number from 0 to 10"),
        ("promis_fatigue", {"promis_fatigue": math.nan}, "nan", "a number from 0 to 100"),
        ("promis_fatigue", {"promis_fatigue": 100.5}, "100.5", "a number from 0 to 100"),
        ("rdq", {"sentence_1": 2}, "2", "a whole number from 0 to 1"),
        ("phq_4", {"down": 4}, "4", "a whole number from 0 to 3"),
        ("global_change", {"global_change": 0}, "0", "a whole number from 1 to 7"),
        ("phq_4", {"dwn": 1}, "dwn", "one of nervous, worrying, interest, down"),
        ("ndi", {"section_1": 3}, "section_1", "one of ndi"),
    ],
)
def test_what_the_scale_does_not_have_is_refused(
    measure: str, answers: dict[str, Any], found: str, accepted: str
) -> None:
    with pytest.raises(ClientFileError) as refused:
        score(MEASURES[measure], answers)
    assert (refused.value.found, refused.value.accepted) == (found, accepted)
    assert refused.value.path.startswith(measure)


def test_a_word_mistyped_names_the_nearest() -> None:
    with pytest.raises(ClientFileError, match="nearest: down"):
        scored("phq_4", dwn=1)


@pytest.mark.parametrize(
    ("measure", "first", "change", "remark"),
    [
        ("pain_nrs", 3, 1.77, "one point is noticed, but it may be chance"),
        ("pain_nrs", 5, 2, "from the middle"),
        ("pain_nrs", 7, 2, "the top of the middle"),
        ("pain_nrs", 8, 4, "from the top; the larger of 3 and 4"),
        ("pain_nrs", 0, 2, "below the first step: the general number"),
        ("peg", 6, 1.75, "no error is known"),
        ("psfs", 3, 2.3, "noticed is more than the error"),
        ("ndi", 20, 10, "the error is more than what is noticed"),
        ("rdq", 12, 2, "as in the trial"),
        ("isi", 20, 8.4, "as in the trial"),
        ("gad_2", 4, None, "nobody knows"),
        ("pss_10", 20, None, "none is accepted"),
    ],
)
def test_a_change_counts_from_the_larger_of_what_is_noticed_and_the_error(
    measure: str, first: float, change: float | None, remark: str
) -> None:
    assert smallest_change(MEASURES[measure], first=first) == change, remark
