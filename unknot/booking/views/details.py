"""The last page before a visit exists: name, how to reach, informed consent, signature."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from unknot.accounts.gate import LinkRequest, open_to_holder_of
from unknot.accounts.models import Link
from unknot.booking.availability import Opening
from unknot.booking.cards import price_of
from unknot.booking.choosing import Choice
from unknot.booking.errors import BookingError, NotOffered, Taken
from unknot.booking.forms import DetailsForm
from unknot.booking.submitting import submit
from unknot.booking.views.choose import choice_now, moment_of
from unknot.clients.consent_texts import TREATMENT
from unknot.clients.recognising import know
from unknot.clinical.loading import default_knowledge
from unknot.directory.models import Offer
from unknot.directory.saying_times import local, moment_words
from unknot.intake.actions import catch_up
from unknot.intake.views import sheet_of

SAID_MEANWHILE = (
    "Something was recorded since you began here. Nothing is booked yet: look through it once more first."
)


@open_to_holder_of(Link.Scope.DOSSIER)
def details(request: LinkRequest, token: str, offer_id: int) -> HttpResponse:
    now = timezone.now()
    choice, sheet = choice_now(request, offer_id, now), sheet_of(request)
    start = moment_of(f"{request.GET.get('at', '')}+00:00")
    form = DetailsForm(
        request.POST or None, for_whom=sheet.for_whom, born_on=sheet.born_on, today=now.date(), known=sheet.continued,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        if catch_up(sheet, by=request.actor, now=now):
            messages.warning(request, SAID_MEANWHILE)
            return redirect("intake:health", token)
        try:
            booked = submit(
                sheet, choice, form, start=start, key=request.GET.get("key", ""), now=now,
                by=request.actor, site=request.build_absolute_uri("/"),
            )  # fmt: skip
        except (Taken, NotOffered) as gone:
            return _gone(request, token, choice, gone)
        if booked.is_new:
            # Everything on record was typed in this browser, or opened to it before.
            know(request, booked.appointment.client_id, now=now)
        return redirect("booking:booked", booked.token)
    context = {
        "token": token,
        "choice": choice,
        "form": form,
        "start": start,
        "consent": TREATMENT,
        "price": price_of(choice.offer, choice.offer.therapist.practice.currency),
        "technique": default_knowledge().catalogue.techniques[choice.offer.technique],
    }
    return render(request, "booking/details.html", context)


@dataclass(frozen=True)
class Near:
    """A free time near the one that is gone, and the page on which to take it."""

    words: str
    url: str


def _gone(request: LinkRequest, token: str, choice: Choice, gone: BookingError) -> HttpResponse:
    alternatives = [_near(each, token, choice) for each in getattr(gone, "alternatives", ())]
    context = {
        "token": token,
        "choice": choice,
        "words": str(gone),
        "near": [each for each in alternatives if each],
    }
    return render(request, "booking/taken.html", context, status=409)


def _near(opening: Opening, token: str, choice: Choice) -> Near | None:
    wanted = choice.offer
    offer = (
        Offer.objects.filter(
            therapist_id=opening.therapist_id, location_id=opening.location_id,
            technique=wanted.technique, minutes=wanted.minutes,
        ).select_related("therapist", "location").first()
    )  # fmt: skip
    if offer is None:
        return None
    when = moment_words(opening.starts_at, offer.location)
    address = reverse("booking:times", args=[token, offer.pk])
    return Near(f"{when}, {offer.therapist.name}", f"{address}?day={_local_day(opening.starts_at, offer)}")


def _local_day(moment: datetime, offer: Offer) -> str:
    return local(moment, offer.location).date().isoformat()
