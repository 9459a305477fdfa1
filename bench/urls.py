"""The product's addresses, and two that only the bench asks: each goes through the same middleware as every page."""

from datetime import date
from functools import cache

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils import timezone

from unknot.accounts.gate import ANYONE, open_to
from unknot.booking.availability import next_free
from unknot.config.urls import urlpatterns as product
from unknot.directory.models import Therapist


@open_to(ANYONE)
def select_one(_: HttpRequest) -> HttpResponse:
    """The least that a page with a database can do."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return HttpResponse(f"{cursor.fetchone()[0]}")


@open_to(ANYONE)
def everybody(_: HttpRequest, first: str) -> JsonResponse:
    """The next free hour within two weeks of a hundred therapists."""
    day, now = date.fromisoformat(first), timezone.now()
    found = next_free(_hundred(), minutes=60, from_day=day, days=14, now=now)
    times = [each.starts_at.isoformat() for each in found.values()]
    return JsonResponse({"free of 100": len(times), "times": times})


# A page knows whom it shows before it asks when they are free.
@cache
def _hundred() -> list[int]:
    return list(Therapist.objects.order_by("pk").values_list("pk", flat=True)[:100])


urlpatterns = [
    *product,
    path("bench/select-1/", select_one),
    path("bench/everybody/<str:first>/", everybody),
]
