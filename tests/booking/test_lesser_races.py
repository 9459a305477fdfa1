"""Several people at once before one visit that does not fit: it is made smaller once, or not at all."""

import pytest

from tests.at_once import at_once
from tests.booking import scene
from tests.booking.lesser import SHORTER_AND_LIGHTER, House
from unknot.booking.actions import cancel_visit, settle_visit
from unknot.booking.busy import wrong_weeks
from unknot.booking.errors import BookingError
from unknot.booking.models import Claim
from unknot.care.models import Permit
from unknot.correspondence.models import Message
from unknot.directory.models import Resource

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS, HANDS = 4, 6


def told() -> tuple[House, str]:
    house = House()
    house.tell(**{SHORTER_AND_LIGHTER: True})
    return house, house.mark()


def check_the_database(house: House) -> None:
    assert list(wrong_weeks(Resource.objects.values_list("pk", flat=True))) == []
    visit = house.visit
    spans = set(Claim.objects.filter(appointment=visit).values_list("from_at", "until_at"))
    assert spans == ({(visit.starts_at, visit.ends_at)} if visit.state != "cancelled" else set())
    standing = Permit.objects.filter(client=house.client, revoked_at=None)
    assert [each.pk for each in standing] == ([visit.permit_id] if visit.permit_id and spans else [])


def test_pressed_many_times_at_once_it_is_taken_once() -> None:
    for _ in range(ROUNDS):
        house, mark = told()
        answers = at_once(*[lambda house=house, mark=mark: house.take(mark)] * HANDS)
        assert {getattr(each, "minutes", each) for each in answers} == {45}
        assert house.visit.changes == 1
        assert Message.objects.filter(client_id=house.client.pk).count() == 1
        check_the_database(house)


def test_against_a_cancelling_and_a_settling_the_visit_ends_as_one_of_them_left_it() -> None:
    for _ in range(ROUNDS):
        house, mark = told()
        at_once(
            lambda house=house, mark=mark: house.take(mark),
            lambda house=house: cancel_visit(house.booked, by=scene.SYSTEM_ACTOR, now=scene.NOW),
            lambda house=house: settle_visit(house.booked, by=scene.SYSTEM_ACTOR, now=scene.NOW),
            refusals=(BookingError,),
        )
        assert house.visit.state == "cancelled"
        check_the_database(house)
