"""Questions people ask have answers that are plain, cited passage by passage, and refused where they are not."""

import re
from pathlib import Path

import pytest

from tests.clinical.test_catalogue import edited, read
from unknot.clinical.catalogue_checks import TOPICS
from unknot.clinical.errors import KnowledgeError
from unknot.clinical.loading import default_knowledge

CATALOGUE = default_knowledge().catalogue
ANSWERS = list(CATALOGUE.answers.values())
LONGEST_SENTENCE = 26
MOST_WORDS_ON_AVERAGE = 15

ASKED = [
    ("stress_and_anxiety", "the first benefit"),
    ("sleep", "the second"),
    ("pain_and_tension", "the third"),
    ("circulation_and_healing", "the fourth"),
    ("flexibility", "the fifth"),
    ("hormones", "claims of mechanism"),
    ("toxins_and_water", "claims of mechanism"),
    ("body_benefits", "physical benefits"),
    ("mind_benefits", "mental benefits"),
    ("athletes", "who benefits"),
    ("long_lasting_pain", "who benefits"),
    ("office_workers", "who benefits"),
    ("worry_and_nights", "who benefits"),
    ("older_people", "who benefits"),
    ("after_injury_or_operation", "who benefits, once cleared"),
    ("what_is_swedish", "a technique"),
    ("what_is_deep_tissue", "a technique"),
    ("what_is_sports", "a technique"),
    ("what_is_trigger_point", "a technique"),
    ("what_is_reflexology", "a technique"),
    ("strokes_and_tools", "other strokes, tools"),
    ("at_home", "massage guns and foam rollers"),
    ("is_it_painful", "the question everybody asks"),
    ("where_it_comes_from", "references and books"),
]


@pytest.mark.parametrize(("answer", "remark"), ASKED, ids=[row[0] for row in ASKED])
def test_a_question_of_the_article_is_answered(answer: str, remark: str) -> None:
    assert CATALOGUE.answers[answer].passages, remark


@pytest.mark.parametrize("profile", CATALOGUE.profiles)
def test_each_kind_of_client_has_an_answer_of_their_own(profile: str) -> None:
    assert [each.id for each in ANSWERS if profile in each.profiles]


@pytest.mark.parametrize("claim", CATALOGUE.claims)
def test_each_claim_but_blood_pressure_is_answered_somewhere(claim: str) -> None:
    assert claim == "blood_pressure" or [each.id for each in ANSWERS if claim in each.claims]


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda each: each.id)
def test_an_answer_is_short_enough_for_a_reader_of_eleven(answer: object) -> None:
    words = " ".join(passage.words for passage in answer.passages)  # type: ignore[attr-defined]
    lengths = [len(each.split()) for each in re.split(r"[.:?!]\s+", words) if each]
    assert max(lengths) <= LONGEST_SENTENCE, words
    assert sum(lengths) / len(lengths) <= MOST_WORDS_ON_AVERAGE, words


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda each: each.id)
def test_a_passage_from_memory_is_marked_as_not_verified(answer: object) -> None:
    passages = answer.passages  # type: ignore[attr-defined]
    if any({each.key for each in passage.sources} == {"MEMORY"} for passage in passages):
        assert "m" in answer.marks  # type: ignore[attr-defined]


def test_every_topic_is_asked_about() -> None:
    assert {each.topic for each in ANSWERS} == set(TOPICS)


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ('topic = "why"', 'topic = "money"', "answers.stress_and_anxiety.topic"),
        ("anxiety?", "anxiety.", "answers.stress_and_anxiety.title"),
        ("passages =", "passage =", "answers.stress_and_anxiety.passage"),
        ('sources = [{ key = "RAP-GAD" }]', "sources = []", "answers.stress_and_anxiety.passages.1.sources"),
        ('{ key = "RAP-GAD" }', '{ key = "RAP-GOD" }', "answers.stress_and_anxiety.sources"),
        ("words = ", "says = ", "answers.stress_and_anxiety.passages.0.says"),
        ('"acute_stress"]', '"stress"]', "answers.stress_and_anxiety.goals"),
        ('techniques = ["swedish"]', 'techniques = ["swiss"]', "answers.stress_and_anxiety.techniques"),
        ('claims = ["cortisol",', 'claims = ["cortisone",', "answers.stress_and_anxiety.claims"),
        ('profiles = ["athlete"]', 'profiles = ["runner"]', "answers.athletes.profiles"),
        ('"phq_4",', '"phq_9",', "answers.stress_and_anxiety.measures"),
        ('home = ["sleep_routine",', 'home = ["sleep",', "answers.sleep.home"),
        ('marks = ["d"]', 'marks = ["x"]', "answers.stress_and_anxiety.marks"),
    ],
)
def test_it_refuses_and_names_the_place(tmp_path: Path, old: str, new: str, path: str) -> None:
    with pytest.raises(KnowledgeError) as refused:
        read(edited(tmp_path, "answers.toml", old, new))
    assert refused.value.path == path


def test_it_refuses_a_passage_without_words(tmp_path: Path) -> None:
    first = ANSWERS[0].passages[0].words
    with pytest.raises(KnowledgeError) as refused:
        read(edited(tmp_path, "answers.toml", f'"{first}"', '" "'))
    assert refused.value.path == "answers.stress_and_anxiety.passages.0.words"
