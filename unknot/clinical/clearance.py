"""Does a doctor's letter answer for this finding on the day of the visit?

It counts once staff recorded seeing it, names who wrote it and when, has not run out, and acts on its own
finding only: never on one with an urgency or on do-not-treat.
"""

from datetime import date

from unknot.clinical.derived import Fact
from unknot.clinical.entries import Rule
from unknot.clinical.levels import Level

__all__ = ["is_cleared", "lasts_until"]


def is_cleared(rule: Rule, fact: Fact, *, on: date) -> bool:
    """Whether a clearance finding turns into a modification."""
    if rule.level is not Level.CLEARANCE or rule.is_urgent or fact.said_by != "staff":
        return False
    cleared_on = fact.attributes.get("cleared_on")
    if not fact.attributes.get("cleared_by") or not isinstance(cleared_on, date):
        return False
    until = fact.attributes.get("cleared_until")
    return cleared_on <= on <= (until if isinstance(until, date) else lasts_until(cleared_on))


def lasts_until(cleared_on: date) -> date:
    """The last day of a letter that names none: twelve months later.

    >>> lasts_until(date(2024, 2, 29))
    datetime.date(2025, 2, 28)
    """
    try:
        return cleared_on.replace(year=cleared_on.year + 1)
    except ValueError:
        return cleared_on.replace(year=cleared_on.year + 1, day=28)
