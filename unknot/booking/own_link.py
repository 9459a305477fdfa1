"""The link that opens a visit to its client: how long it lasts, and the address it makes."""

from datetime import datetime, timedelta

from django.urls import reverse

from unknot.accounts.links import make_link
from unknot.accounts.models import Link
from unknot.booking.models import Appointment

LINK_LASTS = timedelta(days=60)


def make_visit_link(visit: Appointment, *, now: datetime) -> str:
    """A new link to a visit, good for a while after it; its token."""
    _, token = make_link(
        Link.Scope.VISIT, visit.pk, practice=visit.practice, expires_at=max(visit.ends_at, now) + LINK_LASTS
    )
    return token


def address_of(token: str, *, site: str) -> str:
    """Where the holder of a link finds the visit."""
    return site.rstrip("/") + reverse("booking:booked", args=[token])
