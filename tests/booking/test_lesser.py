"""The lesser visit: what no longer fits is made smaller in one step, once, and only into what was offered."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from icalendar import Calendar

from tests.booking import scene
from tests.booking.lesser import BACK, CALVES, LEGS_OUT, PLANNED, SHORTER_AND_LIGHTER, TEN, House
from tests.intake.telling import tell
from unknot.audit.models import AuditEntry
from unknot.booking.actions import attest_visit, cancel_visit, start_visit
from unknot.booking.busy import wrong_weeks
from unknot.booking.errors import CannotStart, NotFitting, WrongState
from unknot.booking.load import weighted_minutes
from unknot.booking.models import Appointment, Claim
from unknot.clinical.loading import default_knowledge
from unknot.correspondence.models import Message
from unknot.directory.models import Licence, Offer, Resource, Therapist

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(scene.NOW, tick=False):
        yield


@pytest.fixture
def house() -> House:
    return House()


BECOMES: list[tuple[str, dict[str, Any], tuple[str, int, int], set[tuple[str, int]]]] = [
    (
        "shorter, lighter and another technique, at the price of that",
        {SHORTER_AND_LIGHTER: True},
        ("swedish", 45, 7_000),
        {(leaf, 2) for leaf in CALVES + BACK},
    ),
    (
        "without the legs, otherwise as it was",
        {LEGS_OUT: True},
        ("deep_tissue", 60, 12_000),
        {(leaf, 4) for leaf in BACK},
    ),
    (
        "lighter by another technique for as long",
        {"anticoagulant": True},
        ("swedish", 60, 9_000),
        {(leaf, 2) for leaf in CALVES + BACK},
    ),
    (
        "both at once",
        {SHORTER_AND_LIGHTER: True, LEGS_OUT: True},
        ("swedish", 45, 7_000),
        {(leaf, 2) for leaf in BACK},
    ),
]


@pytest.mark.parametrize(
    ("remark", "told", "sold", "treated"), BECOMES, ids=[remark for remark, *_ in BECOMES]
)
def test_a_visit_that_no_longer_fits_becomes_the_lesser_one(
    house: House, remark: str, told: dict[str, Any], sold: tuple[str, int, int], treated: set[tuple[str, int]]
) -> None:
    assert (house.tell(**told).state, house.visit.call_first) == ("provisional", True)
    visit = house.take()
    assert (visit.technique, visit.minutes, visit.price_cents) == sold
    assert (visit.state, visit.call_first, visit.lapses_at) == ("confirmed", False, None)
    assert {
        (leaf, each["pressure"]) for each in visit.shape["treatments"] for leaf in each["regions"]
    } == treated
    assert visit.starts_at == TEN
    assert house.offered() is None, "what fits is not cut down further"
    house.tell()
    assert house.visit.state == "confirmed", "it stays so when it is settled again"


def test_its_time_is_given_back_at_the_end(house: House) -> None:
    house.tell(**{SHORTER_AND_LIGHTER: True})
    house.take()
    until = TEN + timedelta(minutes=45)
    assert set(Claim.objects.values_list("from_at", "until_at")) == {(TEN, until)}
    assert Claim.objects.count() == 2
    assert house.visit.ends_at == until
    assert list(wrong_weeks(Resource.objects.values_list("pk", flat=True))) == []


def test_its_permit_covers_just_this_visit_and_the_one_before_is_taken_back(house: House) -> None:
    before = house.visit.permit
    assert before is not None
    house.tell(**{LEGS_OUT: True})
    permit = house.take().permit
    assert permit is not None
    assert (permit.valid_from, permit.valid_until, permit.revoked_at) == (TEN, TEN + timedelta(hours=1), None)
    before.refresh_from_db()
    assert before.revoked_at is not None


def test_a_confirmed_visit_that_nobody_has_settled_yet_gives_its_permit_back(house: House) -> None:
    before = house.visit.permit
    Therapist.objects.update(pressure_ceiling=3)
    assert house.visit.state == "confirmed"
    visit = house.take()
    assert before is not None
    before.refresh_from_db()
    assert (visit.state, before.revoked_because) == ("confirmed", "lesser")
    assert {each["pressure"] for each in visit.shape["treatments"]} == {3}


def test_taking_it_twice_is_taking_it_once(house: House) -> None:
    house.tell(**{SHORTER_AND_LIGHTER: True})
    mark = house.mark()
    first = house.take(mark)
    again = house.take(mark)
    assert Appointment.objects.filter(pk=first.pk).values().get() == Appointment.objects.values().get()
    assert (again.changes, again.permit_id) == (first.changes, first.permit_id)
    assert [each.kind for each in Message.objects.all()] == ["changed"]
    assert AuditEntry.objects.filter(action="take_lesser").count() == 1


def test_an_old_page_of_a_visit_that_has_ended_changes_nothing(house: House) -> None:
    house.tell(**{LEGS_OUT: True})
    mark = house.mark()
    house.take(mark)
    cancel_visit(house.booked, by=scene.SYSTEM_ACTOR, now=scene.NOW)
    assert house.take(mark).state == "cancelled"


MEANWHILE: list[tuple[str, Callable[[House], object], type[Exception]]] = [
    ("a yes was taken back", lambda house: house.tell(**{LEGS_OUT: False}), NotFitting),
    ("less fits than was offered", lambda house: house.tell(**{SHORTER_AND_LIGHTER: True}), NotFitting),
    ("nobody may treat now", lambda house: house.tell(scabies_lice=True), NotFitting),
    ("a red flag", lambda house: house.tell(chest_pain_now=True), NotFitting),
    ("the licence lapsed", lambda _: Licence.objects.update(expires_on=date(2026, 11, 1)), NotFitting),
    ("the therapist gives less", lambda _: Therapist.objects.update(pressure_ceiling=2), NotFitting),
    (
        "the visit is cancelled",
        lambda house: cancel_visit(house.booked, by=scene.SYSTEM_ACTOR, now=scene.NOW),
        WrongState,
    ),
]


@pytest.mark.parametrize(("remark", "change", "refused"), MEANWHILE, ids=[remark for remark, *_ in MEANWHILE])
def test_what_was_offered_is_refused_where_it_does_not_fit_any_more(
    house: House, remark: str, change: Callable[[House], object], refused: type[Exception]
) -> None:
    house.tell(**{LEGS_OUT: True})
    mark = house.mark()
    change(house)
    before = Appointment.objects.values().get()
    with pytest.raises(refused):
        house.take(mark)
    assert Appointment.objects.values().get() == before, remark
    assert not Message.objects.filter(kind="changed").exists()


@pytest.mark.parametrize("mark", ["", "0" * 32, "é\x00"])
def test_a_mark_that_nobody_offered_is_refused(house: House, mark: str) -> None:
    house.tell(**{LEGS_OUT: True})
    with pytest.raises(NotFitting):
        house.take(mark)


def test_the_mark_of_another_visit_is_refused(house: House) -> None:
    other = House(PLANNED)
    for each in (house, other):
        each.tell(**{LEGS_OUT: True})
    mark = other.mark()
    assert mark != house.mark()
    with pytest.raises(NotFitting):
        house.take(mark)


NOTHING: list[tuple[str, dict[str, Any], Callable[[], object]]] = [
    ("it fits", {}, lambda: None),
    ("nobody may treat", {"scabies_lice": True, LEGS_OUT: True}, lambda: None),
    ("another training is needed", {"pregnancy": {"answer": True, "due_on": "2027-03-01"}}, lambda: None),
    ("no licence", {LEGS_OUT: True}, lambda: Licence.objects.all().delete()),
    (
        "the gentler technique is not offered here",
        {SHORTER_AND_LIGHTER: True},
        lambda: Offer.objects.filter(technique="swedish").delete(),
    ),
    (
        "the therapist gives no pressure",
        {LEGS_OUT: True},
        lambda: Therapist.objects.update(pressure_ceiling=0),
    ),
]


@pytest.mark.parametrize(("remark", "told", "change"), NOTHING, ids=[remark for remark, *_ in NOTHING])
def test_nothing_is_offered_where_cutting_down_cannot_help(
    house: House, remark: str, told: dict[str, Any], change: Callable[[], object]
) -> None:
    house.tell(**told)
    change()
    assert house.offered() is None, remark


WAITS = [
    ({LEGS_OUT: True, "anaemia": "not sure"}, "something is not sure"),
    ({LEGS_OUT: True, "angina_cad_stable": True}, "a clinician has to be asked"),
]


@pytest.mark.parametrize(("told", "remark"), WAITS, ids=[remark for _, remark in WAITS])
def test_a_visit_that_waits_for_more_is_made_smaller_and_goes_on_waiting(
    house: House, told: dict[str, Any], remark: str
) -> None:
    lapses_at = house.tell(**told).lapses_at
    assert house.visit.call_first
    visit = house.take()
    assert (visit.state, visit.call_first, visit.lapses_at) == ("provisional", False, lapses_at), remark


PRICES: list[tuple[str, Callable[[], object], int]] = [
    ("its own price", lambda: None, 7_000),
    ("nobody asks one for that length", lambda: Offer.objects.filter(minutes=45).delete(), 12_000),
    ("it would be dearer", lambda: Offer.objects.filter(minutes=45).update(price_cents=13_000), 12_000),
]


@pytest.mark.parametrize(("remark", "change", "price"), PRICES, ids=[remark for remark, *_ in PRICES])
def test_a_lesser_visit_never_costs_more(
    house: House, remark: str, change: Callable[[], object], price: int
) -> None:
    house.tell(**{SHORTER_AND_LIGHTER: True})
    change()
    assert house.take().price_cents == price, remark


def test_a_visit_booked_without_a_plan_becomes_shorter_and_gentler() -> None:
    house = House(shape=None)
    house.tell(**{SHORTER_AND_LIGHTER: True})
    visit = house.take()
    assert (visit.technique, visit.minutes, visit.state) == ("swedish", 45, "confirmed")
    assert (visit.shape, visit.hands_on_minutes, visit.weighted_minutes) == ({}, 45, 45)


def test_the_therapists_hands_do_no_more_than_before(house: House) -> None:
    """Light work falls away and what stays is heavy: the time of the one may not go to the other in full."""
    light, heavy = PLANNED["treatments"]
    shape = PLANNED | {"treatments": [light | {"pressure": 1}, heavy]}
    load = weighted_minutes(shape, minutes=60)
    Appointment.objects.update(shape=shape, weighted_minutes=load)
    house.tell(**{LEGS_OUT: True})
    visit = house.take()
    assert (visit.hands_on_minutes, visit.weighted_minutes) == (46, load)
    assert weighted_minutes(visit.shape, minutes=60) == load


def test_minutes_of_what_falls_away_go_to_what_stays(house: House) -> None:
    house.tell(**{LEGS_OUT: {"answer": True, "region": ["left_calf"]}})
    visit = house.take()
    minutes = {tuple(each["regions"]): each["minutes"] for each in visit.shape["treatments"]}
    assert minutes == {("right_calf",): 12, tuple(BACK): 38}
    assert visit.hands_on_minutes == 50


def test_the_client_is_told_how_long_and_how_much_and_not_why(house: House) -> None:
    house.tell(**{SHORTER_AND_LIGHTER: True})
    house.take()
    message = Message.objects.get(kind="changed")
    assert "Your appointment has changed. Your appointment is confirmed." in message.body
    assert "The price is 70 USD instead of 120 USD." in message.body
    assert "45 minutes with Maya Okafor" in message.body
    assert "https://practice.example/visit/" in message.body
    told = (message.subject + message.body + message.calendar).lower()
    assert not {word for word in ("swedish", "deep", "lighter", "calf", "fibro", "pressure") if word in told}
    (event,) = Calendar.from_ical(message.calendar).walk("VEVENT")
    assert (event.decoded("dtend"), event["sequence"]) == (TEN + timedelta(minutes=45), 1)


def test_a_visit_that_does_not_fit_is_refused_in_words_and_begins_once_it_is_smaller(house: House) -> None:
    asked = [each.id for each in default_knowledge().entries.values() if each.asked_of == "therapist"]
    tell(house.sheet, said_by="staff", **dict.fromkeys(asked, False))
    house.tell(**{LEGS_OUT: True})
    attest_visit(house.booked, attested_by="Maya", by=scene.SYSTEM_ACTOR, now=TEN)
    with pytest.raises(CannotStart) as refused:
        start_visit(house.booked, by=scene.SYSTEM_ACTOR, now=TEN)
    assert refused.value.kinds == ("misfit",)
    house.take()
    assert start_visit(house.booked, by=scene.SYSTEM_ACTOR, now=TEN).state == "started"
