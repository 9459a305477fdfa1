"""What people write leads to entries that are offered to them: the right one among the first, and never a decision."""

import time

import pytest

from unknot.clinical.finding_entries import Finder, finder_of
from unknot.clinical.loading import default_knowledge


@pytest.fixture(scope="module")
def finder() -> Finder:
    knowledge = default_knowledge()
    return finder_of(knowledge.entries.values(), knowledge.medicines)


WRITTEN = [
    ("blood thinner", "anticoagulant", "a class of medicines"),
    ("blood thinners", "anticoagulant", "more than one"),
    ("bloodthinners", "anticoagulant", "in one word"),
    ("Eliquis 5 mg", "anticoagulant", "a medicine in the wrong field"),
    ("slipped disc", "radiculopathy_disc", "as people say it"),
    ("high sugar", "diabetes_controlled", "as people say it"),
    ("water pill", "antihypertensives_diuretics", "as people say it"),
    ("clot in my leg", "dvt_acute", "found lately"),
    ("clot in my leg", "dvt_history", "or long ago"),
    ("clot in my leg", "dvt_suspected", "or feared"),
    ("I had a clot in my leg last year", "dvt_history", "in a sentence"),
    ("heart attak 2019", "mi_recent", "misspelt"),
    ("varicous veins", "varicose_veins", "misspelt"),
    ("diabetis", "diabetes_controlled", "misspelt"),
    ("pregnent", "pregnancy", "misspelt"),
    ("diab", "diabetes_controlled", "only begun"),
    ("chest pain when I climb stairs", "chest_pain_now", "an emergency"),
    ("chest pain when I climb stairs", "angina_cad_stable", "or known for long"),
    ("pins and needles in my feet", "neuropathy", "a symptom"),
    ("trapped nerve", "radiculopathy_disc", "a symptom"),
    ("hip replacement", "joint_replacement", "an operation"),
    ("HIGH BP", "hypertension_controlled", "capitals"),
    ("Crohn's", "ibd_diverticulitis", "an apostrophe"),
    ("asthma", "asthma", "the name itself"),
    ("covid last week", "covid_active", "with when"),
]


@pytest.mark.parametrize(
    ("written", "entry", "remark"), WRITTEN, ids=[f"{row[0]}: {row[1]}" for row in WRITTEN]
)
def test_it_offers_what_may_be_meant(finder: Finder, written: str, entry: str, remark: str) -> None:
    assert entry in finder.offers(written)[:3], remark


@pytest.mark.parametrize(
    "written", ["", "   ", "the", "qwerty zxcv", "thank you", "12345", "🙂", "I like cats"]
)
def test_it_offers_nothing_where_nothing_is_like_it(finder: Finder, written: str) -> None:
    assert finder.offers(written) == ()


def test_it_offers_only_what_a_client_can_confirm(finder: Finder) -> None:
    asked = {each.id for each in default_knowledge().entries.values() if each.asked_of == "client"}
    for entry in default_knowledge().entries.values():
        for name in (entry.title, *entry.synonyms):
            assert set(finder.offers(name)) <= asked, name


def test_every_entry_asked_of_clients_is_found_by_its_title_and_each_of_its_names(finder: Finder) -> None:
    lost = [
        (entry.id, name)
        for entry in default_knowledge().entries.values()
        if entry.asked_of == "client"
        for name in (entry.title, *entry.synonyms)
        if entry.id not in finder.offers(name, most=30)
    ]
    assert lost == []


def test_every_entry_has_names_in_the_words_of_clients() -> None:
    assert [each.id for each in default_knowledge().entries.values() if not each.synonyms] == []


def test_it_is_quick_with_a_long_text(finder: Finder) -> None:
    finder.offers("warm up")
    long = "I had a slipped disc and my legs swel up at night since the operation, and I take water pils " * 5
    before = time.process_time()
    finder.offers(long[:500])
    assert time.process_time() - before < 0.1
