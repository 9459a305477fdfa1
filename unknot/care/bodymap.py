"""Turns limits into marks for the body map: what is left out, and where pressure is capped."""

from collections.abc import Mapping
from typing import Any

from unknot.clinical.knowledge import Knowledge
from unknot.drawing.body_marks import Mark, marks_of_limits

OPEN = 5


def marks_of(limits: Mapping[str, Any], *, knowledge: Knowledge, everywhere: bool = False) -> dict[str, Mark]:
    """A mark for each leaf that is left out or capped below the whole body.

    Endangerment sites, capped for everybody, are marked only with `everywhere`: for those who treat.
    """
    usual = {} if everywhere else knowledge.regions.endangerment
    caps = {
        leaf: most
        for leaf, most in limits["regional_pressure_max"].items()
        if most < min(limits["pressure_max"], usual.get(leaf, OPEN))
    }
    return marks_of_limits(avoid=limits["avoid_regions"], caps=caps)


def labels_of(knowledge: Knowledge) -> Mapping[str, str]:
    """The name of each leaf, for the map and its list."""
    return knowledge.regions.labels
