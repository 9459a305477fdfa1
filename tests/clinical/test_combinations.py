"""Clients with several things at once, and the same thing on other days: what the rules say together.

They stand beside the knowledge as cases that a therapist can read. Here is what a case cannot say: what is planned.
"""

from dataclasses import replace
from typing import Any

import pytest

from unknot.clinical.cases import Case, differences, read_cases, run_case
from unknot.clinical.client_file import client_of_table
from unknot.clinical.levels import Decision
from unknot.clinical.loading import base_folder, default_knowledge
from unknot.clinical.plan import Plan
from unknot.clinical.planning import make_plan

KNOWLEDGE = default_knowledge()
CASES = [each for each in read_cases(base_folder() / "cases") if each.file.startswith("combinations_")]
NAMES = [case.name for case in CASES]
BY_NAME = {case.name: case for case in CASES}


def answers_of(case: Case) -> dict[str, Any]:
    return {entry: said for entry, said in case.client["answers"].items() if said is not False}


def test_no_two_combinations_have_one_name() -> None:
    assert len(BY_NAME) == len(CASES)


def test_a_hundred_of_them_tell_several_things_at_once() -> None:
    several = [each for each in CASES if len(answers_of(each)) + len(each.client.get("medicines", ())) > 1]
    assert len(several) >= 100


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_it_decides_as_predicted(case: Case) -> None:
    assert differences(case, knowledge=KNOWLEDGE) == ()


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_the_plan_keeps_to_it_or_says_what_would_make_one_possible(case: Case) -> None:
    client = client_of_table(case.client, name=case.file, knowledge=KNOWLEDGE, on=case.on)
    screening = run_case(case, knowledge=KNOWLEDGE)
    plan, limits = make_plan(client, screening, knowledge=KNOWLEDGE), screening.limits
    if not isinstance(plan, Plan):
        assert plan.because
        assert plan.would_make_possible
        assert screening.decision >= Decision.NEEDS_MEDICAL_CLEARANCE
        return
    assert screening.decision < Decision.DO_NOT_TREAT_TODAY
    assert plan.minutes <= (limits.session_max_minutes or plan.minutes)
    assert limits.require_qualifications <= set(plan.qualifications)
    for segment in plan.segments:
        assert segment.position not in limits.exclude_positions
        for leaf, pressure in segment.pressures.items():
            assert leaf not in limits.avoid_regions
            assert pressure <= limits.pressure_on(leaf)
            assert segment.technique not in limits.excluded_on(leaf)


# ---- a case that expects something else is told so, in words

VEINS = BY_NAME["Pregnant, with varicose veins and dizziness"]
WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("another decision", {"decision": "proceed"}, "decision: expected proceed, found modify"),
    ("another urgency", {"urgency": "same_day"}, "urgency: expected same_day, found none"),
    ("a rule that keeps silent", {"fires": ("fever.absolute",)}, "fever.absolute did not fire"),
    ("a rule that fires", {"silent": ("pregnancy_t2.modify",)}, "pregnancy_t2.modify fired"),
    ("a rule that is none", {"silent": ("pregnancy.unheard_of",)}, "pregnancy.unheard_of is no rule"),
    ("more to prepare", {"requires": ("gloves",)}, "gloves is not required"),
    ("a place that is free", {"avoids": ("left_foot",)}, "left_foot is not avoided"),
    ("part of a group that is free", {"avoids": ("calf",)}, "right_calf is not avoided"),
    ("a place that is left out", {"does_not_avoid": ("calf",)}, "left_calf is avoided"),
    ("lighter hands", {"pressure_at_most": {"right_calf": 1}}, "right_calf takes pressure 2, expected at most 1"),
    ("stronger hands", {"pressure_at_least": {"right_calf": 3}}, "right_calf takes pressure 2, expected at least 3"),
    ("a technique that is allowed", {"excludes_on": {"left_hand": ["swedish"]}}, "swedish is allowed on left_hand"),
    ("a place that is none", {"avoids": ("left_wing",)}, "left_wing is no region"),
    ("fewer minutes", {"limits": {"session_max_minutes": 30}}, "session_max_minutes: expected 30, found 45"),
    ("a limit that is none", {"limits": {"speed": 3}}, "speed is no limit"),
]  # fmt: skip


@pytest.mark.parametrize(("remark", "expects", "says"), WRONG, ids=[row[0] for row in WRONG])
def test_a_case_that_does_not_hold_is_told(remark: str, expects: dict[str, Any], says: str) -> None:
    case = replace(VEINS, expect=replace(VEINS.expect, **expects))
    assert differences(case, knowledge=KNOWLEDGE) == (says,)
