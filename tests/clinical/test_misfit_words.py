"""What staff read where a visit does not fit: what was found, what is accepted, and words."""

from dataclasses import replace
from datetime import date

import pytest

from tests.clinical.test_fitting import TODAY, VISIT
from unknot.clinical.fitting import Misfit, Treatment, lesser_fit, misfits, technique_fits
from unknot.clinical.levels import Decision
from unknot.clinical.limits import NO_DATE, Limits

LATER = date(2026, 12, 1)
CALF = {"left_calf": frozenset({"deep_tissue"})}
WORDS = [
    (
        Limits(decision=Decision.DO_NOT_TREAT_TODAY),
        Misfit(
            "decision", "do not treat today", "proceed or modify", "The screening says: do not treat today."
        ),
    ),
    (Limits(not_before=NO_DATE), Misfit("day", str(TODAY), "no day yet", "No day can be named yet.")),
    (
        Limits(not_before=LATER),
        Misfit("day", str(TODAY), "2026-12-01 or later", "Not before 2026-12-01."),
    ),
    (
        Limits(session_max_minutes=45),
        Misfit("minutes", "60 minutes", "at most 45", "60 minutes is longer than the 45 allowed."),
    ),
    (
        Limits(exclude_positions=frozenset({"prone"})),
        Misfit("position", "prone", "another position", "Prone is ruled out."),
    ),
    (
        Limits(exclude_lubricants=frozenset({"sweet_almond_oil"})),
        Misfit("lubricant", "sweet_almond_oil", "another lubricant", "Sweet almond oil is ruled out."),
    ),
    (
        Limits(require_qualifications=frozenset({"Oncology_massage"})),
        Misfit("qualification", "not held", "Oncology_massage", "The therapist needs: oncology massage."),
    ),
    (
        Limits(exclude_techniques=frozenset({"deep_tissue"})),
        Misfit(
            "technique",
            "deep_tissue on the body",
            "another technique",
            "Deep tissue is ruled out on the body.",
        ),
    ),
    (
        Limits(regional_exclude_techniques=CALF),
        Misfit(
            "technique",
            "deep_tissue on left_calf",
            "another technique",
            "Deep tissue is ruled out on left calf.",
        ),
    ),
    (
        Limits(avoid_regions=frozenset({"left_calf"})),
        Misfit("region", "left_calf", "left out", "Left calf is to be left out."),
    ),
    (
        Limits(pressure_max=3),
        Misfit("pressure", "4 on the body", "at most 3", "Pressure 4 is above 3 on the body."),
    ),
    (
        Limits(regional_pressure_max={"left_calf": 2}),
        Misfit("pressure", "4 on left_calf", "at most 2", "Pressure 4 is above 2 on left calf."),
    ),
]


@pytest.mark.parametrize(("limits", "misfit"), WORDS, ids=[misfit.words for _, misfit in WORDS])
def test_a_misfit_says_what_was_found_and_what_is_accepted(limits: Limits, misfit: Misfit) -> None:
    assert misfits(limits, VISIT) == (misfit,)


def test_a_visit_without_a_day_has_none_to_name() -> None:
    (found,) = misfits(Limits(not_before=NO_DATE), replace(VISIT, on=None))
    assert found.found == "any day"


def test_a_pressure_that_both_the_body_and_a_leaf_forbid_is_told_for_each_that_is_lower() -> None:
    limits = Limits(pressure_max=3, regional_pressure_max={"left_calf": 3, "right_calf": 2})
    assert [each.found for each in misfits(limits, VISIT)] == ["4 on the body", "4 on right_calf"]


def test_the_shortest_visit_is_still_worth_it() -> None:
    assert lesser_fit(Limits(session_max_minutes=14), VISIT) is None
    lesser = lesser_fit(Limits(session_max_minutes=15), VISIT)
    assert lesser is not None
    assert lesser.minutes == 15


def test_a_technique_that_may_be_light_stays_itself_at_the_lightest() -> None:
    visit = replace(VISIT, treatments=(Treatment("cupping", ("left_calf",), 3),))
    lesser = lesser_fit(Limits(pressure_max=1), visit)
    assert lesser is not None
    assert lesser.treatments == (Treatment("cupping", ("left_calf",), 1),)


@pytest.mark.parametrize(
    ("remark", "limits", "technique"),
    [
        ("a ceiling at which it begins", Limits(pressure_max=3), "deep_tissue"),
        ("the lightest ceiling", Limits(pressure_max=1), "reflexology"),
        ("with changes", Limits(decision=Decision.MODIFY), "swedish"),
    ],
)
def test_a_service_that_could_just_fit_is_offered(remark: str, limits: Limits, technique: str) -> None:
    assert technique_fits(limits, technique, 30), remark


LEFT_OUT = [
    (
        "the technique and the gentler one are ruled out there",
        Limits(regional_exclude_techniques={"left_calf": frozenset({"deep_tissue", "swedish"})}),
        Treatment("deep_tissue", ("left_calf", "right_calf"), 4),
        ("right_calf",),
    ),
    (
        "any work there counts as belly work",
        Limits(exclude_techniques=frozenset({"abdominal_work"})),
        Treatment("swedish", ("neck_back", "abdomen"), 3),
        ("neck_back",),
    ),
]


@pytest.mark.parametrize(
    ("remark", "limits", "treatment", "left"), LEFT_OUT, ids=[row[0] for row in LEFT_OUT]
)
def test_a_leaf_on_which_nothing_may_be_done_is_left_out(
    remark: str, limits: Limits, treatment: Treatment, left: tuple[str, ...]
) -> None:
    lesser = lesser_fit(limits, replace(VISIT, treatments=(treatment,)))
    assert lesser is not None
    assert [each.regions for each in lesser.treatments] == [left]
