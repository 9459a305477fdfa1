"""Which rules keep a therapist from working at a time, before anything is taken."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from unknot.booking.diary import STEP_MINUTES
from unknot.booking.hours import WeeklyHours, hours_bits, local_day
from unknot.booking.kinds import Kind
from unknot.booking.seating import Wish
from unknot.booking.weeks import (
    CELLS_A_WEEK,
    bits_between,
    cell_holding,
    cells_in,
    is_on_a_cell,
    week_of,
)
from unknot.directory.models import Hours, Licence


def kinds_of_policy(wish: Wish, therapists: Collection[int], *, now: datetime) -> set[Kind]:
    """What keeps each of these therapists from working then, before anything is taken: two statements."""
    if not therapists:
        return {Kind.OFFER}
    kinds = set()
    if not _licensed(wish, therapists):
        kinds.add(Kind.LICENCE)
    if not _at_work(wish, therapists):
        kinds.add(Kind.HOURS)
    practice = wish.location.practice
    if wish.starts_at < now + timedelta(minutes=practice.notice_minutes):
        kinds.add(Kind.NOTICE)
    if wish.day > local_day(now, wish.location.time_zone) + timedelta(days=practice.horizon_days):
        kinds.add(Kind.HORIZON)
    # Some are licensed and others at work, but nobody both.
    return kinds or {Kind.HOURS}


def _licensed(wish: Wish, therapists: Collection[int]) -> bool:
    return Licence.objects.filter(
        therapist__in=therapists,
        jurisdiction=wish.location.jurisdiction,
        valid_from__lte=wish.day,
        expires_on__gte=wish.day,
    ).exists()


def _at_work(wish: Wish, therapists: Collection[int]) -> bool:
    """Whether somebody's hours hold the whole visit, and it begins on the offered grid."""
    start = cell_holding(wish.starts_at)
    base = week_of(start) * CELLS_A_WEEK
    visit = bits_between(start, start + cells_in(wish.minutes), base=base)
    if not is_on_a_cell(wish.starts_at) or start % cells_in(STEP_MINUTES):
        return False
    by_therapist: dict[int, list[WeeklyHours]] = {}
    for row in Hours.objects.filter(therapist__in=therapists, location=wish.location):
        first, last = row.valid_from or date.min, row.valid_until or date.max
        hours = WeeklyHours(row.weekday, row.begins, row.ends, first, last)
        by_therapist.setdefault(row.therapist_id, []).append(hours)
    zone = wish.location.time_zone
    return any(
        hours_bits(hours, zone, from_day=wish.day, until_day=wish.day, base=base) & visit == visit
        for hours in by_therapist.values()
    )
