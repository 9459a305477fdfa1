"""No log line and no address tells of anybody: a whole way of a client and a day of staff, with everything logged."""

import io
import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

import pytest
import time_machine
from django.conf import settings
from django.test import Client as Browser
from django.urls import reverse

from tests.contracts.scene import NOW, PASSWORD, House, make_house
from tests.visits.noting import a_draft
from unknot.booking.models import Appointment
from unknot.clinical.loading import default_knowledge
from unknot.visits.models import Note

pytestmark = pytest.mark.django_db
SAID = {
    "name": "Ottoline Quillfeather",
    "email": "quillfeather@people.example",
    "phone": "+1 607 555 0199",
    "note": "Mind the thistle tattoo",
}
WRITTEN = "knots like a hawser"
TYPED = ("warfarine", "zzyzxomab", "read on the box of pills", "Dr. Featherstonehaugh", "grobbly knees")
YES = ("atrial", "arrhythmia_af", "osteoarthritis", "heart", "bones", "warfarin", "anticoagulant")
IN_THE_CHAIR = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """All that the configured handler would write, were everything logged."""
    root, written = logging.getLogger(), io.StringIO()
    console = next(each for each in root.handlers if type(each) is logging.StreamHandler)
    level, stream = root.level, console.setStream(written)
    root.setLevel(logging.DEBUG)
    yield written
    root.setLevel(level)
    console.setStream(stream or console.stream)


class Walker:
    """A browser that notes every address it comes by."""

    def __init__(self) -> None:
        self.browser, self.addresses = Browser(), list[str]()

    def get(self, address: str) -> Any:
        return self._noted(address, self.browser.get(address))

    def post(self, address: str, **fields: Any) -> Any:
        return self._noted(address, self.browser.post(address, fields))

    def get_any(self, address: str) -> None:
        """An answer that need not be a page."""
        self.addresses += [address, self.browser.get(address).get("Location", "")]

    def post_any(self, address: str, **fields: Any) -> None:
        self.addresses += [address, self.browser.post(address, fields).get("Location", "")]

    def _noted(self, address: str, answer: Any) -> Any:
        self.addresses += [address, answer.get("Location", "")]
        self.addresses += re.findall(r'(?:href|action|src)="([^"]*)"', answer.content.decode())
        return answer


def walk_as_a_client(walker: Walker, house: House) -> str:
    """From the front door to a booked visit; the address of the visit."""
    walker.get("/")
    way = walker.post("/begin/", for_whom="self")["Location"]
    walker.post(way, goals=["pain_and_tension"], pressure="2")
    walker.post(f"{way}where/", areas=["left_shoulder"], intensity="4", since="weeks")
    here = walker.post(f"{way}who/", born_on="1961-04-09", sex="male")["Location"]
    while "/health/" in here or "/groups/" in here:
        here = _answer(walker, here)
    for more in ({}, {"as_typed": "yes"}):
        walker.post(f"{way}medicines/", typed="\n".join(TYPED[:2]), notes=TYPED[4], **more)
    for page in ("follow/", "answer/", "letter/", "plan/", "therapists/", "health/", "keep/"):
        walker.get(f"{way}{page}")
    token = way.split("/")[2]
    times = reverse("booking:times", args=[token, house.offer.pk])
    held = walker.post(times, start="2026-11-30T18:00:00+00:00")["Location"]
    fields = SAID | {"agrees": "on", "signed_name": SAID["name"], "request_key": "k" * 32}
    assert walker.post(held, **(fields | {"email": "no address"})).status_code == 200
    visit: str = walker.post(held, **fields)["Location"]
    late = walker.post(held, **(fields | {"request_key": "l" * 32}))
    assert late.status_code == 409
    return visit


def _answer(walker: Walker, here: str) -> str:
    """One page of questions: yes to what the way is about, else none of these."""
    page = walker.get(here)
    if page.status_code == 302:
        return str(page["Location"])
    forms = [page.context["form"]] if "form" in page.context else page.context["forms"]
    fields = {}
    for form in forms:
        for name in form.fields:
            listed = [key for key, _ in getattr(form.fields[name], "choices", [])]
            fields[form.add_prefix(name)] = [key for key in listed if key in YES] or ["none"] * (
                "none" in listed
            )
    return str(
        walker.post(here, **{name: value for name, value in fields.items() if name != "unsure"})["Location"]
    )


def walk_as_staff(walker: Walker, house: House, visit: Appointment) -> None:
    """Signing in, at the second try; the day; the visit; what is asked, settled, attested, begun."""
    email = house.staff["treats"].email
    walker.post("/staff/sign-in/", username=email, password="wrong")
    walker.post("/staff/sign-in/", username=email, password=PASSWORD)
    chart = walker.get(reverse("visits:visit", args=[visit.pk]))
    walker.get("/staff/")
    for each in chart.context["open"]:
        if each.address:
            walker.get(each.address)
            walker.post(each.address, answer="no", meant="nothing", nothing="on", why=TYPED[2])
    letter = {"cleared_by": TYPED[3], "cleared_on": "2026-11-20"}
    for finding in chart.context["clearable"]:
        walker.post(reverse("visits:letter_seen", args=[visit.pk, finding.entry_id]), **letter)
    walker.get(reverse("visits:attest", args=[visit.pk]))
    for name in ("attest", "start", "finish"):
        walker.browser.raise_request_exception = False
        walker.post(reverse(f"visits:{name}", args=[visit.pk]))
    walker.get(reverse("visits:visit", args=[10**30]))


def walk_through_a_note(walker: Walker, visit: Appointment) -> None:
    """What may happen to a note of the visit, as if that had taken place."""
    Appointment.objects.filter(pk=visit.pk).update(state=Appointment.State.FINISHED)
    note = a_draft(Appointment.objects.get(pk=visit.pk), plan=WRITTEN, subjective=WRITTEN)
    pages = ("sign", "note", "amend", "readers", "pdf", "in_error", "anew")
    for name in pages:
        walker.get_any(reverse(f"notes:{name}", args=[note.pk]))
        if name not in ("note", "pdf"):
            walker.post_any(
                reverse(f"notes:{name}", args=[note.pk]), words=WRITTEN, because=WRITTEN, privacy="named",
                version=note.version,
            )  # fmt: skip
    walker.get_any(reverse("notes:history", args=[visit.client_id]))


def test_neither_log_nor_address_tells_of_anybody(lines: io.StringIO) -> None:
    walker = Walker()
    with time_machine.travel(NOW, tick=False) as clock:
        house = make_house("Alder")
        mine = walk_as_a_client(walker, house)
        walker.get(mine)
        walker.get(f"{mine}nowhere/")
        walker.post(f"{mine}changed/", now=["none"])
        clock.move_to(IN_THE_CHAIR)
        visit = Appointment.objects.latest("id")
        walk_as_staff(walker, house, visit)
        walk_through_a_note(walker, visit)
        assert Note.objects.get(visit=visit).in_error_because == WRITTEN, "the whole way was gone"
        walker.post(f"{mine}cancel/")
    titles = [default_knowledge().entries[each].title for each in ("arrhythmia_af", "osteoarthritis")]
    words = [
        *SAID.values(),
        *TYPED,
        WRITTEN,
        *titles,
        "arrhythmia_af",
        "osteoarthritis",
        "angina_cad_stable",
        "1961-04-09",
    ]
    people = [user.email for user in house.staff.values()]
    written = lines.getvalue()
    assert "Conflict" in written, "what is refused is logged, so something is looked at here"
    assert "somebody at" in written, "a wrong password is logged"
    assert [word for word in words + people if word.lower() in written.lower()] == []
    tokens = {
        part for address in walker.addresses for part in re.findall(r"^/(?:way|visit|my)/([^/]+)/", address)
    }
    assert [token for token in tokens if token in written] == []
    addresses = unquote("\n".join(walker.addresses)).lower()
    assert [word for word in words if word.lower() in addresses] == []


def test_statements_are_never_logged_with_their_values() -> None:
    assert settings.LOGGING["loggers"]["django.db.backends"]["level"] == "INFO"
