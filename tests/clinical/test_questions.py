"""Asking little, losing nothing: the short way through the questions says what the full form says."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unknot.clinical.facts import Person
from unknot.clinical.knowledge import Screen
from unknot.clinical.loading import default_knowledge
from unknot.clinical.questions import (
    Statements,
    answers_of_ticks,
    asked_each_time,
    emergencies_left,
    entries_of,
    gated,
    left_out_of_screens,
    noes_behind,
    questionnaire_faults,
    screen_of,
    screens_for,
    time_left,
    unanswered,
)

TODAY = date(2026, 11, 26)
KNOWLEDGE = default_knowledge()
ASKED = [entry.id for entry in KNOWLEDGE.entries.values() if entry.asked_of == "client"]
WOMAN = Person(born=date(1996, 5, 2), sex="female")
MAN = Person(born=date(1996, 5, 2), sex="male")
ANSWERS: dict[str, Any] = {"yes": True, "unsure": "not sure", "no": False}


def short_way(person: Person, truth: dict[str, str]) -> dict[str, Statements]:
    """What the questionnaire has written down once somebody has answered each page by the truth."""
    screens = screens_for(KNOWLEDGE, person=person, on=TODAY)
    opened = {
        each.id for each in gated(screens) if any(truth.get(entry, "no") != "no" for entry in each.entries)
    }
    said = left_out_of_screens(KNOWLEDGE, screens) | noes_behind(screens, opened=opened)
    for screen in screens:
        if not screen.gate or screen.id in opened:
            shown = entries_of(screen, KNOWLEDGE)
            told = {
                kind: {each for each in screen.entries if truth.get(each) == kind}
                for kind in ("yes", "unsure")
            }
            said |= answers_of_ticks(shown, yes=told["yes"], unsure=told["unsure"], kept={})
    return said


def full_form(truth: dict[str, str]) -> dict[str, Statements]:
    return {each: [{"answer": ANSWERS[truth.get(each, "no")]}] for each in ASKED}


@settings(max_examples=200)
@given(st.dictionaries(st.sampled_from(ASKED), st.sampled_from(["yes", "unsure"]), max_size=12))
def test_the_short_way_says_what_the_full_form_says(truth: dict[str, str]) -> None:
    assert short_way(WOMAN, truth) == full_form(truth)


@settings(max_examples=50)
@given(st.dictionaries(st.sampled_from(ASKED), st.sampled_from(["yes", "unsure"]), max_size=12))
def test_who_cannot_be_pregnant_is_not_asked_and_loses_nothing_else(truth: dict[str, str]) -> None:
    shown = {each for screen in screens_for(KNOWLEDGE, person=MAN, on=TODAY) for each in screen.entries}
    of_a_man = {entry: told for entry, told in truth.items() if entry in shown}
    assert short_way(MAN, of_a_man) == full_form(of_a_man)
    assert len(shown) < len(ASKED)


PREGNANCY = [
    (Person(born=date(1996, 5, 2), sex="female"), True, "a woman of thirty"),
    (Person(born=date(1996, 5, 2), sex="other"), True, "nobody is left out by a word"),
    (Person(born=date(1996, 5, 2)), True, "what is not said is asked"),
    (Person(sex="female"), True, "an age that is not known excludes nothing"),
    (Person(born=date(1966, 5, 2), sex="female"), True, "sixty"),
    (Person(born=date(1965, 5, 2), sex="female"), False, "sixty-one"),
    (Person(born=date(1996, 5, 2), sex="male"), False, "a man"),
]


@pytest.mark.parametrize(("person", "asked", "remark"), PREGNANCY)
def test_pregnancy_is_left_out_only_where_it_cannot_be(person: Person, asked: bool, remark: str) -> None:
    shown = {each for screen in screens_for(KNOWLEDGE, person=person, on=TODAY) for each in screen.entries}
    assert ("pregnancy" in shown) is asked, remark


@pytest.mark.parametrize("person", [WOMAN, MAN, Person()])
def test_somebody_with_nothing_to_tell_is_through_in_few_taps(person: Person) -> None:
    lists = [each for each in screens_for(KNOWLEDGE, person=person, on=TODAY) if not each.gate]
    assert len(lists) + 1 + 2 <= 20, "one for each list, one for all gates, two for medicines"


def test_every_question_is_reachable_and_no_emergency_hides_behind_a_gate() -> None:
    assert list(questionnaire_faults(KNOWLEDGE)) == []


def test_after_a_stop_every_emergency_question_is_asked_that_was_not_yet() -> None:
    screens = screens_for(KNOWLEDGE, person=WOMAN, on=TODAY)
    all_of_them = {each.id for each in KNOWLEDGE.entries.values() if each.emergency_question}
    left = emergencies_left(screens, {"chest_pain_now", "fever"}, KNOWLEDGE)
    assert {each.id for each in left} == all_of_them - {"chest_pain_now"}
    assert emergencies_left(screens, all_of_them, KNOWLEDGE) == []


def test_a_screen_is_open_until_each_of_its_questions_is_answered() -> None:
    screens = screens_for(KNOWLEDGE, person=WOMAN, on=TODAY)
    first = screens[0]
    assert unanswered(screens, first.entries[:-1])[0] is first
    assert first not in unanswered(screens, first.entries)


def test_a_yes_keeps_the_details_told_before() -> None:
    entries = entries_of(screens_for(KNOWLEDGE, person=WOMAN, on=TODAY)[0], KNOWLEDGE)
    told = [{"answer": True, "until": "2026-11-20"}]
    again = answers_of_ticks(entries, yes=["fever"], unsure=[], kept={"fever": told})
    assert again["fever"] == told
    assert answers_of_ticks(entries, yes=[], unsure=["fever"], kept={"fever": told})["fever"] == [
        {"answer": "not sure"}
    ]


def test_a_yes_after_a_no_is_told_anew() -> None:
    entries = entries_of(screens_for(KNOWLEDGE, person=WOMAN, on=TODAY)[0], KNOWLEDGE)
    kept: Statements = [{"answer": False}, {"answer": True}]
    assert answers_of_ticks(entries, yes=["fever"], unsure=[], kept={"fever": kept})["fever"] == [
        {"answer": True}
    ]


def test_a_shut_gate_says_no_only_to_what_is_behind_it() -> None:
    behind = {each for screen in gated(KNOWLEDGE.screens) for each in screen.entries}
    assert noes_behind(KNOWLEDGE.screens, opened=[]).keys() == behind
    assert noes_behind(KNOWLEDGE.screens, opened=[each.id for each in KNOWLEDGE.screens]) == {}


def test_a_screen_is_found_by_its_id() -> None:
    second = KNOWLEDGE.screens[1]
    assert screen_of(KNOWLEDGE, second.id) is second
    assert screen_of(KNOWLEDGE, "no such screen") is None


LEFT = [
    (0, "less than a minute left"),
    (3, "less than a minute left"),
    (4, "about 1 minute left"),
    (8, "about 2 minutes left"),
    (29, "about 5 minutes left"),
]


@pytest.mark.parametrize(("screens", "words"), LEFT)
def test_the_time_left_is_told_in_whole_minutes(screens: int, words: str) -> None:
    assert time_left(screens) == words


FIRST = KNOWLEDGE.screens[0]
SEEN = next(each.id for each in KNOWLEDGE.entries.values() if each.asked_of == "therapist")
CALM = [each for each in ASKED if not KNOWLEDGE.entries[each].emergency_question]
WRONG: list[tuple[str, list[Screen], set[str]]] = [
    (
        "a question on no screen",
        [replace(FIRST, entries=FIRST.entries[1:]), *KNOWLEDGE.screens[1:]],
        {f"screens.toml: {FIRST.entries[0]} is on 0 screens; every question asked of clients is on one"},
    ),
    (
        "a question on two screens",
        [*KNOWLEDGE.screens, Screen(id="again", title="Again", entries=FIRST.entries[:1])],
        {f"screens.toml: {FIRST.entries[0]} is on 2 screens; every question asked of clients is on one"},
    ),
    (
        "what only therapists see",
        [*KNOWLEDGE.screens, Screen(id="seen", title="Seen", entries=(SEEN,))],
        {f"screens.toml: {SEEN} is on seen, but is not asked of clients"},
    ),
]


@pytest.mark.parametrize(("remark", "screens", "faults"), WRONG, ids=[row[0] for row in WRONG])
def test_a_fault_of_the_questionnaire_is_named(remark: str, screens: list[Screen], faults: set[str]) -> None:
    assert set(questionnaire_faults(replace(KNOWLEDGE, screens=tuple(screens)))) == faults


def test_a_list_of_ten_is_as_long_as_one_may_be() -> None:
    ten = Screen(id="long", title="Long", entries=tuple(CALM[:10]))
    eleven = replace(ten, entries=tuple(CALM[:11]))
    found = [set(questionnaire_faults(replace(KNOWLEDGE, screens=(each,)))) for each in (ten, eleven)]
    assert found[1] - found[0] == {"screens.toml: long: 11 questions; at most 10"}


def test_an_emergency_behind_a_gate_is_a_fault() -> None:
    hidden = Screen(id="hidden", title="Hidden", entries=("chest_pain_now",), gate="Any of these?")
    fault = "screens.toml: hidden: chest_pain_now is an emergency question behind a gate"
    assert fault in set(questionnaire_faults(replace(KNOWLEDGE, screens=(hidden,))))
    assert fault not in set(questionnaire_faults(replace(KNOWLEDGE, screens=(replace(hidden, gate=""),))))


def test_before_every_visit_only_what_may_change_is_asked_again() -> None:
    pages = asked_each_time(KNOWLEDGE, person=WOMAN, on=TODAY)
    asked = {each.id for _, entries in pages for each in entries}
    assert asked == {each for each in ASKED if KNOWLEDGE.entries[each].ask_every_visit}
    assert all(entries and {each.id for each in entries} <= set(screen.entries) for screen, entries in pages)
    of_a_man = {
        each.id for _, entries in asked_each_time(KNOWLEDGE, person=MAN, on=TODAY) for each in entries
    }
    assert asked - of_a_man == {each for each in asked if KNOWLEDGE.entries[each].system == "pregnancy"}
