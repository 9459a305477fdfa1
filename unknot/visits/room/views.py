"""The session room's pages: read before the hands begin, written in while they work."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from unknot.accounts.gate import THERAPIST, THOSE_WHO_TREAT, Staff, StaffRequest, open_to
from unknot.accounts.prepared import Prepared
from unknot.audit.actions import record
from unknot.booking.models import Appointment
from unknot.visits.notes.beyond import beyond_the_limits, limits_at
from unknot.visits.notes.drafting import change_note
from unknot.visits.notes.phrases import take_phrase
from unknot.visits.room.before import before_of
from unknot.visits.room.body import picture_of
from unknot.visits.room.lists import writing_of
from unknot.visits.room.page import Room, desk_of, room_of, strip_of
from unknot.visits.room.sent import MOST_ID, answer_to, sent_from
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


def entered(request: StaffRequest, pk: int) -> Appointment:
    """The visit, for whoever may enter its room: a therapist's own, those of whom they supervise, the owner's all."""
    staff = request.staff
    visit = (
        _VISIT[staff.role].first(pk=pk, user=staff.user.pk, practice=staff.practice.pk)
        if pk < MOST_ID
        else None
    )
    if visit is None:
        raise Http404
    visit.practice = visit.client.practice = staff.practice
    return visit


def _visit_to(role: str) -> Prepared[Appointment]:
    def build(pk: int, user: int, practice: int) -> QuerySet[Appointment]:
        visits = Appointment.objects.filter(pk=pk, practice=practice)
        if role == THERAPIST:
            visits = visits.filter(Q(therapist__user=user) | Q(therapist__supervisor=user))
        return visits.select_related("client", "therapist", "room", "location", "screening")

    return Prepared(build, pk=int, user=int, practice=int)


_VISIT = {role: _visit_to(role) for role in THOSE_WHO_TREAT}
LONGEST_ID = len(str(MOST_ID))


@open_to(*THOSE_WHO_TREAT)
@never_cache
def room(request: StaffRequest, pk: int) -> HttpResponse:
    """The room: to read until the visit has begun, then to write in. A POST changes nothing: without a script it
    opens one row or one place to be written. No browser keeps the page: the key of its writer's drafts is on it.
    """
    here = room_of(entered(request, pk), request.staff, now=timezone.now())
    context = {
        "nav_here": "today",
        "room": here,
        "visit": here.visit,
        "strip": strip_of(here),
        "address": here.address,
    }
    if here.is_open:
        _on_record("saw_room", here, request.staff)
        opened, token = request.POST.get("open", ""), escape(get_token(request))
        # One for the frame and all forms in it: each time it is asked for, another is made.
        context |= {
            "csrf_token": token,
            "writing": writing_of(here, request.staff, opened=opened, token=token),
        }
    else:
        _on_record("saw_before", here, request.staff)
        context |= before_of(here)
    return render(request, "visits/room.html", context)


@open_to(*THOSE_WHO_TREAT)
def before(request: StaffRequest, pk: int) -> HttpResponse:
    """What is read before, by itself; a script puts it into the room."""
    here = room_of(entered(request, pk), request.staff, now=timezone.now())
    _on_record("saw_before", here, request.staff)
    context = {"nav_here": "today", "strip": strip_of(here)} | before_of(here)
    part = bool(request.headers.get("HX-Request"))
    return render(request, f"visits/{'room_before' if part else 'room_reading'}.html", context)


def _on_record(action: str, here: Room, staff: Staff) -> None:
    """One look, one entry: whose visit, which draft, and which earlier note was shown beside it."""
    seen = {
        "note": here.note.pk if here.note else 0,
        "last_note": here.last_note.pk if here.last_note else 0,
    }
    record(action, by=staff.actor, subject=here.visit, client_id=here.visit.client_id, **seen)


@open_to(*THOSE_WHO_TREAT)
@require_POST
def write(request: StaffRequest, pk: int) -> HttpResponse:
    """One plain form: the same changes as a script sends, and back to the page. A script keeps phrases this way."""
    here = room_of(entered(request, pk), request.staff, now=timezone.now())
    staff, post = request.staff, request.POST
    if post.get("part") == "phrase":
        take_phrase(post, user=staff.user, by=staff.actor)
        return HttpResponse(status=204)
    said = changes_said(post, desk_of(here, staff))
    written = change_note(
        here.visit, said, note_id=_note_id(post), user=staff.user, by=staff.actor, now=here.now
    )
    # The words stand by now, whatever becomes of the phrase.
    take_phrase(post, user=staff.user, by=staff.actor)
    if written.clashes:
        messages.info(
            request, "Somebody wrote here at the same time. Both texts are kept: look them through."
        )
    part = BACK_AT.get(post.get("part", ""), "comfort")
    return redirect(f"{reverse('visits:room', args=[pk])}#{part}")


@open_to(*THOSE_WHO_TREAT)
@require_POST
def changes(request: StaffRequest, pk: int) -> JsonResponse:
    """What a device wrote, stroke by stroke. Sending it again changes nothing.

    A page that stayed open while somebody else signed in on the same device keeps what it has for whoever wrote it.
    """
    visit, sent, now = entered(request, pk), sent_from(request.body), timezone.now()
    staff = request.staff
    if sent.person != staff.user.pk:
        raise PermissionDenied
    written = change_note(visit, sent.changes, note_id=sent.note_id, user=staff.user, by=staff.actor, now=now)
    answer = answer_to(sent, written)
    beyond = beyond_the_limits(written.note.content, limits_at(visit), visit)
    answer["beyond"] = [each.words for each in beyond]
    if sent.marks or answer["content"] is not None:
        answer["picture"] = _picture(visit, staff, now=now)
    return JsonResponse(answer)


def _picture(visit: Appointment, staff: Staff, *, now: datetime) -> str:
    """The body with what is noted by now."""
    here = room_of(visit, staff, now=now)
    return str(picture_of(here))


def _note_id(post: QueryDict) -> int | None:
    said = post.get("note", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < LONGEST_ID else None
