"""Everything on the client's own page, read for one client."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from unknot.audit.actions import Actor
from unknot.booking.models import Appointment
from unknot.care.actions import screen_sheet
from unknot.care.knowledge import knowledge_of
from unknot.care.models import Screening
from unknot.care.planning import plan_for
from unknot.care.shown import headline, limit_words_for_client
from unknot.clients.models import Client, Consent
from unknot.clinical.changes import change_in
from unknot.clinical.courses import next_review
from unknot.clinical.plan import NoPlan
from unknot.clinical.progress_in_words import change_for_client, verdict_for_client
from unknot.directory.models import Location
from unknot.intake.models import Sheet
from unknot.visits.after.next_visit import ahead_of, proposed_by
from unknot.visits.measuring.course import Followed, followed, signs_after
from unknot.visits.measuring.trends import ShownTrend, shown_trend
from unknot.visits.models import Aftercare, Amendment, Note
from unknot.visits.notes.queries import shared_with
from unknot.visits.notes.shown import sections_of
from unknot.visits.own_page.at_home import programme_of, ticked_items
from unknot.visits.queries import day_at


def page_of(client: Client, *, by: Actor, now: datetime) -> dict[str, Any]:
    """The sections of the page: next visit, plan, home programme, progress, notes, papers."""
    last, ahead = last_visit(client), ahead_of(client, now=now)
    visit = last or ahead
    place = place_of(client, visit)
    today = day_at(place, now)
    screening = newest_screening(client, today=today, by=by, now=now)
    course = followed(visit, on=today) if visit else None
    programme = programme_of(client, screening, emergency_number=place.emergency_number if place else "")
    return {
        "client": client,
        "ahead": ahead,
        "proposed": proposed_by(course, now=now) if course and not ahead else None,
        "plan": plan_shown(client, screening),
        "programme": programme,
        "items": ticked_items(client, programme, today=today) if programme else [],
        "today": today,
        "progress": progress_shown(course) if course else {},
        "notes": shared_notes(client),
        "sheets": list(sheets_of(client).defer("sheet")),
        "consents": list(Consent.objects.filter(client=client).order_by("-signed_at")),
    }


def last_visit(client: Client) -> Appointment | None:
    """The newest visit that has taken place."""
    done = Appointment.objects.filter(client=client, state=Appointment.State.FINISHED)
    return done.select_related(*BESIDE).order_by("-starts_at").first()


BESIDE = ("client", "therapist", "location", "practice", "screening")


def place_of(client: Client, visit: Appointment | None) -> Location | None:
    """Whose clock and emergency number hold: the place they come to, else the practice's first."""
    return visit.location if visit else client.practice.locations.order_by("id").first()


def newest_screening(client: Client, *, today: date, by: Actor, now: datetime) -> Screening | None:
    """What the answers of now come to today; None for whom nobody has asked anything."""
    sheet = Sheet.objects.filter(client=client).select_related("practice").first()
    return screen_sheet(sheet, on=today, by=by, now=now) if sheet else None


def plan_shown(client: Client, screening: Screening | None) -> dict[str, Any]:
    """The plan and why: its dose with the reason, how it is done, and what it keeps to."""
    if screening is None:
        return {}
    made, knowledge = plan_for(screening), knowledge_of(client.practice)
    shown = {
        "head": headline(screening),
        "limits": limit_words_for_client(screening.result, knowledge=knowledge),
    }
    return shown if isinstance(made, NoPlan) else shown | {"made": made}


def progress_shown(course: Followed) -> dict[str, Any]:
    """Does it help? The verdict in the client's words, and each measure that was answered as a picture."""
    verdict, trends = course.verdict(signs=signs_after(course.visit)), list(_trends(course))
    return {"lines": verdict_for_client(verdict, course.course.dose) if trends else (), "trends": trends}


def _trends(course: Followed) -> Iterable[ShownTrend]:
    """What became of a measure is said of those by which the course is judged."""
    review_on = next_review(course.course).on
    for each in course.measures:
        series = course.answered.series(each)
        if series.scored:
            words = change_for_client(change_in(series)) if each in course.of_dose else ""
            yield shown_trend(series, words=words, sessions=course.course.sessions, review_on=review_on)


@dataclass(frozen=True)
class SharedNote:
    """A note that whoever wrote it shares: what stands in it, and what was added."""

    note: Note
    sections: list[tuple[str, str]]
    amendments: list[str]


def shared_notes(client: Client) -> list[SharedNote]:
    """The signed notes shared with this client, newest first; none that was entered in error."""
    rows = shared_with(client).select_related("visit__location", "author")
    return [
        SharedNote(each, sections_of(each.content), [more.words for more in each.amendments.all()])
        for each in rows.prefetch_related(Prefetch("amendments", Amendment.objects.order_by("id")))
    ]


def sheets_of(client: Client) -> QuerySet[Aftercare]:
    """The aftercare sheets a client was given, newest first."""
    rows = Aftercare.objects.filter(visit__client=client)
    return rows.select_related("visit__location", "visit__therapist", "visit__practice").order_by(
        "-visit__starts_at"
    )
