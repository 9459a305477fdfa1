"""What is said of massage, what was found, and what may be said instead; contested claims are marked so."""

from collections.abc import Iterable

from unknot.clinical.knowledge import Knowledge
from unknot.clinical.vocabulary import Claim, Goal
from unknot.library.pages.citing import Citing
from unknot.library.pages.page import Card, Link, Page, Section, sections
from unknot.library.pages.trials import about_claim, trial_links

CONTESTED = "Contested"
NOT_STATED = "Nothing: we do not make this claim."


def claims_page(knowledge: Knowledge) -> Page:
    """Every claim."""
    citing = Citing(knowledge.sources)
    cards = claim_cards(knowledge.catalogue.claims.values(), knowledge, citing)
    return Page(
        ref="about/claims",
        title="What people say of massage",
        kind_words="For everybody",
        lead="What is claimed, what was found, and what may be said.",
        sections=sections(Section(id="all", title="", blocks=cards), citing.section()),
    )


def claims_section(goals: Iterable[Goal], knowledge: Knowledge, citing: Citing) -> Section:
    """What is said of massage for these goals, and what was found."""
    ids = dict.fromkeys(claim for goal in goals for claim in goal.claims)
    claims = (knowledge.catalogue.claims[each] for each in ids)
    return Section(
        id="claims",
        title="What people say, and what was found",
        blocks=claim_cards(claims, knowledge, citing),
    )


def claim_cards(claims: Iterable[Claim], knowledge: Knowledge, citing: Citing) -> tuple[Card, ...]:
    """Claims, each with the way to the trials that speak about it."""
    return tuple(
        claim_card(each, citing, trial_links(about_claim(each.id, knowledge.catalogue))) for each in claims
    )


def claim_card(claim: Claim, citing: Citing, links: tuple[Link, ...] = ()) -> Card:
    """A claim with what was found and what may be said."""
    return Card(
        title=claim.title,
        anchor=claim.id,
        state="modify" if claim.contested else "",
        badge=CONTESTED if claim.contested else "",
        words=(claim.evidence,),
        rows=(("What may be said", claim.say or NOT_STATED),),
        links=links,
        cited=citing(claim.sources),
        marks=claim.marks,
    )
