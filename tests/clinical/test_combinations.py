"""Clients with several things at once, and the same thing on other days: what the rules say together.

Each row was predicted before it was run. The cases beside the knowledge try each rule alone.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest

from unknot.clinical.client_file import client_of_table
from unknot.clinical.knowledge import default_knowledge
from unknot.clinical.plan import Plan
from unknot.clinical.planning import make_plan
from unknot.clinical.screening import screen
from unknot.clinical.showing import screening_to_json

KNOWLEDGE = default_knowledge()
ON = date(2026, 11, 24)
GO, MODIFY, ASK, STOP = "proceed", "modify", "needs_medical_clearance", "do_not_treat_today"
STRONG = {"deep_tissue", "trigger_point", "friction", "cupping", "percussive_device", "tapotement"}


def ago(days: int) -> str:
    return (ON - timedelta(days=days)).isoformat()


def letter(days: int, *, by: str = "staff", **more: str) -> dict[str, Any]:
    return {"cleared_by": "Dr Lee", "cleared_on": ago(days), "said_by": by, **more}


@dataclass(frozen=True)
class Row:
    """A client, and what must come of it. `sets` are parts that must be among those of the same limit."""

    remark: str
    decision: str
    answers: dict[str, Any] = field(default_factory=dict)
    medicines: tuple[str, ...] = ()
    urgency: str = "none"
    complete: bool = True
    days_ahead: int = 0
    born: str = "1980-01-01"
    exact: dict[str, Any] = field(default_factory=dict)
    sets: dict[str, set[str]] = field(default_factory=dict)
    lighter: dict[str, int] = field(default_factory=dict)


OLD_CLOT: dict[str, Any] = {"answer": True, "since": ago(730), "treatment_ended": ago(600)}
TUMOUR: dict[str, Any] = {"answer": True, "kind": "in_a_place", "region": "left_chest"}
KNEE: dict[str, Any] = {"answer": True, "kind": "other", "region": "left_knee"}
VEINS: dict[str, Any] = {"answer": True, "region": "calf", "side": "left"}
CALF: dict[str, Any] = {"answer": True, "region": "calf", "side": "left"}
AF: dict[str, Any] = {"answer": True, "stable": True}
WEEKS_24: dict[str, Any] = {"answer": True, "due_on": "2027-03-16"}

SYMPTOMS_BEFORE_DIAGNOSES = [
    Row("known varicose veins, one calf newly swollen", STOP, {"varicose_veins": VEINS, "dvt_suspected": CALF},
        urgency="same_day", exact={"not_before": "no_date"}),
    Row("a sprain that would explain it: a low count of signs allows nothing", STOP,
        {"dvt_suspected": CALF, "acute_injury": {"since": ago(1), "region": "left_calf"}}, urgency="same_day"),
    Row("said to be over, which is no evidence where a clot is possible", STOP,
        {"dvt_suspected": {**CALF, "until": ago(1)}}, urgency="same_day"),
    Row("a letter, which never answers for a red flag", STOP, {"dvt_suspected": {**CALF, **letter(1)}},
        urgency="same_day"),
    Row("an old clot with a letter, and a new swelling", STOP,
        {"dvt_history": {**OLD_CLOT, **letter(1), "new_swelling": True}}, urgency="same_day"),
    Row("cancer with a letter, and fever", STOP, {"cancer_active": {**TUMOUR, **letter(1), "fever": True}},
        urgency="emergency"),
    Row("an operation with a letter, and a sore calf", STOP,
        {"surgery_recent": {**KNEE, **letter(1), "since": ago(28), "calf_pain": True}}, urgency="emergency"),
    Row("only sore after a race, but in one calf", STOP,
        {"post_event_soreness": {"since": ago(1), "one_sided_calf": True}}, urgency="same_day"),
    Row("chest pain said to be over", STOP, {"chest_pain_now": {"until": ago(1)}}, urgency="emergency"),
    Row("not sure about the swelling: nothing is settled", GO, {"dvt_suspected": "not sure"}, complete=False),
]  # fmt: skip

LETTERS = [
    Row("a clot two years ago, treated", ASK, {"dvt_history": OLD_CLOT}),
    Row("and a letter that staff have seen", MODIFY, {"dvt_history": {**OLD_CLOT, **letter(20)}}),
    Row("and a letter that the client tells of", ASK, {"dvt_history": {**OLD_CLOT, **letter(20, by="client")}}),
    Row("and a letter of thirteen months ago", ASK, {"dvt_history": {**OLD_CLOT, **letter(400)}}),
    Row("and a letter that ends today", MODIFY, {"dvt_history": {**OLD_CLOT, **letter(90, cleared_until=ago(0))}}),
    Row("and a letter that ended yesterday", ASK, {"dvt_history": {**OLD_CLOT, **letter(90, cleared_until=ago(1))}}),
    Row("and a letter that runs out before the visit", ASK,
        {"dvt_history": {**OLD_CLOT, **letter(9, cleared_until=ago(0))}}, days_ahead=1),
    Row("and no contact with the doctor wanted", STOP,
        {"dvt_history": OLD_CLOT, "contact_with_clinician_refused": True}),
    Row("a letter for one thing is none for another", ASK,
        {"cancer_active": {**TUMOUR, **letter(9)}, "aneurysm": True}),
    Row("a letter makes it never more than with changes", MODIFY, {"cancer_active": {**TUMOUR, **letter(9)}},
        exact={"pressure_max": 2}, sets={"require_qualifications": {"oncology"}}),
    Row("a letter on the fifth day after an operation", STOP,
        {"surgery_recent": {**KNEE, **letter(1), "since": ago(5)}}),
]  # fmt: skip

TOGETHER = [
    Row("apixaban for the heart's rhythm, and an old stent", MODIFY,
        {"arrhythmia_af": AF, "stent_bypass_valve": {"since": ago(730), "access": ["wrist"]}}, ("apixaban 5 mg",),
        exact={"pressure_max": 2}, sets={"exclude_techniques": STRONG, "avoid_regions": {"neck_front"}}),
    Row("the stent six weeks old", ASK,
        {"arrhythmia_af": AF, "stent_bypass_valve": {"since": ago(42), "access": ["wrist"]}}, ("apixaban 5 mg",)),
    Row("aspirin beside the apixaban", ASK, {"arrhythmia_af": AF}, ("Eliquis 5mg", "aspirin 81 mg"),
        exact={"pressure_max": 2}),
    Row("a blood thinner typed beside a no to blood thinners", MODIFY, {"anticoagulant": False}, ("warfarin 5mg",),
        exact={"pressure_max": 2}),
    Row("pregnant, with varicose veins and dizziness", MODIFY,
        {"pregnancy": WEEKS_24, "varicose_veins": VEINS, "hypotension": True},
        exact={"pressure_max": 3, "session_max_minutes": 45}, lighter={"left_front_thigh": 2, "right_calf": 2},
        sets={"avoid_regions": {"left_calf"}, "exclude_positions": {"prone", "supine"},
              "exclude_techniques": {"deep_tissue", "heat", "hot_stone"}, "require_qualifications": {"prenatal"}}),
    Row("pregnant, high-risk, on heparin", ASK, {"pregnancy": WEEKS_24, "pregnancy_high_risk": True},
        ("enoxaparin 40 mg",), exact={"pressure_max": 2}, sets={"require_qualifications": {"prenatal"}}),
    Row("pregnant, treated high blood pressure, 150/95 today", STOP,
        {"pregnancy": WEEKS_24, "hypertension_controlled": {"reading": "150/95"}}, urgency="emergency"),
    Row("perhaps pregnant: as if it were so, and open", GO, {"pregnancy": "not sure"}, complete=False,
        exact={"pressure_max": 3},
        sets={"require_qualifications": {"prenatal"}, "exclude_techniques": {"deep_tissue"}}),
    Row("cancer, a port, nodes taken out on the other side", ASK,
        {"cancer_active": TUMOUR, "port_picc_lines": {"region": "right_chest"},
         "lymph_node_removal": {"region": "armpit", "side": "left"}},
        sets={"avoid_regions": {"left_chest", "right_chest"}, "exclude_positions": {"prone"}},
        lighter={"left_forearm": 2}),
    Row("long on steroids, thin bones, 78", MODIFY,
        {"corticosteroids_longterm": {"since": ago(120)}, "osteoporosis": True}, ("prednisolone 5",), born="1948-01-01",
        exact={"pressure_max": 2}, sets={"exclude_techniques": {"deep_tissue", "friction", "cupping", "tapotement"}}),
    Row("two readings: the higher counts", ASK,
        {"hypertension_controlled": [{"reading": "128/80"}, {"reading": "165/95"}]}, exact={"pressure_max": 2}),
    Row("two clot risks: the legs only lightly", MODIFY,
        {"dvt_risk_factors": {"factors": ["long_trip"]}}, ("birth control patch", ), complete=False,
        lighter={"left_calf": 2, "right_back_thigh": 2}),
]  # fmt: skip

DAYS = [
    Row("fever that ended today", STOP, {"fever": {"since": ago(3), "until": ago(0)}},
        exact={"not_before": "2026-11-25"}),
    Row("fever three days ago, over", GO, {"fever": {"since": ago(5), "until": ago(3)}}),
    Row("fever now", STOP, {"fever": {"said_on": ago(0)}}),
    Row("fever now, the visit next month", GO, {"fever": {"said_on": ago(0)}}, days_ahead=30),
    Row("operated on five days ago", STOP, {"surgery_recent": {**KNEE, "since": ago(5)}},
        exact={"not_before": "2026-12-03"}),
    Row("the visit on the first day named", ASK, {"surgery_recent": {**KNEE, "since": ago(5)}}, days_ahead=9),
    Row("the visit in the seventh week", MODIFY, {"surgery_recent": {**KNEE, "since": ago(5)}}, days_ahead=38,
        lighter={"left_knee": 2, "right_calf": 2}),
    Row("operated on the belly seven weeks ago", ASK,
        {"surgery_recent": {"since": ago(49), "kind": "abdominal_or_chest", "region": "abdomen"}}),
    Row("operated on, the day not told", MODIFY, {"surgery_recent": KNEE}, complete=False),
    Row("a heart attack seven weeks ago", STOP, {"mi_recent": {"since": ago(49)}}),
    Row("a heart attack nine weeks ago", ASK, {"mi_recent": {"since": ago(63)}}),
    Row("a heart attack two years ago", MODIFY, {"mi_recent": {"since": ago(730)}}),
    Row("ten weeks pregnant", MODIFY, {"pregnancy": {"due_on": "2027-06-20"}}, exact={"exclude_positions": []}),
    Row("the same client, a visit in the fifteenth week", MODIFY, {"pregnancy": {"due_on": "2027-06-20"}},
        days_ahead=35, exact={"exclude_positions": ["prone"]}, lighter={"left_calf": 2}),
    Row("the same client, a visit in the thirtieth week", MODIFY, {"pregnancy": {"due_on": "2027-06-20"}},
        days_ahead=140, exact={"exclude_positions": ["prone", "supine"]},
        sets={"prefer_positions": {"left_side_lying"}}),
    Row("26 weeks told on the first of the month: 29 now", MODIFY,
        {"pregnancy": {"weeks": 26, "said_on": "2026-11-01"}}, sets={"prefer_positions": {"left_side_lying"}}),
    Row("weeks told as a form tells them", MODIFY, {"pregnancy": {"weeks": 10.0}}, exact={"session_max_minutes": 60}),
]  # fmt: skip

ROWS = [*SYMPTOMS_BEFORE_DIAGNOSES, *LETTERS, *TOGETHER, *DAYS]


@pytest.mark.parametrize("row", ROWS, ids=[row.remark for row in ROWS])
def test_it_decides_as_predicted(row: Row) -> None:
    client, on = client_of(row)
    shown = screening_to_json(screen(client, knowledge=KNOWLEDGE, on=on), knowledge=KNOWLEDGE)
    limits = shown["limits"]
    assert (shown["decision"], shown["urgency"], shown["complete"]) == (
        row.decision,
        row.urgency,
        row.complete,
    )
    assert {key: limits[key] for key in row.exact} == row.exact
    assert {key: found for key in row.sets if (found := row.sets[key] - set(limits[key]))} == {}
    ceilings = {
        leaf: min(limits["pressure_max"], limits["regional_pressure_max"].get(leaf, 5))
        for leaf in row.lighter
    }
    assert ceilings == row.lighter


@pytest.mark.parametrize("row", ROWS, ids=[row.remark for row in ROWS])
def test_the_plan_keeps_to_it_or_says_what_would_make_one_possible(row: Row) -> None:
    client, on = client_of(row)
    screening = screen(client, knowledge=KNOWLEDGE, on=on)
    plan, limits = make_plan(client, screening, knowledge=KNOWLEDGE), screening.limits
    if not isinstance(plan, Plan):
        assert plan.because
        assert plan.would_make_possible
        assert row.decision in (STOP, ASK)
        return
    assert row.decision != STOP
    assert plan.minutes <= (limits.session_max_minutes or plan.minutes)
    assert limits.require_qualifications <= set(plan.qualifications)
    for segment in plan.segments:
        assert segment.technique not in limits.exclude_techniques
        assert segment.position not in limits.exclude_positions
        for leaf, pressure in segment.pressures.items():
            assert leaf not in limits.avoid_regions
            assert pressure <= min(limits.pressure_max, limits.regional_pressure_max.get(leaf, 5))
            assert segment.technique not in limits.regional_exclude_techniques.get(leaf, ())


def client_of(row: Row) -> tuple[Any, date]:
    on = ON + timedelta(days=row.days_ahead)
    table = {
        "born": row.born, "sex": "female", "first_visit": False, "medicines": list(row.medicines),
        "answers": {"everything_else": False, **row.answers},
    }  # fmt: skip
    return client_of_table(table, name=row.remark, knowledge=KNOWLEDGE, on=on), on
