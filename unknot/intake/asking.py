"""Which health question comes next, and what a page of ticks says. Reads sayings; decides nothing about safety."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from unknot.clinical.entries import Entry
from unknot.clinical.knowledge import Knowledge, Screen

PREGNANCY = "pregnancy"
OLDEST_TO_BE_PREGNANT = 60
SECONDS_A_SCREEN = 10


def screens_for(knowledge: Knowledge, *, born_on: date | None, sex: str, today: date) -> list[Screen]:
    """The screens a person is asked, in order. Pregnancy is left out only where it cannot be."""
    return [
        screen
        for screen in knowledge.screens
        if not is_about_pregnancy(screen, knowledge) or may_be_pregnant(born_on, sex, today)
    ]


def is_about_pregnancy(screen: Screen, knowledge: Knowledge) -> bool:
    """Whether everything on a screen is asked only of those who are, or may be, or lately were pregnant."""
    return all(knowledge.entries[each].system == PREGNANCY for each in screen.entries)


def may_be_pregnant(born_on: date | None, sex: str, today: date) -> bool:
    """What is not known is asked."""
    too_old = born_on is not None and today.year - born_on.year > OLDEST_TO_BE_PREGNANT
    return sex != "male" and not too_old


def screen_of(knowledge: Knowledge, screen_id: str) -> Screen | None:
    return next((screen for screen in knowledge.screens if screen.id == screen_id), None)


def entries_of(screen: Screen, knowledge: Knowledge) -> list[Entry]:
    return [knowledge.entries[each] for each in screen.entries]


def unanswered(screens: Iterable[Screen], said: Collection[str]) -> list[Screen]:
    """The screens on which something has not been answered yet, in order."""
    return [screen for screen in screens if not set(screen.entries) <= set(said)]


def gated(screens: Iterable[Screen]) -> list[Screen]:
    """The screens behind a gate, all of which are asked on one page."""
    return [screen for screen in screens if screen.gate]


def noes_behind(screens: Iterable[Screen], *, opened: Collection[str]) -> dict[str, list[dict[str, Any]]]:
    """An explicit no to every entry behind a gate that was answered with no."""
    shut = [screen for screen in screens if screen.gate and screen.id not in opened]
    return {each: [{"answer": False}] for screen in shut for each in screen.entries}


def answers_of_ticks(
    entries: Iterable[Entry],
    *,
    yes: Collection[str],
    unsure: Collection[str],
    kept: Mapping[str, list[dict[str, Any]]],
) -> dict[str, list[dict[str, Any]]]:
    """An answer for each entry shown: ticked, not sure, else an explicit no. A yes keeps details given before."""
    answers: dict[str, list[dict[str, Any]]] = {}
    for entry in entries:
        if entry.id in yes:
            before = kept.get(entry.id, [])
            answers[entry.id] = before if before and before[0].get("answer") is True else [{"answer": True}]
        else:
            answers[entry.id] = [{"answer": "not sure" if entry.id in unsure else False}]
    return answers


def left_out_of_screens(knowledge: Knowledge, screens: Collection[Screen]) -> dict[str, list[dict[str, Any]]]:
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
