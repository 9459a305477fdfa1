"""What research says: a page for each trial, review or guideline, joined both ways with all that leans on it."""

import pytest

from tests.library.test_manual import CATALOGUE, blocks, links, manual, references, words
from unknot.clinical.evidence import Evidence
from unknot.library.pages.page import Card, Page
from unknot.library.pages.trials import CERTAINTY

EVIDENCE = CATALOGUE.evidence
OUR_READING = "our own reading"


def page_of(ref: str) -> Page:
    return manual().pages[ref]


def refs(page: Page) -> set[str]:
    return {link.ref.partition("#")[0] for link in links(page)}


@pytest.mark.parametrize("row", EVIDENCE.values(), ids=list(EVIDENCE))
def test_it_says_what_was_tested_what_was_found_how_sure_that_is_and_where_it_was_read(row: Evidence) -> None:
    page = page_of(f"evidence/{row.id}")
    said = words(page)
    for part in (row.tested, row.found, CERTAINTY[row.certainty], row.certainty_words):
        assert part in said
    for number in (row.people, row.trials):
        assert number in (None, 1) or str(number) in said
    assert {each.key for each in references(page)} >= {each.key for each in row.sources}
    assert (OUR_READING in said) == ("d" in row.marks)


@pytest.mark.parametrize(
    ("evidence", "many"),
    [
        ("low_back_2011", "401 people in one trial."),
        ("cancer_2016", "16 trials."),
        ("headache", "The source as we read it does not say."),
    ],
)
def test_it_says_in_how_many_as_far_as_the_source_does(evidence: str, many: str) -> None:
    assert f"In how many {many}" in words(page_of(f"evidence/{evidence}"))


def test_a_goal_and_what_it_and_its_dose_lean_on_lead_to_each_other() -> None:
    for goal in CATALOGUE.goals.values():
        leans_on = {*goal.evidence, *CATALOGUE.doses[goal.dose].evidence}
        named = {ref.partition("/")[2] for ref in refs(page_of(f"goals/{goal.id}")) if ref.startswith("evid")}
        assert named >= leans_on, goal.id
        back = {each for each in EVIDENCE if f"goals/{goal.id}" in refs(page_of(f"evidence/{each}"))}
        assert back == leans_on, goal.id


def test_no_trial_is_there_on_which_nothing_leans() -> None:
    leaning = {each: refs(page_of(f"evidence/{each}")) - {"about/evidence"} for each in EVIDENCE}
    assert [each for each, ways in leaning.items() if not ways] == []


def test_a_way_to_a_goal_says_whether_its_dose_leans_on_the_trial() -> None:
    notes = {link.ref.partition("#")[0]: link.note for link in links(page_of("evidence/neck_booster_2015"))}
    assert notes["goals/chronic_neck_pain"] == "dose"
    notes = {link.ref.partition("#")[0]: link.note for link in links(page_of("evidence/cancer_2016"))}
    assert notes["goals/pain_and_tension"] == "goal"


@pytest.mark.parametrize("row", EVIDENCE.values(), ids=list(EVIDENCE))
def test_a_technique_or_claim_and_what_speaks_about_it_lead_to_each_other(row: Evidence) -> None:
    here, page = f"evidence/{row.id}", page_of(f"evidence/{row.id}")
    for each in row.techniques:
        assert f"techniques/{each}" in refs(page)
        assert here in refs(page_of(f"techniques/{each}"))
    claims = {block.anchor: block for block in blocks(page) if isinstance(block, Card)}
    assert set(claims) == set(row.claims)
    for each in row.claims:
        shown = [
            card for card in blocks(page_of("about/claims")) if isinstance(card, Card) and card.anchor == each
        ]
        assert [here in [link.ref for link in card.links] for card in shown] == [True]


def test_a_contested_claim_is_marked_where_a_trial_speaks_about_it() -> None:
    cards = [block for block in blocks(page_of("evidence/blood_pressure_reviews")) if isinstance(block, Card)]
    assert [(card.anchor, card.badge) for card in cards] == [("blood_pressure", "Contested")]
    cards = [block for block in blocks(page_of("evidence/sport_2020")) if isinstance(block, Card)]
    assert [(card.anchor, card.badge) for card in cards] == [("flexibility", "")]


def test_the_index_puts_each_under_how_sure_it_is_and_names_every_contested_claim() -> None:
    page, under = page_of("about/evidence"), {}
    for section in page.sections:
        under[section.id] = [link.ref for block in section.blocks for link in getattr(block, "items", ())]
    contested = under.pop("contested")
    assert contested == [f"about/claims#{each.id}" for each in CATALOGUE.claims.values() if each.contested]
    assert {ref: grade for grade, held in under.items() for ref in held} == {
        f"evidence/{each.id}": each.certainty for each in EVIDENCE.values()
    }


ROWS = [
    ("A1", ("stress_and_anxiety", "sleep", "pain_and_tension", "circulation_and_healing", "flexibility"), "benefits"),
    ("A2", ("hormones",), "how it is said to work"),
    ("A3", ("body_benefits",), "the body"),
    ("A4", ("mind_benefits",), "the mind"),
    ("A5", ("athletes", "long_lasting_pain", "office_workers", "worry_and_nights"), "who benefits"),
    ("T1", ("what_is_swedish",), "Swedish"),
    ("T2", ("what_is_deep_tissue",), "deep tissue"),
    ("T3", ("what_is_sports",), "sports"),
    ("M3", ("is_it_painful", "how_long", "how_often", "pregnancy"), "what people ask"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "answers", "remark"), ROWS, ids=[row[0] for row in ROWS])
def test_a_question_leads_to_the_research_it_leans_on_and_back(
    row: str, answers: tuple[str, ...], remark: str
) -> None:
    for answer in answers:
        there = refs(page_of(f"questions/{answer}"))
        assert {ref for ref in there if ref.startswith("evidence/")}, (row, answer)
        for each in CATALOGUE.answers[answer].evidence:
            assert f"questions/{answer}" in refs(page_of(f"evidence/{each}")), (row, answer)


UNTRIED = [
    ("A2", "toxins_and_water", "lymph"),
    ("A5", "older_people", "seniors"),
    ("A5", "after_injury_or_operation", "recovering"),
    ("T4", "what_is_trigger_point", "trigger points"),
    ("T5", "what_is_reflexology", "reflexology"),
    ("T6", "strokes_and_tools", "strokes and tools"),
    ("M2", "at_home", "self-massage"),
    ("M3", "sore_afterwards", "soreness"),
    ("M3", "what_to_tell", "why we ask"),
    ("M4", "where_it_comes_from", "what to read"),
]


@pytest.mark.parametrize(("row", "answer", "remark"), UNTRIED, ids=[f"{row[0]}-{row[1]}" for row in UNTRIED])
def test_a_question_without_a_trial_of_its_own_is_answered_from_sources(
    row: str, answer: str, remark: str
) -> None:
    assert CATALOGUE.answers[answer].evidence == (), row
    assert references(page_of(f"questions/{answer}")), row


def test_every_question_is_in_one_of_the_tables() -> None:
    told = [each for _, answers, _ in ROWS for each in answers] + [each for _, each, _ in UNTRIED]
    assert sorted(told) == sorted(CATALOGUE.answers)


def test_a_passage_that_cites_a_single_trial_leads_to_its_page() -> None:
    by_source: dict[str, list[str]] = {}
    for row in EVIDENCE.values():
        for source in row.sources:
            by_source.setdefault(source.key, []).append(row.id)
    for answer in CATALOGUE.answers.values():
        cited = [by_source.get(each.key, ()) for each in answer.cited]
        single = {found[0] for found in cited if len(found) == 1}
        assert single <= set(answer.evidence), answer.id
