"""Choosing: who may do it, and when."""

from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from unknot.accounts.gate import LinkRequest, open_to_holder_of
from unknot.accounts.models import Link
from unknot.booking.actions import hold_time
from unknot.booking.availability import free_starts
from unknot.booking.cards import Card, card_of, place_map, price_of
from unknot.booking.choosing import Choice, choice_of, offers_that_fit
from unknot.booking.errors import Taken
from unknot.booking.matching import Match, match
from unknot.booking.showing_times import PARTS, chosen_day, days_shown, times_shown
from unknot.booking.views.look import MOST_SHOWN, LookForm
from unknot.care.planning import first_screening
from unknot.clinical.loading import default_knowledge
from unknot.directory.near import therapists_near
from unknot.directory.reviews import Rating, ratings_of
from unknot.directory.saying_times import local, zone_words
from unknot.intake.views import sheet_of

WEEKS_SHOWN = 4
LEFT_OUT = {
    "licence": "have no valid licence on file for that day",
    "training": "are not trained for what your answers ask for",
    "technique": "offer nothing that fits your limits",
}


class ChooseForm(LookForm):
    """The wishes of looking around, and the time of day."""

    part_of_day = forms.ChoiceField(
        label="Time of day",
        required=False,
        choices=[("", "Any time"), *((name, name) for name, _, _ in PARTS)],
    )


@open_to_holder_of(Link.Scope.DOSSIER)
def therapists(request: LinkRequest, token: str) -> HttpResponse:
    """Those who may do it, soonest first; and how many were left out by which kind of rule."""
    sheet, now = sheet_of(request), timezone.now()
    screening = first_screening(sheet, today=now.date(), by=request.actor, now=now)
    if screening.urgency in ("same_day", "emergency") or screening.decision == "do_not_treat_today":
        return redirect("care:answer", token)
    typed = request.GET.copy()
    if typed.get("latitude") and typed.get("longitude"):
        typed["near"] = f"{typed['latitude']},{typed['longitude']}"
    form = ChooseForm(typed)
    form.is_valid()
    spot = form.spot()
    # Answers that continue a client's belong to their practice.
    wanted = replace(form.wanted(), practice_id=sheet.practice_id) if not form.errors else None
    found = therapists_near(spot, wanted=wanted) if wanted else []
    part = {name: (since, until) for name, since, until in PARTS}.get(
        form.cleaned_data.get("part_of_day", "")
    )
    matched = match(found, screening, now=now, from_day=screening.on, on=screening.on, between=part)
    ratings = ratings_of({each.found.therapist.pk for each in matched.matches})
    matches = [each for each in matched.matches if part is None or each.opening]
    context = {
        "token": token,
        "form": form,
        "spot": spot,
        "screening": screening,
        "cards": [_card(token, each, ratings, screening.on) for each in matches[:MOST_SHOWN]],
        "more": len(matches) - MOST_SHOWN,
        "left_out": [f"{number} {LEFT_OUT[why]}" for why, number in sorted(matched.left_out.items())],
        "map": place_map(
            [each.found for each in matches[:MOST_SHOWN]],
            here=(spot.latitude, spot.longitude) if spot else None,
        ),
        "hide_technique": True,
    }
    return render(request, "booking/therapists.html", context)


def _card(token: str, each: Match, ratings: dict[int, Rating], on: date) -> Card:
    times = reverse("booking:times", args=[token, each.offer.pk])
    return card_of(
        each.found, catalogue=default_knowledge().catalogue, on=on, url=times, offer=each.offer,
        opening=each.opening, opening_url=times, held=each.held,
        rating=ratings.get(each.found.therapist.pk),
    )  # fmt: skip


@open_to_holder_of(Link.Scope.DOSSIER)
def times(request: LinkRequest, token: str, offer_id: int) -> HttpResponse:
    """Days with counts, and the times of the day that is chosen; a tap holds a time for ten minutes."""
    now = timezone.now()
    choice = choice_now(request, offer_id, now)
    if request.method == "POST":
        return _hold(request, token, choice, now)
    first = max(choice.screening.on, local(now, choice.offer.location).date())
    until = first + timedelta(weeks=WEEKS_SHOWN) - timedelta(days=1)
    therapist, location, minutes = choice.offer.therapist, choice.offer.location, choice.offer.minutes
    free = free_starts(therapist, location, minutes=minutes, from_day=first, until_day=until, now=now)
    days = free.days(first, until)
    day = chosen_day(request.GET.get("day", ""), days)
    context = {
        "token": token,
        "choice": choice,
        "offers": offers_that_fit(choice, on=choice.screening.on),
        "price": price_of(choice.offer, therapist.practice.currency),
        "days": days_shown(days, location.time_zone, chosen=day),
        "times": times_shown(free.times(day, day), location.time_zone) if day else "",
        "zone": f"Times in {location.town} ({zone_words(now, location)})",
        "technique": default_knowledge().catalogue.techniques[choice.offer.technique],
    }
    return render(request, "booking/times.html", context)


def choice_now(request: LinkRequest, offer_id: int, now: datetime) -> Choice:
    sheet, actor = sheet_of(request), request.actor
    first = first_screening(sheet, today=now.date(), by=actor, now=now)
    choice = choice_of(sheet, offer_id, on=first.on, by=actor, now=now)
    if choice.offer not in offers_that_fit(choice, on=first.on) and first.decision in ("proceed", "modify"):
        raise Http404
    return choice


def _hold(request: LinkRequest, token: str, choice: Choice, now: datetime) -> HttpResponse:
    start = moment_of(request.POST.get("start", ""))
    try:
        key = hold_time(
            therapist=choice.offer.therapist, location=choice.offer.location, minutes=choice.offer.minutes,
            starts_at=start, key=f"{request.link.pk}", now=now,
        )  # fmt: skip
    except Taken:
        messages.warning(request, "That time has just been taken. These are free now.")
        return redirect("booking:times", token, choice.offer.pk)
    address = reverse("booking:details", args=[token, choice.offer.pk])
    return redirect(f"{address}?at={start:%Y%m%dT%H%M}&key={key}")


def moment_of(typed: str) -> datetime:
    """An instant as an address or a button carries it; 404 for anything else."""
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError as error:
        raise Http404 from error
    # No visit is near either end of the calendar, where no clock of a place can be worked out.
    if moment.tzinfo is None or not MINYEAR + 1 < moment.year < MAXYEAR - 1:
        raise Http404
    return moment
