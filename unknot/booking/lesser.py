"""The lesser visit: where a visit goes beyond what its client's limits and its therapist allow, and what would fit."""

import hashlib
import json
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from unknot.booking.candidates import held_by
from unknot.booking.leave import Leave
from unknot.booking.load import heaviest_pressure, weighted_minutes
from unknot.booking.models import Appointment
from unknot.care.knowledge import switched_off
from unknot.care.shapes import cut_shape, shape_of
from unknot.clinical.fitting import GENTLER, Misfit, VisitShape, lesser_fit, technique_fits
from unknot.clinical.levels import Decision
from unknot.clinical.limits import Limits
from unknot.directory.licences import may_practise
from unknot.directory.models import Offer


@dataclass(frozen=True)
class Lesser:
    """A visit as it would be instead: what is done, for how long, and at which price."""

    visit: Appointment
    technique: str
    minutes: int
    shape: dict[str, Any]
    price_cents: int
    before: VisitShape
    after: VisitShape

    @cached_property
    def mark(self) -> str:
        """Tells this offer from every other, so that nobody takes what they were not shown."""
        return _mark(self.visit.pk, self.technique, self.minutes, self.shape, self.price_cents)


def mark_of(visit: Appointment) -> str:
    """The mark of the offer that a visit would be if it were taken already."""
    return _mark(visit.pk, visit.technique, visit.minutes, visit.shape, visit.price_cents)


def _mark(*of: Any) -> str:
    return hashlib.sha256(json.dumps(of, sort_keys=True).encode()).hexdigest()[:32]


def misfits_of(visit: Appointment, leave: Leave) -> tuple[Misfit, ...]:
    """Every way in which this visit, with this therapist, breaks a rule: limits, training, licence, own ceiling."""
    therapist = visit.therapist
    held = held_by([visit.therapist_id], on=leave.on)[visit.therapist_id]
    found = [*leave.misfits(visit.shape, technique=visit.technique, minutes=visit.minutes, held=held)]
    if not (therapist.is_active and may_practise(therapist, visit.location, leave.on)):
        words = "The therapist holds no licence for this place on that day."
        found.append(Misfit("licence", "none", "a licence on that day", words))
    pressure, most = heaviest_pressure(visit.shape), therapist.pressure_ceiling
    if pressure > most:
        words = f"Pressure {pressure} is above the {most} that {therapist.name} gives."
        found.append(Misfit("load", str(pressure), f"at most {most}", words))
    return tuple(found)


def lesser_of(visit: Appointment, leave: Leave) -> Lesser | None:
    """What a visit that does not fit could be instead; None where it fits, or cutting it down cannot help."""
    kinds = {each.kind for each in misfits_of(visit, leave)}
    if not kinds or "licence" in kinds or leave.is_refused:
        return None
    limits, before = _limits(visit, leave), _shape(visit, leave)
    after = lesser_fit(limits, before)
    if after is None or (technique := _technique(visit, limits, before, after)) is None:
        return None
    lesser = Lesser(
        visit, technique, after.minutes, _kept(visit, limits, after),
        _price_cents(visit, technique, after.minutes), before, after,
    )  # fmt: skip
    return None if misfits_of(as_it_would_be(lesser), leave) else lesser


def as_it_would_be(lesser: Lesser) -> Appointment:
    """The visit with the lesser one's technique, length and shape, not saved and apart from the visit itself."""
    visit = lesser.visit
    return Appointment(
        therapist=visit.therapist, location=visit.location, technique=lesser.technique, minutes=lesser.minutes,
        shape=lesser.shape,
    )  # fmt: skip


def _limits(visit: Appointment, leave: Leave) -> Limits:
    """The client's limits, what this therapist gives and what is not done here.

    A visit that waits for a clinician is cut down as if it were cleared, and goes on waiting.
    """
    limits, location = leave.limits, visit.location
    waits = limits.decision is Decision.NEEDS_MEDICAL_CLEARANCE
    return replace(
        limits,
        decision=Decision.MODIFY if waits else limits.decision,
        pressure_max=min(limits.pressure_max, visit.therapist.pressure_ceiling),
        exclude_techniques=limits.exclude_techniques | switched_off(visit.practice, location.jurisdiction),
    )


def _shape(visit: Appointment, leave: Leave) -> VisitShape:
    held = held_by([visit.therapist_id], on=leave.on)[visit.therapist_id]
    return shape_of(
        visit.shape, technique=visit.technique, minutes=visit.minutes, qualifications=held, on=leave.on
    )


def _technique(visit: Appointment, limits: Limits, before: VisitShape, after: VisitShape) -> str | None:
    """What the lesser visit is sold as: the same while any of it is left; None where the gentler is not offered."""
    was, now = ({each.technique for each in shape.treatments} for shape in (before, after))
    is_left = visit.technique in now or visit.technique not in was
    if is_left and technique_fits(limits, visit.technique, after.minutes):
        return visit.technique
    offers = Offer.objects.filter(therapist=visit.therapist, location=visit.location, technique=GENTLER)
    return GENTLER if offers.exists() else None


def _kept(visit: Appointment, limits: Limits, after: VisitShape) -> dict[str, Any]:
    """The shape to keep. The therapist's hands do no more than in the visit that it stands for."""
    shape = cut_shape(visit.shape, limits, lesser=after, minutes=visit.minutes)
    weighted = weighted_minutes(shape, minutes=after.minutes)
    if weighted > visit.weighted_minutes > 0 and "hands_on_minutes" in shape:
        shape["hands_on_minutes"] = shape["hands_on_minutes"] * visit.weighted_minutes // weighted
    return shape


def _price_cents(visit: Appointment, technique: str, minutes: int) -> int:
    """The price of what it is instead, where this therapist asks one here; else the same. Never more than before."""
    if (technique, minutes) == (visit.technique, visit.minutes):
        return visit.price_cents
    offers = Offer.objects.filter(
        therapist=visit.therapist, location=visit.location, technique=technique, minutes=minutes
    )
    return min([visit.price_cents, *offers.values_list("price_cents", flat=True)])
