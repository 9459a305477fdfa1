"""A booked visit in its client's hands: look at it, move it, cancel it, keep it in a calendar."""

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from unknot.accounts.gate import LinkRequest, open_to_holder_of
from unknot.accounts.links import keep_open
from unknot.accounts.models import Link
from unknot.audit.actions import record
from unknot.booking.actions import cancel_visit, move_visit
from unknot.booking.availability import free_starts
from unknot.booking.errors import NotOffered, Taken
from unknot.booking.leave import leave_for
from unknot.booking.models import Appointment
from unknot.booking.own_link import LINK_LASTS
from unknot.booking.showing_lesser import Reader, ShownMisfit, shown_misfit
from unknot.booking.showing_times import chosen_day, days_shown, times_shown
from unknot.booking.telling import calendar_file, tell_booked, tell_cancelled
from unknot.booking.views.choose import WEEKS_SHOWN, moment_of
from unknot.care.knowledge import knowledge_of
from unknot.care.shown import entries_to_follow, open_questions
from unknot.clients.models import Consent
from unknot.clients.recognising import check_is_known, is_known
from unknot.directory.saying_times import local, zone_words

State = Appointment.State
CHANGEABLE = (State.PROVISIONAL, State.CONFIRMED)


def visit_of(request: LinkRequest) -> Appointment:
    """The visit that the holder of a visit link may open."""
    visits = Appointment.objects.select_related(
        "client", "therapist", "location", "room", "practice", "screening"
    )
    return visits.get(pk=request.link.subject_id)


def visit_shown(request: LinkRequest) -> Appointment:
    """The visit, for a page that shows what was said or found: only to whom is known, and each look on the record."""
    visit = visit_of(request)
    check_is_known(request, visit.client_id)
    record("saw_visit", by=request.actor, subject=visit, client_id=visit.client_id)
    return visit


def is_changeable(visit: Appointment, now: datetime) -> bool:
    """Whether its client may still move or cancel it: not once its time has come, begun or not."""
    return visit.state in CHANGEABLE and visit.starts_at > now


def lesser_shown(request: LinkRequest, visit: Appointment, *, now: datetime) -> ShownMisfit | None:
    """What a visit of its client's to change would be instead, where it does not fit and a lesser one would."""
    if not (visit.call_first and is_changeable(visit, now)):
        return None
    leave = leave_for(visit.client, on=day_of(visit), given=visit.screening, by=request.actor, now=now)
    fit = shown_misfit(visit, leave, reader=Reader.CLIENT)
    return fit if fit and fit.mark else None


def day_of(visit: Appointment) -> date:
    return local(visit.starts_at, visit.location).date()


@open_to_holder_of(Link.Scope.VISIT)
def booked(request: LinkRequest, token: str) -> HttpResponse:
    """The visit: confirmed, held, or over; and everything that can be done with it. What of it is health, and what is
    still open, only to whom is known.
    """
    visit, now = visit_of(request), timezone.now()
    known = is_known(request, visit.client_id, now=now)
    record("saw_visit", by=request.actor, subject=visit, client_id=visit.client_id)
    context = {
        "token": token,
        "visit": visit,
        "zone": zone_words(visit.starts_at, visit.location),
        "is_changeable": is_changeable(visit, now),
        "is_known": known,
        "is_attested": visit.attested_on == day_of(visit),
        **(_health_of(request, visit, now=now) if known else {}),
    }
    return render(request, "booking/booked.html", context)


def _health_of(request: LinkRequest, visit: Appointment, *, now: datetime) -> dict[str, Any]:
    knowledge, screening = knowledge_of(visit.practice), visit.screening
    return {
        "fit": lesser_shown(request, visit, now=now),
        "questions": open_questions(screening, knowledge=knowledge) if screening else [],
        "may_follow": screening is not None and entries_to_follow(screening, knowledge=knowledge),
        "needs_letter": screening is not None and screening.decision == "needs_medical_clearance",
        "consent": Consent.objects.filter(client=visit.client).order_by("-signed_at").first(),
        "technique": knowledge.catalogue.techniques.get(visit.technique),
    }


@open_to_holder_of(Link.Scope.VISIT)
def cancel(request: LinkRequest, token: str) -> HttpResponse:
    visit, now = visit_of(request), timezone.now()
    if not is_changeable(visit, now):
        return redirect("booking:booked", token)
    if request.method == "POST":
        cancel_visit(visit, because="client", by=request.actor, now=now)
        visit.refresh_from_db()
        tell_cancelled(visit, now=now)
        messages.success(request, "Your visit is cancelled.")
        return redirect("booking:booked", token)
    return render(request, "booking/cancel.html", {"token": token, "visit": visit})


@open_to_holder_of(Link.Scope.VISIT)
def move(request: LinkRequest, token: str) -> HttpResponse:
    """Another time with the same therapist, for the same visit."""
    visit, now = visit_of(request), timezone.now()
    if not is_changeable(visit, now):
        return redirect("booking:booked", token)
    if request.method == "POST":
        return _move(request, token, visit)
    first = local(now, visit.location).date()
    until = first + timedelta(weeks=WEEKS_SHOWN) - timedelta(days=1)
    free = free_starts(
        visit.therapist, visit.location, minutes=visit.minutes, from_day=first, until_day=until, now=now
    )
    days, zone = free.days(first, until), visit.location.time_zone
    day = chosen_day(request.GET.get("day", ""), days)
    context = {
        "token": token,
        "visit": visit,
        "days": days_shown(days, zone, chosen=day),
        "times": times_shown(free.times(day, day), zone) if day else "",
        "zone": f"Times in {visit.location.town} ({zone_words(now, visit.location)})",
    }
    return render(request, "booking/move.html", context)


def _move(request: LinkRequest, token: str, visit: Appointment) -> HttpResponse:
    now = timezone.now()
    try:
        move_visit(
            visit,
            starts_at=moment_of(request.POST.get("start", "")),
            by=request.actor,
            now=now,
        )
    except (Taken, NotOffered) as gone:
        messages.warning(request, f"{gone} Your visit stands as it was.")
        return redirect("booking:move", token)
    visit.refresh_from_db()
    keep_open(request.link, until=visit.ends_at + LINK_LASTS)
    tell_booked(visit, address=request.build_absolute_uri(reverse("booking:booked", args=[token])), now=now)
    messages.success(request, "Your visit is moved.")
    return redirect("booking:booked", token)


@open_to_holder_of(Link.Scope.VISIT)
def calendar(request: LinkRequest, token: str) -> HttpResponse:  # noqa: ARG001 - the gate reads it
    """The visit as a calendar file: time and place only."""
    answer = HttpResponse(calendar_file(visit_of(request), now=timezone.now()), content_type="text/calendar")
    answer["Content-Disposition"] = 'attachment; filename="visit.ics"'
    return answer
