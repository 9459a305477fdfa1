"""What may the client do at home, and what not? The programme of the goals, under the same limits as the
session.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from unknot.clinical.plan import HomeStep, Reasoned
from unknot.clinical.vocabulary import HomeItem
from unknot.clinical.wanted import Wanted
from unknot.clinical.work import Frame


@dataclass(frozen=True, kw_only=True)
class Said:
    """Which entries may hold (yes or not sure, asked or computed), and which are still open."""

    may_hold: frozenset[str]
    still_open: frozenset[str]


def home_programme(
    frame: Frame, wanted: Wanted, said: Said
) -> tuple[tuple[HomeStep, ...], tuple[Reasoned, ...]]:
    """The items of the goals that may be done, and those that may not with the reason."""
    ids = dict.fromkeys(each for goal in wanted.goals for each in goal.home)
    steps, left_out = [], []
    for item in (frame.catalogue.home[each] for each in ids):
        leaves = frozenset(allowed_leaves(frame, wanted, item))
        reason = why_not(frame, item, said, leaves)
        if reason:
            left_out.append(Reasoned(id=item.id, title=item.title, reason=reason))
        else:
            steps.append(home_step(item, leaves, wanted))
    return tuple(steps), tuple(left_out)


def allowed_leaves(frame: Frame, wanted: Wanted, item: HomeItem) -> Iterable[str]:
    """The leaves of the item that are neither avoided, nor too delicate, nor closed to its technique."""
    never = frame.regions.expand(item.never_on) | frame.limits.avoid_regions | wanted.avoid_leaves
    for leaf in frame.regions.expand(item.regions) - never:
        gentle_enough = frame.limits.pressure_on(leaf) >= item.pressure
        if gentle_enough and not frame.limits.excluded_on(leaf).intersection(item.techniques):
            yield leaf


def why_not(frame: Frame, item: HomeItem, said: Said, leaves: Collection[str]) -> str:
    """Why the item is not for this client; empty where it is. An open question about it keeps it out."""
    if said.may_hold.intersection(item.excluded_when) or frame.limits.exclude_techniques.intersection(
        item.techniques
    ):
        return "Not for you, because of your answers."
    if frame.limits.pressure_max < item.pressure:
        return "It presses harder than your answers allow."
    if item.regions and not leaves:
        return "The places it is for are to be left alone."
    if said.still_open.intersection(item.excluded_when):
        return "Not before the open questions are answered."
    return ""


def home_step(item: HomeItem, leaves: Iterable[str], wanted: Wanted) -> HomeStep:
    """The item as a step of the programme."""
    goals = [goal.title.lower() for goal in wanted.goals if item.id in goal.home]
    return HomeStep(
        id=item.id,
        title=item.title,
        how=item.how,
        dose=item.dose,
        regions=tuple(sorted(leaves)),
        never_on=item.never_on,
        do_not=item.do_not,
        stop_if=item.stop_if,
        evidence=item.evidence,
        sources=item.sources,
        reason=f"Goes with: {', '.join(goals)}.",
    )
