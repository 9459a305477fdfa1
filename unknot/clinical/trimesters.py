"""Which part of a pregnancy is it on the day of the visit?

Weeks are counted from 280 days before the due date: 0-13, 14-27, 28 and more. A pregnancy goes on, also past its due
date, until it is answered with no: a day on which it ended must not silence a warning sign of the weeks after.
"""

from datetime import date, timedelta
from typing import Final

from unknot.clinical.derivation import DERIVED_NO, Derived, copied
from unknot.clinical.facts import Statement, Value
from unknot.clinical.levels import Answer
from unknot.clinical.said import Said

__all__ = ["PREGNANCY", "TRIMESTERS", "due_dates", "pregnancy", "trimester_on", "weeks_on"]

PREGNANCY: Final = "pregnancy"
TRIMESTERS: Final = ("pregnancy_t1", "pregnancy_t2", "pregnancy_t3")
LENGTH: Final = timedelta(days=280)
FIRST_WEEKS: Final = (14, 28)


def weeks_on(day: date, *, due_on: date) -> int:
    """Completed weeks of pregnancy; 0 where the due date is further away than a pregnancy is long."""
    return max(0, (day - (due_on - LENGTH)).days // 7)


def trimester_on(day: date, *, due_on: date) -> str:
    """The entry of the trimester.

    >>> trimester_on(date(2026, 11, 24), due_on=date(2027, 6, 1))
    'pregnancy_t1'
    """
    weeks = weeks_on(day, due_on=due_on)
    return TRIMESTERS[sum(weeks >= first for first in FIRST_WEEKS)]


def due_dates(said: Said) -> list[date]:
    """Every due date that was told, as such or as weeks on the day they were told."""
    held = (PREGNANCY, *TRIMESTERS)
    told = [value for each, value in said.values(held, "due_on", date) if _holds(each)]
    weeks = [
        said.day_of(each) + LENGTH - timedelta(weeks=value)
        for each, value in (*said.values(held, "weeks", int), *said.values(held, "weeks", float))
        if _holds(each) and "due_on" not in each.attributes
    ]
    return list(dict.fromkeys([*told, *weeks]))


def pregnancy(said: Said) -> dict[str, Derived]:
    """Pregnant, where a trimester was told, and the trimester of the day, from the due date."""
    status = _status(said)
    if status is Answer.NO:
        return dict.fromkeys(TRIMESTERS, DERIVED_NO)
    if status is Answer.NOT_ASKED:
        return {each: Derived(Answer.NOT_ASKED, needs=said.needs(PREGNANCY, each)) for each in TRIMESTERS}
    dues = due_dates(said)
    return {**_pregnant(said, dues), **{each: _trimester(said, each, status, dues) for each in TRIMESTERS}}


def _pregnant(said: Said, dues: list[date]) -> dict[str, Derived]:
    stated = tuple(each for entry in TRIMESTERS for each in said.about(entry) if each.answer is Answer.YES)
    return {PREGNANCY: Derived(Answer.YES, _with_due(said, copied(stated), dues))} if stated else {}


def _trimester(said: Said, entry_id: str, status: Answer, dues: list[date]) -> Derived:
    if not dues:
        return _without_due_date(said, status, entry_id)
    replaced = tuple(_outgrown(said, entry_id, dues))
    if entry_id not in {trimester_on(said.on, due_on=due) for due in dues}:
        return Derived(Answer.NO, replaces=replaced)
    attributes = _with_due(said, copied(said.about(PREGNANCY)), dues)
    needs = said.needs(PREGNANCY) if status is Answer.NOT_SURE else frozenset()
    return Derived(status, attributes, needs=needs, replaces=replaced)


def _status(said: Said) -> Answer:
    if said.is_yes(*TRIMESTERS):
        return Answer.YES
    return said.answer(PREGNANCY)


def _without_due_date(said: Said, status: Answer, entry_id: str) -> Derived:
    today = [
        each
        for entry in TRIMESTERS
        for each in said.about(entry)
        if each.answer is Answer.YES and said.day_of(each) >= said.on
    ]
    if today:
        return DERIVED_NO
    if status is Answer.NOT_SURE:
        return Derived(Answer.NOT_SURE, needs=said.needs(PREGNANCY, entry_id))
    return Derived(
        Answer.NOT_SURE,
        copied(said.about(PREGNANCY)),
        needs=said.needs(f"{PREGNANCY}.due_on", f"{entry_id}.due_on"),
    )


def _outgrown(said: Said, entry_id: str, dues: list[date]) -> list[Statement]:
    """Trimesters that were right when told and have passed since, or not come yet."""
    return [
        each
        for each in said.about(entry_id)
        if said.day_of(each) != said.on
        and any(trimester_on(said.day_of(each), due_on=due) == entry_id for due in dues)
    ]


def _with_due(said: Said, attributes: dict[str, Value], dues: list[date]) -> dict[str, Value]:
    """The follow-ups with the earliest due date told, and the weeks it makes on the day of the visit."""
    if not dues:
        return attributes
    due = min(dues)
    return {**attributes, "due_on": due, "weeks": weeks_on(said.on, due_on=due)}


def _holds(statement: Statement) -> bool:
    return statement.answer in (Answer.YES, Answer.NOT_SURE)
