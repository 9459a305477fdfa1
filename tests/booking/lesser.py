"""An hour of deep tissue work that was planned and confirmed, and a client whose answers change after that."""

from datetime import UTC, datetime
from typing import Any

from tests.booking import scene
from tests.intake import telling
from unknot.booking.actions import book_visit, settle_visit, take_lesser
from unknot.booking.hours import local_day
from unknot.booking.leave import leave_for
from unknot.booking.lesser import Lesser, lesser_of
from unknot.booking.models import Appointment

TEN = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)
CALVES, BACK = ["left_calf", "right_calf"], ["left_upper_back", "right_upper_back"]
PLANNED: dict[str, Any] = {
    "treatments": [
        {"technique": "deep_tissue", "regions": CALVES, "pressure": 4, "minutes": 20, "position": "prone"},
        {"technique": "deep_tissue", "regions": BACK, "pressure": 4, "minutes": 30, "position": "prone"},
    ],
    "positions": ["prone"],
    "lubricant": "jojoba_oil",
    "hands_on_minutes": 50,
}
SHORTER_AND_LIGHTER = "fibromyalgia"
"""An answer that allows 45 minutes, pressure 2 at most and no deep tissue work."""
LEGS_OUT = "varicose_veins"
SITE = "https://practice.example/"
OFFERS = [("deep_tissue", 60, 12_000), ("swedish", 60, 9_000), ("swedish", 45, 7_000)]


class House:
    """One visit, confirmed. `shape` None is one booked by telephone, without a plan."""

    def __init__(self, shape: dict[str, Any] | None = PLANNED, technique: str = "deep_tissue") -> None:
        self.location = scene.make_location()
        self.therapist = scene.make_therapist(self.location, name="Maya Okafor")
        scene.make_hours(self.therapist, self.location)
        for offered, minutes, price in OFFERS:
            scene.make_offer(
                self.therapist, self.location, technique=offered, minutes=minutes, price_cents=price
            )
        self.client = telling.a_client(self.location.practice, email="ada@people.example")
        self.sheet = telling.answered_sheet(self.client)
        self.booked = book_visit(
            client=self.client, therapist=self.therapist, location=self.location, technique=technique, minutes=60,
            starts_at=TEN, shape=shape or {}, request_key=f"once-{self.client.pk}", by=scene.SYSTEM_ACTOR,
            now=scene.NOW,
        )  # fmt: skip

    @property
    def visit(self) -> Appointment:
        return Appointment.objects.get(pk=self.booked.pk)

    def tell(self, **answers: Any) -> Appointment:
        """New answers, by which the visit is settled at once."""
        said = {
            name: telling.yes_without_signs(name) if each is True else each for name, each in answers.items()
        }
        telling.tell(self.sheet, **said)
        return settle_visit(self.booked, by=scene.SYSTEM_ACTOR, now=scene.NOW)

    def offered(self) -> Lesser | None:
        visit = self.visit
        leave = leave_for(
            visit.client, on=local_day(TEN, self.location.time_zone), by=scene.SYSTEM_ACTOR, now=scene.NOW
        )
        return lesser_of(visit, leave)

    def mark(self) -> str:
        offered = self.offered()
        assert offered is not None
        return offered.mark

    def take(self, mark: str | None = None) -> Appointment:
        chosen = self.mark() if mark is None else mark
        return take_lesser(self.booked, mark=chosen, site=SITE, by=scene.SYSTEM_ACTOR, now=scene.NOW)
