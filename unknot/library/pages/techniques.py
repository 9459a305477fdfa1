"""A page for each technique: how it is done, for what, not with what, by whom, and what research says of it."""

from collections.abc import Collection, Iterator, Mapping

from unknot.clinical.knowledge import Knowledge
from unknot.clinical.limits_in_words import listed, region_names
from unknot.clinical.vocabulary import Listed, Technique
from unknot.library.pages.citing import Citing
from unknot.library.pages.claims import claims_section
from unknot.library.pages.page import (
    Bullets,
    Facts,
    Link,
    Links,
    Page,
    Paragraph,
    Section,
    rows,
    sections,
    sentence,
    sentences,
)
from unknot.library.pages.trials import CERTAINTY, about_technique, trial_links


def technique_page(technique: Technique, knowledge: Knowledge) -> Page:
    """The page of a technique."""
    citing, catalogue = Citing(knowledge.sources), knowledge.catalogue
    goals = [goal for goal in catalogue.goals.values() if technique.id in goal.techniques]
    evidence = Paragraph(
        words=technique.evidence or "We know of no study of it by itself.", cited=citing(technique.sources)
    )
    trials = Links(items=trial_links(about_technique(technique.id, catalogue)))
    return Page(
        ref=f"techniques/{technique.id}",
        title=technique.title,
        kind_words="Technique",
        lead=technique.for_client,
        names=tuple(catalogue.strokes[each].title for each in technique.strokes),
        marks=technique.marks,
        sections=sections(
            Section(id="how", title="How it is done", blocks=(Facts(rows=how(technique, knowledge)),)),
            Section(
                id="uses", title="What it is used for", blocks=(Bullets(items=sentences(technique.uses)),)
            ),
            Section(
                id="not-with",
                title="Not with",
                blocks=(Bullets(items=sentences(technique.not_with)), GENERAL),
            ),
            Section(
                id="research", title="What research says", blocks=(evidence, certainty(technique), trials)
            ),
            claims_section(goals, knowledge, citing),
            questions_section("techniques", technique.id, knowledge),
            citing.section(),
        ),
    )


GENERAL = Paragraph(
    words="Health answers may rule it out for you, on one place or altogether. They are asked before each visit.",
    manner="quiet",
)


def how(technique: Technique, knowledge: Knowledge) -> tuple[tuple[str, str], ...]:
    """Strokes, pressure, minutes, places, positions, training."""
    catalogue, regions = knowledge.catalogue, knowledge.regions
    return rows(
        ("Strokes", stroke_words(technique, knowledge)),
        ("Pressure", pressure_words(technique)),
        ("Minutes", minutes_words(technique.least_minutes, technique.most_minutes)),
        ("Training", titles_of(technique.qualifications, catalogue.qualifications)),
        ("Positions", titles_of(technique.positions, catalogue.positions)),
        ("Where", region_names(regions.expand(technique.regions), regions) if technique.regions else ""),
        (
            "Never on",
            region_names(regions.expand(technique.avoid_regions), regions) if technique.avoid_regions else "",
        ),
        ("Worth knowing", technique.needs),
        ("In plans", "proposed" if technique.planned else "not proposed by itself; screened and recorded"),
    )


def stroke_words(technique: Technique, knowledge: Knowledge) -> str:
    """Each stroke with what it is, in plain words."""
    strokes = (knowledge.catalogue.strokes[each] for each in technique.strokes)
    return " ".join(f"{each.title}: {each.for_client}" for each in strokes)


def pressure_words(technique: Technique) -> str:
    """The usual range on the scale of 0 to 5."""
    beyond = technique.strongest_by_judgement
    more = f"; up to {beyond} by the therapist's judgement" if beyond else ""
    return f"{range_words(technique.lightest, technique.strongest)} on the scale of 0 to 5{more}"


def minutes_words(least: int, most: int) -> str:
    """Minutes in words."""
    return f"{range_words(least, most)} hands-on"


def range_words(least: int, most: int) -> str:
    """A range, or the one number it is.

    >>> range_words(30, 90), range_words(60, 60)
    ('30 to 90', '60')
    """
    return str(least) if least == most else f"{least} to {most}"


def titles_of(ids: Collection[str], named: Mapping[str, Listed]) -> str:
    """Titles in the order given, as they are."""
    return listed(named[each].title for each in ids)


def certainty(technique: Technique) -> Facts:
    """How sure that is. The grade is our own reading: no source grades a technique as a whole."""
    words = sentence(CERTAINTY.get(technique.certainty, ""))
    return Facts(
        rows=rows(("How sure", f"{words} This is our own reading of these sources." if words else ""))
    )


def questions_section(field: str, row_id: str, knowledge: Knowledge) -> Section:
    """The questions people ask that lead here."""
    return Section(
        id="questions",
        title="Questions people ask",
        blocks=(Links(items=tuple(question_links(field, row_id, knowledge))),),
    )


def question_links(field: str, row_id: str, knowledge: Knowledge) -> Iterator[Link]:
    """Ways to the plain answers that name a row in one of their fields."""
    for answer in knowledge.catalogue.answers.values():
        if row_id in getattr(answer, field):
            yield Link(answer.title, f"questions/{answer.id}")
