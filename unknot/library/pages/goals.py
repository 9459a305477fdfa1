"""A page for each goal: what may help, how long and how often, what trials found, and what to expect honestly."""

from unknot.clinical.dose import CERTAINTY_WORDS, article_in_words, how_long, how_often
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.taper import taper_in_words
from unknot.clinical.vocabulary import Dose, Goal
from unknot.library.pages.citing import Citing
from unknot.library.pages.claims import claims_section
from unknot.library.pages.measure_words import counting_words
from unknot.library.pages.page import (
    Facts,
    Link,
    Links,
    Page,
    Paragraph,
    Section,
    rows,
    sections,
    sentence,
)
from unknot.library.pages.techniques import questions_section, range_words, titles_of
from unknot.library.pages.trials import behind_goal, trial_links


def goal_page(goal: Goal, knowledge: Knowledge) -> Page:
    """The page of a goal and its dose."""
    citing, catalogue = Citing(knowledge.sources), knowledge.catalogue
    dose = catalogue.doses[goal.dose]
    citing(goal.sources)
    return Page(
        ref=f"goals/{goal.id}",
        title=goal.title,
        kind_words="What people come for",
        lead=goal.for_client,
        names=goal.synonyms,
        marks=tuple(dict.fromkeys((*goal.marks, *dose.marks))),
        sections=sections(
            dose_section(dose, citing),
            found_section(goal, knowledge, citing),
            techniques_section(goal, knowledge),
            measures_section(goal, knowledge),
            home_section(goal, knowledge),
            claims_section([goal], knowledge, citing),
            questions_section("goals", goal.id, knowledge),
            citing.section(),
        ),
    )


def dose_section(dose: Dose, citing: Citing) -> Section:
    """Minutes, how often, for how many weeks, and when to look."""
    weeks = how_long(dose)
    return Section(
        id="dose",
        title="How long and how often",
        blocks=(
            Paragraph(words=sentence(f"{dose_words(dose)}{f' {weeks}' if weeks else ''}"), manner="lead"),
            Facts(
                rows=rows(
                    ("When", dose.timing),
                    ("When to look", dose.review_for_client),
                    ("How it is judged", dose.review),
                    ("Afterwards", taper_in_words(dose.taper)),
                    ("Tested", "These minutes were tested in a trial." if dose.tried else UNTESTED),
                )
            ),
            Paragraph(words=article_in_words(dose), manner="quiet", cited=citing(dose.sources)),
        ),
    )


UNTESTED = "No trial tested these minutes; the article says 30 for one area, 45 for two or three, 60 for all."


def dose_words(dose: Dose) -> str:
    """Minutes and rhythm in words."""
    return f"{range_words(dose.least_minutes, dose.most_minutes)} minutes, {how_often(dose.frequency)}"


def found_section(goal: Goal, knowledge: Knowledge, citing: Citing) -> Section:
    """What trials found, how sure that is, what may honestly be expected, and the trials themselves."""
    dose = knowledge.catalogue.doses[goal.dose]
    return Section(
        id="found",
        title="What trials found",
        blocks=(
            Paragraph(words=dose.found, cited=citing(dose.sources)),
            Facts(
                rows=(
                    ("How sure", sentence(CERTAINTY_WORDS[dose.certainty])),
                    ("What to expect", dose.expect),
                )
            ),
            Links(items=trial_links(behind_goal(goal, knowledge.catalogue))),
        ),
    )


def techniques_section(goal: Goal, knowledge: Knowledge) -> Section:
    """The techniques to think of first, and where on the body."""
    catalogue = knowledge.catalogue
    techniques = (catalogue.techniques[each] for each in goal.techniques)
    links = tuple(Link(each.title, f"techniques/{each.id}", each.for_client) for each in techniques)
    places = titles_of(goal.areas, catalogue.areas)
    profiles = [each.title for each in catalogue.profiles.values() if goal.id in each.goals]
    return Section(
        id="techniques",
        title="What may help",
        blocks=(
            Links(items=links),
            Facts(rows=rows(("Mostly on", places), ("Often chosen by people who say", "; ".join(profiles)))),
        ),
    )


def measures_section(goal: Goal, knowledge: Knowledge) -> Section:
    """The numbers followed over visits, with the change that counts."""
    measures = (knowledge.catalogue.measures[each] for each in goal.measures)
    links = tuple(Link(each.title, f"measures/{each.id}", counting_words(each)) for each in measures)
    return Section(id="measures", title="Did it help?", blocks=(Links(items=links),))


def home_section(goal: Goal, knowledge: Knowledge) -> Section:
    """What goes with it at home."""
    items = (knowledge.catalogue.home[each] for each in goal.home)
    links = tuple(Link(each.title, f"about/home#{each.id}", each.dose) for each in items)
    return Section(id="home", title="Between visits", blocks=(Links(items=links),))
