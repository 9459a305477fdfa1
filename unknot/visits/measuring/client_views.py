"""A client answers the measures of a visit by its link: under a minute, on a phone, before or after."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from unknot.accounts.gate import LinkRequest, open_to_holder_of
from unknot.accounts.models import Link
from unknot.booking.models import Appointment
from unknot.booking.views.visit import visit_shown
from unknot.clinical.alarms_in_words import alarms_for_client
from unknot.clinical.measures import Measure
from unknot.directory.saying_times import local
from unknot.visits.measuring.course import answered, followed, last_named
from unknot.visits.measuring.forms import MeasuresForm, posted, sent_among
from unknot.visits.measuring.keeping import OVER, keep_answers
from unknot.visits.models import Measured


@open_to_holder_of(Link.Scope.VISIT)
def measures(request: LinkRequest, token: str) -> HttpResponse:
    """What is due of this client now, on one page."""
    visit = visit_shown(request)
    measures = asked_of_client(visit, sent=request.POST)
    form = MeasuresForm(posted(request), measures=measures, named=last_named(visit.client))
    if request.method == "POST" and form.measures and form.is_valid():
        keep_answers(visit, form.given(), by=request.actor, now=timezone.now())
        return redirect("own:measured", token)
    context: dict[str, Any] = {"token": token, "visit": visit, "form": form if form.measures else None}
    context["is_lost"] = request.method == "POST" and visit.state in OVER
    return render(request, "visits/measures.html", context)


def asked_of_client(visit: Appointment, *, sent: Mapping[str, Any]) -> list[Measure]:
    """The measures to ask the client now: those of before, or those of after once the session is over; and those that
    were `sent` from a page on which they were due when it was opened.
    """
    if visit.state in OVER:
        return []
    course = followed(visit, on=local(timezone.now(), visit.location).date())
    if course is None:
        return []
    asked = (*(each.measure for each in course.due()), *sent_among(course.measures, sent))
    return [each for each in dict.fromkeys(asked) if each.scoring != "given"]


@open_to_holder_of(Link.Scope.VISIT)
def measured(request: LinkRequest, token: str) -> HttpResponse:
    """What was answered, and at once what to do where it is worse or red: nobody may be watching now.

    Of the day of the newest answer: midnight may have passed since.
    """
    visit = visit_shown(request)
    rows = Measured.objects.filter(visit=visit)
    newest = rows.order_by("-id").first()
    told = answered(visit, on=newest.on) if newest else None
    those = set(rows.filter(on=told.on).values_list("measure", flat=True)) if told else set()
    alarms = [each for each in told.alarms() if each.code in those] if told else []
    context = {
        "token": token,
        "visit": visit,
        "answered": [each.title for each in told.measures if each.id in those] if told else [],
        "told": alarms_for_client(alarms, emergency_number=visit.location.emergency_number),
    }
    return render(request, "visits/measured.html", context)
