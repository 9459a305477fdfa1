"""Reading notes: one of them, all of a client with what changed from visit to visit, and what is still to be signed."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from unknot.accounts.gate import THOSE_WHO_TREAT, Staff, StaffRequest, open_to
from unknot.audit.actions import record
from unknot.booking.models import Appointment
from unknot.care.bodymap import labels_of
from unknot.care.knowledge import knowledge_of
from unknot.clients.models import Client
from unknot.directory.saying_times import day_words
from unknot.drawing.before_after import draw_before_after, draw_two_visits
from unknot.drawing.mark_legend import legend_of_marks
from unknot.drawing.markup import Drawn
from unknot.visits.models import Note
from unknot.visits.notes.keeping import may_strike_out
from unknot.visits.notes.known import marks_of
from unknot.visits.notes.pages.finding import client_to_read, note_to_read
from unknot.visits.notes.pages.handing_on import waiting_of
from unknot.visits.notes.printing.paper import note_as_pdf
from unknot.visits.notes.queries import (
    BEGUN,
    counted,
    drafts_to_sign,
    notes_for,
    of_client,
    unwritten_visits,
    waiting_to_sign,
)
from unknot.visits.notes.shown import differences_to, sections_of, shown_note
from unknot.visits.notes.supervising import why_in_vain
from unknot.visits.queries import local_day

MOST_VISITS = 100
"""The newest visits of a client that one page lists."""


@open_to(*THOSE_WHO_TREAT)
def note(request: StaffRequest, pk: int) -> HttpResponse:
    """One note, with what its reader may do about it."""
    staff, found = request.staff, note_to_read(request, pk)
    record("saw_note", by=staff.actor, subject=found, client_id=found.visit.client_id)
    earlier = note_before(staff, found)
    context = {
        "nav_here": "notes",
        "earlier": earlier,
        "changes": differences_to(earlier, found),
        "two_visits": picture_of_both(earlier, found),
        "is_own": staff.user.pk in (found.author_id, found.supervisor_id),
        "is_author": staff.user.pk == found.author_id,
        "in_vain": why_in_vain(found, now=timezone.now()) if found.state == Note.State.WAITING else "",
        "may_strike_out": found.in_error_at is None and may_strike_out(found, staff.user),
        "anew": notes_for(staff).filter(replaces=found).first(),
        "was_written_anew": hasattr(found, "written_anew_as"),
        "replaced": notes_for(staff).filter(written_anew_as=found).exists(),
        "reads": list(found.readers.order_by("name", "pk")),
    }
    return render(request, "visits/note.html", context | shown_with_picture(found))


def note_before(staff: Staff, found: Note) -> Note | None:
    """The note of the visit before, that the person may read: what the marks are compared with."""
    if found.in_error_at is not None:
        return None
    earlier = counted(of_client(notes_for(staff), found.visit.client))
    return earlier.filter(visit__starts_at__lt=found.visit.starts_at).first()


def picture_of_both(earlier: Note | None, later: Note) -> Drawn:
    """The marks of two visits beside each other, each under its day; nothing where neither has any."""
    if earlier is None:
        return Drawn("")
    before, now = marks_of(earlier.content), marks_of(later.content)
    if not before and not now:
        return Drawn("")
    titles = day_words(local_day(earlier.visit)), day_words(local_day(later.visit))
    return draw_two_visits(before, now, titles=titles, labels=labels_of(knowledge_of(later.visit.practice)))


def shown_with_picture(found: Note) -> dict[str, Any]:
    shown = shown_note(found)
    labels = labels_of(knowledge_of(found.visit.practice))
    picture = draw_before_after(shown.marks, labels=labels) if shown.marks else ""
    return {"note": found, "shown": shown, "map": picture, "legend": legend_of_marks(shown.marks)}


@open_to(*THOSE_WHO_TREAT)
def pdf(request: StaffRequest, pk: int) -> HttpResponse:
    """One note on paper. The file's name says nothing of anybody."""
    staff, found = request.staff, note_to_read(request, pk)
    record("saw_note", by=staff.actor, subject=found, client_id=found.visit.client_id, printed="pdf")
    named = {"Content-Disposition": f'attachment; filename="note-{found.pk}.pdf"'}
    return HttpResponse(note_as_pdf(found), content_type="application/pdf", headers=named)


@dataclass(frozen=True)
class Past:
    """A visit in a client's history, with the note of it that may be read; `note` is None where there is none."""

    visit: Appointment
    note: Note | None = None
    sections: list[tuple[str, str]] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)


@open_to(*THOSE_WHO_TREAT)
def history(request: StaffRequest, pk: int) -> HttpResponse:
    """The notes of one client, newest first, each with how the marks differ from those of the visit before."""
    staff = request.staff
    client = client_to_read(staff, pk)
    record("saw_notes", by=staff.actor, subject=client, client_id=client.pk)
    context = {"nav_here": "notes", "client": client, "past": past_of(staff, client), "most": MOST_VISITS}
    return render(request, "visits/notes_of_client.html", context)


def past_of(staff: Staff, client: Client) -> list[Past]:
    begun = client.appointments.filter(state__in=BEGUN)
    visits = begun.select_related("location", "therapist").order_by("-starts_at", "-id")
    readable = of_client(notes_for(staff), client).annotate(added=Count("amendments"))
    notes: list[Note] = [*readable[: 2 * MOST_VISITS]]
    counts = [each for each in notes if each.state == Note.State.SIGNED and each.in_error_at is None]
    listed: list[Past] = []
    for visit in visits[:MOST_VISITS]:
        of_visit = [each for each in notes if each.visit_id == visit.pk]
        listed += [_past(visit, each, counts) for each in of_visit] or [Past(visit)]
    return listed


def _past(visit: Appointment, note: Note, counts: list[Note]) -> Past:
    earlier = next((each for each in counts if each.visit.starts_at < visit.starts_at), None)
    changes = differences_to(earlier, note) if note in counts else []
    return Past(visit, note, sections_of(note.content, ("assessment", "plan")), changes)


@open_to(*THOSE_WHO_TREAT)
def waiting(request: StaffRequest) -> HttpResponse:
    """What one has still to sign, and to write."""
    staff = request.staff
    record("saw_notes_to_sign", by=staff.actor, subject=staff.practice)
    context = {"nav_here": "notes", "drafts": drafts_to_sign(staff), "waiting": waiting_to_sign(staff)}
    now = timezone.now()
    context |= {"unwritten": unwritten_visits(staff, now=now), "others": waiting_of(staff, now=now)}
    return render(request, "visits/notes_to_sign.html", context)
