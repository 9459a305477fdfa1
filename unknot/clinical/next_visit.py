"""When would the next visit be, by the dose and by whether it helped? Never more than the plan means."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from unknot.clinical.dose import how_often
from unknot.clinical.progress import Kind
from unknot.clinical.progress_in_words import day_in_words
from unknot.clinical.taper import (
    DAYS_OF,
    Next,
    Taper,
    next_step,
    often_in_words,
    taper_in_words,
    visits_in_words,
)
from unknot.clinical.vocabulary import Dose, Frequency

__all__ = ["NextVisit", "next_visit_window"]

LATER_IS_FINE: Final[Mapping[str, int]] = {"week": 2, "month": 7}
"""Days after which a rhythm is still kept (d): a diary is not a clock."""
TALK_FIRST: Final[Mapping[Kind, str]] = {
    Kind.ASK_FIRST: "It is time to look if this helps. Please answer the questions first.",
    Kind.CHANGE: "This has not helped enough. Let us talk before you book again.",
    Kind.REFER: "Someone medical should look at this. Please talk to your doctor before you book again.",
}
WELL: Final = "You are doing well."
NO_TAPER: Final = "Your plan ends here, so we name no date. You can stop, or come when you wish."
OVER: Final = "That was the last visit of your plan. You can stop now."
ONCE: Final = "Your plan was for one visit. You need no other."
MAY_STOP: Final = "You can also stop now. Both are fine."


@dataclass(frozen=True, kw_only=True)
class NextVisit:
    """The days between which the next visit falls, and why; no days where nothing is proposed."""

    earliest: date | None = None
    latest: date | None = None
    words: tuple[str, ...]


def next_visit_window(dose: Dose, *, last_on: date, verdict: Kind, tapered: int = 0) -> NextVisit:
    """The days that the dose means after the last visit; none while there is something to talk about first.

    While it is too early to say, the course goes on as it was planned. `tapered` is how many visits there were since
    it was found that they may move apart.
    """
    if verdict in TALK_FIRST:
        return NextVisit(words=(TALK_FIRST[verdict],))
    span = DAYS_OF.get(dose.frequency.every)
    if span is None:
        return NextVisit(words=(ONCE,))
    if verdict is Kind.TAPER:
        return _spaced_out(dose.taper, last_on, tapered)
    return _in_rhythm(dose.frequency, span, last_on)


def _in_rhythm(rhythm: Frequency, span: int, last_on: date) -> NextVisit:
    most = -(-span // rhythm.least) + LATER_IS_FINE[rhythm.every]
    words = f"Your plan is {how_often(rhythm)}, and your last visit was on {day_in_words(last_on)}."
    return _between(last_on, span // rhythm.most, most, words)


def _spaced_out(taper: Taper | None, last_on: date, done: int) -> NextVisit:
    """By the taper's next step. Where a dose has none no day is made up, and where it is over none is left."""
    if taper is None:
        return NextVisit(words=(WELL, NO_TAPER))
    found = next_step(taper, done=done)
    if found is None:
        return NextVisit(words=(WELL, OVER))
    step = found.step
    words = f"{WELL} You can come less often now: {often_in_words(step)}."
    proposed = _between(last_on, step.least_days, step.most_days + LATER_IS_FINE[step.unit], words)
    return NextVisit(
        earliest=proposed.earliest,
        latest=proposed.latest,
        words=(*proposed.words, *_then(taper, found, done)),
    )


def _then(taper: Taper, found: Next, done: int) -> tuple[str, ...]:
    """How many are left, what comes after them, and that stopping is as good."""
    words = []
    if found.left is not None:
        left = "1 visit like this is" if found.left == 1 else f"{visits_in_words(found.left)} like this are"
        words.append(f"{left} left, the next one counted.")
    if not found.is_last and done == 0:
        words.append(f"The whole way: {taper_in_words(taper)}")
    elif found.is_last and taper.or_stop:
        words.append(MAY_STOP)
    return tuple(words)


def _between(last_on: date, least: int, most: int, why: str) -> NextVisit:
    earliest, latest = last_on + timedelta(days=least), last_on + timedelta(days=most)
    words = f"So the next one falls between {day_in_words(earliest)} and {day_in_words(latest)}."
    return NextVisit(earliest=earliest, latest=latest, words=(why, words))
