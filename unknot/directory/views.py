"""The front door."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from unknot.accounts.gate import ANYONE, open_to
from unknot.directory.models import Location
from unknot.drawing.body_map import draw_body_map
from unknot.drawing.body_marks import marks_of_areas

SORE = marks_of_areas(["neck_back", "neck_side", "left_shoulder", "right_shoulder", "left_upper_back"])


@open_to(ANYONE)
def welcome(request: HttpRequest) -> HttpResponse:
    """What this is, the two ways in, and where the places are."""
    context = {
        "locations": Location.objects.select_related("practice").order_by("town", "name")[:24],
        "picture": draw_body_map(marks=SORE, view="back", title="Where it hurts"),
    }
    return render(request, "directory/welcome.html", context)
