"""Looking around before any health answer: therapists near a place, what they do, prices, next times."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Any

from django import forms
from django.db.models import BigIntegerField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from unknot.accounts.gate import ANYONE, open_to
from unknot.booking.availability import free_starts, next_free
from unknot.booking.cards import LANGUAGES, Card, card_of, licence_words, place_map
from unknot.booking.done import done_there, offers_done
from unknot.booking.hours import local_day
from unknot.booking.showing_times import chosen_day, days_shown, times_shown
from unknot.clinical.loading import default_knowledge
from unknot.directory.licences import may_practise
from unknot.directory.models import Therapist
from unknot.directory.near import Found, Wanted, found_of, pairs_near
from unknot.directory.places import NoSuchPlace, Spot, spot_of
from unknot.directory.reviews import Rating, ratings_of
from unknot.drawing.markup import Drawn
from unknot.intake.ticking import fill_choices

MOST_SHOWN = 40
REVIEWS_SHOWN = 12
USUAL_MINUTES = 60
WEEKS_SHOWN = timedelta(weeks=4)


class LookForm(forms.Form):
    """Where, and what matters to the person. Everything may stay empty."""

    near = forms.CharField(
        label="Near", required=False, max_length=60, help_text="Postal code or town",
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "search"}),
    )  # fmt: skip
    technique = forms.ChoiceField(label="Technique", required=False)
    gender = forms.ChoiceField(
        label="Therapist", required=False, choices=[("", "Anyone"), *Therapist.Gender.choices]
    )
    language = forms.ChoiceField(
        label="Speaks",
        required=False,
        choices=[("", "Any language"), *sorted(LANGUAGES.items(), key=itemgetter(1))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        planned = [each for each in default_knowledge().catalogue.techniques.values() if each.planned]
        fill_choices(self, "technique", [("", "Any technique"), *((each.id, each.title) for each in planned)])

    def wanted(self) -> Wanted:
        data = self.cleaned_data
        return Wanted(technique=data["technique"], gender=data["gender"], language=data["language"])

    def spot(self) -> Spot | None:
        """The place that was typed; None, with the error at its field, where it is not known."""
        if not self.cleaned_data.get("near"):
            return None
        try:
            return spot_of(self.cleaned_data["near"])
        except NoSuchPlace as error:
            self.add_error("near", str(error))
            return None


@dataclass(frozen=True)
class Looked:
    """What was found for a filled-in form: those that the page shows, and how many more there are."""

    form: LookForm
    spot: Spot | None
    found: list[Found]
    more: int


def look_for(request: HttpRequest) -> Looked:
    """Read the form from the address and find; a position from the browser counts as a place."""
    typed = request.GET.copy()
    if typed.get("latitude") and typed.get("longitude"):
        typed["near"] = f"{typed['latitude']},{typed['longitude']}"
    form = LookForm(typed)
    if not form.is_valid():
        return Looked(form, None, [], 0)
    spot, wanted = form.spot(), form.wanted()
    pairs = pairs_near(spot, wanted=wanted) if not form.errors else []
    shown = pairs[:MOST_SHOWN]
    found = done_there(found_of(shown, spot, wanted=wanted))
    return Looked(form, spot, found, len(pairs) - len(shown))


@open_to(ANYONE)
def look(request: HttpRequest) -> HttpResponse:
    looked, now = look_for(request), timezone.now()
    found = looked.found
    firsts = next_free(
        [each.therapist for each in found], minutes=USUAL_MINUTES, from_day=now.date(), days=21, now=now
    )
    ratings = ratings_of({each.therapist.pk for each in found})
    cards = [
        _card(each, firsts.get((each.therapist.pk, each.location.pk)), ratings, now.date()) for each in found
    ]
    context = {
        "form": looked.form,
        "spot": looked.spot,
        "cards": cards,
        "more": looked.more,
        "map": place_map(found, here=(looked.spot.latitude, looked.spot.longitude) if looked.spot else None),
        "techniques": default_knowledge().catalogue.techniques,
    }
    return render(request, "booking/look.html", context)


def _card(found: Found, opening: Any, ratings: dict[int, Rating], on: date) -> Card:
    url = reverse("booking:therapist", args=[found.therapist.slug])
    usual = next((offer for offer in found.offers if offer.minutes == USUAL_MINUTES), found.offers[0])
    return card_of(
        found, catalogue=default_knowledge().catalogue, on=on, url=url, offer=usual, opening=opening,
        opening_url=url, rating=ratings.get(found.therapist.pk),
    )  # fmt: skip


@open_to(ANYONE)
def therapist(request: HttpRequest, slug: str) -> HttpResponse:
    """One therapist: papers, what they do for how long at which price, and how full the next days are."""
    shown = get_object_or_404(
        Therapist.objects.select_related("practice").prefetch_related(
            "licences", "certificates", "offers__location"
        ),
        slug=slug,
        is_active=True,
    )
    catalogue, now = default_knowledge().catalogue, timezone.now()
    locations = {offer.location_id: offer.location for offer in shown.offers.all()}
    licensed = [each for each in locations.values() if may_practise(shown, each, now.date())]
    context = {
        "therapist": shown,
        "places": list(locations.values()),
        "licences": [licence_words(each, now.date()) for each in shown.licences.all()],
        "place": licensed[0] if licensed else None,
        "certificates": [
            (catalogue.qualifications[each.qualification].title, each)
            for each in shown.certificates.all()
            if each.qualification in catalogue.qualifications
        ],
        "languages": ", ".join(LANGUAGES.get(each, each) for each in shown.languages),
        "specialties": [catalogue.goals[each].title for each in shown.specialties if each in catalogue.goals],
        "prices": _prices(shown, catalogue),
        "rating": ratings_of([shown.pk]).get(shown.pk),
        "reviews": shown.reviews.exclude(words="")[:REVIEWS_SHOWN],
    }
    if licensed:
        part = reverse("booking:free_times", args=[shown.pk, licensed[0].pk])
        context["free_times"] = _free_times(request, shown.pk, licensed[0].pk, now, part=part)
    return render(request, "booking/therapist.html", context)


@open_to(ANYONE)
def free_times(request: HttpRequest, therapist_id: int, location_id: int) -> HttpResponse:
    """The free times alone, for the page that already shows the rest: another day is one small answer away."""
    if max(therapist_id, location_id) > BigIntegerField.MAX_BIGINT:
        raise Http404
    drawn = _free_times(request, therapist_id, location_id, timezone.now(), part=request.path)
    if drawn is None:
        raise Http404
    return HttpResponse(drawn)


def _free_times(
    request: HttpRequest, therapist_id: int, location_id: int, now: datetime, *, part: str
) -> Drawn | None:
    """Four weeks of days with counts and first times, and the times of the day asked for; None without hours."""
    # The clock of the place is only known once its hours are read; its today is one of these three days.
    first, last = now.date() - timedelta(days=1), now.date() + WEEKS_SHOWN
    free = free_starts(
        therapist_id, location_id, minutes=USUAL_MINUTES, from_day=first, until_day=last, now=now
    )
    if free.zone is None:
        return None
    today = local_day(now, free.zone)
    days = free.days(today, today + WEEKS_SHOWN - timedelta(days=1))
    typed = request.GET.get("day", "")
    day = chosen_day(typed, days) if typed else None
    drawn = days_shown(days, free.zone, chosen=day, part=part)
    if day is None:
        return drawn
    return Drawn(drawn + times_shown(free.times(day, day), free.zone, url=reverse("intake:begin")))


def _prices(shown: Therapist, catalogue: Any) -> list[tuple[str, list[Any]]]:
    by_technique: dict[str, list[Any]] = {}
    for offer in sorted(offers_done(shown.offers.all()), key=lambda each: (each.technique, each.minutes)):
        by_technique.setdefault(catalogue.techniques[offer.technique].title, []).append(offer)
    return list(by_technique.items())
