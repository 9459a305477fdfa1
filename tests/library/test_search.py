"""A few words find the page that is meant."""

import pytest

from tests.library.test_manual import KNOWLEDGE, manual
from unknot.library.pages.search import MOST, MOST_WORDS, Search, looked_for

SEARCH = Search(manual())
PAGES = manual().pages

MEANT = [
    ("fever", "conditions/fever", "the very word"),
    ("Blood thinner", "conditions/anticoagulant", "another name, in capitals"),
    ("blood clot", "conditions/dvt_suspected", "a name people use"),
    ("swolen leg", "conditions/dvt_suspected", "mistyped"),
    ("deep tissue", "techniques/deep_tissue", "a technique"),
    ("effleurage", "techniques/swedish", "a stroke of a technique"),
    ("is it painful", "questions/is_it_painful", "a question"),
    ("lumbago", "goals/chronic_low_back", "a goal by another name"),
    ("toxins", "questions/toxins_and_water", "a word of a question"),
    ("sore muscles", "evidence/soreness_2017", "what was tested in people"),
    ("Roland Morris", "measures/rdq", "a questionnaire"),
    ("PHQ", "measures/phq_4", "a questionnaire, by the beginning of its name"),
    ("range of motion", "about/motion", "joints in degrees"),
    ("side effects", "about/aftercare", "what comes after"),
    ("does it hurt, is it painful?", "questions/is_it_painful", "a question in other words"),
    ("référénces", "about/sources", "with accents"),
]


@pytest.mark.parametrize(("typed", "ref", "remark"), MEANT, ids=[row[2] for row in MEANT])
def test_a_page_is_found(typed: str, ref: str, remark: str) -> None:
    assert ref in [page.ref for page in SEARCH.found(typed)][:5], remark


@pytest.mark.parametrize(
    ("typed", "ref", "remark"),
    [
        ("Xarelto", "conditions/anticoagulant", "a medicine leads to what it counts as"),
        ("high sugar", "conditions/diabetes", "words that a client would write"),
    ],
)
def test_what_is_offered_for_what_people_write_is_found(typed: str, ref: str, remark: str) -> None:
    refs = [page.ref for page in SEARCH.found(typed, offered=KNOWLEDGE.finder.offers(typed))]
    assert any(each.startswith(ref) for each in refs), remark


def test_what_is_offered_stands_behind_what_goes_by_that_name() -> None:
    refs = [page.ref for page in SEARCH.found("deep tissue", offered=["fever", "no_such_entry"])]
    assert refs.index("techniques/deep_tissue") < refs.index("conditions/fever")
    assert "conditions/no_such_entry" not in refs


@pytest.mark.parametrize("typed", ["", "  ", "the of my", "xqzzvw", "<script>", "\x00"])
def test_nothing_is_found_for_what_means_nothing(typed: str) -> None:
    assert SEARCH.found(typed) == []


def test_each_page_is_found_by_its_own_title() -> None:
    lost = []
    for page in manual().pages.values():
        if page.ref != "index" and page.ref not in [each.ref for each in SEARCH.found(page.title)]:
            lost.append(page.ref)
    assert lost == []


def test_pages_with_a_word_in_the_title_stand_before_those_that_only_go_by_it() -> None:
    in_title = ["stress" in page.title.lower() for page in SEARCH.found("stress")]
    assert True in in_title
    assert False in in_title
    assert in_title == sorted(in_title, reverse=True)


def test_an_offer_does_not_hide_the_pages_that_go_by_most_of_the_words() -> None:
    refs = [page.ref for page in SEARCH.found("Does it hurt? Is it painful?", offered=["dvt_risk_factors"])]
    assert "questions/is_it_painful" in refs


LOOKED_FOR = [
    ("what is a blood thinner", "blood thinner", "words that tell something"),
    ("neck neck neck", "neck", "each once"),
    (" ".join("qwertzuiopasdfghjklyxcvbnm" * 2), "q w e r t z u o p s d f", "of letters only the first"),
    ("b c d e f g h j k l n p q sciatica", "b c d e f g h j k l n sciatica", "a word is kept before letters"),
    (
        PAGES["questions/office_workers"].title,
        "sit desk all day neck hurts massage help",
        "a question is kept whole",
    ),
]


@pytest.mark.parametrize(("typed", "words", "remark"), LOOKED_FOR, ids=[row[2] for row in LOOKED_FOR])
def test_only_so_many_words_are_looked_for(typed: str, words: str, remark: str) -> None:
    assert " ".join(looked_for(typed)) == words, remark


def test_no_title_has_more_words_than_are_looked_for() -> None:
    assert max(len(looked_for(page.title)) for page in PAGES.values()) < MOST_WORDS


@pytest.mark.parametrize("typed", ["neck", "pain mass", "h", "blood cl", "s t", "deep tissue", "zzz"])
def test_it_finds_what_a_look_at_every_page_finds(typed: str) -> None:
    words = typed.split()
    ranked = [(each.rank(words), each.page) for each in SEARCH.named]
    slow = [
        page
        for rank, page in sorted(ranked, key=lambda each: (each[0] is None, each[0]))
        if page and rank is not None
    ]
    assert SEARCH._matching(words) == slow[:MOST]
