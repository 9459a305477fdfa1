"""The aftercare sheet in the hands of whoever treats: to print at once, or to send again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from unknot.accounts.gate import THOSE_WHO_TREAT, StaffRequest, open_to
from unknot.audit.actions import record
from unknot.visits.after.keeping import send_aftercare
from unknot.visits.after.showing import shown_sheet
from unknot.visits.after.written import is_unread, mark_read
from unknot.visits.models import Aftercare, CheckIn
from unknot.visits.queries import visits_of


@open_to(*THOSE_WHO_TREAT)
def aftercare(request: StaffRequest, pk: int) -> HttpResponse:
    """The sheet as the client was given it, and what they said a day or two later."""
    visit = get_object_or_404(visits_of(request.staff), pk=pk)
    record("saw_aftercare", by=request.staff.actor, subject=visit, client_id=visit.client_id)
    made = Aftercare.objects.filter(visit=visit).first()
    check_in = CheckIn.objects.filter(visit=visit).first()
    context = {
        "nav_here": "today",
        "visit": visit,
        "made": made,
        "sheet": shown_sheet(made, visit) if made else None,
        "check_in": check_in,
        "is_unread": check_in is not None and is_unread(check_in),
    }
    return render(request, "visits/aftercare.html", context)


@open_to(*THOSE_WHO_TREAT)
@require_POST
def read(request: StaffRequest, pk: int) -> HttpResponse:
    """What the client wrote was read."""
    visit = get_object_or_404(visits_of(request.staff), pk=pk)
    mark_read(get_object_or_404(CheckIn.objects.select_related("visit"), visit=visit), by=request.staff.actor)
    messages.success(request, "Read. It is off the list.")
    return redirect("visits:aftercare", pk)


@open_to(*THOSE_WHO_TREAT)
@require_POST
def send(request: StaffRequest, pk: int) -> HttpResponse:
    """Mail it again, with a new link."""
    visit = get_object_or_404(visits_of(request.staff), pk=pk)
    made = get_object_or_404(Aftercare, visit=visit)
    made.visit = visit
    if send_aftercare(made, by=request.staff.actor, now=timezone.now()):
        messages.success(request, "The link to the sheet is on its way.")
    else:
        messages.warning(request, "No mail address is known. Print the sheet instead.")
    return redirect("visits:aftercare", pk)
