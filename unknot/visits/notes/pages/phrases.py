"""The page on which a therapist keeps their own phrases: add, change, order, remove."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from unknot.accounts.gate import THOSE_WHO_TREAT, StaffRequest, open_to
from unknot.visits.models import Phrase
from unknot.visits.notes.content import SECTIONS
from unknot.visits.notes.pages.forms import PhraseForm
from unknot.visits.notes.phrases import keep_phrase, move_phrase, phrases_of, remove_phrase
from unknot.visits.notes.wording import SECTION_TITLES


def own_phrase(request: StaffRequest, pk: int) -> Phrase:
    return get_object_or_404(Phrase, pk=pk, user=request.staff.user)


@open_to(*THOSE_WHO_TREAT)
def phrases(request: StaffRequest) -> HttpResponse:
    """All of one's own by section, and a form for one more."""
    user = request.staff.user
    form = PhraseForm(request.POST or None, phrase=Phrase(user=user))
    if request.method == "POST" and form.is_valid():
        keep_phrase(form.written(), by=request.staff.actor)
        messages.success(request, "Kept. One tap writes it in the room.")
        return redirect("notes:phrases")
    kept = phrases_of(user)
    sections = [(SECTION_TITLES[each], [row for row in kept if row.section == each]) for each in SECTIONS]
    context = {"nav_here": "notes", "form": form, "sections": [each for each in sections if each[1]]}
    return render(request, "visits/phrases.html", context)


@open_to(*THOSE_WHO_TREAT)
def change(request: StaffRequest, pk: int) -> HttpResponse:
    found = own_phrase(request, pk)
    form = PhraseForm(request.POST or None, phrase=found)
    if request.method == "POST" and form.is_valid():
        keep_phrase(form.written(), by=request.staff.actor)
        messages.success(request, "Changed.")
        return redirect("notes:phrases")
    return render(request, "visits/phrase.html", {"nav_here": "notes", "form": form, "phrase": found})


@open_to(*THOSE_WHO_TREAT)
@require_POST
def move(request: StaffRequest, pk: int) -> HttpResponse:
    move_phrase(own_phrase(request, pk), up=request.POST.get("way") == "up", by=request.staff.actor)
    return redirect("notes:phrases")


@open_to(*THOSE_WHO_TREAT)
@require_POST
def remove(request: StaffRequest, pk: int) -> HttpResponse:
    remove_phrase(own_phrase(request, pk), by=request.staff.actor)
    messages.success(request, "Removed.")
    return redirect("notes:phrases")
