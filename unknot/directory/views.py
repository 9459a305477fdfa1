"""The front door."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from unknot.accounts.gate import ANYONE, open_to
from unknot.clinical.knowledge import default_knowledge
from unknot.directory.models import Location


@open_to(ANYONE)
def welcome(request: HttpRequest) -> HttpResponse:
    """What this is, the two ways in, and where the places are."""
    context = {
        "locations": Location.objects.select_related("practice").order_by("town", "name")[:24],
        "profiles": default_knowledge().catalogue.profiles.values(),
    }
    return render(request, "directory/welcome.html", context)
