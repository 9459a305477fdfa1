"""Which health questions come next, and what an answer to a page of them says? Pure; keeps nothing.

A page is a list of conditions, or the list of all gates: questions that open a screen of their own. "None of these"
says no to everything shown, and a gate that stays closed says no to every question behind it. Once an answer may mean
an emergency only the other emergency questions are still asked. What answers mean for safety is screening's.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final, TypeAlias

from unknot.clinical.entries import Entry
from unknot.clinical.facts import Person
from unknot.clinical.knowledge import Knowledge, Screen

Statements: TypeAlias = list[dict[str, Any]]
"""What was said to one question, in the shape of a client file."""

PREGNANCY: Final = "pregnancy"
OLDEST_TO_BE_PREGNANT: Final = 60
MOST_ITEMS: Final = 10
SECONDS_A_SCREEN: Final = 10


def screens_for(knowledge: Knowledge, *, person: Person, on: date) -> list[Screen]:
    """The screens a person is asked, in order. Pregnancy is left out only where it cannot be."""
    may_be = _may_be_pregnant(person, on)
    return [screen for screen in knowledge.screens if may_be or not _is_about_pregnancy(screen, knowledge)]


def screen_of(knowledge: Knowledge, screen_id: str) -> Screen | None:
    """The screen of that id, or None."""
    return next((screen for screen in knowledge.screens if screen.id == screen_id), None)


def entries_of(screen: Screen, knowledge: Knowledge) -> list[Entry]:
    """The questions of a screen, in order."""
    return [knowledge.entries[each] for each in screen.entries]


def gated(screens: Iterable[Screen]) -> list[Screen]:
    """The screens behind a gate, all of which are asked on one page."""
    return [screen for screen in screens if screen.gate]


def unanswered(screens: Iterable[Screen], said: Collection[str]) -> list[Screen]:
    """The screens on which something has not been answered yet, in order; `said` holds entry ids."""
    return [screen for screen in screens if not set(screen.entries) <= set(said)]


def asked_each_time(knowledge: Knowledge, *, person: Person, on: date) -> list[tuple[Screen, list[Entry]]]:
    """What a person is asked again before every visit, by the screen it stands on."""
    pages = [
        (screen, [each for each in entries_of(screen, knowledge) if each.ask_every_visit])
        for screen in screens_for(knowledge, person=person, on=on)
    ]
    return [(screen, entries) for screen, entries in pages if entries]


def emergencies_left(screens: Iterable[Screen], said: Collection[str], knowledge: Knowledge) -> list[Entry]:
    """The emergency questions that nobody answered yet, behind gates or not; `said` holds entry ids."""
    asked = (each for screen in screens for each in entries_of(screen, knowledge))
    return [each for each in asked if each.emergency_question and each.id not in said]


def answers_of_ticks(
    entries: Iterable[Entry],
    *,
    yes: Collection[str],
    unsure: Collection[str],
    kept: Mapping[str, Statements],
) -> dict[str, Statements]:
    """An answer for each entry shown: ticked, not sure, else an explicit no. A yes keeps details given before."""
    answers: dict[str, Statements] = {}
    for entry in entries:
        if entry.id in yes:
            before = kept.get(entry.id, [])
            answers[entry.id] = before if _is_yes(before[:1]) else [{"answer": True}]
        else:
            answers[entry.id] = [{"answer": "not sure" if entry.id in unsure else False}]
    return answers


def noes_behind(screens: Iterable[Screen], *, opened: Collection[str]) -> dict[str, Statements]:
    """An explicit no to every entry behind a gate that was answered with no; `opened` holds screen ids."""
    shut = [screen for screen in screens if screen.gate and screen.id not in opened]
    return {each: [{"answer": False}] for screen in shut for each in screen.entries}


def left_out_of_screens(knowledge: Knowledge, screens: Collection[Screen]) -> dict[str, Statements]:
    """A no to what is asked only on screens that cannot concern this person."""
    shown = {each for screen in screens for each in screen.entries}
    hidden = {each for screen in knowledge.screens for each in screen.entries} - shown
    return {each: [{"answer": False}] for each in sorted(hidden)}


def time_left(screens_left: int) -> str:
    """How long is left, in words.

    >>> time_left(9), time_left(2)
    ('about 2 minutes left', 'less than a minute left')
    """
    seconds = (screens_left + 1) * SECONDS_A_SCREEN
    minutes = round(seconds / 60)
    if seconds < 50:
        return "less than a minute left"
    return "about 1 minute left" if minutes <= 1 else f"about {minutes} minutes left"


def questionnaire_faults(knowledge: Knowledge) -> Iterator[str]:
    """What is wrong with the screens: a question on none or two, too long a list, an emergency behind a gate."""
    places: dict[str, list[str]] = {}
    for screen in knowledge.screens:
        if len(screen.entries) > MOST_ITEMS:
            yield f"screens.toml: {screen.id}: {len(screen.entries)} questions; at most {MOST_ITEMS}"
        for entry_id in screen.entries:
            places.setdefault(entry_id, []).append(screen.id)
        yield from _hidden_emergencies(screen, knowledge)
    for entry in knowledge.entries.values():
        found = places.get(entry.id, [])
        if entry.asked_of == "client" and len(found) != 1:
            yield f"screens.toml: {entry.id} is on {len(found)} screens; every question asked of clients is on one"
        if entry.asked_of != "client" and found:
            yield f"screens.toml: {entry.id} is on {found[0]}, but is not asked of clients"


def _hidden_emergencies(screen: Screen, knowledge: Knowledge) -> Iterator[str]:
    if screen.gate and not _is_about_pregnancy(screen, knowledge):
        for entry in entries_of(screen, knowledge):
            if entry.emergency_question:
                yield f"screens.toml: {screen.id}: {entry.id} is an emergency question behind a gate"


def _may_be_pregnant(person: Person, on: date) -> bool:
    """What is not known is asked."""
    age = person.age_on(on)
    return person.sex != "male" and (age is None or age <= OLDEST_TO_BE_PREGNANT)


def _is_about_pregnancy(screen: Screen, knowledge: Knowledge) -> bool:
    return all(entry.system == PREGNANCY for entry in entries_of(screen, knowledge))


def _is_yes(statements: Statements) -> bool:
    return any(each.get("answer") is True for each in statements)
