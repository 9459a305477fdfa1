"""The next visit on a page: why then, and three times of which one is taken with one tap."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from unknot.accounts.gate import LinkRequest, open_to_holder_of
from unknot.accounts.models import Link
from unknot.booking.errors import BookingError
from unknot.booking.models import Appointment
from unknot.booking.views.choose import moment_of
from unknot.booking.views.visit import visit_shown
from unknot.visits.after.next_visit import may_take, propose, take_next


@open_to_holder_of(Link.Scope.VISIT)
def next_visit(request: LinkRequest, token: str) -> HttpResponse:
    """After a finished visit, by its link."""
    visit = visit_shown(request)
    if request.method == "POST":
        return take(request, visit, again=("own:next_visit", token))
    finished = visit.state == Appointment.State.FINISHED
    proposed = propose(visit, now=timezone.now()) if finished else None
    context: dict[str, Any] = {"token": token, "visit": visit, "proposed": proposed}
    return render(request, "visits/next_visit.html", context)


def take(request: LinkRequest, visit: Appointment, *, again: tuple[str, str]) -> HttpResponse:
    """Take the time that was tapped. Where that cannot be, say why, and show others."""
    starts_at = moment_of(request.POST.get("start", ""))
    price = request.POST.get("price", "")
    if visit.state != Appointment.State.FINISHED or not price.isdecimal() or len(price) > 9:
        raise Http404
    if not may_take(visit, now=timezone.now()):
        messages.warning(request, "Nothing was booked. What was offered here has changed since.")
        return redirect(*again)
    try:
        token = take_next(
            visit, starts_at=starts_at, price_cents=int(price), link=request.link,
            site=request.build_absolute_uri("/"), by=request.actor, now=timezone.now(),
        )  # fmt: skip
    except BookingError as refused:
        messages.warning(request, str(refused))
        return redirect(*again)
    messages.success(request, "Your next visit is booked.")
    return redirect("booking:booked", token)
