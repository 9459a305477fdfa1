"""What may be done at home: tables of what is offered for whom, and what holds for every client."""

from datetime import date

import pytest
from hypothesis import given

from tests.clinical.by_hand import bare_knowledge, finding, screened
from tests.clinical.test_plan_properties import clients, limits
from unknot.clinical.facts import Area, Client, Facts, Person, Statement
from unknot.clinical.home import is_safe_for_everybody, programme_for
from unknot.clinical.levels import Answer, Decision, Level, Urgency
from unknot.clinical.limits import Limits
from unknot.clinical.loading import default_knowledge
from unknot.clinical.plan import HomeProgramme, NoPlan
from unknot.clinical.planning import make_plan
from unknot.clinical.screening import Screening, screen

KNOWLEDGE = bare_knowledge()
ACHES = Client(goals=("pain_and_tension",))
FOR_EVERYBODY = {"fluid", "breathing", "sleep_routine", "posture_breaks"}


def programme(client: Client, screening: Screening | None = None) -> HomeProgramme:
    return programme_for(client, screening or screened(), knowledge=KNOWLEDGE)


def ids(found: HomeProgramme) -> set[str]:
    return {each.id for each in found.steps}


def test_only_what_asks_nothing_of_the_body_is_safe_for_everybody() -> None:
    assert {
        each.id for each in KNOWLEDGE.catalogue.home.values() if is_safe_for_everybody(each)
    } == FOR_EVERYBODY


@pytest.mark.parametrize(
    ("places", "goals", "added", "remark"),
    [
        (("left_shoulder",), ("pain_and_tension",), {"scapular_squeeze", "pectoral_stretch"}, "a shoulder"),
        (("neck_back",), ("pain_and_tension",), {"chin_tuck", "trapezius_stretch", "levator_stretch"}, "a neck"),
        (("left_calf",), ("flexibility_and_mobility",), {"calf_stretch"}, "already among those of the goal"),
        ((), ("pain_and_tension",), set(), "no place was pointed at"),
        (("left_hip",), ("post_op",), set(), "after an operation only what is meant for it"),
        (("left_foot",), ("pain_and_tension",), set(), "a ball under the foot presses: only a goal brings it"),
    ],
)  # fmt: skip
def test_it_offers_what_is_for_the_places_pointed_at(
    places: tuple[str, ...], goals: tuple[str, ...], added: set[str], remark: str
) -> None:
    client = Client(goals=goals, areas=tuple(Area(each) for each in places))
    usual = {each for goal in goals for each in KNOWLEDGE.catalogue.goals[goal].home}
    assert ids(programme(client)) == usual | added, remark


def test_it_begins_with_the_places_that_bother_most() -> None:
    steps = programme(Client(goals=("pain_and_tension",), areas=(Area("neck_back"),))).steps
    neck = KNOWLEDGE.regions.expand("neck")
    touching = [bool(neck.intersection(each.regions)) for each in steps]
    assert touching == sorted(touching, reverse=True)
    assert touching[0]


@pytest.mark.parametrize(
    ("screening", "awaited", "remark"),
    [
        (
            screened(unresolved=("fever",)),
            "Not before the open questions are answered.",
            "a question is open",
        ),
        (screened(unresolved=("medicines.0",)), "Not before the open questions are answered.", "a medicine"),
        (
            screened(findings=(finding("angina", "Angina", Limits(), level=Level.CLEARANCE),)),
            "Not before your doctor has been asked.",
            "a doctor has to be asked",
        ),
    ],
)
def test_while_something_is_awaited_only_what_is_safe_for_everybody_is_offered(
    screening: Screening, awaited: str, remark: str
) -> None:
    found = programme(ACHES, screening)
    assert ids(found) == {"posture_breaks"}, remark
    assert {each.reason for each in found.left_out} == {awaited}
    assert found.awaited == awaited


@pytest.mark.parametrize(
    ("limits", "remark"),
    [
        (Limits(decision=Decision.DO_NOT_TREAT_TODAY), "not today"),
        (Limits(urgency=Urgency.SAME_DAY), "a doctor has to look today"),
        (Limits(urgency=Urgency.EMERGENCY), "an emergency"),
    ],
)
def test_a_stop_stops_at_home_too(limits: Limits, remark: str) -> None:
    found = programme(ACHES, screened(limits))
    assert not found.steps, remark
    assert found.awaited


def test_a_reason_names_what_was_told() -> None:
    told = Client(
        goals=("pain_and_tension",),
        facts=Facts.of([Statement("anticoagulant", Answer.YES)]),
        person=Person(born=date(1980, 1, 1)),
    )
    knowledge = default_knowledge()
    judged = screen(told, knowledge=knowledge, on=date(2026, 11, 24))
    reasons = {each.id: each.reason for each in programme_for(told, judged, knowledge=knowledge).left_out}
    for tool in ("massage_gun", "self_massage_ball"):
        assert knowledge.entries["anticoagulant"].title.lower() in reasons[tool]


def test_what_a_technique_rules_out_is_said_with_its_finding() -> None:
    burning = finding("burn", "Sunburn", Limits(exclude_techniques=frozenset({"heat"})))
    reasons = {each.id: each.reason for each in programme(ACHES, screened(findings=(burning,))).left_out}
    assert reasons["heat_pack"] == "Not for you, because of what you told us (sunburn)."


@given(client=clients, within=limits)
def test_a_plan_advises_the_same_at_home(client: Client, within: Limits) -> None:
    screening = screened(within)
    plan = make_plan(client, screening, knowledge=KNOWLEDGE)
    if not isinstance(plan, NoPlan):
        found = programme(client, screening)
        assert (plan.home, plan.home_left_out) == (found.steps, found.left_out)


@given(client=clients, within=limits)
def test_an_open_question_never_adds_anything(client: Client, within: Limits) -> None:
    settled, opened = (
        programme(client, screened(within)),
        programme(client, screened(within, unresolved=("fever",))),
    )
    assert ids(opened) <= ids(settled)
    assert ids(opened) <= FOR_EVERYBODY
