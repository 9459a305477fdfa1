"""Three free times near one that could not be had: with the same therapist first, then with others."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from itertools import islice

from unknot.booking.availability import Opening, openings
from unknot.booking.hours import local_day
from unknot.directory.models import Location

HOW_MANY = 3
DAYS_BEFORE, DAYS_AFTER = 1, 7
APART = timedelta(minutes=30)
"""Times closer together than this are no real choice."""


def near_times(
    location: Location,
    *,
    therapist_id: int | None,
    others: Collection[int],
    minutes: int,
    starts_at: datetime,
    now: datetime,
    holds_of: str = "",
) -> tuple[Opening, ...]:
    """Up to three openings, nearest first; others' times only where the therapist's own do not suffice."""

    def near(therapists: Collection[int]) -> list[Opening]:
        day = local_day(starts_at, location.time_zone)
        found = openings(
            therapists,
            [location.pk],
            minutes=minutes,
            from_day=day - timedelta(days=DAYS_BEFORE),
            until_day=day + timedelta(days=DAYS_AFTER),
            now=now,
            holds_of=holds_of,
        )
        return sorted(
            found, key=lambda each: (abs(each.starts_at - starts_at), each.starts_at, each.therapist_id)
        )

    own = list(islice(_spread(near([therapist_id])), HOW_MANY)) if therapist_id else []
    rest = sorted(set(others) - {therapist_id})
    if len(own) < HOW_MANY and rest:
        own += islice(_spread(near(rest)), HOW_MANY - len(own))
    return tuple(own)


def _spread(found: Iterable[Opening]) -> Iterable[Opening]:
    """The openings that lie apart from those before them."""
    chosen: list[datetime] = []
    for each in found:
        if all(abs(each.starts_at - other) >= APART for other in chosen):
            chosen.append(each.starts_at)
            yield each
