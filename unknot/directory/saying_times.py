"""Moments and amounts as people say them: "Thursday 3 December, 9:40", in the place's own zone."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from unknot.directory.models import Location


def day_words(day: date) -> str:
    """Thursday 3 December.

    >>> day_words(date(2026, 12, 3))
    'Thursday 3 December'
    """
    return f"{day:%A} {day.day} {day:%B}"


def clock_words(moment: datetime) -> str:
    """9:40, or 14:05: the clock without a leading nought.

    >>> clock_words(datetime(2026, 12, 3, 9, 40))
    '9:40'
    """
    return f"{moment.hour}:{moment.minute:02d}"


def local(moment: datetime, location: Location) -> datetime:
    """The moment on the place's own clock."""
    return moment.astimezone(ZoneInfo(location.time_zone))


def moment_words(moment: datetime, location: Location) -> str:
    """Thursday 3 December, 9:40."""
    here = local(moment, location)
    return f"{day_words(here.date())}, {clock_words(here)}"


def dated_words(moment: datetime, location: Location) -> str:
    """Thursday 3 December 2026, 9:40: for what is read years later."""
    here = local(moment, location)
    return f"{day_words(here.date())} {here.year}, {clock_words(here)}"


def money_words(cents: int) -> str:
    """60, or 60.50.

    >>> money_words(6050)
    '60.50'
    """
    whole, rest = divmod(cents, 100)
    return f"{whole}" if not rest else f"{whole}.{rest:02d}"


def zone_words(moment: datetime, location: Location) -> str:
    """The short name of the place's zone at that moment, as EST."""
    return local(moment, location).tzname() or location.time_zone
