"""A client's phone and answers of earlier days, for the tests of measures."""

from datetime import timedelta
from typing import Any

from django.test import Client as Browser
from django.urls import reverse

from tests.contracts.scene import NOW, House
from tests.knowing import known_as
from unknot.booking.models import Appointment
from unknot.visits.models import Measured


def signed_in(house: House, role: str) -> Browser:
    browser = Browser(raise_request_exception=False)
    browser.force_login(house.staff[role], backend="unknot.accounts.sign_in.DemoOnLoopbackOnly")
    return browser


class Phone:
    """The client's browser, with the link of the visit."""

    def __init__(self, house: House) -> None:
        self.browser, self.token = known_as(house.client), house.tokens["visit"]["right"]

    def get(self, name: str = "measures") -> Any:
        return self.browser.get(reverse(f"own:{name}", args=[self.token]))

    def answer(self, **fields: Any) -> Any:
        return self.browser.post(
            reverse("own:measures", args=[self.token]),
            {name.replace("__", "-"): value for name, value in fields.items()},
            follow=True,
        )


def earlier(house: House, measure: str, value: float, *, days: int, **fields: Any) -> Measured:
    """An answer of some days before, at a session that was held."""
    when = NOW - timedelta(days=days)
    return Measured.objects.create(
        practice=house.practice, client=house.client, visit=house.visit, measure=measure, value=value,
        phase="before", on=when.date(), answered_at=when, answers={measure: value} | fields,
        knowledge_version="",
    )  # fmt: skip


def hold_session(house: House, *, days: int) -> None:
    """A finished visit some days ago."""
    visit = Appointment.objects.get(pk=house.visit.pk)
    visit.pk, visit.state, visit.request_key = None, "finished", f"held {days} days ago"
    visit.permit = None
    visit.starts_at -= timedelta(days=days)
    visit.ends_at -= timedelta(days=days)
    visit.save()


def seen_today(desk: Browser) -> int:
    """How many alarms today's page shows."""
    return desk.get(reverse("visits:today")).content.decode().count("Look and answer")


def pages(house: House) -> list[str]:
    return [
        reverse(f"visits:{name}", args=[house.visit.pk]) for name in ("progress", "ask_measures", "motion")
    ]
