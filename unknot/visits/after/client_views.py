"""What a client does after a visit, by its link: read the aftercare sheet, and say how they are."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from unknot.accounts.gate import LinkRequest, open_to_holder_of
from unknot.accounts.models import Link
from unknot.audit.actions import record
from unknot.booking.models import Appointment
from unknot.booking.views.visit import visit_of, visit_shown
from unknot.care.knowledge import knowledge_of
from unknot.clients.recognising import check_told_or_known, remember_told
from unknot.clinical.alarms_in_words import alarms_for_client, nobody_watches
from unknot.library.pages.citing import Citing
from unknot.visits.after.checking_in import alarms_told, answer_check_in, is_invited, signs_to_ask
from unknot.visits.after.forms import CheckInForm
from unknot.visits.after.showing import shown_sheet
from unknot.visits.after.written import is_unread
from unknot.visits.measuring.forms import posted
from unknot.visits.models import Aftercare, CheckIn

SORE = "soreness"
ANSWERED = "You had answered before; that stands. Of what you sent now only the signs reached the practice: call them."


@open_to_holder_of(Link.Scope.VISIT)
def aftercare(request: LinkRequest, token: str) -> HttpResponse:
    """The sheet of a finished visit with the home programme, as it was given."""
    visit = visit_shown(request)
    made = Aftercare.objects.filter(visit=visit).first()
    context = {"token": token, "visit": visit, "sheet": shown_sheet(made, visit) if made else None}
    return render(request, "visits/own_aftercare.html", context)


@open_to_holder_of(Link.Scope.VISIT)
def check_in(request: LinkRequest, token: str) -> HttpResponse:
    """How sore, and whether anything is not normal. What was answered is shown, and stays as it is."""
    visit = visit_of(request)
    record("saw_visit", by=request.actor, subject=visit, client_id=visit.client_id)
    asked = CheckIn.objects.filter(visit=visit).first()
    if asked is None:
        return render(request, "visits/check_in.html", {"token": token, "visit": visit})
    if asked.answered_at is not None and request.method != "POST":
        return redirect("own:checked_in", token)
    form = CheckInForm(posted(request), signs=signs_to_ask(visit))
    warning = nobody_watches(visit.location.emergency_number)
    if request.method == "POST" and form.is_valid():
        if not answer_check_in(asked, **form.cleaned_data, by=request.actor, now=timezone.now()):
            messages.warning(request, f"{ANSWERED} {warning}")
        elif asked.answered_at is None:
            remember_told(request, _what(visit))
        return redirect("own:checked_in", token)
    context: dict[str, Any] = {"token": token, "visit": visit, "form": form, "warning": warning}
    return render(request, "visits/check_in.html", context)


def _what(visit: Appointment) -> str:
    return f"check_in:{visit.pk}"


@open_to_holder_of(Link.Scope.VISIT)
def checked_in(request: LinkRequest, token: str) -> HttpResponse:
    """What was answered, and at once what to do where it is not normal."""
    visit = visit_of(request)
    check_told_or_known(request, _what(visit), visit.client_id)
    record("saw_visit", by=request.actor, subject=visit, client_id=visit.client_id)
    asked = CheckIn.objects.filter(visit=visit).exclude(answered_at=None).first()
    knowledge = knowledge_of(visit.practice)
    found = alarms_told(asked, visit) if asked else ()
    row, citing = knowledge.catalogue.aftercare.get(SORE), Citing(knowledge.sources)
    context = {
        "token": token,
        "visit": visit,
        "asked": asked,
        "told": alarms_for_client(found, emergency_number=visit.location.emergency_number),
        "is_unread": asked is not None and is_unread(asked),
        "is_invited": asked is not None and is_invited(asked),
        "warning": nobody_watches(visit.location.emergency_number),
        "soreness": row,
        "cited": citing(row.sources) if row else (),
        "sources": citing.all,
    }
    return render(request, "visits/checked_in.html", context)
