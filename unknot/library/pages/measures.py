"""Did it help? A page for each number that is followed over visits, and an index of them."""

from collections.abc import Iterable, Iterator
from typing import Final

from unknot.clinical.knowledge import Knowledge
from unknot.clinical.measures import Band, Measure, is_our_own
from unknot.clinical.vocabulary import Goal
from unknot.library.pages.citing import Citing
from unknot.library.pages.measure_words import (
    ITEMS_KEPT_BACK,
    answer_rows,
    band_rows,
    code_rows,
    counting_rows,
    item_words,
    range_of,
    scoring_rows,
    share_answers,
    subscale_rows,
)
from unknot.library.pages.motion import MOTION
from unknot.library.pages.page import (
    Block,
    Bullets,
    Card,
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
from unknot.library.pages.techniques import questions_section

INDEX: Final = Link("Did it help?", "about/measures")
NOT_A_DIAGNOSIS = "A name for a range of scores is not a diagnosis."
OUR_ALARM = "Which of them somebody is told of, is our own rule; the ranges are published."


def measures_index(knowledge: Knowledge) -> Page:
    """Every measure: those asked here, those of which only a score is kept, and joints in degrees."""
    every = knowledge.catalogue.measures.values()
    asked = tuple(measure_link(each) for each in every if each.may_ship_items)
    kept = tuple(measure_link(each) for each in every if not each.may_ship_items)
    return Page(
        ref=INDEX.ref,
        title=INDEX.words,
        kind_words="For everybody",
        lead="A number before and after shows whether it helps you. Only a change past chance counts.",
        names=("measures", "scores", "questionnaires", "progress"),
        sections=sections(
            Section(id="asked", title="Asked here", blocks=(Links(items=asked),)),
            Section(
                id="kept",
                title="Only the score is kept",
                blocks=(Paragraph(words=ITEMS_KEPT_BACK), Links(items=kept)),
            ),
            Section(id="motion", title="Measured by hand", blocks=(Links(items=(MOTION,)),)),
        ),
    )


def measure_link(measure: Measure) -> Link:
    """A way to a measure."""
    return Link(measure.title, f"measures/{measure.id}", range_of(measure))


def measure_page(measure: Measure, knowledge: Knowledge) -> Page:
    """The page of a measure."""
    citing = Citing(knowledge.sources)
    return Page(
        ref=f"measures/{measure.id}",
        title=measure.title,
        kind_words="A number that is followed",
        lead=sentence(range_of(measure)),
        up=INDEX,
        names=(measure.id.replace("_", " "),),
        marks=measure.marks,
        sections=sections(
            Section(id="asked", title="What is asked", blocks=tuple(asked(measure))),
            Section(id="scoring", title="How it is scored", blocks=(Facts(rows=scoring_rows(measure)),)),
            bands_section(measure),
            Section(id="change", title="Which change counts", blocks=tuple(changes(measure, citing))),
            licence_section(measure, citing),
            used_section(measure, knowledge),
            questions_section("measures", measure.id, knowledge),
            citing.section(),
        ),
    )


def asked(measure: Measure) -> Iterator[Block]:
    """The questions with the words of their answers, where the licence lets them be shown."""
    if not measure.may_ship_items:
        yield Paragraph(words=f"{ITEMS_KEPT_BACK} {sentence(measure.licence)}")
        return
    yield Paragraph(words=measure.question or measure.instruction, manner="asked")
    if share_answers(measure):
        yield Bullets(items=tuple(map(item_words, measure.items)), ordered=True)
    yield Facts(rows=answer_rows(measure))
    yield Paragraph(words=measure.attribution, manner="quiet")


def bands_section(measure: Measure) -> Section:
    """What ranges of the score are called."""
    facts = Facts(rows=(*band_rows(measure.bands), *subscale_rows(measure)))
    told = any(each.alarm for each in every_band(measure))
    words = f"{NOT_A_DIAGNOSIS} {OUR_ALARM}" if told else NOT_A_DIAGNOSIS
    note = Paragraph(words=words if facts.rows else "", manner="quiet")
    return Section(id="bands", title="What scores are called", blocks=(facts, note))


def every_band(measure: Measure) -> Iterable[Band]:
    """The bands of the measure and of its parts."""
    return (*measure.bands, *(band for each in measure.subscales for band in each.bands))


def changes(measure: Measure, citing: Citing) -> Iterator[Block]:
    """The change that counts; what people notice and the error of measuring, each with whom it was found in."""
    yield Facts(rows=counting_rows(measure))
    if measure.mcid_words or measure.mcid is not None:
        ours = is_our_own(measure.mcid_sources)
        yield Card(
            title="What people notice",
            words=sentences((measure.mcid_words, measure.mcid_population if ours else "")),
            rows=() if ours else rows(("Found in", measure.mcid_population)),
            cited=citing(measure.mcid_sources),
        )
    if measure.mdc is not None:
        yield Card(
            title="The error of measuring",
            words=(f"A difference below {measure.mdc:g} may be chance.",),
            rows=rows(("Found in", measure.mdc_population)),
            cited=citing(measure.mdc_sources),
        )


def licence_section(measure: Measure, citing: Citing) -> Section:
    """May it be shown, and by which code do other programs know it?"""
    cited = Paragraph(words="Where all this was read:", manner="quiet", cited=citing(measure.sources))
    facts = Facts(rows=(("Licence", sentence(measure.licence)), *code_rows(measure)))
    return Section(id="licence", title="Licence and codes", blocks=(facts, cited))


def used_section(measure: Measure, knowledge: Knowledge) -> Section:
    """The goals it goes with."""
    goals = (
        each for each in knowledge.catalogue.goals.values() if measure.id in measures_of(each, knowledge)
    )
    links = tuple(Link(each.title, f"goals/{each.id}#measures") for each in goals)
    return Section(id="used", title="What it is followed for", blocks=(Links(items=links),))


def measures_of(goal: Goal, knowledge: Knowledge) -> Iterable[str]:
    """The measures of a goal and of its dose, by id."""
    return dict.fromkeys((*goal.measures, *knowledge.catalogue.doses[goal.dose].measures))
