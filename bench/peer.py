"""The peer: django-appointment from the package index, asked for the free slots of one provider on one day.

Run as `python -m bench.peer FILE APPOINTMENTS`. Ten providers work Monday to Friday, 9 to 18, with eight visits of
half an hour a day; the first 200 lie ahead, the rest are history. Its middleware is what a new Django project has.
"""

import logging
import sys
from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import islice
from typing import Any

from bench.asking import page
from bench.subject import answer

PROVIDERS, AHEAD = 10, 200
VISITS_A_DAY = 8
# A new project would open its database anew for each request and so be slower still: that is not the peer's doing.
AS_OURS = {
    "CONN_MAX_AGE": 60,
    "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"},
}


def configure(file: str) -> None:
    """The settings of a project that has just been started, with the peer in it."""
    import django
    from django.conf import settings

    settings.configure(
        SECRET_KEY="of the bench only",  # noqa: S106 - it guards nothing
        ALLOWED_HOSTS=["localhost"],
        ROOT_URLCONF="bench.peer_urls",
        TIME_ZONE="UTC",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": file, **AS_OURS}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "appointment",
        ],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
    )
    # It writes to standard output what it looks for. Nobody reads it here, and writing would be counted against it.
    logging.disable(logging.WARNING)
    django.setup()


def fill(appointments: int) -> list[Any]:
    """Ten providers with so many appointments each."""
    from appointment.models import Appointment, AppointmentRequest, Config, Service
    from django.contrib.auth.models import User
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)
    Config.objects.create(
        slot_duration=30, lead_time=time(9), finish_time=time(18), appointment_buffer_time=0
    )
    service = Service.objects.create(name="Massage", duration=timedelta(minutes=30), price=50)
    client = User.objects.create(username="client")
    staff = [_hire(f"provider-{number}", service) for number in range(PROVIDERS)]
    for each in staff:
        requests = AppointmentRequest.objects.bulk_create(
            AppointmentRequest(
                date=day, start_time=begins, end_time=ends, service=service, staff_member=each,
                id_request=f"{each.pk}-{day}-{begins}",
            )
            for day, begins, ends in islice(_slots(appointments), appointments)
        )  # fmt: skip
        Appointment.objects.bulk_create(
            Appointment(
                client=client, appointment_request=request, amount_to_pay=50, id_request=request.id_request
            )
            for request in requests
        )
    return staff


def _hire(name: str, service: Any) -> Any:
    from appointment.models import StaffMember, WorkingHours
    from django.contrib.auth.models import User

    staff = StaffMember.objects.create(user=User.objects.create(username=name, first_name=name))
    staff.services_offered.add(service)
    WorkingHours.objects.bulk_create(
        WorkingHours(staff_member=staff, day_of_week=day, start_time=time(9), end_time=time(18))
        for day in range(1, 6)
    )
    return staff


def _slots(appointments: int) -> Iterator[tuple[date, time, time]]:
    """Eight visits on each weekday: 200 from tomorrow on, then back into the past."""
    today = _today()
    ahead = (today + timedelta(days=number) for number in range(1, 10_000))
    behind = (today - timedelta(days=number) for number in range(1, 10_000))
    yield from islice(_of_days(ahead), AHEAD)
    yield from islice(_of_days(behind), appointments - AHEAD)


def _of_days(days: Iterator[date]) -> Iterator[tuple[date, time, time]]:
    for day in days:
        if day.weekday() < 5:
            for hour in range(9, 9 + VISITS_A_DAY):
                yield day, time(hour), time(hour, 30)


def _today() -> date:
    from django.utils import timezone

    return timezone.localdate()


def a_weekday_ahead() -> date:
    """A weekday a week from now: as full as every other."""
    day = _today() + timedelta(days=7)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def main(file: str, appointments: str) -> None:
    configure(file)
    staff = fill(int(appointments))
    from django.core.wsgi import get_wsgi_application
    from django.urls import reverse

    application = get_wsgi_application()
    asked = f"selected_date={a_weekday_ahead()}&staff_member={staff[4].pk}"
    address = f"{reverse('appointment:available_slots_ajax')}?{asked}"
    day = page(application, address, holding=b'"error": false', HTTP_X_REQUESTED_WITH="XMLHttpRequest")
    answer({"one day": day})


if __name__ == "__main__":
    main(*sys.argv[1:])
