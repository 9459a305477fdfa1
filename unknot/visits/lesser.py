"""The lesser visit, taken by staff: what a visit that does not fit could be instead, without its findings."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from unknot.accounts.gate import STAFF, THOSE_WHO_TREAT, Staff, StaffRequest, open_to
from unknot.audit.actions import record
from unknot.booking.actions import take_lesser
from unknot.booking.leave import leave_for
from unknot.booking.models import Appointment
from unknot.booking.showing_lesser import Reader, shown_misfit
from unknot.visits.queries import local_day, visits_of


@open_to(*STAFF)
def lesser(request: StaffRequest, pk: int) -> HttpResponse:
    """For the telephone: what would fit, in one button. The desk reads how long and how much, never why."""
    staff: Staff = request.staff
    visit, treats = get_object_or_404(visits_of(staff), pk=pk), staff.role in THOSE_WHO_TREAT
    if request.method == "POST":
        return _take(request, visit, treats=treats)
    record("saw_lesser", by=staff.actor, subject=visit, client_id=visit.client_id)
    leave = leave_for(
        visit.client, on=local_day(visit), given=visit.screening, by=staff.actor, now=timezone.now()
    )
    fit = shown_misfit(visit, leave, reader=Reader.TREATS if treats else Reader.DESK)
    context = {"nav_here": "today", "visit": visit, "day": local_day(visit), "fit": fit, "treats": treats}
    return render(request, "visits/lesser.html", context)


def _take(request: StaffRequest, visit: Appointment, *, treats: bool) -> HttpResponse:
    site, mark = request.build_absolute_uri("/"), request.POST.get("mark", "")
    taken = take_lesser(visit, mark=mark, site=site, by=request.staff.actor, now=timezone.now())
    told = (
        "The client is told by mail." if taken.client.email else "Tell the client: no mail address is known."
    )
    messages.success(request, f"The visit is changed: {taken.minutes} minutes from now on. {told}")
    if not treats:
        return redirect("visits:day", local_day(visit).isoformat())
    return redirect("visits:room" if request.GET.get("then") == "room" else "visits:visit", visit.pk)
