"""Measures as pages: asked where the licence lets them be, scored as they are, with whom a change was found in."""

import re
from dataclasses import replace

import pytest

from tests.library.test_manual import CATALOGUE, blocks, links, manual, references, words
from unknot.clinical.changes import to_improve
from unknot.clinical.measures import Item, Measure
from unknot.clinical.scoring import score
from unknot.library.pages.measure_words import (
    answer_words,
    code_rows,
    counting_rows,
    counting_words,
    points,
    scoring_rows,
)
from unknot.library.pages.page import Bullets, Page

MEASURES = CATALOGUE.measures
SHOWN = [each for each in MEASURES.values() if each.may_ship_items]
KEPT_BACK = [each for each in MEASURES.values() if not each.may_ship_items]
WITH_ATTRIBUTION = ("peg", "rdq", "phq_4", "gad_2", "phq_2")


def page_of(measure: Measure) -> Page:
    return manual().pages[f"measures/{measure.id}"]


def said_by(page: Page) -> str:
    listed = (item for block in blocks(page) if isinstance(block, Bullets) for item in block.items)
    return "\n".join((words(page), *listed))


def section(page: Page, section_id: str) -> str:
    kept = tuple(each for each in page.sections if each.id == section_id)
    return said_by(replace(page, title="", lead="", marks=(), sections=kept))


@pytest.mark.parametrize("measure", SHOWN, ids=[each.id for each in SHOWN])
def test_it_shows_each_question_with_its_answers_and_who_is_to_be_named(measure: Measure) -> None:
    asked = section(page_of(measure), "asked")
    for item in measure.asked:
        assert item.text in asked
        assert [label for label in item.labels if label not in asked] == []
    assert measure.instruction in asked
    assert measure.attribution in asked


@pytest.mark.parametrize("measure", KEPT_BACK, ids=[each.id for each in KEPT_BACK])
def test_it_says_why_the_questions_are_not_shown(measure: Measure) -> None:
    asked = section(page_of(measure), "asked")
    assert "The licence does not let us show the questions" in asked
    assert measure.licence[1:] in asked


def test_those_with_a_name_to_keep_keep_it_beside_their_questions() -> None:
    assert tuple(each.id for each in SHOWN if each.attribution) == WITH_ATTRIBUTION


@pytest.mark.parametrize("measure", MEASURES.values(), ids=list(MEASURES))
def test_it_says_what_changes_count_in_whom_that_was_found_and_where_it_was_read(measure: Measure) -> None:
    page = page_of(measure)
    change = section(page, "change")
    for part in (measure.mcid_words, measure.mcid_population, measure.mdc_population):
        assert part in change
    assert {each.key for each in references(page)} >= {each.key for each in measure.cited}
    assert measure.licence[1:] in section(page, "licence")


@pytest.mark.parametrize("measure", MEASURES.values(), ids=list(MEASURES))
def test_it_names_every_band_and_says_that_none_is_a_diagnosis(measure: Measure) -> None:
    called = section(page_of(measure), "bands")
    every = [*measure.bands, *(band for each in measure.subscales for band in each.bands)]
    assert [each.title for each in every if each.title not in called] == []
    assert ("is not a diagnosis" in called) == bool(every)


COUNTS = [
    ("phq_4", (("Better by", "2 points"), ("Worse by", "2 points")), "our working number"),
    (
        "ndi",
        (("Better by", "10 points"), ("Worse by", "10 points")),
        "the error of the measure is the larger",
    ),
    ("psfs", (("Better by", "2.3 points"), ("Worse by", "2.3 points")), "what people notice is the larger"),
    ("gad_2", (("A change counts", "None is known, so no change of it is called one."),), "neither is known"),
    (
        "global_change",
        (
            ("Counts as better", "1: very much better; 2: much better"),
            ("Counts as worse", "6: much worse; 7: very much worse"),
        ),
        "the answer is the change",
    ),
    (
        "pain_nrs",
        (
            ("Better by, from a first score of 0 to 5", "1.77 points"),
            ("Better by, from a first score of 6", "1.8 points"),
            ("Better by, from a first score of 7", "2 points"),
            ("Better by, from a first score of 8", "2.4 points"),
            ("Better by, from a first score of 9", "2.7 points"),
            ("Better by, from a first score of 10", "3 points"),
            ("Worse by", "1.77 points"),
        ),
        "it hangs on where one began",
    ),
]


@pytest.mark.parametrize(("measure", "said", "remark"), COUNTS, ids=[row[0] for row in COUNTS])
def test_it_says_from_where_a_change_counts(
    measure: str, said: tuple[tuple[str, str], ...], remark: str
) -> None:
    assert counting_rows(MEASURES[measure]) == said, remark


@pytest.mark.parametrize("measure", MEASURES.values(), ids=list(MEASURES))
def test_the_change_it_names_is_the_one_by_which_scores_are_judged(measure: Measure) -> None:
    terms = dict(counting_rows(measure))
    for first in range(int(measure.low), int(measure.high) + 1):
        needed = to_improve(measure, first=first)
        named = [said for term, said in terms.items() if term.startswith("Better by") and covers(term, first)]
        assert named == ([points(needed.points)] if needed else []), first


def covers(term: str, first: int) -> bool:
    bounds = [int(each) for each in re.findall(r"\d+", term)]
    return not bounds or bounds[0] <= first <= bounds[-1]


def test_on_one_line_it_says_from_where_to_where_the_changes_go_that_count() -> None:
    assert (
        counting_words(MEASURES["pain_nrs"])
        == "0 to 10; higher is worse; a change of 1.77 to 3 points counts"
    )
    assert counting_words(MEASURES["gad_2"]) == "0 to 6; higher is worse"
    one = replace(MEASURES["rdq"], mcid=1, mdc=None)
    assert counting_words(one) == "0 to 24; higher is worse; a change of 1 point counts"


def test_it_says_who_is_told_of_a_score_and_that_this_is_our_own_rule() -> None:
    called = section(page_of(MEASURES["phq_4"]), "bands")
    assert "9 to 12 severe (whoever treats is told, and asked to refer)" in called
    assert "3 to 6: positive: ask further (whoever treats is told)." in called
    assert "our own rule" in called
    assert "our own rule" not in section(page_of(MEASURES["global_change"]), "bands")


def test_it_says_when_it_is_asked() -> None:
    assert dict(scoring_rows(MEASURES["session_rating"]))["When"] == "After a session."
    assert dict(scoring_rows(MEASURES["pain_nrs"]))["When"] == "Before a session."


BLANK_IS_NO = "What is left blank counts as a no. A form on which nothing was said gives no score."
MEAN_OF_THREE = "The mean of what was answered, if that were at least 3; else no score."
LEFT_OUT = [
    ("phq_4", {"nervous": 3, "worrying": 3, "interest": 3}, "No score where an answer is missing."),
    ("rdq", {"sentence_1": 1}, BLANK_IS_NO),
    ("rdq", {}, BLANK_IS_NO),
    ("psfs", {"activity_1": 3, "activity_2": 4}, MEAN_OF_THREE),
]


@pytest.mark.parametrize(("measure", "answers", "rule"), LEFT_OUT)
def test_what_it_says_of_missing_answers_is_what_scoring_does(
    measure: str, answers: dict[str, float], rule: str
) -> None:
    assert dict(scoring_rows(MEASURES[measure]))["Left out"] == rule
    assert (score(MEASURES[measure], answers).value is not None) == (measure == "rdq" and bool(answers))


@pytest.mark.parametrize(
    ("item", "said", "remark"),
    [
        (
            Item(id="a", text="A", low=0, high=2, labels=("No", "Some", "All")),
            "0: No; 1: Some; 2: All",
            "each value",
        ),
        (
            Item(id="a", text="A", low=1, high=7, labels=("Best", "Worst")),
            "1 (Best) to 7 (Worst)",
            "the ends",
        ),
        (Item(id="a", text="A", low=0, high=10), "0 to 10", "numbers only"),
        (Item(id="a", text="A", low=0, high=1), "1 where ticked, 0 where not", "a tick"),
        (Item(id="a", text="A", low=0, high=1, labels=("No", "Yes")), "0: No; 1: Yes", "yes or no"),
    ],
)
def test_it_says_what_can_be_answered(item: Item, said: str, remark: str) -> None:
    assert answer_words(item) == said, remark


def test_questions_with_other_answers_each_stand_beside_their_own() -> None:
    asked = section(page_of(MEASURES["peg"]), "asked")
    assert "in the past week? 0 (No pain) to 10 (Pain as bad as you can imagine)" in asked
    assert "general activity? 0 (Does not interfere) to 10 (Completely interferes)" in asked


def test_a_code_is_shown_only_where_it_was_verified() -> None:
    phq_4 = MEASURES["phq_4"]
    assert ("LOINC, score", "70272-0") in code_rows(phq_4)
    assert ("LOINC, score", "70272-0") not in code_rows(replace(phq_4, loinc_verified=False))
    assert len(code_rows(phq_4)) == 1 + len(phq_4.items)
    assert code_rows(replace(phq_4, may_ship_items=False)) == (("LOINC, score", "70272-0"),)


def test_a_goal_and_its_measures_lead_to_each_other() -> None:
    for goal in CATALOGUE.goals.values():
        there = {link.ref for link in links(manual().pages[f"goals/{goal.id}"])}
        for each in goal.measures:
            assert f"measures/{each}" in there, goal.id
            assert f"goals/{goal.id}#measures" in {link.ref for link in links(page_of(MEASURES[each]))}, each
