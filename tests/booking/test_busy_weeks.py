"""Busy weeks say what the claims say, and a command notices when they do not."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.booking import scene
from unknot.booking.busy import rebuild_busy_weeks, wrong_weeks
from unknot.booking.models import BusyWeek, Claim
from unknot.directory.models import Resource

SUNDAY_NIGHT = datetime(2026, 11, 29, 23, 0, tzinfo=UTC)


def make_resource() -> Resource:
    return Resource.objects.create(practice=scene.make_practice(), kind=Resource.Kind.ROOM)


def claim(resource: Resource, from_minutes: int, until_minutes: int) -> Claim:
    return Claim.objects.create(
        resource=resource,
        from_at=SUNDAY_NIGHT + timedelta(minutes=from_minutes),
        until_at=SUNDAY_NIGHT + timedelta(minutes=until_minutes),
    )


def busy_cells(resource: Resource) -> int:
    stored = BusyWeek.objects.filter(resource=resource).values_list("bits", flat=True)
    return sum(int.from_bytes(bits, "little").bit_count() for bits in stored)


class TestRebuilding(TestCase):
    @settings(max_examples=30)
    @given(st.lists(st.tuples(st.integers(0, 5000), st.integers(1, 3000)), max_size=6))
    def test_it_counts_each_claimed_cell_once(self, gaps_and_lengths: list[tuple[int, int]]) -> None:
        resource, at, cells = make_resource(), 0, 0
        for gap, length in gaps_and_lengths:
            claim(resource, at + gap * 5, at + (gap + length) * 5)
            at, cells = at + (gap + length) * 5, cells + length
        rebuild_busy_weeks(resource)
        assert busy_cells(resource) == cells
        assert list(wrong_weeks([resource.pk])) == []


@pytest.mark.django_db
def test_rebuilding_empties_a_week_whose_claims_are_gone() -> None:
    resource = make_resource()
    mine = claim(resource, 0, 120)
    rebuild_busy_weeks(resource)
    assert BusyWeek.objects.count() == 2, "the claim spans two weeks of UTC"
    mine.delete()
    rebuild_busy_weeks(resource)
    assert busy_cells(resource) == 0


@pytest.mark.django_db
def test_the_command_notices_and_puts_right() -> None:
    claim(make_resource(), 0, 120)
    with pytest.raises(CommandError, match="--rebuild"):
        call_command("busy_weeks", stdout=StringIO())
    call_command("busy_weeks", "--rebuild", stdout=StringIO())
    said = StringIO()
    call_command("busy_weeks", stdout=said)
    assert said.getvalue().startswith("0 busy weeks")
