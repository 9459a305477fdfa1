"""Which technique, on which leaves, how hard? The wish, cut down to the technique and to the limits."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from unknot.clinical.catalogue import Catalogue
from unknot.clinical.facts import Client
from unknot.clinical.fitting import may_touch
from unknot.clinical.holding import may_be_pregnant
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.limits import Limits
from unknot.clinical.plan import Reasoned
from unknot.clinical.regions import RegionMap
from unknot.clinical.screening import Screening
from unknot.clinical.vocabulary import Technique
from unknot.clinical.wanted import Wanted, WantedArea

# The gentlest technique of all, thought of last where no other fits; in pregnancy its own adaptation stands
# first.
FALLBACK, IN_PREGNANCY = "swedish", "prenatal"


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What a plan may draw on and must stay within; `causes` are the limits of each finding, by name.

    `stock` and `offered` None mean anything in the catalogue. `switched_off` is what the practice does not do at all.
    """

    catalogue: Catalogue
    regions: RegionMap
    limits: Limits
    pregnant: bool = False
    stock: frozenset[str] | None = None
    offered: frozenset[str] | None = None
    switched_off: frozenset[str] = frozenset()
    causes: tuple[tuple[str, Limits], ...] = ()

    def due_to(self, such: Callable[[Limits], bool]) -> str:
        """The findings whose own limits are such, by name, else the answers as a whole."""
        names = dict.fromkeys(title.lower() for title, limits in self.causes if such(limits))
        return f"what you told us ({', '.join(names)})" if names else "your answers"


def frame_of(
    client: Client,
    screening: Screening,
    *,
    knowledge: Knowledge,
    stock: Collection[str] | None = None,
    offered: Collection[str] | None = None,
) -> Frame:
    """What there is, within the limits of a client's screening."""
    return Frame(
        catalogue=knowledge.catalogue,
        regions=knowledge.regions,
        limits=screening.limits,
        pregnant=may_be_pregnant(client, screening),
        stock=None if stock is None else frozenset(stock),
        offered=None if offered is None else frozenset(offered),
        switched_off=knowledge.scope.everywhere,
        causes=tuple((each.title, each.limits) for each in screening.findings),
    )


@dataclass(frozen=True, kw_only=True)
class Work:
    """One technique on part of an area, with the pressure on each leaf."""

    wanted: WantedArea
    technique: Technique
    pressures: Mapping[str, int]
    reason: str


def candidates(frame: Frame, wanted: Wanted) -> tuple[Technique, ...]:
    """The techniques to think of, in the order to think of them: what is wished, what suits the goal, the
    gentlest.
    """
    ids = [*wanted.wished_techniques, *wanted.techniques, FALLBACK]
    if frame.pregnant:
        ids.insert(0, IN_PREGNANCY)
    known = [frame.catalogue.techniques[each] for each in dict.fromkeys(ids)]
    # Where the first focused technique is ruled out, another as firm would not be the gentler way.
    firm = [each for each in known if each.focused][1:]
    kept = [each for each in known if each not in firm or each.id in wanted.wished_techniques]
    return tuple(each for each in kept if may_propose(frame, wanted, each))


def may_propose(frame: Frame, wanted: Wanted, technique: Technique) -> bool:
    """Whether it is one that plans propose, is offered, not unwished, and not ruled out for the body."""
    return (
        technique.planned
        and (frame.offered is None or technique.id in frame.offered)
        and technique.id not in wanted.avoid_techniques
        and technique.id not in frame.limits.exclude_techniques
        and (technique.id != IN_PREGNANCY or frame.pregnant)
    )


def find_work(frame: Frame, wanted: Wanted, area: WantedArea) -> tuple[Work, ...]:
    """The work on one area: each leaf goes to the first technique that may be used on it."""
    left, work = set(area.leaves - wanted.avoid_leaves), []
    for technique in ranked(candidates(frame, wanted), wanted, area):
        pressures = {leaf: pressure_on(frame, wanted, technique, leaf) for leaf in sorted(left)}
        pressures = {leaf: pressure for leaf, pressure in pressures.items() if pressure}
        if pressures:
            left -= set(pressures)
            reason = why(frame, wanted, technique, pressures)
            work.append(Work(wanted=area, technique=technique, pressures=pressures, reason=reason))
    return tuple(work)


def ranked(techniques: Iterable[Technique], wanted: Wanted, area: WantedArea) -> list[Technique]:
    """In the order to try on this area: wished first, then strong enough for the wish; focused work only
    where it hurts.
    """

    def rank(technique: Technique) -> tuple[bool, bool, bool, bool]:
        special = technique.id in wanted.wished_techniques and bool(technique.regions)
        misplaced = technique.focused and not area.own
        return (
            not special,
            misplaced,
            technique.id not in wanted.wished_techniques,
            technique.strongest < min(wanted.pressure, 4),
        )

    return sorted(techniques, key=rank)


def pressure_on(frame: Frame, wanted: Wanted, technique: Technique, leaf: str) -> int:
    """How hard on this leaf; 0 where this technique has no business there."""
    if not reaches(frame, technique, leaf) or not may_touch(frame.limits, technique.id, leaf):
        return 0
    pressure = min(wanted.pressure, technique.strongest, frame.limits.pressure_on(leaf))
    return pressure if pressure >= max(technique.lightest, 1) else 0


def reaches(frame: Frame, technique: Technique, leaf: str) -> bool:
    """Whether the technique is done on this leaf at all."""
    here = frame.regions.expand(technique.regions)
    return (not here or leaf in here) and leaf not in frame.regions.expand(technique.avoid_regions)


def strokes_on(frame: Frame, technique: Technique, leaves: Iterable[str]) -> tuple[str, ...]:
    """The strokes of a technique that may be used on all of these leaves."""
    out = frozenset[str]().union(*(frame.limits.excluded_on(leaf) for leaf in leaves))
    return tuple(each for each in technique.strokes if frame.catalogue.strokes[each].falls_with not in out)


def why(frame: Frame, wanted: Wanted, technique: Technique, pressures: Mapping[str, int]) -> str:
    """Why this technique at this pressure, in the client's words."""
    if frame.pregnant and technique.id == IN_PREGNANCY:
        reason = f"{technique.title}: made for pregnancy."
    elif technique.id in wanted.wished_techniques:
        reason = f"{technique.title}: you asked for it."
    elif technique.id in wanted.techniques:
        reason = f"{technique.title}: it suits what you come for."
    else:
        reason = f"{technique.title}: gentle, and it fits your limits."
    return f"{reason} {why_pressure(frame, wanted, technique, pressures)}"


def why_pressure(frame: Frame, wanted: Wanted, technique: Technique, pressures: Mapping[str, int]) -> str:
    """Why not harder; what holds it down is named, the limits first."""
    aimed = wanted.wished_pressure or wanted.pressure
    most, least = max(pressures.values()), min(pressures.values())
    held = [leaf for leaf in pressures if frame.limits.pressure_on(leaf) < min(aimed, technique.strongest)]
    if most < aimed and frame.limits.pressure_max <= most:
        due = frame.due_to(lambda limits: limits.pressure_max <= most)
        return f"Pressure stays at {most} or less because of {due}."
    if held and least < most:
        return f"Pressure {most} of 5, and {least} where the body is delicate or your answers ask for it."
    if held:
        return f"Pressure {most} of 5: this place takes no more, for everyone or because of your answers."
    if most < aimed:
        return f"Pressure {most} of 5: what suits this work and what you come for."
    asked = ", as you asked" if wanted.wished_pressure else ""
    return f"Pressure {most} of 5{asked}. Say so at any time if it is too much."


def unmet_wishes(frame: Frame, wanted: Wanted, used: Iterable[str]) -> Iterable[Reasoned]:
    """The techniques that were wished and are not used, each with its reason."""
    done = set(used)
    for each in wanted.wished_techniques:
        if each not in done:
            technique = frame.catalogue.techniques[each]
            yield Reasoned(id=each, title=technique.title, reason=why_not(frame, wanted, technique))


def why_not(frame: Frame, wanted: Wanted, technique: Technique) -> str:
    """Why a wished technique is not in the plan."""
    if technique.id in frame.switched_off:
        return "It is not offered here."
    if technique.id in frame.limits.exclude_techniques:
        due = frame.due_to(lambda limits: technique.id in limits.exclude_techniques)
        return f"Left out because of {due}."
    if frame.offered is not None and technique.id not in frame.offered:
        return "It is not offered here."
    if technique.id in wanted.avoid_techniques:
        return "You also asked us to leave it out."
    if not technique.planned:
        return "Plans do not propose it; ask the therapist."
    if frame.limits.pressure_max < technique.lightest:
        return "It needs more pressure than your answers allow."
    return "It does not suit these places, or the pressure that fits you."
