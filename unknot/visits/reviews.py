"""The pages of reviews: a client writes one, the owner decides which everybody may read."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from unknot.accounts.gate import OWNER, LinkRequest, StaffRequest, open_to, open_to_holder_of
from unknot.accounts.models import Link
from unknot.audit.actions import record
from unknot.booking.models import Appointment
from unknot.booking.views.visit import visit_of
from unknot.clients.recognising import check_told_or_known, remember_told
from unknot.visits.actions import decide_review, initials_of, write_review
from unknot.visits.models import Review

STARS = [("5", "Very good"), ("4", "Good"), ("3", "All right"), ("2", "Not good"), ("1", "Bad")]
MOST_SHOWN = 100


class ReviewForm(forms.Form):
    """How a visit was: a word that stands for stars, and a sentence for others to read."""

    stars = forms.TypedChoiceField(
        label="How was your visit?",
        choices=STARS,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the five."},
    )
    words = forms.CharField(
        label="A sentence for others",
        help_text="Please leave out your health: everybody may read this.",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@open_to_holder_of(Link.Scope.VISIT)
def review(request: LinkRequest, token: str) -> HttpResponse:
    """Say how a finished visit was. What was said already is shown, and stays as it is."""
    visit = visit_of(request)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        write_review(visit, **form.cleaned_data, by=request.actor, now=timezone.now())
        remember_told(request, f"review:{visit.pk}")
        messages.success(request, "Thank you. Your therapist's practice reads it before others do.")
        return redirect("own:review", token)
    written = Review.objects.filter(visit=visit).first()
    if written is not None:
        check_told_or_known(request, f"review:{visit.pk}", visit.client_id)
    record("saw_visit", by=request.actor, subject=visit, client_id=visit.client_id)
    context: dict[str, Any] = {
        "token": token,
        "visit": visit,
        "form": form,
        "written": written,
        "is_finished": visit.state == Appointment.State.FINISHED,
        "signed_as": initials_of(visit.client.name),
    }
    return render(request, "visits/review.html", context)


@open_to(OWNER)
def reviews(request: StaffRequest) -> HttpResponse:
    """What was written about the practice's therapists, waiting first."""
    staff = request.staff
    rows = Review.objects.filter(visit__practice=staff.practice).select_related(
        "visit__therapist", "visit__client", "visit__location"
    )
    waiting = rows.filter(state=Review.State.WAITING).order_by("written_at")
    decided = rows.exclude(state=Review.State.WAITING).order_by("-decided_at")
    record("saw_reviews", by=staff.actor, subject=staff.practice)
    context = {"nav_here": "reviews", "waiting": waiting[:MOST_SHOWN], "decided": decided[:MOST_SHOWN]}
    return render(request, "visits/reviews.html", context)


@open_to(OWNER)
@require_POST
def decide(request: StaffRequest, pk: int) -> HttpResponse:
    """Publish one review, or take it out of sight."""
    staff = request.staff
    found = get_object_or_404(Review, pk=pk, visit__practice=staff.practice)
    publish = request.POST.get("publish") == "yes"
    decide_review(found, publish=publish, user=staff.user, by=staff.actor, now=timezone.now())
    messages.success(request, "Everybody can read it now." if publish else "Nobody else can read it.")
    return redirect("visits:reviews")
