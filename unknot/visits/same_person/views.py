"""Is this the same person? Asked of staff on a visit, answered with one tap either way."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from unknot.accounts.gate import STAFF, THOSE_WHO_TREAT, Staff, StaffRequest, open_to
from unknot.audit.actions import record
from unknot.booking.models import Appointment
from unknot.clients.actions import keep_apart
from unknot.clients.models import Client
from unknot.visits.queries import local_day, visits_of
from unknot.visits.same_person.finding import perhaps_the_same
from unknot.visits.same_person.joining import join_clients

LONGEST = 18
"""Digits. No row has a longer number."""


@open_to(*STAFF)
def same_person(request: StaffRequest, pk: int) -> HttpResponse:
    """The rows in question, and what joining does. Nothing of health: the desk may answer it too."""
    staff: Staff = request.staff
    visit = get_object_or_404(visits_of(staff), pk=pk)
    if request.method == "POST":
        return _answer(request, visit)
    record("saw_same_person", by=staff.actor, subject=visit, client_id=visit.client_id)
    context: dict[str, Any] = {"nav_here": "today", "visit": visit, "day": local_day(visit)}
    context["perhaps"] = perhaps_the_same(visit.client)
    return render(request, "visits/same_person.html", context)


def _answer(request: StaffRequest, visit: Appointment) -> HttpResponse:
    staff, now = request.staff, timezone.now()
    wanted = request.POST.get("other", "")
    is_number = wanted.isdecimal() and len(wanted) <= LONGEST
    other = get_object_or_404(Client, practice=staff.practice, pk=int(wanted) if is_number else 0)
    if request.POST.get("same") == "yes":
        mail = request.POST.get("mail_of_newer") == "yes"
        join_clients(visit.client, other, mail_of_newer=mail, by=staff.actor, now=now)
        messages.success(
            request, "Joined: one record holds everything now, and what is to come was judged again."
        )
    elif request.POST.get("same") == "no":
        keep_apart(visit.client, other, user=staff.user, by=staff.actor, now=now)
        messages.success(request, "Kept as two people. You are not asked about these two again.")
    else:
        raise Http404
    if staff.role in THOSE_WHO_TREAT:
        return redirect("visits:visit", visit.pk)
    return redirect("visits:day", local_day(visit).isoformat())
