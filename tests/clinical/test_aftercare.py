"""The sheet somebody takes home: what it says after which session, and whom to call for what."""

import re
from datetime import date

import pytest

from tests.clinical.by_hand import bare_knowledge, planned, screened
from unknot.clinical.aftercare import AftercareSheet, aftercare_sheet, signs_at_home, signs_of_soreness
from unknot.clinical.facts import Client, Facts, Person, Statement
from unknot.clinical.fitting import Treatment, VisitShape
from unknot.clinical.levels import Answer, Decision
from unknot.clinical.limits import Limits
from unknot.clinical.loading import default_knowledge
from unknot.clinical.planning import make_plan
from unknot.clinical.screening import Screening

KNOWLEDGE = bare_knowledge()
ACHES = Client(goals=("pain_and_tension",))
PREGNANT = Client(facts=Facts.of([Statement("pregnancy", Answer.YES)]))
PERHAPS = Client(facts=Facts.of([Statement("pregnancy", Answer.NOT_SURE)]))


def done(*techniques: str, lubricant: str | None = "unscented_lotion") -> VisitShape:
    treatments = tuple(Treatment(each, ("left_shoulder",), 2) for each in techniques)
    return VisitShape(minutes=45, treatments=treatments, lubricant=lubricant)


def sheet_after(
    shape: VisitShape, client: Client = ACHES, screening: Screening | None = None
) -> AftercareSheet:
    return aftercare_sheet(shape, client=client, screening=screening or screened(), knowledge=KNOWLEDGE)


def told(sheet: AftercareSheet) -> set[str]:
    signs = sheet.signs
    return {each.id for each in (*sheet.expect, *signs.tell_us, *signs.same_day, *signs.emergency)}


SORE = [
    (None, 90, "", "no number is no sign, and not nought"),
    (0, 24, "", "not sore"),
    (6, 24, "", "normal for a day or two [CAMBRON07]"),
    (7, 1, "severe_soreness", "adults call 7 to 10 severe [PALOS06]"),
    (6, 47.9, "", "up to 48 hours"),
    (4, 48, "", "mild [PALOS06]"),
    (5, 48, "soreness_stays", "more than mild, and longer than two days"),
    (9, 60, "severe_soreness soreness_stays", "both"),
]


@pytest.mark.parametrize(("number", "hours", "signs", "remark"), SORE, ids=[row[-1] for row in SORE])
def test_a_number_is_a_sign_where_it_is_not_normal(
    number: int | None, hours: float, signs: str, remark: str
) -> None:
    found = signs_of_soreness(number, hours=hours, catalogue=KNOWLEDGE.catalogue)
    assert {each.id for each in found} == set(signs.split()), remark


@pytest.mark.parametrize(
    ("shape", "client", "said", "unsaid", "remark"),
    [
        (done("swedish"), ACHES, "soreness tired_light_headed", "cup_marks pregnancy_signs", "an ordinary session"),
        (done("swedish", "cupping"), ACHES, "cup_marks", "", "cups leave marks"),
        (done("swedish"), ACHES, "skin_reaction skin_after_lubricant", "", "something was on the skin"),
        (done("swedish", lubricant="none"), ACHES, "soreness", "skin_reaction skin_after_lubricant", "nothing was"),
        (done("swedish", lubricant=None), ACHES, "skin_reaction skin_after_lubricant", "", "nobody noted what"),
        (done("swedish"), PREGNANT, "pregnancy_signs", "", "pregnant"),
        (done("swedish"), PERHAPS, "pregnancy_signs", "", "not sure of it"),
        (done(), ACHES, "soreness breathless", "cup_marks", "nothing was noted at all"),
    ],
)  # fmt: skip
def test_it_says_what_goes_with_the_session(
    shape: VisitShape, client: Client, said: str, unsaid: str, remark: str
) -> None:
    found = told(sheet_after(shape, client))
    assert set(said.split()) <= found, remark
    assert not set(unsaid.split()) & found, remark


def test_every_emergency_sign_is_there_after_every_session() -> None:
    rows = KNOWLEDGE.catalogue.aftercare.values()
    expected = {each.id for each in rows if each.urgency == "emergency" and not each.in_pregnancy}
    assert {each.id for each in sheet_after(done("swedish")).signs.emergency} == expected
    assert {each.id for each in signs_at_home(ACHES, screened(), knowledge=KNOWLEDGE).emergency} == expected


def test_black_stool_is_as_urgent_after_a_session_as_before_it() -> None:
    rules = [
        each
        for entry in ("anticoagulant", "antiplatelet")
        for each in default_knowledge().entries[entry].rules
    ]
    before = {each.urgency.value for each in rules if each.name == "black_stools"}
    assert before == {KNOWLEDGE.catalogue.aftercare["black_stool"].urgency}


def test_each_sign_stands_in_one_place_only() -> None:
    signs = sheet_after(done("swedish", "cupping"), PREGNANT).signs
    every = [*signs.emergency, *signs.same_day, *signs.tell_us]
    assert len({each.id for each in every}) == len(every)
    assert all(each.sources for each in every)


def test_what_was_left_out_stays_so_at_home() -> None:
    calf = frozenset({"left_calf"})
    assert sheet_after(done("swedish"), ACHES, screened(Limits(avoid_regions=calf))).leave_alone == calf


def test_a_sheet_for_a_plan_is_what_the_plan_says() -> None:
    plan = planned(make_plan(ACHES, screened(), knowledge=KNOWLEDGE))
    sheet = sheet_after(plan.shape())
    assert told(sheet) == {each.id for each in plan.aftercare}
    assert sheet.home.steps == plan.home


@pytest.mark.parametrize(
    ("screening", "items", "remark"),
    [
        (screened(unresolved=("fever",)), {"posture_breaks"}, "what is open keeps out all but what is safe for all"),
        (screened(Limits(decision=Decision.DO_NOT_TREAT_TODAY)), set(), "the visit was stopped"),
    ],
)  # fmt: skip
def test_an_open_or_stopping_screening_leaves_the_signs_and_takes_the_items(
    screening: Screening, items: set[str], remark: str
) -> None:
    sheet = sheet_after(done("swedish"), ACHES, screening)
    assert {each.id for each in sheet.home.steps} == items, remark
    assert sheet.signs.emergency


def test_whoever_worked_alone_is_told_of_no_therapist() -> None:
    signs = signs_at_home(Client(person=Person(born=date(1980, 1, 1))), screened(), knowledge=KNOWLEDGE)
    assert not signs.tell_us
    assert signs.same_day


def test_its_words_can_be_read_at_eleven() -> None:
    rows = default_knowledge().catalogue.aftercare.values()
    for row in (each for each in rows if each.kind in ("expect", "call")):
        for sentence in re.split(r"(?<=[.!?:]) ", f"{row.for_client} {row.advice}"):
            assert len(sentence.split()) <= 20, sentence
