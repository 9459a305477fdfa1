"""Where and when therapists work with a licence for the place, and the policy that holds there.

Written in SQL, because every page that shows a time asks it and composing it anew took longer than answering it.
"""

from collections.abc import Collection
from datetime import date, time
from typing import Any, NamedTuple

from django.db import connection

from unknot.booking.hours import WeeklyHours
from unknot.booking.weeks import cells_in


class Shift(NamedTuple):
    """A therapist's licensed hours at one place, with the policy that holds there."""

    therapist_id: int
    resource_id: int
    location_id: int
    zone: str
    gap: int
    notice_minutes: int
    horizon_days: int
    hours: list[WeeklyHours]


_SHIFTS = """
SELECT therapist.id, therapist.resource_id, place.id, place.time_zone, place.setup_minutes, place.recovery_minutes,
       practice.notice_minutes, practice.horizon_days,
       hours.weekday, hours.begins, hours.ends, hours.valid_from, hours.valid_until,
       licence.valid_from, licence.expires_on
  FROM directory_hours AS hours
  JOIN directory_therapist AS therapist ON therapist.id = hours.therapist_id
  JOIN directory_location AS place ON place.id = hours.location_id
  JOIN accounts_practice AS practice ON practice.id = place.practice_id
  JOIN directory_licence AS licence
    ON licence.therapist_id = hours.therapist_id AND licence.jurisdiction = place.jurisdiction
 WHERE hours.therapist_id IN ({therapists}) AND therapist.is_active
   AND licence.valid_from <= %s AND licence.expires_on >= %s
"""
_THERE = " AND hours.location_id IN ({locations})"
_IN_ORDER = " ORDER BY therapist.id, place.id"


def read_shifts(
    therapists: Collection[int], locations: Collection[int] | None, *, from_day: date, until_day: date
) -> list[Shift]:
    """The shifts of active, licensed therapists, at all their places or at some: one statement, or none."""
    if not therapists or (locations is not None and not locations):
        return []
    statement = _SHIFTS.format(therapists=marks(therapists))
    values: list[int | str] = [*therapists, until_day.isoformat(), from_day.isoformat()]
    if locations is not None:
        statement += _THERE.format(locations=marks(locations))
        values += locations
    shifts: dict[tuple[int, int], Shift] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement + _IN_ORDER, values)
        for row in cursor.fetchall():
            _add_hours(shifts, row)
    return list(shifts.values())


def marks(values: Collection[int]) -> str:
    """As many placeholders as there are values."""
    return ", ".join(["%s"] * len(values))


def _add_hours(shifts: dict[tuple[int, int], Shift], row: tuple[Any, ...]) -> None:
    therapist, resource, place, zone, setup, recovery, notice, horizon, *hours = row
    shift = shifts.get((therapist, place))
    if shift is None:
        shift = Shift(therapist, resource, place, zone, cells_in(setup + recovery), notice, horizon, [])
        shifts[therapist, place] = shift
    shift.hours.append(_licensed_hours(*hours))


def _licensed_hours(
    weekday: int, begins: Any, ends: Any, first: Any, last: Any, licensed_from: Any, licensed_until: Any
) -> WeeklyHours:
    return WeeklyHours(
        weekday,
        _time(begins),
        _time(ends),
        max(_date(licensed_from), _date(first) if first else date.min),
        min(_date(licensed_until), _date(last) if last else date.max),
    )


# SQLite keeps both as text.
def _time(stored: str | time) -> time:
    return time.fromisoformat(stored) if isinstance(stored, str) else stored


def _date(stored: str | date) -> date:
    return date.fromisoformat(stored) if isinstance(stored, str) else stored
