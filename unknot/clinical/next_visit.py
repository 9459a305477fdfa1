"""When would the next visit be, by the dose and by whether it helped? Never more than the plan means."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from unknot.clinical.dose import how_often
from unknot.clinical.progress import Kind
from unknot.clinical.progress_in_words import day_in_words
from unknot.clinical.vocabulary import Dose, Frequency

__all__ = ["NextVisit", "next_visit_window"]

DAYS_OF: Final[Mapping[str, int]] = {"week": 7, "month": 30}
LATER_IS_FINE: Final[Mapping[str, int]] = {"week": 2, "month": 7}
"""Days after which a rhythm is still kept (d): a diary is not a clock."""
TALK_FIRST: Final[Mapping[Kind, str]] = {
    Kind.ASK_FIRST: "It is time to look if this helps. Please answer the questions first.",
    Kind.CHANGE: "This has not helped enough. Let us talk before you book again.",
    Kind.REFER: "Someone medical should look at this. Please talk to your doctor before you book again.",
}
WELL: Final = "You are doing well. There is no date to keep."
ONCE: Final = "Your plan was for one visit. You need no other."


@dataclass(frozen=True, kw_only=True)
class NextVisit:
    """The days between which the next visit falls, and why; no days where nothing is proposed."""

    earliest: date | None = None
    latest: date | None = None
    words: tuple[str, ...]


def next_visit_window(dose: Dose, *, last_on: date, verdict: Kind) -> NextVisit:
    """The days that the dose means after the last visit; none while there is something to talk about first.

    While it is too early to say, the course goes on as it was planned.
    """
    if verdict in TALK_FIRST:
        return NextVisit(words=(TALK_FIRST[verdict],))
    if verdict is Kind.TAPER:
        # How to space out stands in the dose in words only: a day worked out of them would be made up.
        return NextVisit(words=(WELL, *([dose.taper] if dose.taper else [])))
    span = DAYS_OF.get(dose.frequency.every)
    return NextVisit(words=(ONCE,)) if span is None else _window(dose.frequency, span, last_on)


def _window(rhythm: Frequency, span: int, last_on: date) -> NextVisit:
    earliest = last_on + timedelta(days=span // rhythm.most)
    longest = -(-span // rhythm.least) + LATER_IS_FINE[rhythm.every]
    latest = last_on + timedelta(days=longest)
    words = (
        f"Your plan is {how_often(rhythm)}, and your last visit was on {day_in_words(last_on)}.",
        f"So the next one falls between {day_in_words(earliest)} and {day_in_words(latest)}.",
    )
    return NextVisit(earliest=earliest, latest=latest, words=words)
