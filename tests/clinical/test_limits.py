"""The lattice of limits."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.clinical.levels import Decision, Urgency
from unknot.clinical.limits import NO_DATE, Limits, latest

LEAVES = st.sampled_from(("face", "left_calf", "right_calf", "abdomen"))
TECHNIQUES = st.frozensets(st.sampled_from(("deep_tissue", "cupping", "thai")))
ANY_DAY = st.dates(date(2026, 1, 1), date(2027, 1, 1))

any_limits = st.builds(
    Limits,
    pressure_max=st.integers(0, 5),
    regional_pressure_max=st.dictionaries(LEAVES, st.integers(0, 5)),
    exclude_techniques=TECHNIQUES,
    regional_exclude_techniques=st.dictionaries(LEAVES, TECHNIQUES),
    avoid_regions=st.frozensets(LEAVES),
    exclude_positions=st.frozensets(st.sampled_from(("prone", "supine"))),
    prefer_positions=st.frozensets(st.sampled_from(("seated", "side_lying"))),
    exclude_lubricants=st.frozensets(st.sampled_from(("olive_oil",))),
    session_max_minutes=st.none() | st.sampled_from((30, 45)),
    require_qualifications=st.frozensets(st.sampled_from(("prenatal", "oncology"))),
    not_before=st.none() | st.just(NO_DATE) | ANY_DAY,
    decision=st.sampled_from(Decision),
    urgency=st.sampled_from(Urgency),
)

A_LIMIT = Limits(
    pressure_max=3,
    regional_pressure_max={"face": 2},
    exclude_techniques=frozenset({"thai"}),
    regional_exclude_techniques={"face": frozenset({"cupping"})},
    avoid_regions=frozenset({"abdomen"}),
    exclude_positions=frozenset({"prone"}),
    exclude_lubricants=frozenset({"olive_oil"}),
    session_max_minutes=45,
    require_qualifications=frozenset({"prenatal"}),
    not_before=date(2026, 12, 1),
    decision=Decision.NEEDS_MEDICAL_CLEARANCE,
    urgency=Urgency.ROUTINE,
)


@given(any_limits, any_limits, any_limits)
def test_folding_cannot_depend_on_order_or_repetition(one: Limits, two: Limits, three: Limits) -> None:
    assert one.fold(two) == two.fold(one)
    assert one.fold(two).fold(three) == one.fold(two.fold(three))
    assert one.fold(one) == one
    assert one.fold(Limits()) == one


@given(any_limits, any_limits)
def test_what_is_folded_is_as_tight_as_each_part(one: Limits, two: Limits) -> None:
    both = one.fold(two)
    assert both.is_at_least_as_tight_as(one)
    assert both.is_at_least_as_tight_as(two)


LOOSER = [
    ("pressure on the body", {"pressure_max": 4}),
    ("pressure on a leaf", {"regional_pressure_max": {}}),
    ("a technique", {"exclude_techniques": frozenset()}),
    ("a technique on a leaf", {"regional_exclude_techniques": {}}),
    ("an avoided region", {"avoid_regions": frozenset()}),
    ("a position", {"exclude_positions": frozenset()}),
    ("a lubricant", {"exclude_lubricants": frozenset()}),
    ("more minutes", {"session_max_minutes": 60}),
    ("any minutes", {"session_max_minutes": None}),
    ("a qualification", {"require_qualifications": frozenset()}),
    ("an earlier day", {"not_before": date(2026, 11, 30)}),
    ("any day", {"not_before": None}),
    ("a milder decision", {"decision": Decision.MODIFY}),
    ("a milder urgency", {"urgency": Urgency.NONE}),
]


@pytest.mark.parametrize(("what", "change"), LOOSER, ids=[what for what, _ in LOOSER])
def test_limits_are_looser_in_any_part(what: str, change: dict[str, object]) -> None:
    looser = Limits(**{**A_LIMIT.__dict__, **change})  # type: ignore[arg-type]
    assert not looser.is_at_least_as_tight_as(A_LIMIT)
    assert A_LIMIT.is_at_least_as_tight_as(looser)


def test_a_body_limit_is_as_tight_as_the_same_limit_on_a_leaf() -> None:
    assert Limits(pressure_max=2).is_at_least_as_tight_as(Limits(regional_pressure_max={"face": 2}))
    everywhere = Limits(exclude_techniques=frozenset({"cupping"}))
    on_the_face = Limits(regional_exclude_techniques={"face": frozenset({"cupping"})})
    assert everywhere.is_at_least_as_tight_as(on_the_face)
    assert not on_the_face.is_at_least_as_tight_as(everywhere)


def test_a_preferred_position_is_advice_and_no_limit() -> None:
    assert Limits().is_at_least_as_tight_as(Limits(prefer_positions=frozenset({"seated"})))


DAYS = [
    (None, None, None),
    (None, date(2026, 1, 1), date(2026, 1, 1)),
    (date(2026, 1, 2), date(2026, 1, 1), date(2026, 1, 2)),
    (NO_DATE, date(2026, 1, 1), NO_DATE),
    (None, NO_DATE, NO_DATE),
]


@pytest.mark.parametrize(("one", "other", "later"), DAYS)
def test_no_date_is_the_latest_day_of_all(one: object, other: object, later: object) -> None:
    assert latest(one, other) == later  # type: ignore[arg-type]
    assert latest(other, one) == later  # type: ignore[arg-type]


def test_pressure_and_techniques_on_a_leaf_count_those_of_the_body() -> None:
    limits = Limits(
        pressure_max=3,
        regional_pressure_max={"face": 1, "abdomen": 4},
        exclude_techniques=frozenset({"thai"}),
        regional_exclude_techniques={"face": frozenset({"cupping"})},
    )
    assert [limits.pressure_on(leaf) for leaf in ("face", "abdomen", "hand")] == [1, 3, 3]
    assert limits.excluded_on("face") == {"thai", "cupping"}
    assert limits.excluded_on("hand") == {"thai"}


def test_limits_without_verdict_keep_what_concerns_the_body() -> None:
    bare = A_LIMIT.without_verdict()
    assert (bare.decision, bare.urgency, bare.not_before) == (Decision.PROCEED, Urgency.NONE, None)
    assert bare.avoid_regions == A_LIMIT.avoid_regions


@pytest.mark.parametrize(
    ("verdict", "remark"),
    [
        ({"decision": Decision.MODIFY}, "a decision"),
        ({"urgency": Urgency.ROUTINE}, "an urgency"),
        ({"not_before": date(2026, 12, 1)}, "a day"),
        ({}, "none of them"),
    ],
)
def test_a_verdict_is_taken_off_whatever_it_is(verdict: dict[str, Any], remark: str) -> None:
    assert Limits(pressure_max=2, **verdict).without_verdict() == Limits(pressure_max=2), remark


def test_only_what_limits_nothing_is_open() -> None:
    assert Limits().is_open
    assert Limits.open().is_open
    assert not Limits(prefer_positions=frozenset({"seated"})).is_open


def test_no_part_is_lost_in_folding() -> None:
    for each in fields(Limits):
        full = replace(A_LIMIT, prefer_positions=frozenset({"seated"}))
        assert getattr(full, each.name) != getattr(Limits(), each.name), each.name
        assert getattr(Limits().fold(full, Limits()), each.name) == getattr(full, each.name)
