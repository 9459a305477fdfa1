"""What may the client do at home, and what not? The programme of the goals and the places that bother them, under
the same limits as a session.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from unknot.clinical.facts import Client
from unknot.clinical.holding import may_hold, what_is_awaited
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.levels import Decision, Urgency
from unknot.clinical.limits_in_words import listed
from unknot.clinical.plan import HomeProgramme, HomeStep, Reasoned
from unknot.clinical.screening import Screening
from unknot.clinical.vocabulary import HomeItem
from unknot.clinical.wanted import Wanted, read_wishes
from unknot.clinical.work import Frame, frame_of

BY_PLACE = ("stretch", "exercise")
"""What is offered for a place by itself. A tool that presses is offered only where a goal names it."""
NOTHING_NOW = "Nothing at home either, until this has been seen to."


@dataclass(frozen=True, kw_only=True)
class Said:
    """Which entries may hold (yes or not sure, asked or computed), what they are called, and what is waited for.

    While something is awaited, only what is safe for everybody is offered.
    """

    may_hold: frozenset[str]
    awaited: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


def programme_for(client: Client, screening: Screening, *, knowledge: Knowledge) -> HomeProgramme:
    """What a client may do at home, whether or not a session is planned; nothing where the screening stops."""
    if screening.decision is Decision.DO_NOT_TREAT_TODAY or screening.urgency >= Urgency.SAME_DAY:
        return HomeProgramme(awaited=NOTHING_NOW)
    frame = frame_of(client, screening, knowledge=knowledge)
    wanted = read_wishes(client, frame.catalogue, frame.regions)
    return home_programme(frame, wanted, said_of(client, screening, knowledge))


def said_of(client: Client, screening: Screening, knowledge: Knowledge) -> Said:
    """What a client said and a screening found, as far as home items ask for it."""
    held = may_hold(client, screening)
    names = {each: knowledge.entries[each].title for each in held if each in knowledge.entries}
    return Said(may_hold=held, awaited=what_is_awaited(screening), names=names)


def home_programme(frame: Frame, wanted: Wanted, said: Said) -> HomeProgramme:
    """The items of the goals and places that may be done, and those that may not with the reason."""
    steps, left_out = [], []
    for item in wanted_items(frame, wanted):
        leaves = frozenset(allowed_leaves(frame, wanted, item))
        reason = why_not(frame, item, said, leaves)
        if reason:
            left_out.append(Reasoned(id=item.id, title=item.title, reason=reason))
        else:
            steps.append(home_step(item, leaves, wanted))
    return HomeProgramme(steps=tuple(steps), left_out=tuple(left_out), awaited=said.awaited)


def wanted_items(frame: Frame, wanted: Wanted) -> Iterable[HomeItem]:
    """What is for the client's own places first, then the rest of what goes with the goals."""
    ids = dict.fromkeys(each for goal in wanted.goals for each in goal.home)
    if any(goal.home_by_place for goal in wanted.goals):
        ids |= dict.fromkeys(each.id for each in for_own_places(frame, wanted))
    own = own_leaves(wanted)
    items = [frame.catalogue.home[each] for each in ids]
    return sorted(items, key=lambda item: not frame.regions.expand(item.regions) & own)


def for_own_places(frame: Frame, wanted: Wanted) -> Iterator[HomeItem]:
    """The stretches and exercises for the places the client pointed at."""
    own = own_leaves(wanted)
    for item in frame.catalogue.home.values():
        if item.kind in BY_PLACE and frame.regions.expand(item.regions) & own:
            yield item


def own_leaves(wanted: Wanted) -> frozenset[str]:
    """The leaves the client pointed at."""
    return frozenset[str]().union(*(area.leaves for area in wanted.areas if area.own))


def allowed_leaves(frame: Frame, wanted: Wanted, item: HomeItem) -> Iterable[str]:
    """The leaves of the item that are neither avoided, nor too delicate, nor closed to its technique."""
    never = frame.regions.expand(item.never_on) | frame.limits.avoid_regions | wanted.avoid_leaves
    for leaf in frame.regions.expand(item.regions) - never:
        gentle_enough = frame.limits.pressure_on(leaf) >= item.pressure
        if gentle_enough and not frame.limits.excluded_on(leaf).intersection(item.techniques):
            yield leaf


def why_not(frame: Frame, item: HomeItem, said: Said, leaves: Collection[str]) -> str:
    """Why the item is not for this client; empty where it is."""
    if holding := said.may_hold.intersection(item.excluded_when):
        return f"Not for you, because of {in_words(holding, said.names)}."
    if frame.limits.exclude_techniques.intersection(item.techniques):
        due = frame.due_to(lambda limits: bool(limits.exclude_techniques.intersection(item.techniques)))
        return f"Not for you, because of {due}."
    if frame.limits.pressure_max < item.pressure:
        return "It presses harder than your answers allow."
    if item.regions and not leaves:
        return "The places it is for are to be left alone."
    return "" if is_safe_for_everybody(item) else said.awaited


def in_words(entries: Collection[str], names: Mapping[str, str]) -> str:
    """What was told, by name where it has one."""
    known = sorted(names[each].lower() for each in entries if each in names)
    return f"what you told us ({listed(known)})" if known else "your answers"


def is_safe_for_everybody(item: HomeItem) -> bool:
    """Whether it asks nothing of the body that an answer might forbid."""
    return not (item.regions or item.techniques or item.pressure or item.excluded_when)


def home_step(item: HomeItem, leaves: Iterable[str], wanted: Wanted) -> HomeStep:
    """The item as a step of the programme."""
    return HomeStep(
        id=item.id,
        title=item.title,
        kind=item.kind,
        how=item.how,
        dose=item.dose,
        regions=tuple(sorted(leaves)),
        never_on=item.never_on,
        do_not=item.do_not,
        stop_if=item.stop_if,
        evidence=item.evidence,
        sources=item.sources,
        marks=item.marks,
        reason=why(item, wanted),
    )


def why(item: HomeItem, wanted: Wanted) -> str:
    """What the item is for."""
    goals = [goal.title.lower() for goal in wanted.goals if item.id in goal.home]
    return f"Goes with: {', '.join(goals)}." if goals else "For the place you told us about."
