"""Busy weeks: bitmaps derived from claims. Locked while time is taken, rebuilt after, compared on demand."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from django.db import connection, transaction
from django.db.models import QuerySet

from unknot.booking.models import BusyWeek, Claim
from unknot.booking.weeks import (
    CELLS_A_WEEK,
    NOTHING_BUSY,
    cell_from,
    cell_holding,
    instant_of,
    week_bytes,
    weeks_touched,
)
from unknot.directory.models import Resource

Week = tuple[int, int]
"""A resource's id and a week's number."""
Spans = dict[int, list[tuple[int, int]]]


def lock_weeks(resources: Collection[int], weeks: Collection[int]) -> None:
    """Lock these weeks of each of these resources until the transaction ends.

    Weeks without a row get one first: who has found all of them locks them in one order, and waits for nobody who
    still looks. Locking what is there and then creating the rest deadlocks, as each may know of other rows.
    SQLite has no row locks: there an immediate transaction is the only writer anyway.
    """
    wanted = [(resource, week) for resource in sorted(resources) for week in sorted(weeks)]
    rows = BusyWeek.objects.filter(resource_id__in=resources, week__in=weeks).values_list(
        "resource_id", "week"
    )
    known = set(rows)
    if len(known) < len(wanted):
        BusyWeek.objects.bulk_create(
            (BusyWeek(resource_id=r, week=w, bits=NOTHING_BUSY) for r, w in wanted if (r, w) not in known),
            ignore_conflicts=True,
        )
    if connection.features.has_select_for_update:
        list(rows.select_for_update().order_by("resource_id", "week"))


def rebuild_weeks(resources: Collection[int], weeks: Collection[int]) -> None:
    """Make locked weeks say what the claims say."""
    spans = _spans_in(resources, weeks)
    for resource in resources:
        for week in weeks:
            bits = week_bytes(spans[resource], week)
            BusyWeek.objects.filter(resource_id=resource, week=week).update(bits=bits)


@transaction.atomic
def rebuild_busy_weeks(resource: Resource) -> None:
    """Make every week of a resource say what its claims say."""
    spans = _spans(Claim.objects.filter(resource=resource))[resource.pk]
    weeks = {week for span in spans for week in weeks_touched(*span)}
    weeks |= set(resource.busy_weeks.values_list("week", flat=True))
    if weeks:
        lock_weeks([resource.pk], weeks)
        rebuild_weeks([resource.pk], weeks)


def wrong_weeks(resources: Iterable[int]) -> Iterator[Week]:
    """The weeks of these resources whose bitmap differs from their claims."""
    for resource in resources:
        spans = _spans(Claim.objects.filter(resource=resource))[resource]
        stored = dict(BusyWeek.objects.filter(resource=resource).values_list("week", "bits"))
        for week in sorted(set(stored) | {week for span in spans for week in weeks_touched(*span)}):
            if bytes(stored.get(week, NOTHING_BUSY)) != week_bytes(spans, week):
                yield resource, week


def _spans_in(resources: Collection[int], weeks: Collection[int]) -> Spans:
    begins = instant_of(min(weeks) * CELLS_A_WEEK)
    ends = instant_of((max(weeks) + 1) * CELLS_A_WEEK)
    return _spans(Claim.objects.filter(resource__in=resources, from_at__lt=ends, until_at__gt=begins))


def _spans(claims: QuerySet[Claim]) -> Spans:
    """The cells claimed, by resource; a claim that is not on a cell takes every cell it touches."""
    spans: Spans = defaultdict(list)
    for resource, from_at, until_at in claims.values_list("resource_id", "from_at", "until_at"):
        spans[resource].append((cell_holding(from_at), cell_from(until_at)))
    return spans
