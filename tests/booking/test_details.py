"""The last page before a visit exists: booked once, by its own person, with whatever was typed kept."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse

from tests.contracts.scene import NOW, House, answered_dossier, make_house
from unknot.accounts.models import Link
from unknot.booking.forms import strokes_of
from unknot.booking.models import Appointment
from unknot.clients.models import Client, Consent
from unknot.correspondence.models import Message

pytestmark = pytest.mark.django_db
AT = "20261130T1800"
DRAWN = {"width": 300, "height": 120, "strokes": [[[1, 2], [3, 4]], [[5, 6]]]}
FILLED = {
    "request_key": "a" * 32,
    "name": "Ottoline Quillfeather",
    "email": "ottoline@people.example",
    "phone": "",
    "note": "",
    "agrees": "on",
    "signed_name": "Ottoline Quillfeather",
    "signed_drawing": "",
}


@pytest.fixture
def house() -> Iterator[House]:
    with time_machine.travel(NOW, tick=False):
        yield make_house("Alder")


def send(house: House, *, token: str = "", at: str = AT, key: str = "1", **changes: str) -> Any:
    address = reverse("booking:details", args=[token or house.tokens["dossier"]["right"], house.offer.pk])
    return Browser(raise_request_exception=False).post(f"{address}?at={at}&key={key}", FILLED | changes)


def booked() -> int:
    return Appointment.objects.count() - 1


def test_it_books_and_opens_the_visit(house: House) -> None:
    answer = send(house)
    page = Browser().get(answer["Location"]).content.decode()
    assert "Your time is held for you" in page
    assert Consent.objects.order_by("id").last().signed_name == FILLED["signed_name"]  # type: ignore[union-attr]


@pytest.mark.parametrize("times", [2, 3])
def test_the_same_form_books_once_however_often_it_is_sent(house: House, times: int) -> None:
    answers = [send(house) for _ in range(times)]
    assert (booked(), Client.objects.filter(name=FILLED["name"]).count()) == (1, 1)
    assert {answer.status_code for answer in answers} == {302}
    assert Message.objects.filter(to=FILLED["email"], kind="booked").count() == 1


def test_a_key_that_somebody_sent_before_opens_nothing_of_theirs(house: House) -> None:
    send(house)
    mine = Appointment.objects.latest("id")
    for key, at in (("a" * 32, "20261130T2000"), (house.visit.request_key, "20261130T1415")):
        _, stranger = answered_dossier()
        assert send(house, token=stranger, request_key=key, at=at).status_code in (302, 409)
        assert Link.objects.latest("id").subject_id not in (mine.pk, house.visit.pk)


def test_a_time_that_is_gone_is_said_with_others(house: House) -> None:
    send(house)
    _, late = answered_dossier()
    answer = send(house, token=late)
    assert answer.status_code == 409
    assert len(answer.context["near"]) == 3
    assert booked() == 1
    assert not Client.objects.filter(name=FILLED["name"])[1:], "nothing is kept of the one who came too late"


MISSING = [
    ({"name": ""}, "no name"),
    ({"name": "   "}, "a blank for a name"),
    ({"email": "ottoline at home"}, "no address"),
    ({"email": ""}, "no address at all"),
    ({"agrees": ""}, "no consent"),
    ({"signed_name": " "}, "no signature"),
    ({"name": "x" * 121}, "a name too long"),
    ({"note": "x" * 1001}, "a note too long"),
    ({"name": "a\x00b"}, "a NUL byte"),
    ({"request_key": ""}, "no key"),
    ({"request_key": "k" * 65}, "a key too long"),
]


@pytest.mark.parametrize(("changes", "remark"), MISSING, ids=[remark for _, remark in MISSING])
def test_it_keeps_what_was_typed_and_books_nothing(
    house: House, changes: dict[str, str], remark: str
) -> None:
    answer = send(house, **({"note": "Kept <b>as typed</b>"} | changes))
    assert (answer.status_code, booked()) == (200, 0)
    form = answer.context["form"]
    assert form.errors.keys() == changes.keys()
    sent = FILLED | {"note": "Kept <b>as typed</b>", "agrees": True} | changes
    assert {name: form[name].value() or "" for name in sent} == sent | {"agrees": bool(sent["agrees"]) or ""}
    assert b"<b>as typed" not in answer.content


ODD = [
    ({"name": "<script>alert(7)</script>"}, "markup for a name"),
    ({"note": "Zoë \u202e and \u200b \U0001f9b6"}, "letters of every kind"),
    ({"signed_drawing": json.dumps(DRAWN)}, "a drawing"),
    ({"signed_drawing": "[" * 100_000}, "lists without end"),
    ({"signed_drawing": '{"strokes": [[[NaN, 1]]]}'}, "a point that is nowhere"),
    ({"signed_drawing": '{"strokes": ["a\\u0000b"]}'}, "a NUL byte in the drawing"),
    ({"phone": "0" * 40}, "the longest number"),
]


@pytest.mark.parametrize(("changes", "remark"), ODD, ids=[remark for _, remark in ODD])
def test_it_books_with_odd_things_in_it_and_shows_them_safely(
    house: House, changes: dict[str, str], remark: str
) -> None:
    answer = send(house, **changes)
    assert (answer.status_code, booked()) == (302, 1), remark
    page = Browser().get(answer["Location"])
    assert page.status_code == 200
    browser = Browser()
    browser.force_login(house.staff["owner"], backend="unknot.accounts.sign_in.DemoOnLoopbackOnly")
    chart = browser.get(reverse("visits:visit", args=[Appointment.objects.latest("id").pk]))
    assert b"<script>alert(7)" not in page.content + chart.content
    assert "<script>" not in Message.objects.latest("id").calendar


@pytest.mark.parametrize("key", ["", "%00", "x" * 3000, "2", "9" * 400])
def test_a_key_of_a_hold_that_is_not_ones_own_does_no_harm(house: House, key: str) -> None:
    assert send(house, key=key).status_code in (302, 409)


@pytest.mark.parametrize(
    "at", ["", "yesterday", "00010101T0000", "99991231T2359", "20261130T1801", "20200101T1200"]
)
def test_a_moment_that_is_not_offered_books_nothing(house: House, at: str) -> None:
    assert send(house, at=at).status_code in (404, 409)
    assert booked() == 0


DRAWINGS: list[tuple[str, Any, str]] = [
    (json.dumps(DRAWN), DRAWN["strokes"], "as the page sends it"),
    ("", None, "none"),
    ("{}", None, "an empty pad"),
    ('{"strokes": []}', None, "wiped"),
    ("[[[1, 2]]]", None, "a bare list"),
    ('{"strokes": [[[1, 2, 3]]]}', None, "a point in space"),
    ('{"strokes": [[[true, false]]]}', None, "no numbers"),
    ('{"strokes": [[[1e9, 0]]]}', None, "no whole numbers"),
    ('{"strokes": [[[99999999, 0]]]}', None, "far off the pad"),
    ('{"strokes": {"a": 1}}', None, "no list"),
    ("{", None, "half of it"),
]


@pytest.mark.parametrize(("sent", "kept", "remark"), DRAWINGS, ids=[remark for *_, remark in DRAWINGS])
def test_a_drawn_signature_is_kept_and_nothing_else(sent: str, kept: Any, remark: str) -> None:
    assert strokes_of(sent) == kept


def test_a_drawn_signature_stands_with_the_consent(house: House) -> None:
    send(house, signed_drawing=json.dumps(DRAWN))
    consent = Consent.objects.latest("id")
    assert (consent.how, consent.drawing) == ("drawn", DRAWN["strokes"])
