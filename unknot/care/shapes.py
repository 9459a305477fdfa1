"""The shape of a visit as a row keeps it, and back: what is done where, how hard, and in which position."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from unknot.clinical.fitting import Treatment, VisitShape
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
