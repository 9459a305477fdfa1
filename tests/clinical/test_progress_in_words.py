"""The words of a verdict: whole, plain enough for the client, and never a diagnosis or a push to come more."""

import re

import pytest

from tests.clinical.courses_of_scores import CATALOGUE, MEASURES, course, judged, scores, series
from unknot.clinical.alarms_in_words import WHAT_TO_DO, alarms_for_client
from unknot.clinical.changes import Counted, change_in, to_improve
from unknot.clinical.courses import next_review
from unknot.clinical.levels import Urgency
from unknot.clinical.progress import Because, Kind
from unknot.clinical.progress_in_words import (
    COUNTED,
    COUNTED_FOR_CLIENT,
    FOR_CLIENT,
    FOR_COMFORT,
    KINDS,
    REASONS,
    SIGN_FOR_CLIENT,
    WORSE_FOR_CLIENT,
    change_for_client,
    change_for_therapist,
    review_in_words,
    threshold_in_words,
    verdict_for_client,
    verdict_for_therapist,
)

WEEKLY = range(0, 71, 7)
LOUD = alarms_for_client(
    judged(
        course("anxiety_stress", WEEKLY), scores("phq_4", {0: 9}) + scores("stress_nrs", {0: 4, 7: 8}), 7,
        "limb_swollen", "breathless",
    ).alarms,
    emergency_number="112",
)  # fmt: skip
TO_CLIENT = (*FOR_CLIENT.values(), *COUNTED_FOR_CLIENT.values(), WORSE_FOR_CLIENT, FOR_COMFORT, *LOUD)
EVERYTHING = (*TO_CLIENT, *KINDS.values(), *REASONS.values(), *COUNTED.values(), *WHAT_TO_DO.values())


def test_every_verdict_reason_and_change_has_words() -> None:
    assert set(KINDS) == set(FOR_CLIENT) == set(Kind)
    assert set(REASONS) == set(Because)
    assert set(COUNTED) == set(COUNTED_FOR_CLIENT) == set(Counted)
    assert set(WHAT_TO_DO) == set(Urgency)


@pytest.mark.parametrize("words", EVERYTHING)
def test_it_never_says_to_come_more(words: str) -> None:
    assert not re.search(r"book|more (often|sessions|visits)|come back|buy|package", words.lower())


@pytest.mark.parametrize("words", TO_CLIENT)
def test_a_client_of_eleven_can_read_it(words: str) -> None:
    for sentence in re.split(r"[.?:]\s*", words):
        assert len(sentence.split()) <= 18, sentence
    assert not re.search(
        r"measur|threshold|mcid|severe|depress|anxi|disorder|diagnos|score|refer", words.lower()
    )


@pytest.mark.parametrize(
    ("by_day", "today", "words"),
    [
        (
            {0: 7, 28: 4},
            28,
            ("Continue.", "The main measure is better by a change that counts, and nothing is worse."),
        ),
        (
            {0: 7, 14: 6},
            14,
            ("Too early to say.", "The review is still to come.", "Next review: Tuesday 29 September."),
        ),
        (
            {0: 7, 28: 1},
            28,
            (
                "Taper.",
                "The main measure is better by a change that counts, and nothing is worse.",
                "So near the best that no further change could count.",
                "This dose: Every 2 to 4 weeks, or stop.",
            ),
        ),
    ],
)
def test_whoever_treats_reads_verdict_reasons_and_the_next_look(
    by_day: dict[int, float | None], today: int, words: tuple[str, ...]
) -> None:
    found = judged(course("chronic_low_back", WEEKLY), scores("pain_nrs", by_day), today)
    assert verdict_for_therapist(found, CATALOGUE.doses["chronic_low_back"]) == words


@pytest.mark.parametrize(
    ("dose", "told", "today", "words", "remark"),
    [
        ("chronic_low_back", ("pain_nrs", {0: 7, 28: 4}), 28, ("This seems to help you. Keep to the plan.",), "better"),
        (
            "chronic_low_back",
            ("pain_nrs", {0: 7, 14: 6}),
            14,
            ("It is too early to say if this helps.", "We look again: Tuesday 29 September."),
            "before the review",
        ),
        (
            "chronic_low_back",
            ("pain_nrs", {0: 4, 14: 6}),
            14,
            (WORSE_FOR_CLIENT, "We look again: Tuesday 29 September."),
            "worse is not called too little help",
        ),
        (
            "chronic_low_back",
            ("pain_nrs", {0: 7, 28: 1}),
            28,
            ("You are doing well. You can come less often now, or stop.", "Every 2 to 4 weeks, or stop."),
            "with the dose's own words",
        ),
        ("wellness", ("body_comfort", {0: 6, 91: 6}), 91, (FOR_COMFORT,), "comfort"),
        (
            "anxiety_stress",
            ("phq_4", {0: 9}),
            7,
            ("Someone medical should look at this. Please talk to your doctor. You can show these numbers.",),
            "no next look while somebody medical is asked",
        ),
    ],
)  # fmt: skip
def test_a_client_reads_what_it_means(
    dose: str, told: tuple[str, dict[int, float | None]], today: int, words: tuple[str, ...], remark: str
) -> None:
    found = judged(course(dose, (*WEEKLY, 84)), scores(*told), today)
    assert verdict_for_client(found, CATALOGUE.doses[dose]) == words, remark


@pytest.mark.parametrize(
    ("measure", "by_day", "begins"),
    [
        (
            "pain_nrs",
            {0: 7, 28: 4},
            "Pain, 0 to 10: 7 to 4, 3 better (43 %), better by a change that counts. 2 or more",
        ),
        (
            "pain_nrs",
            {0: 4, 28: 6},
            "Pain, 0 to 10: 4 to 6, 2 worse (50 %), worse by a change that counts. 1.77 or more",
        ),
        ("pain_nrs", {0: 7, 28: 7}, "Pain, 0 to 10: 7 to 7, no change that counts."),
        ("pain_nrs", {0: 7}, "Pain, 0 to 10: answered on one day only."),
        ("pain_nrs", {0: 7, 28: None}, "Pain, 0 to 10: too much was left out the last time."),
        ("gad_2", {0: 4, 28: 2}, "GAD-2: worry: 4 to 2, 2 better (50 %), nobody knows which change counts."),
        ("body_comfort", {0: 4, 28: 7}, "Comfort in your body, 0 to 10: 4 to 7, 3 better (75 %), better by"),
        ("pain_nrs", {}, "Pain, 0 to 10: no score to begin from."),
    ],
)
def test_a_change_says_from_where_to_where_and_against_what(
    measure: str, by_day: dict[int, float | None], begins: str
) -> None:
    assert change_for_therapist(change_in(series(measure, by_day))).startswith(begins)


@pytest.mark.parametrize(
    ("by_day", "words"),
    [
        ({0: 7, 28: 4}, "Pain, 0 to 10: from 7 to 4. That is a change for the better that counts."),
        ({0: 7, 28: 6}, "Pain, 0 to 10: from 7 to 6. That is too small a change to be sure of."),
        ({0: 7}, "Pain, 0 to 10. You have answered this on one day so far."),
        ({}, "Pain, 0 to 10. We have no number from when we began."),
    ],
)
def test_a_client_reads_a_change_without_what_it_is_held_against(
    by_day: dict[int, float | None], words: str
) -> None:
    assert change_for_client(change_in(series("pain_nrs", by_day))) == words


@pytest.mark.parametrize(
    ("measure", "first", "words"),
    [
        (
            "ndi",
            20,
            "10 or more counts: the error of measuring, which is more than what people notice. From memory:",
        ),
        (
            "rdq",
            12,
            "2 or more counts: the smallest change people notice. 401 people with lasting low back pain",
        ),
        ("pain_nrs", 9, "2.7 or more counts: the published share of the first score. 2724 people"),
    ],
)
def test_a_threshold_names_what_it_is_and_among_whom(measure: str, first: float, words: str) -> None:
    found = to_improve(MEASURES[measure], first=first)
    assert found is not None
    assert threshold_in_words(found).startswith(words)
    assert threshold_in_words(found).endswith("].")


def test_a_review_is_said_as_a_day_or_as_sessions() -> None:
    assert review_in_words(next_review(course("chronic_low_back"))) == "Tuesday 29 September"
    assert review_in_words(next_review(course("acute_stress"))) == (
        "after 4 more sessions, or on Tuesday 13 October, whichever comes first"
    )


def test_a_client_is_told_of_a_sign_and_not_that_better_numbers_need_a_doctor() -> None:
    found = judged(course("chronic_low_back", WEEKLY), scores("pain_nrs", {0: 7, 28: 2}), 28, "limb_swollen")
    assert verdict_for_client(found, CATALOGUE.doses["chronic_low_back"]) == (SIGN_FOR_CLIENT,)


def test_a_threshold_of_our_own_is_said_to_be_ours() -> None:
    found = to_improve(MEASURES["phq_4"], first=8)
    assert found is not None
    assert threshold_in_words(found) == "2 or more counts. Our own working number; no source gives one."


JARGON = re.compile(r"[A-Z]{2,}|Roland|disability|%|/|\?$")


@pytest.mark.parametrize("dose", sorted(CATALOGUE.doses))
def test_a_client_reads_of_the_review_in_plain_words(dose: str) -> None:
    """At the age of eleven: short sentences, no name of a questionnaire, nothing left as a question."""
    row = CATALOGUE.doses[dose]
    assert bool(row.review_for_client) is bool(row.review)
    assert not JARGON.search(row.review_for_client)
    assert all(len(each.split()) <= 25 for each in re.split(r"[.,] ", row.review_for_client))
