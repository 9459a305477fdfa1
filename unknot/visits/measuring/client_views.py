"""A client answers the measures of a visit by its link: under a minute, on a phone, before or after."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from unknot.accounts.gate import LinkRequest, open_to_holder_of
from unknot.accounts.models import Link
from unknot.audit.actions import record
from unknot.booking.models import Appointment
from unknot.booking.views.visit import visit_of
from unknot.clinical.alarms_in_words import alarms_for_client
from unknot.clinical.measures import Measure
from unknot.directory.saying_times import local
from unknot.visits.measuring.course import followed, last_named
from unknot.visits.measuring.forms import MeasuresForm, posted
from unknot.visits.measuring.keeping import OVER, keep_measured, raise_alarms
from unknot.visits.models import Measured


@open_to_holder_of(Link.Scope.VISIT)
def measures(request: LinkRequest, token: str) -> HttpResponse:
    """What is due of this client now, on one page."""
    visit = visit_of(request)
    record("saw_visit", by=request.actor, subject=visit, client_id=visit.client_id)
    due = due_of_client(visit, request)
    named = {each.id: last_named(visit, each.id) for each in due}
    form = MeasuresForm(posted(request), measures=due, named=named)
    if request.method == "POST" and due and form.is_valid():
        keep(visit, form, request)
        return redirect("own:measured", token)
    context: dict[str, Any] = {"token": token, "visit": visit, "form": form if due else None}
    return render(request, "visits/measures.html", context)


def due_of_client(visit: Appointment, request: LinkRequest) -> list[Measure]:
    """The measures to ask the client now: those of before, or those of after once the session is over."""
    if visit.state in OVER:
        return []
    day = local(timezone.now(), visit.location).date()
    course = followed(visit, by=request.actor, on=day)
    return [each.measure for each in (course.due() if course else ()) if each.asked_of == "client"]


def keep(visit: Appointment, form: MeasuresForm, request: LinkRequest) -> None:
    now = timezone.now()
    kept = [
        keep_measured(
            visit, each, answers=form.answers(each), named=form.named(each), by=request.actor, now=now
        )
        for each in form.measures.values()
        if form.answers(each)
    ]
    raise_alarms(visit, kept, by=request.actor, now=now)


@open_to_holder_of(Link.Scope.VISIT)
def measured(request: LinkRequest, token: str) -> HttpResponse:
    """What was answered, and at once what to do where it is worse or red: nobody may be watching now."""
    visit = visit_of(request)
    record("saw_visit", by=request.actor, subject=visit, client_id=visit.client_id)
    day = local(timezone.now(), visit.location).date()
    course = followed(visit, by=request.actor, on=day)
    answered = Measured.objects.filter(visit=visit, on=day).order_by("id").values_list("measure", flat=True)
    known = course.knowledge.catalogue.measures if course else {}
    alarms = [each for each in course.alarms() if each.code in set(answered)] if course else []
    context = {
        "token": token,
        "visit": visit,
        "answered": [known[each].title for each in dict.fromkeys(answered) if each in known],
        "told": alarms_for_client(alarms, emergency_number=visit.location.emergency_number),
    }
    return render(request, "visits/measured.html", context)
