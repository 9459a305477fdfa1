"""The link of a visit shows when and where to whoever holds it; what is health, only to whom this browser knows."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse

from tests.booking.test_changed import NONE_NEW, SEVEN, Holder
from tests.visits.afterwards import BORN, ENDS, Phone, a_room
from unknot.audit.models import AuditEntry
from unknot.clients.models import Client
from unknot.clients.recognising import KNOWN_FOR, MOST_WRONG
from unknot.correspondence.models import Message
from unknot.visits.models import Alarm, CheckIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(SEVEN, tick=False) as clock:
        yield clock


class Stranger(Holder):
    """Somebody with the link of the visit, in a browser that has shown nothing yet."""

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        self.browser = Browser()
        self.token = self.address.split("/")[2]

    def reads(self, name: str = "booking:booked") -> str:
        return str(self.browser.get(reverse(name, args=[self.token])).content.decode())

    def ticks(self, *ids: str) -> Any:
        return self.browser.post(self.address, {"now": list(ids)}, follow=True)

    def gives(self, born: str, *, onward: str = "") -> Any:
        asked = reverse("own:who_for_visit", args=[self.token])
        return self.browser.post(f"{asked}?next={onward}" if onward else asked, {"born_on": born})


@pytest.fixture
def stranger(clock: time_machine.Traveller) -> Stranger:
    return Stranger(pregnancy={"answer": True, "weeks": 30}, varicose_veins="not sure")


def test_when_and_where_are_open_and_what_is_health_is_not(stranger: Stranger) -> None:
    page = stranger.reads()
    assert stranger.visit.therapist.name in page
    assert "See what is open" in page
    for health in ("pregnan", "Swedish", "vein", stranger.client.name):
        assert health not in page, health
    assert "vein" in _known(stranger).reads()


def _known(stranger: Stranger) -> Stranger:
    assert stranger.gives(stranger.client.born_on.isoformat()).status_code == 302
    return stranger


GATED = [
    "booking:changed_more",
    "booking:after_change",
    "own:aftercare",
    "own:measures",
    "own:measured",
    "own:checked_in",
    "own:next_visit",
]


@pytest.mark.parametrize("name", GATED)
def test_a_page_of_health_asks_first_and_goes_on_from_there(stranger: Stranger, name: str) -> None:
    wanted = reverse(name, args=[stranger.token])
    asked = stranger.browser.get(wanted)
    assert asked["Location"] == f"/visit/{stranger.token}/who/?next={wanted.replace('/', '%2F')}"
    born = stranger.client.born_on.isoformat()
    assert stranger.browser.post(asked["Location"], {"born_on": born})["Location"] == wanted
    answer = stranger.browser.get(wanted)
    assert "/who/" not in answer.get("Location", ""), "it is asked once"
    assert "no-store" in answer["Cache-Control"]


def test_it_asks_again_after_half_a_day(stranger: Stranger, clock: time_machine.Traveller) -> None:
    _known(stranger)
    clock.shift(KNOWN_FOR)
    assert "/who/" in stranger.browser.get(reverse("own:measures", args=[stranger.token]))["Location"]


def test_who_is_known_on_the_page_of_a_visit_is_known_on_their_own_page(stranger: Stranger) -> None:
    _known(stranger)
    page = stranger.browser.post(reverse("own:to_page", args=[stranger.token]), follow=True)
    assert stranger.client.name in page.content.decode()


def test_wrong_dates_are_counted_with_those_of_every_other_link(stranger: Stranger) -> None:
    for _ in range(MOST_WRONG):
        assert stranger.gives("1950-01-01").status_code in (200, 429)
    assert stranger.gives(stranger.client.born_on.isoformat()).status_code == 429
    assert (
        AuditEntry.objects.filter(action="not_recognised", client_id=stranger.client.pk).count() == MOST_WRONG
    )
    assert stranger.reads(), "when and where stay open"
    assert stranger.browser.post(stranger.address, NONE_NEW).status_code == 302, (
        "and so does the question of the day"
    )


def test_it_leads_to_no_other_site(stranger: Stranger) -> None:
    born = stranger.client.born_on.isoformat()
    answer = stranger.gives(born, onward="https://elsewhere.example/")
    assert answer["Location"] == reverse("booking:booked", args=[stranger.token])


def test_without_a_birth_date_a_code_is_mailed(stranger: Stranger) -> None:
    Client.objects.filter(pk=stranger.client.pk).update(born_on=None, email="ada@people.example")
    asked = reverse("own:who_for_visit", args=[stranger.token])
    stranger.browser.post(asked, {"send": "yes"})
    code = Message.objects.get(kind="code").body.split("code is ")[1][:6]
    assert stranger.browser.post(asked, {"code": code})["Location"] == reverse(
        "booking:booked", args=[stranger.token]
    )


# ---- has anything changed?


def test_nothing_changed_is_one_tap_that_shows_and_takes_back_nothing(stranger: Stranger) -> None:
    page = stranger.reads("booking:changed")
    assert "You told us before" not in page
    answer = stranger.browser.post(stranger.address, NONE_NEW)
    assert answer["Location"] == reverse("booking:booked", args=[stranger.token])
    assert stranger.now().attested_on == SEVEN.date()
    assert stranger.said("pregnancy") == {"answer": True, "weeks": 30}
    assert stranger.said("varicose_veins") == {"answer": "not sure"}


def test_what_is_open_is_asked_there_and_then_of_whom_is_known(stranger: Stranger) -> None:
    stranger.ticks("surgery_recent")
    onward = reverse("booking:changed_more", args=[stranger.token])
    assert onward not in stranger.reads(), "who is not known is asked who they are first"
    assert onward in _known(stranger).reads()
    assert "When was it?" in stranger.reads("booking:changed_more")


def test_the_list_is_the_same_whatever_was_told(clock: time_machine.Traveller) -> None:
    """What is left out of it would tell."""
    told = Stranger(anticoagulant=True, surgery_recent=True)
    listed = [box.data["value"] for box in told.browser.get(told.address).context["form"]["now"]]
    assert {"anticoagulant", "surgery_recent"} <= set(listed)
    assert len(listed) == len(set(listed))


def test_a_tick_counts_at_once_and_its_questions_ask_who_is_there(stranger: Stranger) -> None:
    answer = stranger.ticks("surgery_recent")
    assert "/who/" in answer.redirect_chain[-1][0]
    assert stranger.said("surgery_recent") == {"answer": True}
    assert stranger.now().state == "provisional"


def test_a_tick_on_what_was_told_keeps_what_was_told_of_it(stranger: Stranger) -> None:
    stranger.ticks("pregnancy")
    assert stranger.said("pregnancy") == {"answer": True, "weeks": 30}


def test_an_emergency_is_told_at_once_and_nothing_else(stranger: Stranger) -> None:
    page = stranger.ticks("chest_pain_now").content.decode()
    assert "Get help now" in page or "Please see a doctor today" in page
    assert "pregnan" not in page


# ---- how are you?


def test_who_says_how_they_are_reads_at_once_what_to_do_and_nobody_else_does(
    clock: time_machine.Traveller,
) -> None:
    room = a_room()
    with time_machine.travel(ENDS + timedelta(days=1), tick=False):
        room.finish()
        phone = Phone(room)
        phone.browser = Browser()
        offered = [value for value, _ in phone.get("check_in").context["form"].fields["signs"].choices]
        told = phone.post("check_in", {"soreness": "3", "signs": offered[:1]})
        assert "Please read this now" in told.content.decode()
        assert CheckIn.objects.get().answered_at and Alarm.objects.exists()
        other = Phone(room)
        other.browser = Browser()
        assert "/who/" in other.get("checked_in")["Location"]
        assert BORN.isoformat() not in other.says("check_in")
