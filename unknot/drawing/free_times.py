"""Days with how many times are free on each, and one day's times by part of the day.

Written here and not in a template: a page has four weeks of days, and the template engine took longer over them than
reading them did.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from html import escape
from typing import NamedTuple

from unknot.drawing.markup import Drawn

_CHOSEN = ' aria-current="date"'


class DayTile(NamedTuple):
    """One day: how many times are free, and the first of them in words."""

    day: date
    number: int
    first: str


class PartOfDay(NamedTuple):
    """Morning, say, with each of its times in words and as the value that is sent."""

    label: str
    times: list[tuple[str, str]]


def draw_days(days: Iterable[DayTile], *, chosen: date | None, part: str = "") -> Drawn:
    """The days as an ordered list; each leads to its times by `?day=`, and those with nothing free lead nowhere.

    `part` is where a page that can ask for the times alone finds them. Each day then has an id, by which the one that
    was tapped keeps the focus when the days are drawn anew.
    """
    items = "".join([_item(day, escape(part), day.day == chosen) for day in days])
    return Drawn(f'<ol class="days" aria-label="Days">\n{items}</ol>\n')


def _item(tile: DayTile, part: str, is_chosen: bool) -> str:
    date, url = _date(tile.day)
    if not tile.number:
        return f'<li><span class="day day-none">{date}<span class="day-count">none</span></span></li>\n'
    alone = f' id="day-{url[-10:]}" hx-get="{part}{url}"' if part else ""
    return (
        f'<li><a class="day" href="{url}"{alone}{_CHOSEN * is_chosen}>{date}'
        f'<span class="day-count">{tile.number} free</span>'
        f'<span class="day-name">from {escape(tile.first)}</span></a></li>\n'
    )


# Every page with times says the same few dozen days.
@lru_cache(maxsize=1024)
def _date(day: date) -> tuple[str, str]:
    words = (
        f'<span class="day-name">{day:%a}</span><span class="day-number">{day.day}'
        f'<span class="hidden-from-eyes"> {day:%B},</span></span>'
    )
    return words, f"?day={day.isoformat()}"


def draw_times(parts: Iterable[PartOfDay], *, url: str = "") -> Drawn:
    """The times of one day: links to `url`, or without one buttons that send `start`."""
    return Drawn("".join([_part(part, url) for part in parts]))


def _part(part: PartOfDay, url: str) -> str:
    times = "".join([f"<li>{_time(label, value, url)}</li>" for label, value in part.times])
    return f'<p class="part-of-day">{escape(part.label)}</p>\n<ul class="times">{times}</ul>\n'


def _time(label: str, value: str, url: str) -> str:
    if url:
        return f'<a class="time" href="{escape(url)}">{escape(label)}</a>'
    return f'<button class="time" type="submit" name="start" value="{escape(value)}">{escape(label)}</button>'
