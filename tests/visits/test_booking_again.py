"""A client books again from their own page: they see what they said; visit, course and answers stay theirs."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse

from tests.booking.scene import make_location, make_working_therapist
from tests.contracts.scene import WAITS_FOR_A_LETTER
from tests.intake.telling import tell
from tests.knowing import known_as
from tests.visits.afterwards import ENDS, Phone, Room, a_room
from unknot.accounts.models import Link
from unknot.audit.actions import SYSTEM
from unknot.audit.models import AuditEntry
from unknot.booking.models import Appointment
from unknot.clients.consent_texts import TEXTS
from unknot.clients.models import Client, Consent, Guardian
from unknot.directory.models import Offer
from unknot.intake.actions import client_sheet, erase_expired, give_reason
from unknot.intake.models import Saying, Sheet
from unknot.intake.reading import newest_reason, newest_sayings
from unknot.visits.measuring.course import session_days

pytestmark = pytest.mark.django_db
LATER = ENDS + timedelta(days=3)
AT = "20261207T1800"
FILLED = {
    "request_key": "b" * 32,
    "name": "Ottoline",
    "email": "ottoline@alder.example",
    "phone": "",
    "note": "",
}
SIGNED = {"agrees": "on", "signed_name": "Ottoline", "signed_drawing": ""}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(LATER, tick=False) as clock:
        yield clock


@pytest.fixture
def room(clock: time_machine.Traveller) -> Room:
    made = a_room()
    made.finish()
    return made


class Again:
    """Their own page in a browser that knows them, and the dossier that they begin from it."""

    def __init__(self, room: Room, **posted: str) -> None:
        self.room, self.offer = room, Offer.objects.get(therapist=room.visit.therapist)
        phone = Phone(room, Link.Scope.CLIENT)
        self.browser = known_as(room.client)
        begun = self.browser.post(reverse("own:again", args=[phone.token]), posted)
        self.token = begun["Location"].split("/")[2]
        self.dossier = Sheet.objects.filter(continues=room.client).latest("id")

    def address(self, name: str, *more: Any) -> str:
        return reverse(name, args=[self.token, *more])

    def reads(self, name: str, *more: Any) -> str:
        answer = self.browser.get(self.address(name, *more), {"at": AT, "key": "1"}, follow=True)
        return str(answer.content.decode())

    def post(self, name: str, *more: Any, **fields: Any) -> Any:
        return self.browser.post(self.address(name, *more), fields)

    def book(self, *, offer: Offer | None = None, at: str = AT, **fields: Any) -> Any:
        address = self.address("booking:details", (offer or self.offer).pk)
        return self.browser.post(f"{address}?at={at}&key=1", FILLED | fields)


def test_the_way_shows_what_was_said_and_asks_for_no_birth_date(room: Room) -> None:
    again = Again(room)
    reason = again.browser.get(again.address("intake:reason")).context["form"]
    assert reason.initial["goals"] == ["pain_and_tension"]
    asked = again.post("intake:reason", goals=["pain_and_tension"], pressure="")
    assert asked["Location"] == again.address("intake:areas")
    asked = again.post("intake:areas", areas=["left_shoulder"], intensity="4")
    assert asked["Location"] == again.address("intake:health")
    page = again.reads("intake:health")
    assert "What you told us" in page
    assert again.address("care:follow") in page
    assert "Date of birth" not in again.reads("intake:who")
    screening = again.browser.get(again.address("care:answer")).context
    assert screening["headline"].state == "proceed"


def test_after_one_change_the_list_comes_again_and_then_the_answer(room: Room) -> None:
    again = Again(room)
    screen = again.browser.get(again.address("intake:health")).context["pages"][0][0]
    told = again.browser.post(again.address("intake:screen", screen.id), {"yes": ["none"]}, follow=True)
    assert told.redirect_chain[-1][0] == again.address("intake:health")
    assert not Saying.objects.filter(sheet=again.dossier, said_at__gte=LATER).exists(), (
        "the same is not said anew"
    )


def test_the_visit_goes_to_the_same_client_with_everything_that_was_theirs(room: Room) -> None:
    again, before = Again(room), Consent.objects.count()
    tell(again.dossier, at=LATER, osteoarthritis={"answer": True})
    page = again.reads("booking:details", again.offer.pk)
    for known in ("Ottoline", "ottoline@alder.example", "still holds"):
        assert known in page
    answer = again.book(phone="+1 607 555 0199")
    visit = Appointment.objects.latest("id")
    assert answer["Location"].startswith("/visit/")
    assert (visit.client, Client.objects.count()) == (room.client, 1)
    room.client.refresh_from_db()
    assert room.client.phone == "+1 607 555 0199"
    own = client_sheet(room.client, now=LATER)
    assert newest_sayings(own)["osteoarthritis"].said_at == LATER
    assert visit.screening is not None
    assert visit.screening.sheet == own
    assert Consent.objects.count() == before
    assert session_days(room.client, until=LATER.date()), "the course goes on"
    assert answer.wsgi_request.user.is_anonymous


def test_what_staff_recorded_while_the_dossier_lay_open_holds(room: Room) -> None:
    again = Again(room)
    own = client_sheet(room.client, now=LATER)
    tell(own, said_by=Saying.By.STAFF, at=LATER + timedelta(minutes=1), anticoagulant=True)
    again.post("intake:reason", goals=["pain_and_tension"], pressure="2")
    assert again.book()["Location"] == again.address("intake:health")
    assert "recorded since you began here" in again.reads("intake:health")
    assert newest_sayings(again.dossier)["anticoagulant"].statements[0]["answer"] is True
    assert not Appointment.objects.filter(state__in=("confirmed", "provisional")).exists()
    again.book()
    assert newest_sayings(own)["anticoagulant"].statements[0]["answer"] is True
    visit = Appointment.objects.latest("id")
    assert visit.state == "provisional", "it was screened by what staff said"
    reason = newest_reason(own)
    assert reason is not None
    assert reason.wishes == {"pressure": 2}


def test_of_two_begun_at_once_the_one_booked_later_shows_first_what_the_other_said(room: Room) -> None:
    """What is only looked at again is not said anew, and an old yes would go by unheard."""
    own = client_sheet(room.client, now=LATER)
    tell(own, at=LATER - timedelta(hours=1), anticoagulant=True)
    give_reason(own, by=SYSTEM, now=LATER - timedelta(hours=1), medicines=["warfarin"])
    first, other = Again(room), Again(room)
    tell(other.dossier, at=LATER + timedelta(minutes=1), anticoagulant=False)
    give_reason(other.dossier, by=SYSTEM, now=LATER + timedelta(minutes=1), medicines=[])
    other.book(request_key="c" * 32)
    assert Appointment.objects.filter(state="confirmed").count() == 1
    first.book(request_key="d" * 32)
    assert Appointment.objects.filter(state__in=("confirmed", "provisional")).count() == 1
    assert "warfarin" not in first.reads("intake:health"), "they see what holds, and may say otherwise"
    tell(first.dossier, at=LATER + timedelta(minutes=2), anticoagulant=True)
    first.book(at="20261208T1800", request_key="d" * 32)
    assert Appointment.objects.latest("id").state == "provisional"


def test_a_letter_that_staff_saw_is_not_lost_by_looking_through_the_answers(room: Room) -> None:
    own = client_sheet(room.client, now=LATER)
    letter = {"answer": True, "cleared_by": "Dr. Osei", "cleared_on": "2026-11-20"}
    tell(own, said_by=Saying.By.STAFF, at=LATER, **{WAITS_FOR_A_LETTER: letter})
    again = Again(room)
    screens = again.browser.get(again.address("intake:health")).context["pages"]
    screen = next(each for each, _ in screens if WAITS_FOR_A_LETTER in each.entries)
    shown = again.browser.get(again.address("intake:more", screen.id)).context["forms"]
    sent = {
        f"{form.prefix}-{name}": form.initial[name]
        for form in shown
        for name in form.fields
        if form.initial.get(name) is not None
    }
    again.browser.post(again.address("intake:more", screen.id), sent)
    assert newest_sayings(again.dossier)[WAITS_FOR_A_LETTER].statements[0]["cleared_by"] == "Dr. Osei"


def test_a_group_in_which_something_was_said_is_never_shown_as_closed(room: Room) -> None:
    """Sent back as it stands, a closed group would say no to everything in it."""
    again = Again(room)
    groups = again.browser.get(again.address("intake:gates")).context["options"]
    screens = {
        each.id: each for each, _ in again.browser.get(again.address("intake:health")).context["pages"]
    }
    entry = next(iter(screens[groups[0]["value"]].entries))
    tell(again.dossier, at=LATER, **{entry: {"answer": "not sure"}})
    again.dossier.opened = None
    again.dossier.save()
    assert again.browser.get(again.address("intake:gates")).context["options"][0]["checked"]


# ---- only there, and only they


def test_it_shows_and_books_only_the_therapists_of_the_practice(room: Room) -> None:
    elsewhere = make_working_therapist(make_location(), name="Somebody Else")
    again = Again(room)
    page = again.reads("booking:therapists")
    assert room.visit.therapist.name in page
    assert "Somebody Else" not in page
    other = Offer.objects.get(therapist=elsewhere)
    assert again.browser.get(again.address("booking:times", other.pk)).status_code == 404
    assert again.book(offer=other, **SIGNED).status_code == 404


@pytest.mark.parametrize(
    "name", ["intake:reason", "intake:health", "care:answer", "intake:keep", "care:onward"]
)
def test_its_link_alone_shows_nothing(room: Room, name: str) -> None:
    again = Again(room)
    stranger = Browser()
    asked = stranger.get(again.address(name))
    assert asked.status_code == 302
    assert asked["Location"].startswith(again.address("own:who_for_answers"))
    given = stranger.post(asked["Location"], {"born_on": room.client.born_on})
    assert given["Location"] == again.address(name)
    assert "/who-continues/" not in stranger.get(given["Location"]).get("Location", "")


def test_a_stranger_begins_nobodys(room: Room) -> None:
    phone = Phone(room, Link.Scope.CLIENT)
    assert phone.browser.post(reverse("own:again", args=[phone.token])).status_code == 307
    begun = Browser().post(
        reverse("intake:begin"), {"for_whom": "self", "continues": room.client.pk, "practice": room.client.practice_id}
    )  # fmt: skip
    assert begun.status_code == 302
    assert not Sheet.objects.filter(continues__isnull=False).exists()


def test_it_ends_as_other_dossiers_do(room: Room) -> None:
    again = Again(room)
    assert erase_expired(now=LATER + timedelta(days=30)) >= 1
    assert not Sheet.objects.filter(pk=again.dossier.pk).exists()
    assert Sheet.objects.filter(client=room.client).exists()
    assert again.browser.get(again.address("intake:reason")).status_code == 404


def test_who_only_wants_help_at_home_gets_it_by_the_answers_of_now(room: Room) -> None:
    again = Again(room, wanted="home")
    assert again.dossier.only_at_home
    assert "at home" in again.reads("care:at_home").lower()


def test_beginning_is_on_the_record_of_the_client(room: Room) -> None:
    Again(room)
    entry = AuditEntry.objects.get(action="continue_client")
    assert (entry.client_id, entry.actor_kind) == (room.client.pk, "link")


# ---- consent


def taken_back(room: Room) -> None:
    Consent.objects.filter(client=room.client).update(withdrawn_at=LATER)


def in_other_words(room: Room) -> None:
    taken_back(room)
    Consent.objects.create(
        client=room.client, text_id="treatment", text_version=TEXTS["treatment"].version, text_hash="0" * 64,
        signed_name="Ottoline", how=Consent.How.TYPED, signed_at=ENDS,
    )  # fmt: skip


@pytest.mark.parametrize("signed_before", [taken_back, in_other_words])
def test_a_consent_that_does_not_hold_is_signed_again(
    room: Room, signed_before: Callable[[Room], None]
) -> None:
    signed_before(room)
    again = Again(room)
    assert again.book().status_code == 200, "it asks for the signature"
    assert again.book(**SIGNED).status_code == 302
    assert Consent.objects.filter(client=room.client, withdrawn_at=None, signed_at=LATER).count() == 1


def test_for_a_child_the_guardian_signs_again_and_stays_one_row(room: Room) -> None:
    guardian = Guardian.objects.create(client=room.client, name="Ada Quill", relation="mother")
    Client.objects.filter(pk=room.client.pk).update(born_on=date(2014, 5, 1))
    Sheet.objects.filter(client=room.client).update(born_on=date(2014, 5, 1), for_whom="child")
    room.client.refresh_from_db()
    again = Again(room)
    page = again.reads("booking:details", again.offer.pk)
    assert "Ada Quill" in page
    assert "still holds" not in page
    assert "You are their</label>" in page, "it is not left to them: nobody else can sign"
    assert "Say how you are related" in again.book(**SIGNED).content.decode()
    by_mother = {"guardian_name": "Ada Quill", "guardian_relation": "mother", **SIGNED}
    assert "Type your own name" in again.book(**by_mother).content.decode(), "a child cannot sign"
    assert again.book(**by_mother | {"signed_name": "Ada Quill"}).status_code == 302
    signed = Consent.objects.filter(client=room.client).latest("id")
    assert (signed.guardian, Guardian.objects.count()) == (guardian, 1)
