"""What does the client want: goals, places on the body, how hard, with which techniques? Limits play no part
here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from unknot.clinical.catalogue import Catalogue
from unknot.clinical.facts import Area as Place
from unknot.clinical.facts import Client
from unknot.clinical.regions import RegionMap
from unknot.clinical.vocabulary import Area, Dose, Goal

FULL_BODY = "whole_body"


@dataclass(frozen=True, kw_only=True)
class WantedArea:
    """An area to work on, on these leaves. `own` is one the client pointed at; intensity is 0 to 10."""

    area: Area
    leaves: frozenset[str]
    own: bool
    intensity: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Goals in order, areas in the order of a session, and what would fill a long session besides."""

    goals: tuple[Goal, ...]
    dose: Dose
    areas: tuple[WantedArea, ...]
    companions: tuple[WantedArea, ...]
    techniques: tuple[str, ...]
    wished_techniques: tuple[str, ...]
    pressure: int
    wished_pressure: int | None
    avoid_leaves: frozenset[str]
    avoid_techniques: frozenset[str]


def read_wishes(client: Client, catalogue: Catalogue, regions: RegionMap) -> Wanted:
    """What the client wants, filled up from the profile, the goals and the full body."""
    goals = chosen_goals(client, catalogue)
    areas = with_special(client, chosen_areas(client, goals, catalogue, regions), catalogue, regions)
    wishes = client.wishes
    return Wanted(
        goals=goals,
        dose=chosen_dose(goals, catalogue),
        areas=areas,
        companions=companions(areas, goals, catalogue, regions),
        techniques=tuple(dict.fromkeys(each for goal in goals for each in goal.techniques)),
        wished_techniques=tuple(dict.fromkeys(wishes.techniques)),
        pressure=wanted_pressure(wishes.pressure, goals),
        wished_pressure=wishes.pressure,
        avoid_leaves=regions.expand(wishes.avoid_regions),
        avoid_techniques=frozenset(wishes.avoid_techniques),
    )


def chosen_goals(client: Client, catalogue: Catalogue) -> tuple[Goal, ...]:
    """The client's goals, else the profile's, else pain where a place was named, else keeping well."""
    ids: tuple[str, ...] = client.goals
    if not ids and client.profile:
        ids = catalogue.profiles[client.profile].goals
    if not ids:
        ids = ("pain_and_tension",) if client.areas else ("wellness",)
    return tuple(catalogue.goals[each] for each in dict.fromkeys(ids))


def chosen_dose(goals: Iterable[Goal], catalogue: Catalogue) -> Dose:
    """The dose of the first goal whose dose was tried; where none was, of the first goal."""
    doses = [catalogue.doses[goal.dose] for goal in goals]
    return next((dose for dose in doses if dose.tried), doses[0])


def wanted_pressure(wished: int | None, goals: tuple[Goal, ...]) -> int:
    """The wish, else what is usual; never more than the goals bear."""
    usual = min(goal.usual_pressure for goal in goals)
    strongest = min(goal.strongest for goal in goals)
    return min(usual if wished is None else wished, strongest)


def chosen_areas(
    client: Client, goals: tuple[Goal, ...], catalogue: Catalogue, regions: RegionMap
) -> tuple[WantedArea, ...]:
    """What the client pointed at, else the profile's areas, else the first goal's, else the full body."""
    pointed = [found for place in client.areas for found in areas_at(place, catalogue, regions)]
    if pointed:
        return in_order(merge(pointed))
    ids = catalogue.profiles[client.profile].areas if client.profile else ()
    reason = "This is where people like you often want it. You can change it."
    if not ids:
        ids, reason = goals[0].areas, f"This is where it usually helps with: {goals[0].title.lower()}."
    if not ids:
        ids, reason = full_body(catalogue), "You named no place, so the whole body gets a share."
    return in_order(whole_area(catalogue.areas[each], regions, reason) for each in ids)


def with_special(
    client: Client, areas: tuple[WantedArea, ...], catalogue: Catalogue, regions: RegionMap
) -> tuple[WantedArea, ...]:
    """The areas, and one for each wished technique that is done only on places that are not among them."""
    here = frozenset[str]().union(*(each.leaves for each in areas))
    added = []
    for each in client.wishes.techniques:
        technique = catalogue.techniques[each]
        only = regions.expand(technique.regions)
        if technique.planned and only and not only & here:
            area = next(row for row in catalogue.areas.values() if regions.expand(row.regions) & only)
            added.append(whole_area(area, regions, f"You asked for {technique.title.lower()}."))
    return in_order(merge([*areas, *added]))


def areas_at(place: Place, catalogue: Catalogue, regions: RegionMap) -> Iterable[WantedArea]:
    """The areas of a place on the body map. Careful leaves only where it names nothing larger."""
    leaves = regions.expand(place.region, side=place.side)
    reason = "You told us about this place."
    if place.intensity is not None:
        reason = f"You told us about this place ({place.intensity} out of 10)."
    for area in catalogue.areas.values():
        usual, careful = regions.expand(area.regions), regions.expand(area.careful)
        here = leaves & usual
        if leaves <= usual | careful:
            here = leaves
        if place.region == FULL_BODY and not area.in_full_body:
            continue
        if here:
            intensity = place.intensity or 0
            yield WantedArea(area=area, leaves=here, own=True, intensity=intensity, reason=reason)


def merge(areas: Iterable[WantedArea]) -> Iterable[WantedArea]:
    """One for each area: all leaves, the greatest intensity."""
    merged: dict[str, WantedArea] = {}
    for each in areas:
        known = merged.get(each.area.id, each)
        strongest = max(known, each, key=lambda one: one.intensity)
        merged[each.area.id] = WantedArea(
            area=each.area,
            leaves=known.leaves | each.leaves,
            own=each.own,
            intensity=strongest.intensity,
            reason=strongest.reason,
        )
    return merged.values()


def companions(
    areas: tuple[WantedArea, ...], goals: tuple[Goal, ...], catalogue: Catalogue, regions: RegionMap
) -> tuple[WantedArea, ...]:
    """What to add where the session is longer than its areas bear: the goals' areas, then the full body's."""
    taken = {each.area.id for each in areas}
    ids = dict.fromkeys([*(each for goal in goals for each in goal.areas), *full_body(catalogue)])
    reason = "So that a long session is not spent on one place."
    return tuple(whole_area(catalogue.areas[each], regions, reason) for each in ids if each not in taken)


def whole_area(area: Area, regions: RegionMap, reason: str) -> WantedArea:
    """An area nobody pointed at."""
    leaves = regions.expand(area.regions)
    return WantedArea(area=area, leaves=leaves, own=False, intensity=0, reason=reason)


def full_body(catalogue: Catalogue) -> tuple[str, ...]:
    """The areas of a full body session, in order."""
    areas = sorted(catalogue.areas.values(), key=lambda area: area.order)
    return tuple(area.id for area in areas if area.in_full_body)


def in_order(areas: Iterable[WantedArea]) -> tuple[WantedArea, ...]:
    """In the order of a session."""
    return tuple(sorted(areas, key=lambda each: each.area.order))
