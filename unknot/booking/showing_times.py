"""Free days and times as a page shows them, on the clock of the place."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from unknot.booking.availability import FreeDay
from unknot.directory.saying_times import clock_words
from unknot.drawing.free_times import DayTile, PartOfDay, draw_days, draw_times
from unknot.drawing.markup import Drawn

PARTS = (
    ("Morning", time(0), time(12)),
    ("Afternoon", time(12), time(17)),
    ("Evening", time(17), time.max),
)
"""The parts of a day by the clock on the wall, from when until when."""


def chosen_day(typed: str, days: Iterable[FreeDay]) -> date | None:
    """The day that was asked for if anything is free on it, else the first on which there is."""
    free = [each.day for each in days if each.number]
    return next((day for day in free if day.isoformat() == typed), free[0] if free else None)


def days_shown(days: Iterable[FreeDay], zone: str, *, chosen: date | None, part: str = "") -> Drawn:
    """The days, each a link to its times; `part` is the address of the times alone."""
    place = ZoneInfo(zone)
    tiles = [
        DayTile(day, number, clock_words(first_at.astimezone(place)) if first_at else "")
        for day, number, first_at in days
    ]
    return draw_days(tiles, chosen=chosen, part=part)


def times_shown(times: Iterable[datetime], zone: str, *, url: str = "") -> Drawn:
    """One day's times by part of the day: links to `url`, or buttons that carry the instant."""
    here = [(moment, moment.astimezone(ZoneInfo(zone))) for moment in times]
    return draw_times(_parts(here), url=url)


def _parts(here: list[tuple[datetime, datetime]]) -> Iterator[PartOfDay]:
    for name, since, until in PARTS:
        inside = [(clock_words(wall), at.isoformat()) for at, wall in here if since <= wall.time() < until]
        if inside:
            yield PartOfDay(name, inside)
