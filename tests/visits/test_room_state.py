"""The limits as a script reads them: what it may say before the server has spoken is never looser than the limits."""

from typing import Any

import pytest

from unknot.clinical.limits import Limits
from unknot.visits.room.state import plain_limits

OPEN = {"most": 5, "out": [], "avoid": False}
ROWS: list[tuple[str, Limits, str, dict[str, Any] | None]] = [
    ("nothing limited", Limits(), "left_calf", None),
    ("a ceiling on a leaf", Limits(regional_pressure_max={"left_calf": 2}), "left_calf", OPEN | {"most": 2}),
    ("a ceiling on the body below that of a leaf", Limits(pressure_max=1, regional_pressure_max={"left_calf": 2}),
     "left_calf", OPEN | {"most": 1}),
    ("a place left out", Limits(avoid_regions=frozenset({"left_calf"})), "left_calf", OPEN | {"avoid": True}),
    ("a technique out on a leaf", Limits(regional_exclude_techniques={"left_calf": frozenset({"swedish"})}),
     "left_calf", OPEN | {"out": ["swedish"]}),
    ("belly work out for the body", Limits(exclude_techniques=frozenset({"abdominal_work"})), "abdomen",
     OPEN | {"avoid": True}),
]  # fmt: skip


@pytest.mark.parametrize(("remark", "limits", "leaf", "told"), ROWS, ids=[row[0] for row in ROWS])
def test_a_leaf_is_told_with_what_holds_there(
    remark: str, limits: Limits, leaf: str, told: dict[str, Any] | None
) -> None:
    assert plain_limits(limits)["leaves"].get(leaf) == told


def test_the_body_is_told_by_itself() -> None:
    plain = plain_limits(Limits(pressure_max=3, exclude_techniques=frozenset({"thai", "cupping"})))
    assert (plain["most"], plain["out"]) == (3, ["cupping", "thai"])
