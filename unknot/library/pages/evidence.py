"""What research says: a page for each trial, review or guideline, and an index by how sure each is."""

from collections.abc import Iterator

from unknot.clinical.evidence import Evidence
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.vocabulary import Goal
from unknot.library.pages.citing import Citing
from unknot.library.pages.claims import CONTESTED, claim_card
from unknot.library.pages.page import Facts, Link, Links, Page, Paragraph, Section, rows, sections, sentence
from unknot.library.pages.techniques import questions_section
from unknot.library.pages.trials import CERTAINTY, behind_goal, how_many

INDEX = Link("What research says", "about/evidence")
NOT_SAID = "the source as we read it does not say"
OUR_READING = "How sure it is, is our own reading: the source gives no grade in these words."


def evidence_index(knowledge: Knowledge) -> Page:
    """Every trial, review and guideline, the surest first, and the claims that are contested."""
    catalogue = knowledge.catalogue
    contested = (each for each in catalogue.claims.values() if each.contested)
    ways = tuple(Link(each.title, f"about/claims#{each.id}", CONTESTED.lower()) for each in contested)
    return Page(
        ref=INDEX.ref,
        title=INDEX.words,
        kind_words="For everybody",
        lead="What was tested in people, what came of it, and how sure that is.",
        names=("evidence", "research", "trials", "studies"),
        sections=sections(
            *(graded_section(each, knowledge) for each in CERTAINTY),
            Section(id="contested", title="Claims that are contested", blocks=(Links(items=ways),)),
        ),
    )


def graded_section(certainty: str, knowledge: Knowledge) -> Section:
    """Everything that is equally sure."""
    graded = (each for each in knowledge.catalogue.evidence.values() if each.certainty == certainty)
    links = tuple(Link(each.title, f"evidence/{each.id}", how_many(each)) for each in graded)
    return Section(id=certainty, title=CERTAINTY[certainty], blocks=(Links(items=links),))


def evidence_page(row: Evidence, knowledge: Knowledge) -> Page:
    """The page of a trial, review or guideline."""
    citing, catalogue = Citing(knowledge.sources), knowledge.catalogue
    found = Paragraph(words=row.found, cited=citing(row.sources))
    claims = tuple(claim_card(catalogue.claims[each], citing) for each in row.claims)
    return Page(
        ref=f"evidence/{row.id}",
        title=row.title,
        kind_words="Research",
        up=INDEX,
        names=tuple(knowledge.sources[each.key].title for each in row.sources),
        marks=row.marks,
        sections=sections(
            tested_section(row),
            Section(id="found", title="What was found", blocks=(found,)),
            certainty_section(row),
            leaning_section(row, knowledge),
            Section(id="claims", title="What people say of it", blocks=claims),
            questions_section("evidence", row.id, knowledge),
            citing.section(),
        ),
    )


def tested_section(row: Evidence) -> Section:
    """What was tried, and in how many."""
    many = Facts(rows=(("In how many", sentence(how_many(row) or NOT_SAID)),))
    return Section(id="tested", title="What was tested", blocks=(Paragraph(words=row.tested), many))


def certainty_section(row: Evidence) -> Section:
    """How sure it is, in words."""
    ours = OUR_READING if "d" in row.marks else ""
    facts = Facts(rows=rows(("How sure", sentence(CERTAINTY[row.certainty])), ("Why", row.certainty_words)))
    return Section(
        id="certainty", title="How sure that is", blocks=(facts, Paragraph(words=ours, manner="quiet"))
    )


def leaning_section(row: Evidence, knowledge: Knowledge) -> Section:
    """The goals, doses and techniques that lean on it."""
    return Section(
        id="leans", title="What leans on it", blocks=(Links(items=tuple(leaning(row, knowledge))),)
    )


def leaning(row: Evidence, knowledge: Knowledge) -> Iterator[Link]:
    """Ways to them."""
    catalogue = knowledge.catalogue
    for goal in catalogue.goals.values():
        if row in behind_goal(goal, catalogue):
            yield Link(goal.title, f"goals/{goal.id}#found", part_of(goal, row, knowledge))
    for each in row.techniques:
        yield Link(catalogue.techniques[each].title, f"techniques/{each}#research", "technique")


def part_of(goal: Goal, row: Evidence, knowledge: Knowledge) -> str:
    """Whether it is the goal, its dose, or both that lean on it."""
    dose = row.id in knowledge.catalogue.doses[goal.dose].evidence
    return ("goal and dose" if dose else "goal") if row.id in goal.evidence else "dose"
