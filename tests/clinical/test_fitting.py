"""Whether a visit fits its limits, where it does not, and the lesser visit that would."""

from dataclasses import replace
from datetime import date

import pytest

from tests.clinical.by_hand import TODAY
from unknot.clinical.fitting import (
    Treatment,
    VisitShape,
    lesser_fit,
    misfits,
    technique_fits,
)
from unknot.clinical.levels import Decision
from unknot.clinical.limits import NO_DATE, Limits

VISIT = VisitShape(
    minutes=60,
    treatments=(
        Treatment("deep_tissue", ("left_calf", "right_calf"), 4),
        Treatment("swedish", ("upper_back", "abdomen"), 3),
    ),
    positions=("prone", "supine"),
    lubricant="sweet_almond_oil",
    qualifications_of_therapist=frozenset({"base_licence"}),
    on=TODAY,
)


@pytest.mark.parametrize(
    ("remark", "limits", "kinds"),
    [
        ("open", Limits(), []),
        ("as long as allowed", Limits(session_max_minutes=60), []),
        ("too long", Limits(session_max_minutes=59), ["minutes"]),
        ("a stop", Limits(decision=Decision.DO_NOT_TREAT_TODAY), ["decision"]),
        ("clearance needed", Limits(decision=Decision.NEEDS_MEDICAL_CLEARANCE), ["decision"]),
        ("with changes", Limits(decision=Decision.MODIFY), []),
        ("too early", Limits(not_before=date(2026, 11, 25)), ["day"]),
        ("on the first day", Limits(not_before=TODAY), []),
        ("no day at all", Limits(not_before=NO_DATE), ["day"]),
        ("position", Limits(exclude_positions=frozenset({"prone"})), ["position"]),
        ("lubricant", Limits(exclude_lubricants=frozenset({"sweet_almond_oil"})), ["lubricant"]),
        ("training", Limits(require_qualifications=frozenset({"prenatal"})), ["qualification"]),
        ("technique", Limits(exclude_techniques=frozenset({"deep_tissue"})), ["technique"]),
        (
            "technique on a leaf",
            Limits(regional_exclude_techniques={"left_calf": frozenset({"deep_tissue"})}),
            ["technique"],
        ),
        (
            "technique elsewhere",
            Limits(regional_exclude_techniques={"left_foot": frozenset({"deep_tissue"})}),
            [],
        ),
        ("region", Limits(avoid_regions=frozenset({"right_calf"})), ["region"]),
        ("pressure", Limits(pressure_max=3), ["pressure"]),
        ("pressure on a leaf", Limits(regional_pressure_max={"left_calf": 2}), ["pressure"]),
        ("pressure on a leaf that bears it", Limits(regional_pressure_max={"abdomen": 3}), []),
        (
            "belly work by another name",
            Limits(exclude_techniques=frozenset({"abdominal_work"})),
            ["technique"],
        ),
        ("two things", Limits(session_max_minutes=30, pressure_max=3), ["minutes", "pressure"]),
    ],
)
def test_misfits_are_named(remark: str, limits: Limits, kinds: list[str]) -> None:
    found = misfits(limits, VISIT)
    assert [each.kind for each in found] == kinds, remark
    assert all(each.found and each.accepted and each.words for each in found)


def test_a_visit_without_a_day_is_not_too_early() -> None:
    assert not misfits(Limits(not_before=date(2030, 1, 1)), replace(VISIT, on=None))


def lesser(limits: Limits) -> VisitShape:
    found = lesser_fit(limits, VISIT)
    assert found is not None
    return found


def test_what_fits_is_its_own_lesser_visit() -> None:
    assert lesser(Limits()) == VISIT


def test_a_lesser_visit_is_shorter_dry_and_turned() -> None:
    found = lesser(
        Limits(
            session_max_minutes=45,
            exclude_lubricants=frozenset({"sweet_almond_oil"}),
            exclude_positions=frozenset({"prone"}),
        )
    )
    assert (found.minutes, found.lubricant, found.positions) == (45, "none", ("side_lying", "supine"))


@pytest.mark.parametrize(
    ("remark", "limits", "treatments"),
    [
        (
            "gentler where the technique is ruled out",
            Limits(exclude_techniques=frozenset({"deep_tissue"})),
            [("swedish", ("left_calf", "right_calf"), 4), ("swedish", ("upper_back", "abdomen"), 3)],
        ),
        (
            "gentler where the ceiling is too low for it",
            Limits(pressure_max=2),
            [("swedish", ("left_calf", "right_calf"), 2), ("swedish", ("upper_back", "abdomen"), 2)],
        ),
        (
            "one leaf left out",
            Limits(avoid_regions=frozenset({"left_calf", "abdomen"})),
            [("deep_tissue", ("right_calf",), 4), ("swedish", ("upper_back",), 3)],
        ),
        (
            "lighter on one leaf",
            Limits(regional_pressure_max={"left_calf": 3}),
            [
                ("deep_tissue", ("left_calf",), 3),
                ("deep_tissue", ("right_calf",), 4),
                ("swedish", ("upper_back", "abdomen"), 3),
            ],
        ),
        (
            "a leaf that bears no pressure",
            Limits(regional_pressure_max={"left_calf": 0, "right_calf": 0}),
            [("swedish", ("upper_back", "abdomen"), 3)],
        ),
    ],
)
def test_a_lesser_visit_treats_less(remark: str, limits: Limits, treatments: list[Treatment]) -> None:
    assert list(lesser(limits).treatments) == treatments, remark


@pytest.mark.parametrize(
    ("remark", "limits"),
    [
        ("a stop", Limits(decision=Decision.DO_NOT_TREAT_TODAY)),
        ("too early", Limits(not_before=date(2026, 12, 1))),
        ("training", Limits(require_qualifications=frozenset({"oncology"}))),
        ("too short to be worth it", Limits(session_max_minutes=10)),
        ("nothing left", Limits(pressure_max=0)),
        (
            "no position that reaches as much",
            Limits(exclude_positions=frozenset({"supine", "semi_reclined"})),
        ),
    ],
)
def test_cutting_does_not_help(remark: str, limits: Limits) -> None:
    assert lesser_fit(limits, VISIT) is None, remark


@pytest.mark.parametrize(
    ("remark", "limits", "technique", "minutes", "fits"),
    [
        ("open", Limits(), "deep_tissue", 60, True),
        ("ruled out", Limits(exclude_techniques=frozenset({"deep_tissue"})), "deep_tissue", 60, False),
        ("ceiling below it", Limits(pressure_max=2), "deep_tissue", 60, False),
        ("ceiling that leaves it", Limits(pressure_max=2), "swedish", 60, True),
        ("only still holding", Limits(pressure_max=0), "swedish", 60, False),
        ("too long", Limits(session_max_minutes=45), "swedish", 60, False),
        ("short enough", Limits(session_max_minutes=45), "swedish", 45, True),
        ("a stop", Limits(decision=Decision.DO_NOT_TREAT_TODAY), "swedish", 30, False),
    ],
)
def test_a_service_is_offered_only_where_it_could_fit(
    remark: str, limits: Limits, technique: str, minutes: int, fits: bool
) -> None:
    assert technique_fits(limits, technique, minutes) is fits, remark


def test_a_technique_booked_without_a_plan_stays_one_technique() -> None:
    by_telephone = VisitShape(minutes=60, treatments=(Treatment("deep_tissue", (), 3),), on=TODAY)
    lesser = lesser_fit(Limits(session_max_minutes=30), by_telephone)
    assert lesser is not None
    assert lesser.treatments == (Treatment("deep_tissue", (), 3),)
