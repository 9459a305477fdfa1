"""What does not fit and what would, in words: one sentence for what is true of many regions, numbers for staff only."""

from dataclasses import replace

import pytest

from tests.clinical.by_hand import TODAY
from unknot.clinical.fitting import Treatment, VisitShape, lesser_fit, misfits
from unknot.clinical.lesser_in_words import lesser_phrases, misfit_sentences
from unknot.clinical.limits import Limits
from unknot.clinical.loading import default_knowledge

CALVES, BACK = ("left_calf", "right_calf"), ("left_upper_back", "right_upper_back")
VISIT = VisitShape(
    minutes=60,
    treatments=(Treatment("deep_tissue", CALVES, 4), Treatment("swedish", BACK, 3)),
    positions=("prone", "supine"),
    lubricant="sweet_almond_oil",
    on=TODAY,
)
NO_DEEP = frozenset({"deep_tissue"})
SENTENCES: list[tuple[str, Limits, list[str]]] = [
    ("too long", Limits(session_max_minutes=45), ["60 minutes is longer than the 45 allowed."]),
    (
        "regions in one sentence",
        Limits(avoid_regions=frozenset({*CALVES, "right_upper_back"})),
        ["To be left out: the calves and right upper back."],
    ),
    ("on the whole body", Limits(pressure_max=3), ["Pressure 4 is above 3 on the body."]),
    (
        "by pressure",
        Limits(regional_pressure_max={"left_calf": 2, "right_calf": 2, "left_upper_back": 1}),
        [
            "Pressure 4 is above 2 on the calves.",
            "Pressure 3 is above 1 on the left upper back.",
        ],
    ),
    (
        "a technique in a place",
        Limits(regional_exclude_techniques={"left_calf": NO_DEEP, "right_calf": NO_DEEP}),
        ["Deep tissue is ruled out on the calves."],
    ),
]


@pytest.mark.parametrize(("remark", "limits", "sentences"), SENTENCES, ids=[each for each, *_ in SENTENCES])
def test_what_does_not_fit_is_said_once(remark: str, limits: Limits, sentences: list[str]) -> None:
    assert misfit_sentences(misfits(limits, VISIT), knowledge=default_knowledge()) == sentences, remark


PHRASES: list[tuple[str, Limits, str, str]] = [
    ("as it is", Limits(), "", ""),
    ("shorter", Limits(session_max_minutes=45), "45 minutes", "45 minutes"),
    (
        "all of it lighter",
        Limits(pressure_max=2),
        "Swedish massage instead of deep tissue massage, lighter",
        "Swedish massage instead of deep tissue massage, lighter (pressure 2 at most)",
    ),
    (
        "lighter in one place",
        Limits(regional_pressure_max={"left_calf": 3}),
        "lighter on the left calf",
        "lighter on the left calf (pressure 3 at most)",
    ),
    (
        "lighter in places, not all as much",
        Limits(regional_pressure_max={"left_calf": 3, "left_upper_back": 1}),
        "lighter on the left calf and left upper back",
        "lighter on the left upper back (pressure 1 at most), lighter on the left calf (pressure 3 at most)",
    ),
    (
        "a region left out",
        Limits(avoid_regions=frozenset({"left_calf"})),
        "without the left calf",
        "without the left calf",
    ),
    (
        "another technique in one place",
        Limits(regional_exclude_techniques={"left_calf": NO_DEEP}),
        "Swedish massage instead of deep tissue massage on the left calf",
        "Swedish massage instead of deep tissue massage on the left calf",
    ),
    (
        "turned",
        Limits(exclude_positions=frozenset({"prone"})),
        "on your side instead of face down",
        "on your side instead of face down",
    ),
    (
        "dry",
        Limits(exclude_lubricants=frozenset({"sweet_almond_oil"})),
        "without sweet almond oil",
        "without sweet almond oil",
    ),
    (
        "all at once",
        Limits(
            session_max_minutes=45,
            avoid_regions=frozenset(CALVES),
            regional_pressure_max=dict.fromkeys(BACK, 2),
        ),
        "45 minutes, lighter, without the calves",
        "45 minutes, lighter (pressure 2 at most), without the calves",
    ),
]


@pytest.mark.parametrize(("remark", "limits", "plain", "exact"), PHRASES, ids=[each for each, *_ in PHRASES])
def test_a_lesser_visit_is_told_by_how_it_differs(
    remark: str, limits: Limits, plain: str, exact: str
) -> None:
    after, knowledge = lesser_fit(limits, VISIT), default_knowledge()
    assert after is not None
    assert ", ".join(lesser_phrases(VISIT, after, knowledge=knowledge)) == plain, remark
    assert ", ".join(lesser_phrases(VISIT, after, knowledge=knowledge, exact=True)) == exact


UNPLANNED: list[tuple[str, Limits, str]] = [
    ("gentler", Limits(exclude_techniques=NO_DEEP), "Swedish massage instead of deep tissue massage"),
    (
        "gentler where the ceiling is too low for it",
        Limits(exclude_techniques=frozenset({"thai"}), pressure_max=2, session_max_minutes=30),
        "30 minutes, Swedish massage instead of deep tissue massage",
    ),
    ("only shorter", Limits(session_max_minutes=30), "30 minutes"),
]


@pytest.mark.parametrize(("remark", "limits", "words"), UNPLANNED, ids=[each for each, *_ in UNPLANNED])
def test_a_visit_that_nobody_planned_is_cut_by_its_technique(remark: str, limits: Limits, words: str) -> None:
    visit = replace(VISIT, treatments=(Treatment("deep_tissue", (), 1),))
    after = lesser_fit(limits, visit)
    assert after is not None
    assert ", ".join(lesser_phrases(visit, after, knowledge=default_knowledge())) == words, remark


@pytest.mark.parametrize(
    ("remark", "limits"),
    [
        ("no hands at all", Limits(pressure_max=0)),
        ("the gentler one is ruled out too", Limits(exclude_techniques=NO_DEEP | {"swedish"})),
    ],
)
def test_a_visit_that_nobody_planned_may_have_no_lesser_one(remark: str, limits: Limits) -> None:
    assert lesser_fit(limits, replace(VISIT, treatments=(Treatment("deep_tissue", (), 1),))) is None, remark
