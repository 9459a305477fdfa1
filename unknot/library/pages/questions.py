"""A page for each question people ask, with its answer passage by passage and the ways on from there."""

from collections.abc import Iterator, Mapping
from typing import Final

from unknot.clinical.knowledge import Knowledge
from unknot.clinical.vocabulary import PlainAnswer
from unknot.library.pages.citing import Citing
from unknot.library.pages.page import Link, Links, Page, Paragraph, Section, sections

TOPICS: Final[Mapping[str, str]] = {
    "why": "Why people come",
    "who": "Who it is for",
    "technique": "Ways of working",
    "session": "Before, during and after a session",
    "home": "At home",
    "reading": "Where this comes from",
}
"""Plain titles of the topics, in the order of the index."""

WAYS_ON: Final = (
    ("goals", "goals/{}"),
    ("techniques", "techniques/{}"),
    ("evidence", "evidence/{}"),
    ("claims", "about/claims#{}"),
    ("measures", "measures/{}"),
    ("home", "about/home#{}"),
    ("profiles", "about/people#{}"),
)


def question_page(answer: PlainAnswer, knowledge: Knowledge) -> Page:
    """The page of a question."""
    citing = Citing(knowledge.sources)
    passages = tuple(Paragraph(words=each.words, cited=citing(each.sources)) for each in answer.passages)
    citing(answer.sources)
    return Page(
        ref=f"questions/{answer.id}",
        title=answer.title,
        kind_words=TOPICS[answer.topic],
        marks=answer.marks,
        sections=sections(
            Section(id="answer", title="", blocks=passages),
            Section(id="more", title="Read on", blocks=(Links(items=tuple(ways_on(answer, knowledge))),)),
            citing.section(),
        ),
    )


def ways_on(answer: PlainAnswer, knowledge: Knowledge) -> Iterator[Link]:
    """Ways to everything that the answer names."""
    for field, ref in WAYS_ON:
        named = getattr(knowledge.catalogue, field)
        for each in getattr(answer, field):
            yield Link(named[each].title, ref.format(each))
