"""Has anything changed? Asked of the client by link before a visit; screens again and settles the visit at once."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from unknot.accounts.gate import LinkRequest, open_to_holder_of
from unknot.accounts.models import Link
from unknot.audit.actions import record
from unknot.booking.actions import attest_visit, settle_visit
from unknot.booking.changed import ChangedForm, headline_of_visit
from unknot.booking.models import Appointment
from unknot.booking.views.visit import CHANGEABLE, day_of, lesser_shown, visit_of
from unknot.care.actions import screen_sheet
from unknot.care.following import follow_ups_of
from unknot.care.knowledge import knowledge_of
from unknot.care.models import Screening
from unknot.care.shown import entries_to_follow, open_questions, shown_findings
from unknot.clients.recognising import check_is_known, is_known
from unknot.clinical.levels import Urgency
from unknot.directory.saying_times import local
from unknot.intake.actions import client_sheet, say
from unknot.intake.models import Saying
from unknot.intake.reading import newest_sayings, person_of


def _saw(request: LinkRequest, visit: Appointment) -> None:
    if request.method == "GET":
        record("saw_answers", by=request.actor, subject=visit, client_id=visit.client_id)


@open_to_holder_of(Link.Scope.VISIT)
def changed(request: LinkRequest, token: str) -> HttpResponse:
    """What was told before, and what is asked each time. A new yes counts from here on, details or not.

    Whoever is not known here may still answer: nothing of what was told before is shown to them.
    """
    visit, now = visit_of(request), timezone.now()
    if visit.state not in CHANGEABLE:
        return redirect("booking:booked", token)
    known = is_known(request, visit.client_id, now=now)
    if known:
        _saw(request, visit)
    sheet = client_sheet(visit.client, now=now)
    said = {id: row.statements for id, row in newest_sayings(sheet).items()}
    form = ChangedForm(
        request.POST or None, knowledge=knowledge_of(visit.practice), person=person_of(sheet), on=day_of(visit),
        said=said, shows_said=known,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        _say(request, visit, form.answers(), now=now)
        attest_visit(visit, attested_by="client, by link", by=request.actor, now=now)
        return redirect("booking:changed_more", token) if known else _thank(request, token, visit, form)
    context = {"token": token, "visit": visit, "form": form, "is_known": known}
    return render(request, "booking/changed.html", context)


def _thank(request: LinkRequest, token: str, visit: Appointment, form: ChangedForm) -> HttpResponse:
    """Whoever is not known here hears at once what cannot wait; what is asked further asks first who is there."""
    screening = _screen(request, visit, timezone.now())
    if Urgency(screening.urgency) >= Urgency.SAME_DAY:
        context = {"token": token, "visit": visit, "headline": headline_of_visit(screening)}
        context["emergency_number"] = visit.location.emergency_number
        return render(request, "booking/after_change.html", context)
    if form.has_ticks:
        return redirect("booking:changed_more", token)
    messages.success(request, "Thank you. We have noted that nothing else has changed.")
    return redirect("booking:booked", token)


@open_to_holder_of(Link.Scope.VISIT)
def more(request: LinkRequest, token: str) -> HttpResponse:
    """What a new yes asks further, there and then; without one, the answer."""
    visit, now = visit_of(request), timezone.now()
    if visit.state not in CHANGEABLE:
        return redirect("booking:booked", token)
    check_is_known(request, visit.client_id)
    screening = _screen(request, visit, now)
    wanted = follow_ups_of(screening, request.POST or None)
    if not wanted:
        return redirect("booking:after_change", token)
    _saw(request, visit)
    knowledge, on = knowledge_of(visit.practice), local(now, visit.location).date()
    checked = [form.is_accepted(knowledge=knowledge, on=on) for form in wanted]
    if request.method == "POST" and all(checked):
        _say(request, visit, {form.entry.id: [form.statement()] for form in wanted}, now=now)
        settle_visit(visit, by=request.actor, now=now)
        return redirect("booking:after_change", token)
    return render(request, "booking/changed_more.html", {"token": token, "forms": wanted})


@open_to_holder_of(Link.Scope.VISIT)
def after_change(request: LinkRequest, token: str) -> HttpResponse:
    """What the new answers mean, in the same words as after the first questions."""
    visit, now = visit_of(request), timezone.now()
    check_is_known(request, visit.client_id)
    knowledge = knowledge_of(visit.practice)
    screening = _screen(request, visit, now)
    _saw(request, visit)
    context = {
        "token": token,
        "visit": visit,
        "headline": headline_of_visit(screening),
        "findings": shown_findings(screening, knowledge=knowledge),
        "questions": open_questions(screening, knowledge=knowledge),
        "fit": lesser_shown(request, visit, now=now),
        "may_follow": visit.state in CHANGEABLE and entries_to_follow(screening, knowledge=knowledge),
        "emergency_number": visit.location.emergency_number,
    }
    return render(request, "booking/after_change.html", context)


def _screen(request: LinkRequest, visit: Appointment, now: datetime) -> Screening:
    return screen_sheet(client_sheet(visit.client, now=now), on=day_of(visit), by=request.actor, now=now)


def _say(request: LinkRequest, visit: Appointment, answers: dict[str, Any], *, now: datetime) -> None:
    say(
        client_sheet(visit.client, now=now), answers=answers, said_by=Saying.By.CLIENT,
        knowledge=knowledge_of(visit.practice), said_on=local(now, visit.location).date(), by=request.actor,
        now=now,
    )  # fmt: skip
