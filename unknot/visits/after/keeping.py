"""Finishing a visit: the aftercare sheet is made from what was done and sent, and a check-in is set for later."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse

from unknot.accounts.links import make_link
from unknot.accounts.models import Link
from unknot.audit.actions import Actor, record
from unknot.booking.actions import finish_visit
from unknot.booking.models import Appointment
from unknot.booking.own_link import make_visit_link
from unknot.care.aftercare import sheet_after
from unknot.care.models import Screening
from unknot.care.shapes import shape_of
from unknot.clients.models import Client
from unknot.clinical.fitting import VisitShape
from unknot.correspondence.actions import write_message
from unknot.directory.models import Location
from unknot.directory.saying_times import local
from unknot.visits.after.kept_sheets import kept_sheet
from unknot.visits.models import Aftercare, CheckIn, Note
from unknot.visits.notes.content import rows
from unknot.visits.queries import local_day

ASKED_AFTER = timedelta(hours=24)
MORNING, EVENING, BEGINS_AT = time(8), time(21), time(9)
"""Nobody is written to at night: what would come then comes at nine."""
OWN_PAGE_LASTS = timedelta(days=180)


@transaction.atomic
def finish_and_follow(visit: Appointment, *, site: str, by: Actor, now: datetime) -> Appointment:
    """End a visit that has begun, make and send its aftercare sheet, and set when to ask how the client is.

    Ending twice is ending once, and sends once.
    """
    finished = finish_visit(visit, by=by, now=now)
    CheckIn.objects.get_or_create(visit=finished, defaults={"due_at": due_at(finished)})
    if finished.screening is not None and not Aftercare.objects.filter(visit=finished).exists():
        made = make_aftercare(finished, finished.screening, site=site, by=by, now=now)
        send_aftercare(made, by=by, now=now)
    return finished


def make_aftercare(
    visit: Appointment, screening: Screening, *, site: str, by: Actor, now: datetime
) -> Aftercare:
    """Keep the sheet as it is given."""
    sheet = made_sheet(visit, screening, site=site)
    made = Aftercare.objects.create(visit=visit, sheet=sheet, made_at=now)
    record("make_aftercare", by=by, subject=made, client_id=visit.client_id, practice_id=visit.practice_id)
    return made


def made_sheet(visit: Appointment, screening: Screening, *, site: str) -> dict[str, Any]:
    """The words of the sheet, and what it was made from. `site` is where its links will lead."""
    done = done_shape(visit)
    words = kept_sheet(sheet_after(screening, done=done))
    return {
        "words": words,
        "made_from": {"screening": screening.pk, "done": _kept(done)},
        "site": site,
    }


def _kept(done: VisitShape) -> dict[str, Any]:
    return {
        "treatments": [
            {"technique": each.technique, "regions": list(each.regions), "pressure": each.pressure}
            for each in done.treatments
        ],
        "lubricant": done.lubricant,
    }


def done_shape(visit: Appointment) -> VisitShape:
    """What was done, by the note where one tells of it; else what was planned."""
    note = Note.objects.filter(visit=visit, in_error_at=None).first()
    noted = _noted(note.content) if note else {}
    return shape_of(
        {**visit.shape, **noted}, technique=visit.technique, minutes=visit.minutes, qualifications=frozenset(),
        on=local_day(visit),
    )  # fmt: skip


def _noted(content: Mapping[str, Any]) -> dict[str, Any]:
    work = [each for each in rows(content, "work").values() if each]
    noted: dict[str, Any] = {"treatments": work} if work else {}
    return noted | ({"lubricant": content["lubricant"]} if content.get("lubricant") else {})


def due_at(visit: Appointment) -> datetime:
    """A day after the end, by day: not while people sleep."""
    return by_day(visit.ends_at + ASKED_AFTER, visit.location)


def by_day(moment: datetime, location: Location) -> datetime:
    """The moment, or nine in the morning after it where it lies in the night of its place."""
    here = local(moment, location)
    if not is_night(moment, location):
        return moment
    day = here.date() + timedelta(days=1 if here.time() >= EVENING else 0)
    return datetime.combine(day, BEGINS_AT, tzinfo=here.tzinfo)


def is_night(moment: datetime, location: Location) -> bool:
    """Whether people sleep there then."""
    return not MORNING <= local(moment, location).time() < EVENING


@transaction.atomic
def send_aftercare(aftercare: Aftercare, *, by: Actor, now: datetime) -> bool:
    """Mail where the sheet is, with a link of its own, and where the client's own page is. No word about health."""
    visit = aftercare.visit
    if not visit.client.email:
        return False
    lines = [
        "Thank you for coming.", "", "Your aftercare is ready:",
        address("own:aftercare", make_visit_link(visit, now=now), of=visit), "",
        "Your own page, with your next visit and your papers:",
        address("own:page", make_own_link(visit.client, now=now), of=visit),
    ]  # fmt: skip
    write_to_client(visit, kind="aftercare", lines=lines, now=now)
    # When it was sent first; each mail is on record.
    Aftercare.objects.filter(pk=aftercare.pk, sent_at=None).update(sent_at=now)
    record(
        "send_aftercare", by=by, subject=aftercare, client_id=visit.client_id, practice_id=visit.practice_id
    )
    return True


def make_own_link(client: Client, *, now: datetime) -> str:
    """A new link to a client's own page; its token. The page asks who holds it."""
    _, token = make_link(
        Link.Scope.CLIENT, client.pk, practice=client.practice, expires_at=now + OWN_PAGE_LASTS
    )
    return token


def write_to_client(visit: Appointment, *, kind: str, lines: list[str], now: datetime) -> None:
    """A mail about a visit that says where and by whom, never what for."""
    location = visit.location
    ends = ["", location.name] + ([f"Telephone {location.phone}"] if location.phone else [])
    write_message(
        practice=visit.practice, client_id=visit.client_id, to=visit.client.email, kind=kind,
        subject=f"After your appointment at {location.name}", body="\n".join([*lines, *ends]) + "\n", now=now,
    )  # fmt: skip


def address(name: str, token: str, *, of: Appointment) -> str:
    """Where a link leads: to where the product was reached when the visit was finished, in a later mail too."""
    site: str = of.aftercare.sheet.get("site", "")
    return site.rstrip("/") + reverse(name, args=[token])
