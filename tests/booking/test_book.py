"""Booking: checked whole again, once for each submit, confirmed only with a permit."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.booking import scene
from unknot.audit.models import AuditEntry
from unknot.booking.actions import book_visit
from unknot.booking.busy import wrong_weeks
from unknot.booking.errors import ClientBusy, KeyUsed, NotFitting, NotOffered, PriceChanged, Taken
from unknot.booking.models import Appointment, Claim, Hold
from unknot.directory.models import Certificate, Location, Resource, Therapist

pytestmark = pytest.mark.django_db
TEN = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)
"""Ten in the morning in New York, a Monday."""
HOUR = timedelta(hours=1)


def workplace(**fields: Any) -> tuple[Therapist, Location]:
    location = scene.make_location(**fields)
    return scene.make_working_therapist(location), location


def book(therapist: Therapist | None, location: Location, **change: Any) -> Appointment:
    asked = {
        "client": None,
        "technique": "swedish",
        "minutes": 60,
        "starts_at": TEN,
        "shape": {},
        "request_key": f"submit-{Appointment.objects.count()}",
        "by": scene.SYSTEM_ACTOR,
        "now": scene.NOW,
    } | change
    asked["client"] = asked["client"] or scene.make_client(location.practice)
    return book_visit(therapist=therapist, location=location, **asked)


def test_it_takes_the_therapist_and_a_room() -> None:
    therapist, location = workplace()
    visit = book(therapist, location)
    taken = set(Claim.objects.values_list("resource_id", "from_at", "until_at", "appointment_id"))
    room = location.rooms.get()
    assert taken == {
        (resource, TEN, TEN + HOUR, visit.pk) for resource in (therapist.resource_id, room.resource_id)
    }
    assert list(wrong_weeks(Resource.objects.values_list("pk", flat=True))) == []
    assert AuditEntry.objects.get(action="book_visit").client_id == visit.client_id


def test_without_answers_it_is_provisional_and_lapses() -> None:
    therapist, location = workplace()
    visit = book(therapist, location)
    assert (visit.state, visit.permit) == ("provisional", None)
    assert visit.lapses_at == TEN - timedelta(hours=24)


def test_a_late_unsettled_visit_has_an_hour_to_be_settled() -> None:
    therapist, location = workplace()
    now = TEN - timedelta(hours=3)
    assert book(therapist, location, now=now).lapses_at == now + HOUR


def test_with_complete_answers_it_is_confirmed_on_a_permit() -> None:
    therapist, location = workplace()
    client = scene.make_client(location.practice)
    screening = scene.make_screening(client, on=TEN.date(), session_max_minutes=75)
    visit = book(therapist, location, client=client, screening=screening)
    assert (visit.state, visit.lapses_at) == ("confirmed", None)
    permit = visit.permit
    assert permit is not None
    assert (permit.valid_from, permit.valid_until, permit.most_minutes) == (TEN, TEN + HOUR, 75)


@pytest.mark.parametrize(
    ("screening", "remark"),
    [
        ({"complete": False}, "not sure"),
        ({"decision": "needs_medical_clearance"}, "a clinician is to be asked"),
    ],
)
def test_what_is_still_open_makes_it_provisional(screening: dict[str, Any], remark: str) -> None:
    therapist, location = workplace()
    client = scene.make_client(location.practice)
    given = scene.make_screening(client, on=TEN.date(), **screening)
    assert book(therapist, location, client=client, screening=given).state == "provisional"


REFUSED: list[tuple[dict[str, Any], set[str], str]] = [
    ({"decision": "do_not_treat_today", "not_before": "no_date"}, {"limits"}, "nobody may be treated"),
    ({"urgency": "same_day"}, {"limits"}, "a red flag"),
    ({"urgency": "emergency", "decision": "do_not_treat_today"}, {"limits"}, "an emergency"),
    ({"not_before": "2026-12-01"}, {"day"}, "a day too early"),
    ({"session_max_minutes": 45}, {"minutes"}, "too long"),
    ({"exclude_techniques": ["swedish"]}, {"technique"}, "not this technique"),
    ({"pressure_max": 0}, {"pressure"}, "no pressure at all"),
    ({"require_qualifications": ["prenatal"]}, {"qualification"}, "needs other training"),
]


@pytest.mark.parametrize("complete", [True, False])
@pytest.mark.parametrize(("limits", "kinds", "remark"), REFUSED)
def test_it_refuses_what_the_limits_do_not_allow(
    limits: dict[str, Any], kinds: set[str], remark: str, complete: bool
) -> None:
    therapist, location = workplace()
    client = scene.make_client(location.practice)
    screening = scene.make_screening(client, on=TEN.date(), complete=complete, **limits)
    with pytest.raises(NotFitting) as refused:
        book(therapist, location, client=client, screening=screening)
    assert set(refused.value.kinds) == kinds
    assert not Appointment.objects.exists()


SHAPE = {
    "treatments": [{"technique": "swedish", "regions": ["left_calf"], "pressure": 4, "minutes": 50}],
    "positions": ["prone"],
    "lubricant": "peanut_oil",
    "hands_on_minutes": 50,
}


@pytest.mark.parametrize(
    ("limits", "kind"),
    [
        ({"pressure_max": 3}, "pressure"),
        ({"regional_pressure_max": {"left_calf": 2}}, "pressure"),
        ({"avoid_regions": ["left_calf"]}, "region"),
        ({"regional_exclude_techniques": {"left_calf": ["swedish"]}}, "technique"),
        ({"exclude_positions": ["prone"]}, "position"),
        ({"exclude_lubricants": ["peanut_oil"]}, "lubricant"),
    ],
)
def test_it_refuses_a_shape_beyond_the_limits(limits: dict[str, Any], kind: str) -> None:
    therapist, location = workplace()
    client = scene.make_client(location.practice)
    screening = scene.make_screening(client, on=TEN.date(), **limits)
    with pytest.raises(NotFitting) as refused:
        book(therapist, location, client=client, screening=screening, shape=SHAPE)
    assert refused.value.kinds == (kind,)


def test_a_plan_counts_by_its_pressure_and_a_ceiling_is_kept() -> None:
    therapist, location = workplace()
    visit = book(therapist, location, shape=SHAPE)
    assert (visit.hands_on_minutes, visit.weighted_minutes) == (50, 63)
    Therapist.objects.update(pressure_ceiling=3)
    with pytest.raises(NotFitting) as refused:
        book(therapist, location, shape=SHAPE, starts_at=TEN + 3 * HOUR)
    assert refused.value.kinds == ("load",)


def test_a_certificate_must_hold_on_the_day_of_the_visit() -> None:
    therapist, location = workplace()
    client = scene.make_client(location.practice)
    screening = scene.make_screening(client, on=TEN.date(), require_qualifications=["prenatal"])
    paper = Certificate.objects.create(
        therapist=therapist, qualification="prenatal", body="A school", valid_from=TEN.date(),
        expires_on=TEN.date() - timedelta(days=1),
    )  # fmt: skip
    with pytest.raises(NotFitting):
        book(therapist, location, client=client, screening=screening)
    paper.expires_on = TEN.date()
    paper.save()
    assert book(therapist, location, client=client, screening=screening).state == "confirmed"


def ten_at_night() -> datetime:
    return TEN + 12 * HOUR


NOT_OFFERED: list[tuple[dict[str, Any], set[str], str]] = [
    ({"starts_at": ten_at_night()}, {"outside_hours"}, "at night"),
    ({"starts_at": TEN - 2 * HOUR}, {"outside_hours"}, "before the hours begin"),
    ({"starts_at": TEN + 6.5 * HOUR}, {"outside_hours"}, "reaches beyond the hours"),
    ({"starts_at": TEN + timedelta(minutes=5)}, {"outside_hours"}, "not on the offered grid"),
    ({"starts_at": TEN + timedelta(seconds=1)}, {"outside_hours"}, "not on a cell"),
    ({"now": TEN - HOUR}, {"notice"}, "too soon"),
    ({"now": TEN + HOUR}, {"notice"}, "in the past"),
    ({"now": TEN - timedelta(days=91)}, {"horizon"}, "too far ahead"),
    ({"minutes": 75}, {"offer"}, "a length nobody offers"),
    ({"technique": "thai"}, {"offer"}, "a technique nobody offers"),
]


@pytest.mark.parametrize(("change", "kinds", "remark"), NOT_OFFERED)
def test_it_refuses_a_time_that_is_not_offered(change: dict[str, Any], kinds: set[str], remark: str) -> None:
    therapist, location = workplace()
    with pytest.raises(NotOffered) as refused:
        book(therapist, location, **change)
    assert set(refused.value.kinds) == kinds
    assert not Claim.objects.exists()


def test_it_refuses_an_unlicensed_therapist_and_one_who_has_left() -> None:
    therapist, location = workplace()
    therapist.licences.update(expires_on=TEN.date() - timedelta(days=1))
    with pytest.raises(NotOffered) as refused:
        book(therapist, location)
    assert refused.value.kinds == ("licence",)
    Therapist.objects.update(is_active=False)
    with pytest.raises(NotOffered) as refused:
        book(therapist, location)
    assert refused.value.kinds == ("offer",)


@pytest.mark.parametrize(
    ("day", "begins", "start", "remark"),
    [
        ("2027-03-14", 1, "2027-03-14T06:30", "an hour of which the clock skips a half"),
        ("2027-03-14", 5, "2027-03-14T08:00", "where the hours would begin without the change"),
    ],
)
def test_it_books_by_the_clock_on_the_wall_when_clocks_change(
    day: str, begins: int, start: str, remark: str
) -> None:
    location = scene.make_location(scene.make_practice(horizon_days=400))
    therapist = scene.make_therapist(location)
    scene.make_hours(therapist, location, begins=time(begins), ends=time(begins + 1))
    scene.make_offer(therapist, location)
    with pytest.raises(NotOffered):
        book(therapist, location, starts_at=datetime.fromisoformat(start).replace(tzinfo=UTC))


def test_a_taken_time_carries_three_near_alternatives() -> None:
    therapist, location = workplace(setup_minutes=0, recovery_minutes=0)
    book(therapist, location)
    with pytest.raises(Taken) as refused:
        book(therapist, location)
    found = [(each.therapist_id, each.starts_at) for each in refused.value.alternatives]
    assert found == [(therapist.pk, TEN - HOUR), (therapist.pk, TEN + HOUR), (therapist.pk, TEN + 1.5 * HOUR)]


def test_where_the_therapist_has_no_time_left_the_alternatives_are_with_others() -> None:
    therapist, location = workplace(rooms=2)
    other = scene.make_working_therapist(location)
    therapist.hours.exclude(weekday=0).delete()
    therapist.hours.update(begins=time(10), ends=time(11), valid_until=TEN.date())
    book(therapist, location)
    with pytest.raises(Taken) as refused:
        book(therapist, location)
    assert {each.therapist_id for each in refused.value.alternatives} == {other.pk}
    assert refused.value.alternatives[0].starts_at == TEN


def test_the_same_submit_twice_is_one_visit() -> None:
    therapist, location = workplace()
    client = scene.make_client(location.practice)
    first = book(therapist, location, client=client, request_key="k")
    again = book(therapist, location, client=client, request_key="k", now=TEN)
    assert (first.pk, Claim.objects.count()) == (again.pk, 2)
    with pytest.raises(KeyUsed):
        book(therapist, location, request_key="k")


def test_one_client_is_not_in_two_rooms_at_once() -> None:
    therapist, location = workplace(rooms=2)
    other = scene.make_working_therapist(location)
    client = scene.make_client(location.practice)
    book(therapist, location, client=client)
    with pytest.raises(ClientBusy):
        book(other, location, client=client, starts_at=TEN + timedelta(minutes=45))
    assert book(other, location, client=client, starts_at=TEN + HOUR)


def test_a_changed_price_is_shown_again() -> None:
    therapist, location = workplace()
    with pytest.raises(PriceChanged):
        book(therapist, location, price_cents=8000)
    assert book(therapist, location, price_cents=9000).price_cents == 9000


def test_any_therapist_is_the_one_with_the_least_load_that_week() -> None:
    first, location = workplace(rooms=3)
    second, third = (scene.make_working_therapist(location) for _ in range(2))
    booked = [book(None, location).therapist_id for _ in range(3)]
    assert booked == [first.pk, second.pk, third.pk]
    Appointment.objects.filter(therapist=first).update(weighted_minutes=200)
    Appointment.objects.filter(therapist=second).update(weighted_minutes=10)
    assert book(None, location, starts_at=TEN + 2 * HOUR).therapist_id == second.pk
    with pytest.raises(Taken):
        book(None, location)


def test_any_therapist_passes_over_whoever_may_not() -> None:
    first, location = workplace(rooms=3)
    second = scene.make_working_therapist(location)
    first.licences.all().delete()
    assert book(None, location).therapist_id == second.pk


@pytest.mark.parametrize(
    ("ceiling", "remark"), [({"hard_day_minutes": 119}, "a day"), ({"hard_week_minutes": 119}, "a week")]
)
def test_hard_ceilings_are_not_booked_beyond(ceiling: dict[str, int], remark: str) -> None:
    location = scene.make_location(rooms=2)
    therapist = scene.make_working_therapist(location, **ceiling)
    book(therapist, location)
    with pytest.raises(NotOffered) as refused:
        book(therapist, location, starts_at=TEN + 2 * HOUR)
    assert refused.value.kinds == ("load",)
    assert book(therapist, location, starts_at=TEN + timedelta(days=7)), "next week is another week"


def test_a_hold_keeps_others_off_and_ends_with_its_booking() -> None:
    therapist, location = workplace()
    Hold.objects.create(
        key="mine", resource=therapist.resource, from_at=TEN, until_at=TEN + HOUR,
        expires_at=scene.NOW + timedelta(minutes=10),
    )  # fmt: skip
    with pytest.raises(Taken):
        book(therapist, location)
    book(therapist, location, holds_of="mine")
    assert not Hold.objects.exists()


def test_a_claim_that_no_bitmap_knows_of_still_counts() -> None:
    therapist, location = workplace(rooms=2)
    blocked = location.rooms.order_by("id").first()
    assert blocked is not None
    Claim.objects.create(resource=blocked.resource, from_at=TEN, until_at=TEN + HOUR)
    visit = book(therapist, location)
    assert visit.room != blocked
    assert list(wrong_weeks(Resource.objects.values_list("pk", flat=True))) == []


def test_the_statements_of_a_booking_do_not_grow() -> None:
    counts = []
    for therapists in (1, 6):
        location = scene.make_location(rooms=therapists)
        for _ in range(therapists):
            scene.make_working_therapist(location)
        book(None, location)
        client = scene.make_client(location.practice)
        with CaptureQueriesContext(connection) as seen:
            book(None, location, client=client, starts_at=TEN + 2 * HOUR)
        counts.append(len(seen))
    assert counts[1] <= counts[0]
