"""Who may do it: licensed, trained for this client, offering what fits the limits; who may not, and why."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from unknot.booking.availability import Opening, next_free
from unknot.care.knowledge import switched_off
from unknot.care.limits_kept import limits_of
from unknot.care.models import Screening
from unknot.care.planning import plan_for
from unknot.clinical.fitting import technique_fits
from unknot.clinical.levels import Decision
from unknot.clinical.limits import Limits
from unknot.clinical.plan import NoPlan, Plan
from unknot.directory.licences import qualifications_on
from unknot.directory.models import Offer
from unknot.directory.near import Found

LOOK_AHEAD_DAYS = 21


@dataclass(frozen=True)
class Match:
    """A therapist at a place who may do it, the offer closest to the plan, and the first free time."""

    found: Found
    offer: Offer
    held: tuple[str, ...]
    opening: Opening | None


@dataclass(frozen=True)
class Matches:
    """Those who may, soonest first, and how many were left out by which kind of rule."""

    matches: list[Match]
    left_out: dict[str, int]


class Matcher:
    """Fits therapists to one screening. Plans once for each set of techniques and lubricants that there is."""

    def __init__(self, screening: Screening, *, on: date) -> None:
        self.screening, self.on = screening, on
        self.limits: Limits = limits_if_cleared(screening)
        self.plans: dict[tuple[frozenset[str], frozenset[str]], Plan | NoPlan] = {}

    def plan_of(self, found: Found) -> Plan | NoPlan:
        """The plan with the techniques that this therapist offers at this place, where they are not switched off."""
        off = switched_off(found.therapist.practice, found.location.jurisdiction)
        done = frozenset(found.techniques) - off
        key = done, frozenset(found.location.lubricants)
        if key not in self.plans:
            self.plans[key] = plan_for(
                self.screening, stock=found.location.lubricants, techniques=sorted(done)
            )
        return self.plans[key]

    def why_not(self, found: Found) -> str:
        """The kind of rule that leaves a therapist out; empty where they may do it."""
        held = qualifications_on(found.therapist, found.location, self.on)
        if not held:
            return "licence"
        if self.limits.require_qualifications - held:
            return "training"
        plan = self.plan_of(found)
        if isinstance(plan, NoPlan) or self.offer_of(found) is None:
            return "technique"
        return ""

    def offer_of(self, found: Found) -> Offer | None:
        """The offer closest to the plan: its technique, and the length that is nearest and fits."""
        plan = self.plan_of(found)
        if isinstance(plan, NoPlan):
            return None
        wished = plan.minutes
        ranks = {each.id: rank for rank, each in enumerate(plan.techniques)}
        fitting = [
            offer
            for offer in found.offers
            if offer.technique in ranks and technique_fits(self.limits, offer.technique, offer.minutes)
        ]
        return min(
            fitting, key=lambda each: (ranks[each.technique], abs(each.minutes - wished)), default=None
        )


def limits_if_cleared(screening: Screening) -> Limits:
    """The limits to choose within: a visit that waits for clearance is chosen as it would be with it."""
    limits = limits_of(screening.result)
    if limits.decision is Decision.NEEDS_MEDICAL_CLEARANCE:
        return replace(limits, decision=Decision.MODIFY)
    return limits


def match(
    found: Iterable[Found],
    screening: Screening,
    *,
    now: datetime,
    from_day: date,
    on: date,
    between: tuple[time, time] | None = None,
) -> Matches:
    """Sort those found into who may do it, soonest first, and who not. With `between`, times of that part of a day."""
    matcher, left_out, fitting = Matcher(screening, on=on), Counter[str](), []
    for each in found:
        if why := matcher.why_not(each):
            left_out[why] += 1
        elif offer := matcher.offer_of(each):
            held = matcher.limits.require_qualifications
            fitting.append(Match(each, offer, tuple(sorted(held)), None))
    return Matches(with_openings(fitting, now=now, from_day=from_day, between=between), dict(left_out))


def with_openings(
    matches: list[Match], *, now: datetime, from_day: date, between: tuple[time, time] | None = None
) -> list[Match]:
    """Each with its first free time, soonest first; three statements for each length that is offered."""
    opened = []
    for minutes in sorted({each.offer.minutes for each in matches}):
        same = [each for each in matches if each.offer.minutes == minutes]
        firsts = next_free(
            [each.found.therapist for each in same],
            minutes=minutes,
            from_day=from_day,
            days=LOOK_AHEAD_DAYS,
            now=now,
            between=between,
        )
        for each in same:
            key = (each.found.therapist.pk, each.found.location.pk)
            opened.append(Match(each.found, each.offer, each.held, firsts.get(key)))
    never = now + timedelta(days=3650)
    return sorted(opened, key=lambda each: each.opening.starts_at if each.opening else never)
