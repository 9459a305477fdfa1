"""What does a practice's overlay do to known clients? Stricter is what it is for; looser may never be."""

from collections.abc import Iterable
from dataclasses import dataclass

from unknot.clinical.cases import Case, run_case
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.screening import Screening

__all__ = ["Effect", "effect_of_overlay"]


@dataclass(frozen=True)
class Effect:
    """The cases of the base that an overlay makes stricter, and those that it would make looser."""

    stricter: tuple[Case, ...]
    looser: tuple[Case, ...]


def effect_of_overlay(cases: Iterable[Case], *, base: Knowledge, overlaid: Knowledge) -> Effect:
    """Each case under the base alone and under the overlay too."""
    stricter, looser = [], []
    for case in cases:
        alone, over = run_case(case, knowledge=base), run_case(case, knowledge=overlaid)
        if not _holds(over, alone):
            looser.append(case)
        elif not _holds(alone, over):
            stricter.append(case)
    return Effect(tuple(stricter), tuple(looser))


def _holds(one: Screening, other: Screening) -> bool:
    """Whether all that `other` forbids, asks for and leaves open is so in `one` too."""
    return (
        one.limits.is_at_least_as_tight_as(other.limits)
        and set(one.require) >= set(other.require)
        and (other.complete or not one.complete)
    )
