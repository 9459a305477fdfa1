"""What goes on the skin: from the stock, not ruled out, suited to a pregnancy where there is one."""

from unknot.clinical.plan import Reasoned
from unknot.clinical.vocabulary import Lubricant
from unknot.clinical.work import Frame

NOTHING = "none"


def choose_lubricant(frame: Frame, wished: str | None) -> Reasoned | None:
    """The lubricant with its reason, the wish first, then plain ones; None where even none is ruled out."""
    allowed = [each for each in frame.catalogue.lubricants.values() if may_use(frame, each)]
    plain = [each for each in allowed if each.plain and each.id != NOTHING]
    dry = [each for each in allowed if each.id == NOTHING]
    asked = [each for each in allowed if each.id == wished]
    for choices in (asked, plain, dry):
        if choices:
            return Reasoned(
                id=choices[0].id, title=choices[0].title, reason=why(frame, choices[0], bool(asked))
            )
    return None


def may_use(frame: Frame, lubricant: Lubricant) -> bool:
    """Whether it is there and fits."""
    there = frame.stock is None or lubricant.id in frame.stock or lubricant.id == NOTHING
    suits = lubricant.suits_pregnancy or not frame.pregnant
    return there and suits and lubricant.id not in frame.limits.exclude_lubricants


def why(frame: Frame, lubricant: Lubricant, asked: bool) -> str:
    """Why this one."""
    if asked:
        reason = "You asked for it, and nothing in your answers speaks against it."
    elif lubricant.id == NOTHING:
        reason = "Nothing in stock suits your answers."
    elif frame.pregnant:
        reason = "Mild, without scent, and suited to pregnancy."
    else:
        reason = "Plain and without scent."
    return f"{reason} {lubricant.note}".strip()
