"""The screening that holds for a visit at this moment, found in one statement where nothing was said since."""

from datetime import date, datetime

from django.db.models import F, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from unknot.accounts.prepared import Prepared
from unknot.audit.actions import Actor
from unknot.booking.models import Appointment
from unknot.care.actions import screen_sheet
from unknot.care.models import Screening
from unknot.clinical.knowledge import Knowledge
from unknot.intake.actions import client_sheet
from unknot.intake.models import Reason, Saying
from unknot.visits.queries import local_day


def judged_now(visit: Appointment, knowledge: Knowledge, *, by: Actor, now: datetime) -> Screening:
    """The visit's own screening where it still holds, else the one that was made since, for the visit's own day.
    Whoever comes first after new answers or new rules has it made.
    """
    day, own = local_day(visit), visit.screening
    kept = _HOLDING.first(client=visit.client_id, on=day, version=knowledge.version)
    if kept is None:
        return screen_sheet(client_sheet(visit.client, now=now), on=day, by=by, now=now)
    return own if own and own.pk == kept.pk else Screening.objects.get(pk=kept.pk)


def _holding(client: int, on: date, version: str) -> QuerySet[Screening]:
    """By its id alone: of the same person saying the same, for the same day, by the same rules."""
    of_day = Screening.objects.filter(sheet__client=client, on=on, knowledge_version=version)
    same_birth = Q(born_on=F("sheet__born_on")) | Q(born_on=None, sheet__born_on=None)
    same_person = of_day.filter(same_birth, sex=F("sheet__sex"))
    same_words = same_person.filter(last_saying_id=_newest(Saying), last_reason_id=_newest(Reason))
    return same_words.order_by("-id").only("id")[:1]


def _newest(said: type[Model]) -> Coalesce:
    """The newest on the sheet, by its id; 0 for none."""
    newest = said._default_manager.filter(sheet=OuterRef("sheet")).order_by("-id").values("id")[:1]
    return Coalesce(Subquery(newest), 0)


_HOLDING = Prepared(_holding, client=int, on=date, version=str)
