"""Our own side: the product on SQLite with a hundred therapists, asked for pages as its server would ask.

Run as `python -m bench.ours FOLDER once` or `... FOLDER deep`, the second with ten times the history.
"""

import os
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bench.asking import page
from bench.subject import answer


def main(folder: str, history: str) -> None:
    os.environ |= {"UNKNOT_DATA": folder, "DJANGO_SETTINGS_MODULE": "unknot.config.settings"}
    os.environ.pop("DATABASE_URL", None)
    import django
    from django.conf import settings

    settings.ROOT_URLCONF = "bench.urls"
    django.setup()
    visits = _fill(deep=history == "deep")
    requests = _requests()
    answer(requests, visits=visits, statements={name: _statements(each) for name, each in requests.items()})


def _fill(*, deep: bool) -> int:
    from django.core.management import call_command

    from bench.history import deepen, fill_once
    from unknot.booking.models import Appointment

    call_command("migrate", verbosity=0)
    fill_once()
    if deep:
        deepen()
    return Appointment.objects.count()


def _requests() -> dict[str, Callable[[], object]]:
    from django.core.wsgi import get_wsgi_application
    from django.utils import timezone

    from unknot.directory.models import Therapist

    application = get_wsgi_application()
    from bench.rooms import FEW, MANY, make_rooms

    one = Therapist.objects.order_by("pk")[40]
    place = one.offers.values_list("location_id", flat=True)[0]
    tomorrow = timezone.now().date() + timedelta(days=1)
    rooms, cookie = make_rooms()
    return {
        "room": page(application, rooms[FEW], holding=b"data-room", HTTP_COOKIE=cookie),
        "room after many": page(application, rooms[MANY], holding=b"data-room", HTTP_COOKIE=cookie),
        "select 1": page(application, "/bench/select-1/", holding=b"1"),
        "one": page(application, f"/therapists/{one.pk}/at/{place}/", holding=b" free</span>"),
        "page": page(application, f"/therapists/{one.slug}/", holding=b" free</span>"),
        "hundred": page(application, f"/bench/everybody/{tomorrow}/", holding=b'"free of 100": 100'),
        "look": page(application, "/look/", holding=b"next-times"),
    }


def _statements(request: Callable[[], object]) -> int:
    """How many statements the request takes; the public has neither a session nor a record of looks."""
    from django.db import connection

    seen: list[str] = []

    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        seen.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        request()
    return len(seen)


if __name__ == "__main__":
    main(*sys.argv[1:])
