"""Leave to treat: what a client's screening for the day of a visit allows. The only place that asks `care`."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from unknot.audit.actions import Actor
from unknot.booking.errors import NotFitting
from unknot.care.actions import is_current, issue_permit, revoke_permit, screen_sheet
from unknot.care.errors import NoPermit
from unknot.care.limits_kept import limits_of
from unknot.care.models import Permit, Screening
from unknot.care.shapes import shape_of
from unknot.clients.models import Client
from unknot.clinical.fitting import Misfit, misfits
from unknot.clinical.levels import Decision, Urgency
from unknot.clinical.limits import Limits
from unknot.intake.models import Sheet

TRAINING = "qualification"
UNSETTLED = "decision"
"""The misfit that leaves a visit provisional: more has to be known, or a clinician asked."""


@dataclass(frozen=True)
class Leave:
    """What the health answers allow on one day. Without a screening nothing is known, and nothing confirmed."""

    on: date
    screening: Screening | None
    limits: Limits

    def misfits(
        self, shape: dict[str, Any], *, technique: str, minutes: int, held: frozenset[str]
    ) -> tuple[Misfit, ...]:
        """Where a visit goes beyond the limits, apart from a decision that is still open."""
        visit = shape_of(shape, technique=technique, minutes=minutes, qualifications=held, on=self.on)
        # The technique that is booked and paid for counts, whatever the plan makes of it.
        booked = shape_of({}, technique=technique, minutes=minutes, qualifications=held, on=self.on)
        found = dict.fromkeys((*misfits(self.limits, visit), *misfits(self.limits, booked)))
        return tuple(each for each in found if each.kind != UNSETTLED)

    @property
    def is_refused(self) -> bool:
        """Whether nobody may be treated that day: do not treat, or a sign that somebody needs a doctor now."""
        return self.limits.decision is Decision.DO_NOT_TREAT_TODAY or self.limits.urgency >= Urgency.SAME_DAY


def leave_for(client: Client, *, on: date, given: Screening | None = None, by: Actor, now: datetime) -> Leave:
    """What holds for a client on a day; `given` is used where it is about that client and day and still current."""
    screening = _usable(client, given, on) or _screened(client, on, by, now)
    return Leave(on, screening, limits_of(screening.result) if screening else Limits.open())


def leave_by(screening: Screening) -> Leave:
    """What a screening that was made already allows on its day."""
    return Leave(screening.on, screening, limits_of(screening.result))


def _usable(client: Client, given: Screening | None, on: date) -> Screening | None:
    if given is None or given.on != on or given.sheet.client_id != client.pk or not is_current(given):
        return None
    return given


def _screened(client: Client, on: date, by: Actor, now: datetime) -> Screening | None:
    sheet = Sheet.objects.filter(client=client).select_related("practice").first()
    return screen_sheet(sheet, on=on, by=by, now=now) if sheet else None


def check_not_refused(leave: Leave) -> None:
    """Raises NotFitting where nobody may be treated on that day."""
    if leave.is_refused:
        raise NotFitting(
            "From the health answers, this visit cannot be booked now. Please look at the answer page.",
            kinds=["limits"],
        )


def permit_for(
    client: Client, leave: Leave, *, starts_at: datetime, ends_at: datetime, by: Actor, now: datetime
) -> Permit | None:
    """A permit that covers exactly this visit, or None while something is still open."""
    if leave.screening is None:
        return None
    try:
        return issue_permit(
            client, screening=leave.screening, valid_from=starts_at, valid_until=ends_at, by=by, now=now
        )
    except NoPermit:
        return None


def take_back(permit: Permit | None, *, because: str, by: Actor, now: datetime) -> None:
    """Revoke a permit on which no visit leans any more."""
    if permit is not None:
        revoke_permit(permit, because=because, by=by, now=now)
