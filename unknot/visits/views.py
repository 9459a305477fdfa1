"""The therapist's day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from unknot.accounts.gate import STAFF, open_to


@open_to(*STAFF)
def today(request: HttpRequest) -> HttpResponse:
    return render(request, "base_staff.html", {"nav_here": "today"})
