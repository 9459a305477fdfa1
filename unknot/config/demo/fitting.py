"""Finds, for a free time in the demo's diary, a client whose plan this therapist may carry out; with the papers."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from unknot.booking.load import weighted_minutes
from unknot.care.actions import LONGEST_VISIT, grounds_of
from unknot.care.models import Permit
from unknot.care.models import Screening as KeptScreening
from unknot.care.shapes import kept_shape, shape_of
from unknot.clients.models import Client
from unknot.clinical.facts import Client as Judged
from unknot.clinical.fitting import misfits
from unknot.clinical.levels import Decision
from unknot.clinical.loading import default_knowledge
from unknot.clinical.plan import NoPlan, Plan
from unknot.clinical.planning import make_plan
from unknot.clinical.screening import Screening, screen
from unknot.clinical.showing import screening_to_keep
from unknot.config.demo.intake import Admitted
from unknot.directory.licences import qualifications_on
from unknot.directory.models import Location, Offer, Therapist
from unknot.intake.models import Sheet
from unknot.intake.reading import client_on

TRIES = 8
DAYS_BETWEEN = 5


@dataclass(frozen=True)
class Fit:
    """A client, and the visit of theirs that a therapist may do."""

    client: Client
    sheet: Sheet
    technique: str
    minutes: int
    price_cents: int
    shape: dict[str, Any]
    hands_on_minutes: int
    weighted_minutes: int


class Fitter:
    """Plans each client once for each therapist, and judges each future visit on its own day."""

    def __init__(self, admitted: Admitted, *, today: date, now: datetime) -> None:
        self.knowledge, self.today, self.now = default_knowledge(), today, now
        self.sheets = {client.pk: sheet for client, sheet, _ in admitted}
        self.clients = [client for client, _, _ in admitted]
        self.provisional = {client.pk for client, _, person in admitted if person.story.provisional}
        self.judged: dict[int, Judged] = {
            client.pk: client_on(sheet, knowledge=self.knowledge, on=today) for client, sheet, _ in admitted
        }
        self.marks = {client.pk: grounds_of(sheet) for client, sheet, _ in admitted}
        self.screenings: dict[tuple[int, date], Screening] = {}
        self.plans: dict[tuple[int, int], Plan | NoPlan] = {}
        self.offers: dict[int, list[Offer]] = {}
        self.behind: dict[int, KeptScreening] = {}
        self.seen_on: dict[int, list[date]] = defaultdict(list)

    def choose(
        self, therapist: Therapist, location: Location, day: date, seen: set[tuple[int, date]], chance: Random
    ) -> Fit | None:
        """A client of this place whom the therapist may treat on that day; None where none was found."""
        pool = [client for client in self.clients if client.pk % 3 == location.pk % 3]
        for client in chance.sample(pool, min(TRIES, len(pool))):
            if (client.pk, day) in seen or not self._rested(client, day):
                continue
            if fit := self._fit(client, therapist, location, day):
                self.seen_on[client.pk].append(day)
                return fit
        return None

    def _rested(self, client: Client, day: date) -> bool:
        return all(abs((day - other).days) >= DAYS_BETWEEN for other in self.seen_on[client.pk])

    def _fit(self, client: Client, therapist: Therapist, location: Location, day: date) -> Fit | None:
        if client.pk in self.provisional:
            return self._open_fit(client, therapist, day)
        plan = self._plan(client, therapist, location)
        if isinstance(plan, NoPlan):
            return None
        technique = plan.techniques[0].id
        offer = _nearest(self._offers(therapist), technique, plan.minutes)
        if offer is None or offer.minutes != plan.minutes:
            return None
        kept = kept_shape(plan)
        shape = shape_of(kept, technique=technique, minutes=offer.minutes, on=day,
                         qualifications=qualifications_on(therapist, location, day))  # fmt: skip
        if misfits(self._screening(client, day).limits, shape):
            return None
        weighted = weighted_minutes(kept)
        return Fit(client, self.sheets[client.pk], technique, offer.minutes, offer.price_cents, kept,
                   plan.hands_on_minutes, weighted)  # fmt: skip

    def _open_fit(self, client: Client, therapist: Therapist, day: date) -> Fit | None:
        """A client whose questions are still open: only ahead, and only the gentlest offer."""
        offer = _nearest(self._offers(therapist), "swedish", 60)
        if offer is None or (day - self.today).days < 2:
            return None
        hands_on = offer.minutes - 10
        return Fit(
            client,
            self.sheets[client.pk],
            "swedish",
            offer.minutes,
            offer.price_cents,
            {},
            hands_on,
            hands_on,
        )

    def papers(
        self, fit: Fit, day: date, starts: datetime, ends: datetime
    ) -> tuple[KeptScreening, Permit | None]:
        """The screening of the visit's day, and the permit where it gives one; neither is saved yet."""
        found = self._screening(fit.client, day)
        kept = self._kept(fit, found, day)
        if not found.complete or found.decision > Decision.MODIFY:
            return kept, None
        limits = found.limits
        permit = Permit(
            client=fit.client, screening=kept, valid_from=starts - timedelta(hours=12),
            valid_until=ends + timedelta(hours=12), most_minutes=limits.session_max_minutes or LONGEST_VISIT,
            exclude_techniques=sorted(limits.exclude_techniques),
            regional_exclude_techniques={
                leaf: sorted(out) for leaf, out in limits.regional_exclude_techniques.items()
            },
            qualifications=sorted(limits.require_qualifications), made_at=self.now,
        )  # fmt: skip
        return kept, permit

    def paper_behind(self, fit: Fit) -> KeptScreening:
        """The one screening by which all past visits of a client were held, not saved yet."""
        if fit.client.pk not in self.behind:
            found = self._screening(fit.client, self.today)
            self.behind[fit.client.pk] = self._kept(fit, found, self.today)
        return self.behind[fit.client.pk]

    def _kept(self, fit: Fit, found: Screening, day: date) -> KeptScreening:
        return KeptScreening(
            sheet=fit.sheet, practice=fit.client.practice, on=day, made_at=self.now,
            knowledge_version=self.knowledge.version, decision=found.decision.value, urgency=found.urgency.value,
            complete=found.complete, result=screening_to_keep(found, knowledge=self.knowledge),
            **self.marks[fit.client.pk],
        )  # fmt: skip

    def _screening(self, client: Client, day: date) -> Screening:
        key = (client.pk, max(day, self.today))
        if key not in self.screenings:
            self.screenings[key] = screen(self.judged[client.pk], knowledge=self.knowledge, on=key[1])
        return self.screenings[key]

    def _plan(self, client: Client, therapist: Therapist, location: Location) -> Plan | NoPlan:
        key = (client.pk, therapist.pk)
        if key not in self.plans:
            offered = sorted({offer.technique for offer in self._offers(therapist)})
            self.plans[key] = make_plan(
                self.judged[client.pk], self._screening(client, self.today), knowledge=self.knowledge,
                stock=location.lubricants, techniques_offered=offered,
            )  # fmt: skip
        return self.plans[key]

    def _offers(self, therapist: Therapist) -> list[Offer]:
        if therapist.pk not in self.offers:
            self.offers[therapist.pk] = list(therapist.offers.order_by("id"))
        return self.offers[therapist.pk]


def _nearest(offers: list[Offer], technique: str, minutes: int) -> Offer | None:
    same = [offer for offer in offers if offer.technique == technique and offer.minutes <= minutes]
    return max(same, key=lambda offer: offer.minutes, default=None)
