"""A visit that has begun, of somebody well, so that it can be finished; and the phone of its client."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from django.test import Client as Browser
from django.urls import reverse

from tests.booking.scene import make_location, make_practice, make_working_therapist
from tests.contracts.scene import CHANGES, NOON, NOT_SURE_OF, NOW, WAITS_FOR_A_LETTER, answered_dossier
from tests.knowing import known_as
from unknot.accounts.links import make_link
from unknot.accounts.models import Link, Membership, Role, User
from unknot.audit.actions import SYSTEM
from unknot.booking.actions import book_visit
from unknot.booking.models import Appointment
from unknot.care.actions import screen_sheet
from unknot.care.planning import plan_for
from unknot.care.shapes import kept_shape
from unknot.clients.actions import register_client, sign_consent
from unknot.clients.models import Client
from unknot.clinical.plan import Plan
from unknot.correspondence.models import Message
from unknot.intake.actions import claim_dossier
from unknot.visits.after.keeping import finish_and_follow

SITE = "https://alder.example/"
BORN = date(1961, 4, 9)
ENDS = NOON + timedelta(hours=1)
_number = count(1)


@dataclass(frozen=True)
class Room:
    """A practice with one therapist, and one visit of one client in it, which has begun."""

    therapist: User
    client: Client
    visit: Appointment

    def finish(self, *, now: datetime = ENDS) -> Appointment:
        return finish_and_follow(self.visit, site=SITE, by=SYSTEM, now=now)

    def signed_in(self) -> Browser:
        browser = Browser(raise_request_exception=False)
        browser.force_login(self.therapist, backend="unknot.accounts.sign_in.DemoOnLoopbackOnly")
        return browser

    def mails(self, kind: str) -> list[Message]:
        return list(Message.objects.filter(client_id=self.client.pk, kind=kind).order_by("id"))


def a_room(
    name: str = "Ottoline", *, email: str = "ottoline@alder.example", born_on: date | None = BORN
) -> Room:
    """At the practice's noon, in New York."""
    number = next(_number)
    practice = make_practice(name=f"Alder {number}")
    location = make_location(practice)
    user = User.objects.create_user(f"tess{number}@alder.example", "a long enough password", name="Tess Ray")
    Membership.objects.create(user=user, practice=practice, role=Role.THERAPIST)
    therapist = make_working_therapist(location, user=user, name=user.name)
    dossier, _ = answered_dossier(**dict.fromkeys((WAITS_FOR_A_LETTER, CHANGES, NOT_SURE_OF), False))
    client = register_client(
        practice=practice, name=name, email=email, phone="", born_on=born_on, sex="male", by=SYSTEM, now=NOW
    )
    sheet = claim_dossier(dossier, client=client, by=SYSTEM, now=NOW)
    sign_consent(client, text_id="treatment", signed_name=name, by=SYSTEM, now=NOW)
    screening = screen_sheet(sheet, on=NOON.date(), by=SYSTEM, now=NOW)
    plan = plan_for(screening, techniques=["swedish"], minutes=60)
    assert isinstance(plan, Plan)
    visit = book_visit(
        client=client, therapist=therapist, location=location, technique="swedish", minutes=60, starts_at=NOON,
        shape=kept_shape(plan), request_key=f"after-{number}", by=SYSTEM, now=NOW,
    )  # fmt: skip
    assert visit.state == "confirmed"
    Appointment.objects.filter(pk=visit.pk).update(state="started", started_at=NOON)
    return Room(user, client, Appointment.objects.get(pk=visit.pk))


class Phone:
    """The client's browser, with a link: of the visit, or of their own page."""

    def __init__(self, room: Room, scope: Link.Scope = Link.Scope.VISIT) -> None:
        subject = room.visit.pk if scope == Link.Scope.VISIT else room.client.pk
        self.link, self.token = make_link(
            scope, subject, practice=room.client.practice, expires_at=NOON + timedelta(days=60)
        )
        self.browser = Browser(raise_request_exception=False)
        if scope == Link.Scope.VISIT:
            known_as(room.client, self.browser)

    def get(self, name: str, *more: Any) -> Any:
        return self.browser.get(reverse(f"own:{name}", args=[self.token, *more]))

    def post(self, name: str, fields: Any = None, *, follow: bool = True) -> Any:
        return self.browser.post(reverse(f"own:{name}", args=[self.token]), fields or {}, follow=follow)

    def says(self, name: str, *more: Any) -> str:
        return str(self.get(name, *more).content.decode())
