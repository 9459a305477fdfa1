"""What of a visit does not fit, and what would instead, as each reader may know it."""

from dataclasses import dataclass
from enum import Enum

from unknot.booking.leave import Leave
from unknot.booking.lesser import Lesser, lesser_of, misfits_of
from unknot.booking.models import Appointment
from unknot.booking.states import AHEAD
from unknot.booking.telling import price_words
from unknot.care.knowledge import knowledge_of
from unknot.clinical.lesser_in_words import lesser_phrases, misfit_sentences


class Reader(Enum):
    """Who reads: those who treat see numbers, the client sees words, the desk sees what is sold and no more."""

    TREATS = "treats"
    CLIENT = "client"
    DESK = "desk"


@dataclass(frozen=True)
class ShownMisfit:
    """What parts/lesser_visit.html shows. Without a `mark` no lesser visit would fit either."""

    reasons: tuple[str, ...]
    instead: str = ""
    price: str = ""
    mark: str = ""


ONLY_TREATING = "gentler in ways that those who treat can read"
NOT_TOLD = (
    "Something in the client's answers or the therapist's papers does not allow this visit as it is booked.",
)


def shown_misfit(visit: Appointment, leave: Leave, *, reader: Reader) -> ShownMisfit | None:
    """None for a visit that fits, and for one that has begun or is over."""
    found = misfits_of(visit, leave) if visit.state in AHEAD else ()
    if not found:
        return None
    reasons = {
        Reader.TREATS: tuple(misfit_sentences(found, knowledge=knowledge_of(visit.practice))),
        Reader.CLIENT: (),
        Reader.DESK: NOT_TOLD,
    }[reader]
    lesser = lesser_of(visit, leave)
    if lesser is None:
        return ShownMisfit(reasons)
    price = price_words(lesser.price_cents, visit.price_cents, visit.currency)
    return ShownMisfit(reasons, ", ".join(_phrases(lesser, reader)), price, lesser.mark)


def _phrases(lesser: Lesser, reader: Reader) -> list[str]:
    knowledge = knowledge_of(lesser.visit.practice)
    if reader is not Reader.DESK:
        exact = reader is Reader.TREATS
        return lesser_phrases(lesser.before, lesser.after, knowledge=knowledge, exact=exact)
    technique = knowledge.catalogue.techniques[lesser.technique].title
    sold = [
        f"{lesser.minutes} minutes" if lesser.minutes != lesser.visit.minutes else "",
        technique if lesser.technique != lesser.visit.technique else "",
    ]
    return [each for each in sold if each] or [ONLY_TREATING]
