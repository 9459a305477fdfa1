"""The town-scale demo, made small: as many visits as it says, each possible, none in the way of another."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client as Browser
from django.urls import reverse

from unknot.accounts.models import Practice, User
from unknot.booking.availability import next_free
from unknot.booking.busy import wrong_weeks
from unknot.booking.models import Appointment, Claim
from unknot.config.command import build_parser
from unknot.config.demo.command import AlreadyFilled, refuse_where_filled
from unknot.config.demo.town import Size, fill_town
from unknot.config.demo.town_places import TOWNS
from unknot.directory.licences import may_practise
from unknot.directory.models import Location, Resource, Therapist
from unknot.directory.places import km_between, spot_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HAMLET = Size(
    towns=2, practices_a_town=1, places_a_practice=1, rooms_a_place=2, therapists_a_place=4, clients_a_therapist=3,
    visits_a_therapist=20,
)  # fmt: skip
State = Appointment.State


def fill(size: Size = HAMLET) -> list[int]:
    written: list[int] = []
    fill_town(size, now=NOW, written=written.append)
    return written


def test_the_whole_town_is_as_large_as_promised() -> None:
    assert (Size().therapists, Size().visits) == (2_000, 300_000)
    assert len({town.time_zone for town in TOWNS}) >= 4


def test_it_writes_as_many_visits_as_it_says() -> None:
    assert sum(fill()) == HAMLET.visits == Appointment.objects.count()
    assert Therapist.objects.count() == HAMLET.therapists


def test_rooms_are_enough_for_every_visit_of_a_full_place() -> None:
    full = Size(towns=1, practices_a_town=1, places_a_practice=1)
    assert sum(fill(full)) == full.therapists * full.visits_a_therapist


def test_what_lies_behind_is_over_and_what_lies_ahead_is_open() -> None:
    fill()
    ended = set(Appointment.objects.filter(ends_at__lte=NOW).values_list("state", flat=True))
    ahead = Appointment.objects.filter(ends_at__gt=NOW)
    assert State.FINISHED in ended <= {State.FINISHED, State.MISSED}
    assert set(ahead.values_list("state", "lapses_at")) == {(State.PROVISIONAL, None)}


def test_nobody_is_treated_twice_at_once() -> None:
    fill()
    spans: dict[int, list[tuple[Any, Any]]] = defaultdict(list)
    for client, starts, ends in Appointment.objects.values_list("client", "starts_at", "ends_at"):
        spans[client].append((starts, ends))
    for each in spans.values():
        each.sort()
        assert all(before[1] <= after[0] for before, after in pairwise(each))


def test_every_visit_lies_within_hours_and_a_licence() -> None:
    fill()
    for visit in Appointment.objects.select_related("therapist", "location"):
        zone = ZoneInfo(visit.location.time_zone)
        begins, ends = visit.starts_at.astimezone(zone), visit.ends_at.astimezone(zone)
        assert visit.therapist.hours.filter(
            weekday=begins.weekday(), begins__lte=begins.time(), ends__gte=ends.time()
        ).exists()
        assert may_practise(visit.therapist, visit.location, begins.date())


def test_busy_weeks_say_what_the_claims_say() -> None:
    fill()
    assert Claim.objects.count() == 2 * Appointment.objects.exclude(state=State.MISSED).count()
    assert list(wrong_weeks(Resource.objects.values_list("pk", flat=True))) == []


def _said() -> list[Any]:
    columns = ("therapist__slug", "therapist__name", "client__email", "room__name", "starts_at", "state")
    rows = Appointment.objects.order_by("therapist__slug", "starts_at").values_list(*columns)
    return [[*row[:2], row[2].split(".")[0], *row[3:]] for row in rows]


def test_the_same_moment_gives_the_same_town() -> None:
    fill()
    first = _said()
    for model in (Claim, Appointment):
        model.objects.all().delete()
    Therapist.objects.all().delete()
    Location.objects.all().delete()
    User.objects.all().delete()
    for practice in Practice.objects.all():
        practice.clients.all().delete()
        practice.delete()
    fill()
    assert _said() == first


def test_interrupting_leaves_nothing() -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill_town(HAMLET, now=NOW, written=stop)
    assert not Practice.objects.exists()


def test_times_are_still_free_in_a_full_town() -> None:
    fill()
    found = next_free(
        list(Therapist.objects.all()), minutes=60, from_day=NOW.date() + timedelta(days=1), days=14, now=NOW
    )
    assert len(found) == HAMLET.therapists


def test_its_therapist_can_sign_in_and_see_the_day() -> None:
    fill()
    browser = Browser()
    browser.force_login(
        User.objects.get(email="therapist@town.example"), "unknot.accounts.sign_in.DemoOnLoopbackOnly"
    )
    assert browser.get(reverse("visits:today")).status_code == 200


def test_it_refuses_an_installation_with_a_practice_and_says_what_it_found() -> None:
    refuse_where_filled()
    fill()
    with pytest.raises(
        AlreadyFilled, match=r"found a practice.*“Slow River” and others.*accepted: .*without one"
    ):
        refuse_where_filled()


@pytest.mark.parametrize("town", TOWNS, ids=lambda town: town.name)
def test_each_town_lies_where_its_postal_code_does(town: Any) -> None:
    spot = spot_of(town.postal_code)
    assert km_between(spot.latitude, spot.longitude, *town.point) < 1
    assert town.jurisdiction[3:] in spot.words.split()
    ZoneInfo(town.time_zone)


def test_the_command_knows_both_scales() -> None:
    parser = build_parser(["demo"])
    assert [parser.parse_args(["demo", "--scale", each]).scale for each in ("small", "town")] == [
        "small",
        "town",
    ]
    assert parser.parse_args(["demo"]).scale == "small"
