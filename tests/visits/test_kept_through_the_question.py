"""Who is asked who they are on sending a form loses nothing of it: it waits on the page, and is sent with one tap."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse

from tests.knowing import known_as
from tests.visits.afterwards import BORN, ENDS, Room, a_room
from unknot.accounts.links import make_link
from unknot.accounts.models import Link
from unknot.audit.actions import SYSTEM
from unknot.booking.models import Appointment
from unknot.clients.models import Client
from unknot.clients.recognising import KNOWN_FOR, MOST_WRONG
from unknot.clinical.loading import default_knowledge
from unknot.correspondence.models import Message
from unknot.intake.actions import continue_client
from unknot.visits.models import DoneAtHome, Measured

pytestmark = pytest.mark.django_db
LATER = ENDS + timedelta(days=2)
Scope = Link.Scope
WORDS = 'Better & "better" <since>\r\nTuesday'

# Whose link; the page; what is sent.
FORMS = [
    (Scope.VISIT, "own:measures", {"pain_nrs-pain_nrs": "3", "pain_nrs-named": WORDS}),
    (Scope.VISIT, "booking:changed_more", {"fever-since": "2026-12-01"}),
    (Scope.VISIT, "own:next_visit", {"start": "2026-12-14T18:00:00+00:00", "price": "9500"}),
    (Scope.CLIENT, "own:done", {"item": "walk", "done": "yes"}),
    (Scope.CLIENT, "own:take_next", {"start": "2026-12-14T18:00:00+00:00", "price": "9500"}),
    (Scope.CLIENT, "own:again", {}),
    (Scope.CLIENT, "own:to_visit", {}),
    (Scope.DOSSIER, "intake:reason", {"goals": ["sleep", "wellness"], "pressure": "2"}),
    (Scope.DOSSIER, "intake:medicines", {"medicines": WORDS}),
]  # fmt: skip


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(LATER, tick=False) as clock:
        yield clock


@pytest.fixture
def room(clock: time_machine.Traveller) -> Room:
    return a_room("Ottoline")


class Sender:
    """Somebody who opened a form long ago and sends it now, in a browser that checks where forms come from."""

    def __init__(self, room: Room, scope: Link.Scope, name: str, **query: str) -> None:
        self.browser = Browser(enforce_csrf_checks=True, raise_request_exception=False)
        self.address = reverse(name, args=[token_of(room, scope)], query=query or None)

    def post(self, address: str, fields: Any) -> Any:
        self.browser.get("/")
        self.browser.cookies["csrftoken"] = "a" * 32
        return self.browser.post(address, fields | {"csrfmiddlewaretoken": "a" * 32}, follow=True)

    def sends(self, fields: Any) -> Any:
        return self.post(self.address, fields)

    def says(self, page: Any, **given: str) -> Any:
        """The answer to the question on a page, with all that its form carries."""
        return self.post(page.context["here"], {"kept": page.context["kept"]} | given)

    def taps(self, page: Any) -> Any:
        """The one button of a page."""
        return self.post(*form_on(page))


def token_of(room: Room, scope: Link.Scope) -> str:
    if scope == Scope.DOSSIER:
        return continue_client(room.client, by=SYSTEM, now=LATER)[1]
    subject = room.visit.pk if scope == Scope.VISIT else room.client.pk
    expires = LATER + timedelta(days=60)
    return make_link(scope, subject, practice=room.client.practice, expires_at=expires)[1]


def form_on(page: Any) -> tuple[str, dict[str, list[str]]]:
    """Where the form of a page goes to, and what it carries, as a browser reads it."""
    (form,) = re.findall(r'<form method="post" action="([^"]+)">(.*?)</form>', page.content.decode(), re.S)
    fields = dict[str, list[str]]()
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form[1]):
        fields.setdefault(unescape(name), []).append(unescape(value))
    fields.pop("csrfmiddlewaretoken", None)
    return unescape(form[0]), fields


@pytest.mark.parametrize(("scope", "name", "fields"), FORMS, ids=[name for _, name, _ in FORMS])
def test_what_was_sent_too_early_goes_on_as_it_was(room: Room, scope: Any, name: str, fields: Any) -> None:
    Appointment.objects.filter(pk=room.visit.pk).update(state="confirmed")
    sender = Sender(room, scope, name)
    page = sender.sends(fields)
    assert page.redirect_chain[0][1] == 307
    assert "kept on this page" in page.content.decode()
    assert "Not sent yet" not in sender.says(page, born_on="1950-01-01").content.decode()
    page = sender.says(page, born_on=BORN.isoformat())
    assert "no-store" in page["Cache-Control"]
    sent = {each: value if isinstance(value, list) else [value] for each, value in fields.items()}
    assert form_on(page) == (sender.address, sent)


def test_what_stood_in_the_address_goes_on_too(room: Room) -> None:
    sender = Sender(room, Scope.DOSSIER, "intake:health", all="1", at="20261207T1800")
    page = sender.says(sender.sends({}), born_on=BORN.isoformat())
    assert form_on(page)[0] == sender.address


def test_numbers_typed_half_a_day_ago_are_kept_after_one_tap(
    room: Room, clock: time_machine.Traveller
) -> None:
    sender = Sender(room, Scope.VISIT, "own:measures")
    known_as(room.client, sender.browser)
    assert "pain_nrs-pain_nrs" in sender.browser.get(sender.address).context["form"].fields
    sender.browser.cookies.pop("sessionid")
    clock.shift(KNOWN_FOR)
    page = sender.sends({"pain_nrs-pain_nrs": "3"})
    assert not Measured.objects.exists()
    told = sender.taps(sender.says(page, born_on=BORN.isoformat()))
    assert told.redirect_chain[-1][0] == reverse("own:measured", args=[sender.address.split("/")[2]])
    assert Measured.objects.get().value == 3


def test_a_tick_on_ones_own_page_is_made_after_one_tap(room: Room) -> None:
    room.finish()
    item = next(iter(default_knowledge().catalogue.home))
    sender = Sender(room, Scope.CLIENT, "own:done")
    page = sender.says(sender.sends({"item": item, "done": "yes"}), born_on=BORN.isoformat())
    sender.taps(page)
    assert DoneAtHome.objects.get().item == item


def test_who_became_known_in_another_tab_goes_on_without_being_asked(room: Room) -> None:
    sender = Sender(room, Scope.CLIENT, "own:done")
    page = sender.sends({"item": "walk", "done": "yes"})
    sender.post(reverse("own:page", args=[page.context["here"].split("/")[2]]), {"born_on": BORN.isoformat()})
    assert form_on(sender.says(page, born_on=BORN.isoformat()))[1] == {"item": ["walk"], "done": ["yes"]}


def test_a_code_may_be_asked_for_meanwhile(room: Room) -> None:
    Client.objects.filter(pk=room.client.pk).update(born_on=None)
    sender = Sender(room, Scope.VISIT, "own:measures")
    page = sender.says(sender.sends({"pain_nrs-pain_nrs": "3"}), send="yes")
    code = Message.objects.get(kind="code").body.split("code is ")[1][:6]
    assert form_on(sender.says(page, code=code))[1] == {"pain_nrs-pain_nrs": ["3"]}


def test_after_too_many_tries_it_still_waits(room: Room, clock: time_machine.Traveller) -> None:
    sender = Sender(room, Scope.VISIT, "own:measures")
    page = sender.sends({"pain_nrs-pain_nrs": "3"})
    for _ in range(MOST_WRONG):
        page = sender.says(page, born_on="1950-01-01")
    assert page.status_code == 429
    clock.shift(timedelta(minutes=16))
    assert form_on(sender.says(page, born_on=BORN.isoformat()))[1] == {"pain_nrs-pain_nrs": ["3"]}


@pytest.mark.parametrize(
    "onward", ["https://elsewhere.example/", "javascript:alert(1)", "//elsewhere.example/x"]
)
def test_it_is_sent_to_no_other_site(room: Room, onward: str) -> None:
    token = token_of(room, Scope.VISIT)
    sender = Sender(room, Scope.VISIT, "own:measures")
    asked = reverse("own:who_for_visit", args=[token], query={"next": onward, "sent": "yes"})
    page = sender.says(sender.post(asked, {"x": "1"}), born_on=BORN.isoformat())
    assert form_on(page)[0] == reverse("booking:booked", args=[token])
