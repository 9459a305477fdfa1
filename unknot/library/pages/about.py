"""Pages that hold all rows of a kind: aftercare, what to do at home, kinds of people, sources; more stand beside."""

from collections.abc import Iterable

from unknot.clinical.knowledge import Knowledge
from unknot.clinical.limits_in_words import listed, region_names
from unknot.clinical.vocabulary import Aftercare, HomeItem, Profile
from unknot.library.pages.citing import Citing, cited
from unknot.library.pages.claims import claims_page
from unknot.library.pages.evidence import evidence_index
from unknot.library.pages.measures import measures_index
from unknot.library.pages.motion import motion_page
from unknot.library.pages.page import (
    Block,
    Card,
    Link,
    Page,
    Paragraph,
    References,
    Section,
    rows,
    sections,
    sentence,
)
from unknot.library.pages.techniques import titles_of

CALL = {"emergency": "Emergency", "same_day": "A doctor today", "routine": "Tell your therapist"}
LOOKS = {"routine": "modify"}
"""Of an urgency that has no look of its own."""


def about_pages(knowledge: Knowledge) -> tuple[Page, ...]:
    """All of them, in the order of the index."""
    return (
        claims_page(knowledge),
        evidence_index(knowledge),
        aftercare_page(knowledge),
        home_page(knowledge),
        measures_index(knowledge),
        motion_page(knowledge),
        people_page(knowledge),
        sources_page(knowledge),
    )


def aftercare_page(knowledge: Knowledge) -> Page:
    """What to expect after a session, and for which signs to call."""
    citing, all_rows = Citing(knowledge.sources), knowledge.catalogue.aftercare.values()
    calls = tuple(call_card(each, citing) for each in all_rows if each.kind == "call")
    reported = tuple(expect_card(each, citing) for each in all_rows if each.kind == "on_record")
    expected = tuple(expect_card(each, citing) for each in all_rows if each.kind == "expect")
    return Page(
        ref="about/aftercare",
        title="After a session",
        kind_words="For everybody",
        lead="Most of it passes in a day or two. A few signs need a doctor.",
        names=("aftercare", "sore", "bruise", "afterwards", "side effects"),
        sections=sections(
            Section(id="call", title="When to call somebody", blocks=calls),
            Section(id="expect", title="What to expect", blocks=expected),
            Section(id="on_record", title="Serious harm on record", blocks=reported),
            citing.section(),
        ),
    )


def call_card(row: Aftercare, citing: Citing) -> Card:
    """A sign for which to call."""
    return Card(
        title=row.title, anchor=row.id, state=LOOKS.get(row.urgency, row.urgency), badge=CALL[row.urgency],
        words=(row.for_client,), cited=citing(row.sources), marks=row.marks,
    )  # fmt: skip


def expect_card(row: Aftercare, citing: Citing) -> Card:
    """Something that may well happen."""
    return Card(
        title=row.title, anchor=row.id, words=(row.for_client,), cited=citing(row.sources), marks=row.marks,
        rows=rows(("How often", row.how_often), ("What to do", row.advice)),
    )  # fmt: skip


def home_page(knowledge: Knowledge) -> Page:
    """What can be done at home, and who must not."""
    citing = Citing(knowledge.sources)
    cards = [home_card(each, knowledge, citing) for each in knowledge.catalogue.home.values()]
    return page("home", "At home", "Under the same limits as a session: your plan leaves out what is not for you.",
                cards, citing)  # fmt: skip


def home_card(item: HomeItem, knowledge: Knowledge, citing: Citing) -> Card:
    """An item: do, do not, stop when."""
    regions, entries = knowledge.regions, knowledge.entries
    not_with = [entries[each] for each in item.excluded_when]
    return Card(
        title=item.title,
        anchor=item.id,
        words=(item.how,),
        rows=rows(
            ("How much", item.dose),
            ("Never on", region_names(regions.expand(item.never_on), regions) if item.never_on else ""),
            ("What not to do", item.do_not),
            ("Stop if", sentence(listed(item.stop_if, last="or"))),
            ("How sure", item.evidence),
        ),
        links=tuple(Link(each.title, f"conditions/{each.id}", "not for you") for each in not_with),
        cited=citing(item.sources),
        marks=item.marks,
    )


def people_page(knowledge: Knowledge) -> Page:
    """Starting points for kinds of people."""
    citing = Citing(knowledge.sources)
    cards = [profile_card(each, knowledge, citing) for each in knowledge.catalogue.profiles.values()]
    return page("people", "Who comes", "Starting points. All of it may be changed.", cards, citing)


def profile_card(profile: Profile, knowledge: Knowledge, citing: Citing) -> Card:
    """A kind of client: goals, places, cautions."""
    goals = (knowledge.catalogue.goals[each] for each in profile.goals)
    return Card(
        title=profile.title,
        anchor=profile.id,
        words=(profile.for_client,),
        rows=rows(
            ("Mostly on", titles_of(profile.areas, knowledge.catalogue.areas)),
            ("Followed by", titles_of(profile.measures, knowledge.catalogue.measures)),
            ("Mind", " ".join(profile.cautions)),
        ),
        links=tuple(Link(each.title, f"goals/{each.id}") for each in goals),
        cited=citing(profile.sources),
        marks=profile.marks,
    )


def sources_page(knowledge: Knowledge) -> Page:
    """Every source, by key."""
    by_key = sorted(knowledge.sources.values(), key=lambda each: each.key.lower())
    every = tuple(cited(each, number=number) for number, each in enumerate(by_key, start=1))
    lead = (
        "Grade A: an authority, a review or a study. B: an association or a known author. C: what people do."
    )
    return Page(
        ref="about/sources",
        title="Sources",
        kind_words="For everybody",
        lead=lead,
        names=("references", "reading", "studies"),
        sections=(Section(id="all", title=f"All {len(every)}", blocks=(References(cited=every),)),),
    )


def page(id: str, title: str, lead: str, cards: Iterable[Block], citing: Citing) -> Page:
    """A page of cards with their sources."""
    blocks = tuple(cards) or (Paragraph(words="Nothing yet."),)
    return Page(
        ref=f"about/{id}",
        title=title,
        kind_words="For everybody",
        lead=lead,
        sections=sections(Section(id="all", title="", blocks=blocks), citing.section()),
    )
