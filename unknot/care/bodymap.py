"""Turns limits into marks for the body map: what is left out, and where pressure is capped below the whole body."""

from collections.abc import Mapping
from typing import Any

from unknot.clinical.knowledge import Knowledge
from unknot.drawing.body_map import Mark


def marks_of(limits: Mapping[str, Any], *, knowledge: Knowledge, everywhere: bool = False) -> dict[str, Mark]:
    """A mark for each leaf that is left out or capped.

    Endangerment sites, which are capped for everybody, are marked only with `everywhere`: for those who treat.
    """
    usual = {} if everywhere else knowledge.regions.endangerment
    marks = {
        leaf: Mark(kind="cap", pressure=most)
        for leaf, most in limits["regional_pressure_max"].items()
        if most < min(limits["pressure_max"], usual.get(leaf, 5))
    }
    return marks | {leaf: Mark(kind="avoid") for leaf in limits["avoid_regions"]}
