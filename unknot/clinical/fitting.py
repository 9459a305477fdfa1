"""Does a visit keep to a client's limits, where does it not, and what lesser visit would?

Which visit to propose is planning's; what may be booked or started in the end is decided elsewhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from typing import NamedTuple

from unknot.clinical.levels import Decision
from unknot.clinical.limits import Limits

# Work on these leaves is a technique of its own, whatever the hands do there.
COUNTS_AS = {"abdomen": "abdominal_work"}
# Below these minutes a visit is not worth the undressing; a session that short is not offered (our own
# number).
SHORTEST_VISIT = 15
# What a lesser visit does instead: this technique for one that is ruled out, or that is not itself so
# lightly.
GENTLER = "swedish"
FIRM_FROM = {"deep_tissue": 3, "trigger_point": 3, "thai": 3, "friction": 3}
# A position that reaches all that the one ruled out reached.
POSITION_INSTEAD = {
    "prone": "side_lying",
    "left_side_lying": "side_lying",
    "supine": "semi_reclined",
    "semi_reclined": "supine",
}


class Treatment(NamedTuple):
    """A technique on leaves of the body map, at one pressure."""

    technique: str
    regions: tuple[str, ...]
    pressure: int


@dataclass(frozen=True, kw_only=True)
class VisitShape:
    """What a visit would be. Regions are leaf ids; `on` is its day, None where the day is not in question."""

    minutes: int
    treatments: tuple[Treatment, ...]
    positions: tuple[str, ...] = ()
    lubricant: str | None = None
    qualifications_of_therapist: frozenset[str] = frozenset()
    on: date | None = None


@dataclass(frozen=True)
class Misfit:
    """Where a visit goes beyond the limits: kind, what was found, what is accepted, and words for staff.

    `where` is the leaf it is about, "" for the whole visit; `found` names it too.
    """

    kind: str
    found: str
    accepted: str
    words: str
    where: str = field(default="", compare=False)


def misfits(limits: Limits, shape: VisitShape) -> tuple[Misfit, ...]:
    """Every way in which the visit goes beyond the limits; empty where it fits."""
    checks = (
        decision_misfits,
        day_misfits,
        length_misfits,
        position_misfits,
        lubricant_misfits,
        training_misfits,
    )
    whole = chain.from_iterable(check(limits, shape) for check in checks)
    by_part = chain.from_iterable(treatment_misfits(limits, each) for each in shape.treatments)
    return tuple(dict.fromkeys(chain(whole, by_part)))


def decision_misfits(limits: Limits, _: VisitShape) -> Iterable[Misfit]:
    """Only proceed and modify may be treated."""
    if limits.decision > Decision.MODIFY:
        found = limits.decision.value.replace("_", " ")
        yield Misfit("decision", found, "proceed or modify", f"The screening says: {found}.")


def day_misfits(limits: Limits, shape: VisitShape) -> Iterable[Misfit]:
    """Not before the first day that could be booked; a visit without a day has nothing to compare."""
    first = limits.not_before
    if first is None:
        return
    if isinstance(first, str):
        yield Misfit("day", str(shape.on or "any day"), "no day yet", "No day can be named yet.")
    elif shape.on is not None and shape.on < first:
        yield Misfit("day", str(shape.on), f"{first} or later", f"Not before {first}.")


def length_misfits(limits: Limits, shape: VisitShape) -> Iterable[Misfit]:
    """No longer than the limits say."""
    most = limits.session_max_minutes
    if most is not None and shape.minutes > most:
        found = f"{shape.minutes} minutes"
        yield Misfit("minutes", found, f"at most {most}", f"{found} is longer than the {most} allowed.")


def position_misfits(limits: Limits, shape: VisitShape) -> Iterable[Misfit]:
    """No position that is ruled out."""
    for each in shape.positions:
        if each in limits.exclude_positions:
            yield Misfit("position", each, "another position", f"{plain(each)} is ruled out.")


def lubricant_misfits(limits: Limits, shape: VisitShape) -> Iterable[Misfit]:
    """No lubricant that is ruled out."""
    if shape.lubricant in limits.exclude_lubricants:
        name = str(shape.lubricant)
        yield Misfit("lubricant", name, "another lubricant", f"{plain(name)} is ruled out.")


def training_misfits(limits: Limits, shape: VisitShape) -> Iterable[Misfit]:
    """The therapist holds what the limits ask for."""
    for each in sorted(limits.require_qualifications - shape.qualifications_of_therapist):
        yield Misfit("qualification", "not held", each, f"The therapist needs: {plain(each).lower()}.")


def treatment_misfits(limits: Limits, treatment: Treatment) -> Iterable[Misfit]:
    """No avoided leaf, no excluded technique, no pressure above the ceiling, for the body or on a leaf."""
    if treatment.technique in limits.exclude_techniques:
        yield excluded(treatment.technique)
    if treatment.pressure > limits.pressure_max:
        yield too_hard(treatment.pressure, limits.pressure_max)
    for leaf in treatment.regions:
        yield from leaf_misfits(limits, treatment, leaf)


def leaf_misfits(limits: Limits, treatment: Treatment, leaf: str) -> Iterable[Misfit]:
    """The limits on one leaf that the body's own do not already say."""
    if leaf in limits.avoid_regions:
        yield Misfit("region", leaf, "left out", f"{plain(leaf)} is to be left out.", leaf)
    for technique in {treatment.technique, COUNTS_AS.get(leaf, treatment.technique)}:
        if technique in limits.excluded_on(leaf) and not (
            technique == treatment.technique and technique in limits.exclude_techniques
        ):
            yield excluded(technique, leaf)
    most = limits.pressure_on(leaf)
    if most < treatment.pressure and most < limits.pressure_max:
        yield too_hard(treatment.pressure, most, leaf)


def excluded(technique: str, leaf: str = "") -> Misfit:
    """A technique that is ruled out on a leaf, or altogether."""
    where = leaf or "the body"
    words = f"{plain(technique)} is ruled out on {plain(where).lower()}."
    return Misfit("technique", f"{technique} on {where}", "another technique", words, leaf)


def too_hard(pressure: int, most: int, leaf: str = "") -> Misfit:
    """A pressure above the ceiling of a leaf, or of the body."""
    where = leaf or "the body"
    words = f"Pressure {pressure} is above {most} on {plain(where).lower()}."
    return Misfit("pressure", f"{pressure} on {where}", f"at most {most}", words, leaf)


def lesser_fit(limits: Limits, shape: VisitShape) -> VisitShape | None:
    """The visit cut down until it fits, or None where cutting cannot help (decision, day, training, nothing
    left).
    """
    positions = tuple(position_instead(limits, each) for each in shape.positions)
    lesser = replace(
        shape,
        minutes=cut_minutes(limits, shape.minutes),
        treatments=tuple(chain.from_iterable(cut(limits, each) for each in shape.treatments)),
        positions=tuple(dict.fromkeys(each for each in positions if each)),
        lubricant=cut_lubricant(limits, shape.lubricant),
    )
    too_short = lesser.minutes < min(SHORTEST_VISIT, shape.minutes)
    if None in positions or too_short or not lesser.treatments or misfits(limits, lesser):
        return None
    return lesser


def position_instead(limits: Limits, position: str) -> str | None:
    """The position, or the nearest one that is not ruled out."""
    choices = (position, POSITION_INSTEAD.get(position))
    return next((each for each in choices if each not in limits.exclude_positions), None)


def cut_minutes(limits: Limits, minutes: int) -> int:
    """The minutes, no more than the limits allow."""
    return minutes if limits.session_max_minutes is None else min(minutes, limits.session_max_minutes)


def cut_lubricant(limits: Limits, lubricant: str | None) -> str | None:
    """The lubricant, or nothing on the skin where it is ruled out."""
    return "none" if lubricant in limits.exclude_lubricants else lubricant


def cut(limits: Limits, treatment: Treatment) -> tuple[Treatment, ...]:
    """The treatment on the leaves where it, or the gentler one, may be done: one for each pressure."""
    if not treatment.regions:
        return cut_unplanned(limits, treatment)
    at: dict[tuple[str, int], list[str]] = {}
    for leaf in treatment.regions:
        pressure = min(treatment.pressure, limits.pressure_on(leaf))
        technique = technique_instead(limits, treatment.technique, leaf, pressure)
        if technique is not None:
            at.setdefault((technique, pressure), []).append(leaf)
    return tuple(Treatment(name, tuple(leaves), each) for (name, each), leaves in sorted(at.items()))


def cut_unplanned(limits: Limits, treatment: Treatment) -> tuple[Treatment, ...]:
    """A technique booked before anybody planned where: itself, or the gentler one, if it may be done at all."""
    pressure = min(treatment.pressure, limits.pressure_max)
    choices = (treatment.technique, GENTLER)
    fitting = (each for each in choices if pressure and technique_fits(limits, each, 0))
    return tuple(Treatment(each, (), pressure) for each in list(fitting)[:1])


def technique_instead(limits: Limits, technique: str, leaf: str, pressure: int) -> str | None:
    """The technique on this leaf, or the gentler one; None where hands stay away. Pressure 0 is no work."""
    if pressure == 0:
        return None
    too_light = pressure < FIRM_FROM.get(technique, 1)
    choices = (GENTLER,) if too_light else (technique, GENTLER)
    return next((each for each in choices if may_touch(limits, each, leaf)), None)


def may_touch(limits: Limits, technique: str, leaf: str) -> bool:
    """Whether this technique may be used on this leaf at all."""
    excluded_here = limits.excluded_on(leaf)
    return (
        leaf not in limits.avoid_regions
        and technique not in excluded_here
        and COUNTS_AS.get(leaf) not in excluded_here
    )


def technique_fits(limits: Limits, technique: str, minutes: int) -> bool:
    """Whether a service of this technique and length could be offered; where on the body is not asked."""
    too_long = limits.session_max_minutes is not None and minutes > limits.session_max_minutes
    too_firm = limits.pressure_max < FIRM_FROM.get(technique, 1)
    ruled_out = too_firm or technique in limits.exclude_techniques
    return limits.decision <= Decision.MODIFY and not ruled_out and not too_long


def plain(name: str) -> str:
    """An id as words, for staff."""
    return name.replace("_", " ").capitalize()
