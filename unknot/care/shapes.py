"""The shape of a visit as a row keeps it, and back: what is done where, how hard, and in which position."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from unknot.clinical.fitting import Treatment, VisitShape, cut, position_instead
from unknot.clinical.limits import Limits
from unknot.clinical.plan import Plan

GENTLEST = 1


def kept_shape(plan: Plan) -> dict[str, Any]:
    """A plan's shape as JSON: treatments, positions and lubricant."""
    return {
        "treatments": [
            {
                "technique": treatment.technique,
                "regions": list(treatment.regions),
                "pressure": treatment.pressure,
                "minutes": segment.minutes,
                "position": segment.position,
            }
            for segment in plan.segments
            for treatment in segment.treatments()
        ],
        "positions": [each.id for each in plan.positions],
        "lubricant": plan.lubricant.id,
        "hands_on_minutes": plan.hands_on_minutes,
    }


def shape_of(
    kept: Mapping[str, Any], *, technique: str, minutes: int, qualifications: frozenset[str], on: date
) -> VisitShape:
    """The visit that a kept shape asks for. One without treatments is the booked technique, where unknown.

    A visit booked before any plan, as by telephone, still has to fit by technique, length, day and training.
    """
    treatments = tuple(
        Treatment(each["technique"], tuple(each["regions"]), int(each["pressure"]))
        for each in kept.get("treatments", ())
    )
    return VisitShape(
        minutes=minutes,
        treatments=treatments or (Treatment(technique, (), GENTLEST),),
        positions=tuple(kept.get("positions", ())),
        lubricant=kept.get("lubricant"),
        qualifications_of_therapist=qualifications,
        on=on,
    )


def cut_shape(kept: Mapping[str, Any], limits: Limits, *, lesser: VisitShape, minutes: int) -> dict[str, Any]:
    """A kept shape of a visit of `minutes` as it is in the lesser visit. Time that falls away goes to what is left."""
    if not kept.get("treatments"):
        return dict(kept)
    pieces = [piece for each in kept["treatments"] for piece in _pieces(each, limits)]
    had, weights = (
        sum(each["minutes"] for each in kept["treatments"]),
        sum(each["minutes"] for each in pieces),
    )
    share = had * lesser.minutes / minutes / (weights or 1)
    return dict(kept) | {
        "treatments": [each | {"minutes": max(1, round(each["minutes"] * share))} for each in pieces],
        "positions": list(lesser.positions),
        "lubricant": lesser.lubricant,
        "hands_on_minutes": kept.get("hands_on_minutes", minutes) * lesser.minutes // minutes,
    }


def _pieces(kept: Mapping[str, Any], limits: Limits) -> Iterator[dict[str, Any]]:
    """One kept treatment cut down, with the minutes of the leaves that each piece still treats."""
    treatment = Treatment(kept["technique"], tuple(kept["regions"]), int(kept["pressure"]))
    position = kept.get("position")
    for piece in cut(limits, treatment):
        part = len(piece.regions) / len(treatment.regions) if treatment.regions else 1
        yield dict(kept) | {
            "technique": piece.technique,
            "regions": list(piece.regions),
            "pressure": piece.pressure,
            "minutes": kept["minutes"] * part,
            "position": position_instead(limits, position) if position else position,
        }
