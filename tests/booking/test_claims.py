"""Claims: the database refuses overlaps however they are written, on both engines."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests.booking import scene
from unknot.booking.models import Claim
from unknot.directory.models import Resource

pytestmark = pytest.mark.django_db
TEN = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return TEN + timedelta(minutes=minutes)


def make_resource() -> Resource:
    return Resource.objects.create(practice=scene.make_practice(), kind=Resource.Kind.ROOM)


def claim(resource: Resource, from_minutes: float, until_minutes: float) -> Claim:
    return Claim(resource=resource, from_at=at(from_minutes), until_at=at(until_minutes))


def by_save(wanted: Claim) -> None:
    wanted.save()


def by_bulk_create(wanted: Claim) -> None:
    Claim.objects.bulk_create([claim(wanted.resource, 600, 610), wanted])


def by_update(wanted: Claim) -> None:
    claim(wanted.resource, 600, 610).save()
    Claim.objects.filter(from_at=at(600)).update(from_at=wanted.from_at, until_at=wanted.until_at)


def by_raw_sql(wanted: Claim) -> None:
    adapt = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO booking_claim (resource_id, from_at, until_at, why) VALUES (%s, %s, %s, 'visit')",
            [wanted.resource.pk, adapt(wanted.from_at), adapt(wanted.until_at)],
        )


def by_update_of_the_resource(wanted: Claim) -> None:
    other = make_resource()
    claim(other, 0, 1000).save()
    Claim.objects.filter(resource=other).update(
        resource=wanted.resource, from_at=wanted.from_at, until_at=wanted.until_at
    )


WAYS: list[Callable[[Claim], None]] = [
    by_save,
    by_bulk_create,
    by_update,
    by_raw_sql,
    by_update_of_the_resource,
]

REFUSED = [
    (0, 60, "the same hour"),
    (-30, 5, "reaches into its beginning"),
    (55, 90, "reaches into its end"),
    (-30, 90, "holds it whole"),
    (15, 30, "lies within it"),
    (-500, 90, "begins long before"),
]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("begin", "end", "remark"), REFUSED)
def test_it_refuses_an_overlap(way: Callable[[Claim], None], begin: int, end: int, remark: str) -> None:
    resource = make_resource()
    claim(resource, -600, -540).save()
    claim(resource, 0, 60).save()
    claim(resource, 180, 240).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        way(claim(resource, begin, end))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("begin", "end", "remark"),
    [(60, 90, "touches its end"), (-60, 0, "touches its beginning"), (90, 180, "a gap")],
)
def test_it_takes_what_does_not_overlap(
    way: Callable[[Claim], None], begin: int, end: int, remark: str
) -> None:
    resource = make_resource()
    claim(resource, 0, 60).save()
    claim(resource, 180, 240).save()
    claim(make_resource(), begin, end).save()
    way(claim(resource, begin, end))
    assert Claim.objects.filter(resource=resource, from_at=at(begin), until_at=at(end)).exists()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("begin", "end", "remark"),
    [
        (0.5, 60, "a half minute"),
        (3, 60, "three past"),
        (0, 59.99, "a fraction of a second"),
        (60, 0, "backwards"),
    ],
)
def test_it_refuses_odd_instants(way: Callable[[Claim], None], begin: float, end: float, remark: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        way(claim(make_resource(), begin, end))


def test_it_lets_a_claim_be_moved_within_itself() -> None:
    mine = claim(make_resource(), 0, 60)
    mine.save()
    mine.until_at = at(90)
    mine.save()
    assert Claim.objects.get().until_at == at(90)


@pytest.mark.skipif("config.getoption('--engine') != 'sqlite'", reason="only SQLite keeps instants as text")
@pytest.mark.parametrize(
    "text", ["2026-12-01T10:00:00", "2026-12-01 10:00:00+00:00", "2026-12-01 10:00", "0"]
)
def test_it_refuses_text_that_does_not_sort_as_time(text: str) -> None:
    resource = make_resource()
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO booking_claim (resource_id, from_at, until_at, why) VALUES (%s, %s, %s, '')",
            [resource.pk, text, "2026-12-01 11:00:00"],
        )
