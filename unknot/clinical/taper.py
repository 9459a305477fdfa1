"""How the visits move apart once a course has helped: which step comes next, how many are left, and that in words.

The words are made from the steps, so that the two cannot disagree. A taper only ever spaces out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

__all__ = [
    "DAYS_OF",
    "Next",
    "Taper",
    "TaperStep",
    "next_step",
    "often_in_words",
    "step_out_of_order",
    "taper_in_words",
    "visits_in_words",
]

DAYS_OF: Final = {"week": 7, "month": 30}


@dataclass(frozen=True, kw_only=True)
class TaperStep:
    """Visits `least` to `most` weeks or months apart: so many, or as long as somebody likes."""

    least: int
    most: int
    unit: str
    visits: int | None = None

    @property
    def least_days(self) -> int:
        return self.least * DAYS_OF[self.unit]

    @property
    def most_days(self) -> int:
        return self.most * DAYS_OF[self.unit]


@dataclass(frozen=True, kw_only=True)
class Taper:
    """Steps one after the other; where `or_stop`, ending is as good as the last of them."""

    steps: tuple[TaperStep, ...]
    or_stop: bool = False


@dataclass(frozen=True, kw_only=True)
class Next:
    """The step of the next visit and how many visits it has left, that one counted; None where it has no end."""

    step: TaperStep
    left: int | None
    is_last: bool


def next_step(taper: Taper, *, done: int) -> Next | None:
    """Where somebody stands after so many visits of a taper; None where it is over."""
    for step in taper.steps:
        left = None if step.visits is None else step.visits - done
        if left is None or left > 0:
            return Next(step=step, left=left, is_last=step is taper.steps[-1])
        done = -left
    return None


def taper_in_words(taper: Taper | None) -> str:
    """All of it in one sentence; nothing where a dose has none.

    >>> taper_in_words(Taper(steps=(TaperStep(least=2, most=4, unit="week"),), or_stop=True))
    'Every 2 to 4 weeks, or stop.'
    """
    if taper is None:
        return ""
    steps = ", then ".join(_step_in_words(each) for each in taper.steps)
    return f"{steps[:1].upper()}{steps[1:]}{', or stop' if taper.or_stop else ''}."


def _step_in_words(step: TaperStep) -> str:
    return often_in_words(step) + (f" for {visits_in_words(step.visits)}" if step.visits else "")


def often_in_words(step: TaperStep) -> str:
    """How far apart.

    >>> often_in_words(TaperStep(least=1, most=1, unit="month"))
    'once a month'
    """
    if step.least == step.most == 1:
        return f"once a {step.unit}"
    span = f"{step.most}" if step.least == step.most else f"{step.least} to {step.most}"
    return f"every {span} {step.unit}s"


def visits_in_words(visits: int) -> str:
    return "1 visit" if visits == 1 else f"{visits} visits"


def step_out_of_order(steps: Sequence[TaperStep], *, than_days: int) -> int | None:
    """The first step that would bring visits closer together than before, or has no end though another follows; by its
    number from 0, None where all are in order.
    """
    for number, step in enumerate(steps):
        endless = step.visits is None and number + 1 < len(steps)
        if endless or step.least_days < than_days:
            return number
        than_days = step.least_days
    return None
