"""Is the window of a rule open on the day of the visit, and from which day on is it shut?"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from unknot.clinical.conditions import NO_NEEDS, Needs, Truth
from unknot.clinical.derived import Fact
from unknot.clinical.entries import Entry, Rule
from unknot.clinical.levels import Answer
from unknot.clinical.limits import NO_DATE, NotBefore

__all__ = ["ALWAYS_OPEN", "Opening", "opening"]

STALE_AFTER: Final = timedelta(days=14)
"""Something that passes by itself, began longer ago and was answered nobody knows when, may well be over."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether a window is open, what would have to be answered to know, and the first day after it."""

    truth: Truth
    not_before: NotBefore = NO_DATE
    needs: Needs = NO_NEEDS


ALWAYS_OPEN: Final = Opening(True)
_OVER: Final = Opening(False, None)


def opening(rule: Rule, entry: Entry, fact: Fact, *, on: date, answered_on: date | None) -> Opening:
    """The window of a rule for one fact. Without one it is open, unless the entry may end and has ended."""
    if rule.window is None:
        return _OVER if _has_ended(rule, entry, fact, on) else ALWAYS_OPEN
    if rule.window.after == "end":
        told_on = None if fact.answer is Answer.NOT_ASKED else fact.said_on or answered_on
        return _after_the_end(rule.window.days, entry, fact, on, told_on)
    since = fact.attributes.get(rule.window.after)
    if not isinstance(since, date):
        return Opening(None, needs=frozenset((f"{entry.id}.{rule.window.after}",)))
    return _until(since, rule.window.days, on)


def _has_ended(rule: Rule, entry: Entry, fact: Fact, on: date) -> bool:
    ended_on = fact.attributes.get("until")
    return entry.may_end and not rule.is_urgent and isinstance(ended_on, date) and ended_on <= on


def _after_the_end(days: int, entry: Entry, fact: Fact, on: date, told_on: date | None) -> Opening:
    ended_on = fact.attributes.get("until")
    if isinstance(ended_on, date):
        return _until(ended_on, days, on)
    if not entry.transient:
        return ALWAYS_OPEN
    since = fact.attributes.get("since")
    if told_on is None and isinstance(since, date) and on - since > STALE_AFTER:
        return Opening(None, needs=frozenset((f"{entry.id}.until",)))
    return _until(told_on or on, days, on)


def _until(start: date, days: int, on: date) -> Opening:
    first_day = start + timedelta(days=days)
    return Opening(True, first_day) if on < first_day else _OVER
