"""Which rows are about one client, and how they read. Keys of links and of forms are left out: they open things."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from unknot.booking.models import Appointment
from unknot.care.knowledge import knowledge_of
from unknot.care.models import Screening
from unknot.clients.models import Client, Consent, Guardian
from unknot.correspondence.models import Message
from unknot.intake.models import Reason, Saying, Sheet
from unknot.visits.changes_since import said_in_words
from unknot.visits.models import (
    Aftercare,
    Alarm,
    Amendment,
    CheckIn,
    DoneAtHome,
    Measured,
    MotionMeasured,
    Review,
    ReviewHeld,
)
from unknot.visits.notes.queries import shared_with
from unknot.visits.own_page.page import shared_notes, sheets_of

Rows = QuerySet[Any, dict[str, Any]]
VISIT = (
    "id", "state", "technique", "minutes", "starts_at", "ends_at", "shape", "price_cents", "currency",
    "booked_at", "attested_on", "note_to_therapist", "started_at", "finished_at", "ended_because",
    "therapist__name", "location__name", "location__address", "location__town", "location__time_zone",
)  # fmt: skip
NOTE = (
    "id",
    "visit_id",
    "author__name",
    "content",
    "begun_at",
    "signed_at",
    "signed_by__name",
    "hash",
    "shared_at",
)
ALARM = ("id", "visit_id", "kind", "code", "urgency", "raised_at", "seen_at")
SAYING = ("id", "entry_id", "statements", "said_on", "said_at", "said_by", "why")


def rows_of(client: Client) -> dict[str, Rows]:
    """Every table with rows about the client, and those rows; of rows joined into theirs, what stayed with them too."""
    of_visit, shared = {"visit__client": client}, shared_with(client)
    own = [client.pk, *client.joined.values_list("pk", flat=True)]
    return {
        "client": Client.objects.filter(pk__in=own).order_by("id").values(),
        "guardians": Guardian.objects.filter(client=client).values(),
        "consents": Consent.objects.filter(client=client).values(),
        "sheets": Sheet.objects.filter(client__in=own).order_by("id").values(),
        "reasons": Reason.objects.filter(sheet__client__in=own).order_by("id").values(),
        "answers": Saying.objects.filter(sheet__client__in=own).order_by("id").values(*SAYING),
        "screenings": Screening.objects.filter(sheet__client__in=own).order_by("id").values(),
        "visits": Appointment.objects.filter(client=client).order_by("starts_at").values(*VISIT),
        "measures": Measured.objects.filter(client=client).order_by("id").values(),
        "motion": MotionMeasured.objects.filter(client=client).order_by("id").values(),
        "reviews_of_the_course": ReviewHeld.objects.filter(client=client).order_by("id").values(),
        "alarms": Alarm.objects.filter(client=client).order_by("id").values(*ALARM),
        "shared_notes": shared.order_by("id").values(*NOTE),
        "shared_amendments": Amendment.objects.filter(note__in=shared).order_by("id").values(
            "note_id", "words", "written_at", "written_by__name", "hash"
        ),
        "aftercare": Aftercare.objects.filter(**of_visit).order_by("id").values(),
        "check_ins": CheckIn.objects.filter(**of_visit).order_by("id").values(),
        "done_at_home": DoneAtHome.objects.filter(client=client).order_by("on", "item").values("item", "on"),
        "reviews": Review.objects.filter(**of_visit).values("visit_id", "stars", "words", "state", "written_at"),
        "messages": Message.objects.filter(client_id=client.pk).order_by("id").values(
            "kind", "channel", "state", "made_at", "sent_at"
        ),
    }  # fmt: skip


def readable_of(client: Client) -> dict[str, Any]:
    """The same, as far as people read it."""
    visits = Appointment.objects.filter(client=client).select_related("location", "therapist")
    return {
        "client": client,
        "visits": visits.order_by("starts_at"),
        "answers": list(_answers(client)),
        "measures": list(_measures(client)),
        "notes": shared_notes(client),
        "sheets": sheets_of(client),
        "check_ins": list(_check_ins(client)),
        "consents": Consent.objects.filter(client=client).order_by("signed_at"),
    }


def _answers(client: Client) -> Iterator[tuple[Saying, str, str]]:
    entries = knowledge_of(client.practice).entries
    for each in Saying.objects.filter(sheet__client=client).order_by("id"):
        entry = entries.get(each.entry_id)
        question = (entry.question or entry.title) if entry else each.entry_id.replace("_", " ")
        yield each, question, said_in_words(each.statements)


def _measures(client: Client) -> Iterator[tuple[Measured, str]]:
    known = knowledge_of(client.practice).catalogue.measures
    for each in Measured.objects.filter(client=client).order_by("id"):
        yield each, known[each.measure].title if each.measure in known else each.measure


def _check_ins(client: Client) -> Iterator[tuple[CheckIn, list[str]]]:
    known = knowledge_of(client.practice).catalogue.aftercare
    for each in CheckIn.objects.filter(visit__client=client).exclude(answered_at=None).order_by("id"):
        yield each, [known[sign].for_client if sign in known else sign for sign in each.signs]
