"""The session room's pages: read before the hands begin, written in while they work."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from unknot.accounts.gate import THERAPIST, THOSE_WHO_TREAT, Staff, StaffRequest, open_to
from unknot.audit.actions import record
from unknot.booking.models import Appointment
from unknot.visits.notes.beyond import beyond_the_limits, limits_at
from unknot.visits.notes.drafting import change_note
from unknot.visits.room.page import Room, picture_now, room_of, shown
from unknot.visits.room.phrases import take_phrase
from unknot.visits.room.sent import answer_to, sent_from
from unknot.visits.room.sheets import sheet_of
from unknot.visits.room.writing import changes_said

BACK_AT = {
    "mark": "body",
    "work": "work",
    "planned": "work",
    "lying": "work",
    "words": "words",
    "copy": "words",
}
"""Where on the page one goes on after a form was sent."""


def visits_to_write(staff: Staff) -> QuerySet[Appointment]:
    """The visits whose room a person may enter: a therapist's own, those of whom they supervise, the owner's all."""
    visits = Appointment.objects.filter(practice=staff.practice)
    if staff.role == THERAPIST:
        visits = visits.filter(Q(therapist__user=staff.user) | Q(therapist__supervisor=staff.user))
    return visits.select_related("client", "therapist", "room", "location", "screening", "practice")


def entered(request: StaffRequest, pk: int) -> Appointment:
    return get_object_or_404(visits_to_write(request.staff), pk=pk)


@open_to(*THOSE_WHO_TREAT)
def room(request: StaffRequest, pk: int) -> HttpResponse:
    """The room. A POST changes nothing: it opens one row or one place to be written, where there is no script."""
    here = room_of(entered(request, pk), request.staff, now=timezone.now())
    _on_record(here, request.staff)
    context = shown(here, request.staff)
    if here.is_open:
        context |= {"sheet": sheet_of(here, request.POST.get("open", ""))}
    return render(request, "visits/room.html", {"nav_here": "today"} | context)


def _on_record(here: Room, staff: Staff) -> None:
    """One look, one entry: whose visit, which draft, and which earlier note was shown beside it."""
    last = here.before.note
    seen = {"note": here.note.pk if here.note else 0, "last_note": last.pk if last else 0}
    record("saw_room", by=staff.actor, subject=here.visit, client_id=here.visit.client_id, **seen)


@open_to(*THOSE_WHO_TREAT)
@require_POST
def write(request: StaffRequest, pk: int) -> HttpResponse:
    """One plain form: the same changes as a script sends, and back to the page."""
    here = room_of(entered(request, pk), request.staff, now=timezone.now())
    take_phrase(request.POST, user=request.staff.user, by=request.staff.actor)
    if request.POST.get("part") == "phrase":
        return redirect("visits:room", pk)
    written = change_note(
        here.visit, changes_said(request.POST, here.desk(request.staff)), note_id=_note_id(request.POST),
        user=request.staff.user, by=request.staff.actor, now=here.now,
    )  # fmt: skip
    if written.clashes:
        messages.info(
            request, "Somebody wrote here at the same time. Both texts are kept: look them through."
        )
    part = BACK_AT.get(request.POST.get("part", ""), "comfort")
    return redirect(f"{reverse('visits:room', args=[pk])}#{part}")


@open_to(*THOSE_WHO_TREAT)
@require_POST
def changes(request: StaffRequest, pk: int) -> JsonResponse:
    """What a device wrote, stroke by stroke. Sending it again changes nothing."""
    visit, sent, now = entered(request, pk), sent_from(request.body), timezone.now()
    staff = request.staff
    written = change_note(visit, sent.changes, note_id=sent.note_id, user=staff.user, by=staff.actor, now=now)
    answer = answer_to(sent, written)
    beyond = beyond_the_limits(written.note.content, limits_at(visit), visit)
    answer["beyond"] = [each.words for each in beyond]
    if sent.marks or answer["content"] is not None:
        answer["picture"] = str(picture_now(visit, written.note.content, staff, now=now))
    return JsonResponse(answer)


def _note_id(post: QueryDict) -> int | None:
    said = post.get("note", "")
    return int(said) if said.isascii() and said.isdigit() else None
