"""Where the limits of a rule land, leaf by leaf."""

from typing import Any

import pytest

from tests.clinical.small import ground
from unknot.clinical.limits import Limits
from unknot.clinical.reach import RegionLimit, RuleLimits

MAP = ground()[0]
ASKED = {"of_attribute": "region", "otherwise": "legs"}

LANDS: list[tuple[str, dict[str, Any], dict[str, Any], str | None]] = [
    ("a group", {"of": "legs"}, {}, "legs"),
    ("an answer", {"of_attribute": "region"}, {"region": "left_calf"}, "left_calf"),
    ("no answer", {"of_attribute": "region"}, {}, None),
    ("an answer without a place in it", {"of_attribute": "region"}, {"region": frozenset()}, None),
    ("a stand-in", ASKED, {}, "legs"),
    ("a stand-in on the side told", {**ASKED, "side_attribute": "side"}, {"side": "left"}, "left_leg"),
    ("a side nobody was asked for", ASKED, {"side": "left"}, "legs"),
    ("inside what stood in for it", ASKED, {"region": frozenset({"left_calf", "left_hand"})}, "left_calf"),
    ("both, where they contradict", ASKED, {"region": "left_hand"}, "legs left_hand"),
]


@pytest.mark.parametrize(("remark", "limit", "said", "names"), LANDS, ids=[row[0] for row in LANDS])
def test_a_limit_lands_on_leaves(
    remark: str, limit: dict[str, Any], said: dict[str, Any], names: str | None
) -> None:
    expected = None if names is None else MAP.expand(names.split())
    assert RegionLimit(**limit).leaves(said, MAP) == expected


CALF = frozenset({"left_calf"})
CUPS = frozenset({"cupping"})
EFFECTS: list[tuple[dict[str, Any], Limits]] = [
    ({"avoid": True}, Limits(avoid_regions=CALF)),
    ({"pressure_max": 2}, Limits(regional_pressure_max={"left_calf": 2})),
    ({"pressure_max": 0}, Limits(regional_pressure_max={"left_calf": 0})),
    ({"exclude_techniques": CUPS}, Limits(regional_exclude_techniques={"left_calf": CUPS})),
]


@pytest.mark.parametrize(("effect", "limits"), EFFECTS)
def test_a_limit_on_leaves_is_its_own_effect_and_no_other(effect: dict[str, Any], limits: Limits) -> None:
    assert RegionLimit(of="left_calf", **effect).on(CALF) == limits


def test_what_cannot_be_placed_is_named_and_the_rest_lands() -> None:
    placed, open_place = (
        RegionLimit(of="left_calf", avoid=True),
        RegionLimit(of_attribute="region", avoid=True),
    )
    limits, missing = RuleLimits(by_answer=(open_place, placed)).landed({}, MAP)
    assert (limits, missing) == (Limits(avoid_regions=CALF), ("region",))
