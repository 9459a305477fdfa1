"""What a script starts from: limits never looser than those that hold, and a key that is its reader's alone."""

from base64 import b64decode
from typing import Any

import pytest

from unknot.accounts.models import User
from unknot.clinical.limits import Limits
from unknot.visits.room.state import plain_limits, seal_of

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


def test_a_key_is_one_persons_alone_and_the_same_each_time() -> None:
    keys = [seal_of(User(pk=pk)) for pk in (1, 2, 12, 1)]
    assert len(set(keys)) == 3
    assert keys[0] == keys[3]
    assert {len(b64decode(each)) for each in keys} == {32}


def test_a_key_is_of_this_installation_alone(settings: Any) -> None:
    before = seal_of(User(pk=1))
    settings.SECRET_KEY = "another one"
    assert seal_of(User(pk=1)) != before
