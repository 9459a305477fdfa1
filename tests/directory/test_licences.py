"""Whether somebody may practise at a place on a day, and what their papers entitle them to. No paper, no leave."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.booking.scene import make_licence, make_location, make_therapist
from unknot.directory.licences import BASE, may_practise, qualifications_on
from unknot.directory.models import Certificate

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 30)
ONE = timedelta(days=1)
LICENCES: list[tuple[list[dict[str, Any]], bool, str]] = [
    ([], False, "none"),
    ([{}], True, "of the place"),
    ([{"jurisdiction": "US-IL"}], False, "of another state"),
    ([{"expires_on": DAY}], True, "on its last day"),
    ([{"expires_on": DAY - ONE}], False, "the day after"),
    ([{"valid_from": DAY}], True, "on its first day"),
    ([{"valid_from": DAY + ONE}], False, "the day before"),
    ([{"expires_on": DAY - ONE}, {"valid_from": DAY}], True, "renewed in time"),
    ([{"jurisdiction": "US-IL"}, {"expires_on": DAY - ONE}], False, "two that do not add up to one"),
    ([{"valid_from": DAY + ONE, "expires_on": DAY - ONE}], False, "one that ends before it begins"),
]


@pytest.mark.parametrize(("held", "may", "remark"), LICENCES, ids=[remark for *_, remark in LICENCES])
def test_a_licence_counts_at_its_place_and_in_its_time(
    held: list[dict[str, Any]], may: bool, remark: str
) -> None:
    location = make_location()
    therapist = make_therapist(location, licensed=False)
    for fields in held:
        make_licence(therapist, **fields)
    assert may_practise(therapist, location, DAY) is may
    assert qualifications_on(therapist, location, DAY) == ({BASE} if may else frozenset())


CERTIFICATES: list[tuple[dict[str, Any], bool, str]] = [
    ({}, True, "without an end"),
    ({"expires_on": DAY}, True, "on its last day"),
    ({"expires_on": DAY - ONE}, False, "expired"),
    ({"valid_from": DAY + ONE}, False, "not yet valid"),
]


@pytest.mark.parametrize(
    ("fields", "counts", "remark"), CERTIFICATES, ids=[remark for *_, remark in CERTIFICATES]
)
def test_a_certificate_counts_in_its_time(fields: dict[str, Any], counts: bool, remark: str) -> None:
    location = make_location()
    therapist = make_therapist(location)
    given = {"qualification": "prenatal", "body": "A school", "valid_from": date(2020, 1, 1)} | fields
    Certificate.objects.create(therapist=therapist, **given)
    assert ("prenatal" in qualifications_on(therapist, location, DAY)) is counts


def test_a_certificate_without_a_licence_counts_for_nothing() -> None:
    location = make_location()
    therapist = make_therapist(location, licensed=False)
    Certificate.objects.create(
        therapist=therapist, qualification="prenatal", body="A school", valid_from=date(2020, 1, 1)
    )
    assert qualifications_on(therapist, location, DAY) == frozenset()
