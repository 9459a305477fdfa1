"""Nothing is confirmed or started without a permit that covers it, whoever writes and however."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from tests.booking import scene
from unknot.booking.models import Appointment
from unknot.care.models import Permit

pytestmark = pytest.mark.django_db
TEN = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
Way = Callable[[Appointment], None]


def visit(state: str = "provisional", **fields: Any) -> Appointment:
    """A visit, not saved, with a permit that covers it exactly unless `fields` say otherwise."""
    location = scene.make_location()
    client = scene.make_client(location.practice)
    permit = {"permit": scene.make_permit(client, starts_at=TEN)} if "permit" not in fields else {}
    therapist = scene.make_therapist(location)
    return scene.appointment_of(client, therapist, location, starts_at=TEN, state=state, **permit, **fields)


def by_save(wanted: Appointment) -> None:
    wanted.save()


def by_saving_twice(wanted: Appointment) -> None:
    state, wanted.state = wanted.state, "provisional"
    wanted.save()
    wanted.state = state
    wanted.save(update_fields=["state"])


def by_update(wanted: Appointment) -> None:
    state, wanted.state = wanted.state, "provisional"
    wanted.save()
    Appointment.objects.filter(pk=wanted.pk).update(state=state)


def by_bulk_create(wanted: Appointment) -> None:
    Appointment.objects.bulk_create([wanted])


def by_raw_sql(wanted: Appointment) -> None:
    state, wanted.state = wanted.state, "provisional"
    wanted.save()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE booking_appointment SET state = %s WHERE id = %s", [state, wanted.pk])


def by_raw_insert(wanted: Appointment) -> None:
    state, wanted.state = wanted.state, "provisional"
    wanted.save()
    columns = [f.column for f in Appointment._meta.fields if f.column not in ("id", "state", "request_key")]
    listed = ", ".join(columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO booking_appointment (state, request_key, {listed}) "
            f"SELECT %s, 'copied', {listed} FROM booking_appointment WHERE id = %s",
            [state, wanted.pk],
        )


WAYS: list[Way] = [by_save, by_saving_twice, by_update, by_bulk_create, by_raw_sql, by_raw_insert]
LIVE = ["confirmed", "started"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("state", LIVE)
def test_it_takes_a_visit_that_its_permit_covers(way: Way, state: str) -> None:
    way(visit(state))
    assert Appointment.objects.filter(state=state).exists()


def narrow(**fields: Any) -> Callable[[], Appointment]:
    """A visit whose permit does not cover it, as the permit's `fields` say."""

    def build() -> Appointment:
        wanted = visit()
        Permit.objects.filter(pk=wanted.permit_id).update(**fields)
        return wanted

    return build


def somebody_elses() -> Appointment:
    wanted = visit()
    Permit.objects.filter(pk=wanted.permit_id).update(client=scene.make_client(wanted.practice))
    return wanted


UNCOVERED: list[tuple[Callable[[], Appointment], str]] = [
    (lambda: visit(permit=None), "no permit"),
    (somebody_elses, "somebody else's permit"),
    (narrow(revoked_at=TEN), "a revoked permit"),
    (narrow(valid_from=TEN + timedelta(minutes=5)), "begins too late"),
    (narrow(valid_from=TEN + timedelta(microseconds=1000)), "begins a moment too late"),
    (narrow(valid_until=TEN + timedelta(minutes=55)), "ends too early"),
    (narrow(most_minutes=59), "too few minutes"),
    (narrow(exclude_techniques=["cupping", "swedish"]), "not with this technique"),
    (lambda: visit(minutes=60, ends_at=TEN + HOUR * 2), "longer than it says"),
]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("state", LIVE)
@pytest.mark.parametrize(("build", "remark"), UNCOVERED)
def test_it_refuses_a_visit_that_no_permit_covers(
    way: Way, state: str, build: Callable[[], Appointment], remark: str
) -> None:
    wanted = build()
    wanted.state = state
    with pytest.raises(IntegrityError), transaction.atomic():
        way(wanted)


CHANGES: list[tuple[dict[str, Any], str]] = [
    ({"starts_at": TEN - HOUR, "ends_at": TEN}, "moved out of its permit"),
    ({"minutes": 90}, "made longer"),
    ({"technique": "cupping"}, "another technique"),
    ({"permit": None}, "robbed of its permit"),
]


@pytest.mark.parametrize("state", LIVE)
@pytest.mark.parametrize(("change", "remark"), CHANGES)
def test_it_refuses_to_change_a_visit_beyond_its_permit(
    state: str, change: dict[str, Any], remark: str
) -> None:
    mine = visit("provisional")
    Permit.objects.filter(pk=mine.permit_id).update(exclude_techniques=["cupping"])
    mine.state = state
    mine.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=mine.pk).update(**change)


NARROWER: list[tuple[dict[str, Any], str]] = [
    ({"revoked_at": TEN}, "revoked"),
    ({"valid_from": TEN + timedelta(minutes=30)}, "made to begin later"),
    ({"valid_until": TEN}, "made to end earlier"),
    ({"most_minutes": 30}, "made shorter"),
    ({"exclude_techniques": ["swedish"]}, "made to exclude a technique"),
    ({"regional_exclude_techniques": {"left_calf": ["swedish"]}}, "made to exclude a region"),
    ({"qualifications": ["prenatal"]}, "made to ask for a qualification"),
]


@pytest.mark.parametrize("state", LIVE)
@pytest.mark.parametrize(("change", "remark"), NARROWER)
def test_it_keeps_a_permit_on_which_a_visit_leans(state: str, change: dict[str, Any], remark: str) -> None:
    mine = visit(state)
    mine.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Permit.objects.filter(pk=mine.permit_id).update(**change)
    Appointment.objects.filter(pk=mine.pk).update(state="cancelled")
    assert Permit.objects.filter(pk=mine.permit_id).update(**change) == 1


@pytest.mark.parametrize("state", LIVE)
def test_it_does_not_give_a_permit_in_use_to_somebody_else(state: str) -> None:
    mine = visit(state)
    mine.save()
    other = scene.make_client(mine.practice)
    with pytest.raises(IntegrityError), transaction.atomic():
        Permit.objects.filter(pk=mine.permit_id).update(client=other)


def test_saving_a_permit_in_use_as_it_is_is_no_change() -> None:
    mine = visit("confirmed")
    mine.save()
    assert mine.permit is not None
    mine.permit.save()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("state", LIVE)
def test_it_does_not_delete_a_permit_on_which_a_visit_leans(state: str) -> None:
    mine = visit(state)
    mine.save()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM care_permit WHERE id = %s", [mine.permit_id])
    assert Permit.objects.filter(pk=mine.permit_id).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("config.getoption('--engine') != 'sqlite'", reason="only SQLite can replace a row")
def test_it_does_not_replace_a_permit_on_which_a_visit_leans() -> None:
    mine = visit("confirmed")
    mine.save()
    columns = ", ".join(f.column for f in Permit._meta.fields if f.column != "most_minutes")
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT OR REPLACE INTO care_permit (most_minutes, {columns}) "
            f"SELECT 5, {columns} FROM care_permit WHERE id = %s",
            [mine.permit_id],
        )
