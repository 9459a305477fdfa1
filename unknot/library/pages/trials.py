"""Ways to what was tested in people: from whatever leans on a trial or review to its page."""

from collections.abc import Iterable, Mapping
from typing import Final

from unknot.clinical.catalogue import Catalogue
from unknot.clinical.evidence import Evidence
from unknot.clinical.vocabulary import Goal
from unknot.library.pages.page import Link

CERTAINTY: Final[Mapping[str, str]] = {
    "moderate": "Moderate certainty",
    "low_to_moderate": "Low to moderate certainty",
    "low": "Low certainty",
    "very_low": "Very low certainty",
    "mixed": "Mixed certainty: its parts differ",
    "unclear": "Unclear certainty: nobody graded it",
    "none": "No good trials yet",
}
"""How sure something is, the surest first."""
TRIALS: Final = {1: "one trial"}


def trial_links(rows: Iterable[Evidence]) -> tuple[Link, ...]:
    """A way to each, with how sure it is and in how many people it was tried."""
    return tuple(Link(each.title, f"evidence/{each.id}", trial_note(each)) for each in rows)


def trial_note(row: Evidence) -> str:
    """How sure, and in how many."""
    return "; ".join(each for each in (CERTAINTY[row.certainty].lower(), how_many(row)) if each)


def how_many(row: Evidence) -> str:
    """People and trials, as far as the source as read says."""
    trials = TRIALS.get(row.trials, f"{row.trials} trials") if row.trials else ""
    return " in ".join(each for each in (f"{row.people} people" if row.people else "", trials) if each)


def behind_goal(goal: Goal, catalogue: Catalogue) -> tuple[Evidence, ...]:
    """What a goal and its dose lean on."""
    ids = dict.fromkeys((*goal.evidence, *catalogue.doses[goal.dose].evidence))
    return tuple(catalogue.evidence[each] for each in ids)


def about_technique(technique_id: str, catalogue: Catalogue) -> tuple[Evidence, ...]:
    """What tested a technique."""
    return tuple(each for each in catalogue.evidence.values() if technique_id in each.techniques)


def about_claim(claim_id: str, catalogue: Catalogue) -> tuple[Evidence, ...]:
    """What speaks about a claim."""
    return tuple(each for each in catalogue.evidence.values() if claim_id in each.claims)
