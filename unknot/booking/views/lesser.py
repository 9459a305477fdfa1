"""The lesser visit, taken by the client whose visit does not fit the answers any more."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from unknot.accounts.gate import LinkRequest, open_to_holder_of
from unknot.accounts.models import Link
from unknot.booking.actions import take_lesser
from unknot.booking.views.visit import is_changeable, visit_of


@require_POST
@open_to_holder_of(Link.Scope.VISIT)
def lesser(request: LinkRequest, token: str) -> HttpResponse:
    """Make it what was offered. An old page, or one sent twice, changes nothing more."""
    visit, now = visit_of(request), timezone.now()
    if is_changeable(visit, now):
        site = request.build_absolute_uri("/")
        take_lesser(visit, mark=request.POST.get("mark", ""), site=site, by=request.actor, now=now)
        messages.success(request, "Your visit is changed. It fits your answers now.")
    return redirect("booking:booked", token)
