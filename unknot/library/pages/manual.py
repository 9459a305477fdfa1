"""All pages of the library by their refs, and the index that leads to each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from unknot.clinical.cases import Case
from unknot.clinical.knowledge import Knowledge
from unknot.library.pages.about import about_pages
from unknot.library.pages.conditions import condition_page
from unknot.library.pages.evidence import INDEX as RESEARCH
from unknot.library.pages.evidence import evidence_page
from unknot.library.pages.goals import goal_page
from unknot.library.pages.measures import measure_page
from unknot.library.pages.page import Link, Links, Page, Section, sections
from unknot.library.pages.questions import TOPICS, question_page
from unknot.library.pages.systems import system_page, system_title, systems_in
from unknot.library.pages.techniques import technique_page

INDEX = "index"


@dataclass(frozen=True)
class Manual:
    """Every page, in the order of the index, which stands first."""

    pages: Mapping[str, Page]
    version: str


def make_manual(knowledge: Knowledge, *, cases: Sequence[Case], on: date) -> Manual:
    """The manual of a knowledge as of a day, by which reviews may be overdue."""
    catalogue = knowledge.catalogue
    pages = [
        *(question_page(each, knowledge) for each in catalogue.answers.values()),
        *(system_page(each, knowledge) for each in systems_in(knowledge.entries.values())),
        *(
            condition_page(each, knowledge=knowledge, cases=cases, on=on)
            for each in knowledge.entries.values()
        ),
        *(technique_page(each, knowledge) for each in catalogue.techniques.values()),
        *(goal_page(each, knowledge) for each in catalogue.goals.values()),
        *(evidence_page(each, knowledge) for each in catalogue.evidence.values()),
        *(measure_page(each, knowledge) for each in catalogue.measures.values()),
        *about_pages(knowledge),
    ]
    index = index_page(pages, knowledge)
    return Manual({each.ref: each for each in (index, *pages)}, knowledge.version)


def index_page(pages: Iterable[Page], knowledge: Knowledge) -> Page:
    """The way in: questions by topic, conditions by body system, techniques, goals, research, and the rest."""
    by_kind: dict[str, list[Link]] = {}
    for page in pages:
        by_kind.setdefault(page.kind, []).append(Link(page.title, page.ref))
    more = (each for each in by_kind["about"] if each.ref != RESEARCH.ref)
    return Page(
        ref=INDEX,
        title="Library",
        kind_words="",
        lead="What is known about massage, in plain words, with the source of every statement.",
        sections=sections(
            *(topic_section(topic, title, knowledge) for topic, title in TOPICS.items()),
            systems_section(knowledge),
            Section(
                id="goals", title="Goals, each with a dose", blocks=(Links(items=tuple(by_kind["goals"])),)
            ),
            Section(id="techniques", title="Techniques", blocks=(Links(items=tuple(by_kind["techniques"])),)),
            Section(
                id="research",
                title=RESEARCH.words,
                blocks=(
                    Links(items=(Link("All of it, the surest first", RESEARCH.ref), *by_kind["evidence"])),
                ),
            ),
            Section(id="more", title="More", blocks=(Links(items=tuple(more)),)),
        ),
    )


def topic_section(topic: str, title: str, knowledge: Knowledge) -> Section:
    """The questions of a topic."""
    answers = (each for each in knowledge.catalogue.answers.values() if each.topic == topic)
    links = tuple(Link(each.title, f"questions/{each.id}") for each in answers)
    return Section(id=f"questions-{topic}", title=title, blocks=(Links(items=links),))


def systems_section(knowledge: Knowledge) -> Section:
    """The conditions by body system, with how many each holds."""
    entries = knowledge.entries.values()
    links = tuple(
        Link(
            system_title(system),
            f"systems/{system}",
            f"{sum(entry.system == system for entry in entries)} conditions",
        )
        for system in systems_in(entries)
    )
    return Section(id="conditions", title="Conditions, by body system", blocks=(Links(items=links),))
