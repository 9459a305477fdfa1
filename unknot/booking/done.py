"""What a practice really does at its places: the offers whose technique it has not switched off there."""

from collections.abc import Iterable
from dataclasses import replace

from unknot.care.knowledge import switched_off
from unknot.directory.models import Offer
from unknot.directory.near import Found

__all__ = ["done_there", "offers_done"]


def done_there(found: Iterable[Found]) -> list[Found]:
    """Those found, each with what is done there; whoever offers nothing else is left out."""
    kept = (
        replace(each, offers=tuple(offer for offer in each.offers if offer.technique not in off))
        for each in found
        for off in [switched_off(each.therapist.practice, each.location.jurisdiction)]
    )
    return [each for each in kept if each.offers]


def offers_done(offers: Iterable[Offer]) -> list[Offer]:
    """The offers that are done at their place; each with its therapist's practice and its location at hand."""
    return [
        each
        for each in offers
        if each.technique not in switched_off(each.therapist.practice, each.location.jurisdiction)
    ]
