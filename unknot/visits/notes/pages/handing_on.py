"""Naming somebody else to sign what waits for a supervisor. The owner may, without reading a word of the note."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from unknot.accounts.gate import OWNER, THOSE_WHO_TREAT, Staff, StaffRequest, open_to
from unknot.audit.actions import record
from unknot.visits.models import Note
from unknot.visits.notes.actions import name_supervisor
from unknot.visits.notes.pages.finding import note_of_practice
from unknot.visits.notes.pages.forms import SupervisorForm
from unknot.visits.notes.queries import waiting_for_others
from unknot.visits.notes.supervising import may_cosign, why_in_vain


@dataclass(frozen=True)
class Waiting:
    """A note that waits for somebody else, why in vain if so, and whether who looks may name another."""

    note: Note
    in_vain: str
    may_hand_on: bool


def waiting_of(staff: Staff, *, now: datetime) -> list[Waiting]:
    why: dict[tuple[int | None, int], str] = {}
    waiting = []
    for each in waiting_for_others(staff):
        key = each.supervisor_id, each.visit.location_id
        if key not in why:
            why[key] = why_in_vain(each, now=now)
        waiting.append(Waiting(each, why[key], staff.role == OWNER or bool(why[key])))
    return waiting


@open_to(*THOSE_WHO_TREAT)
def supervisor(request: StaffRequest, pk: int) -> HttpResponse:
    """Choose who signs instead, of those who may."""
    found, now = note_of_practice(request, pk), timezone.now()
    if found.state != Note.State.WAITING or found.in_error_at:
        return redirect("notes:waiting")
    able = may_cosign(found.visit, author_id=found.author_id, now=now)
    form = SupervisorForm(request.POST or None, people=[each for each in able if each != found.supervisor])
    if request.method == "POST" and form.is_valid():
        staff, named = request.staff, form.chosen()
        name_supervisor(found, supervisor=named, user=staff.user, by=staff.actor, now=now)
        messages.success(request, f"It waits for {named.name} now.")
        return redirect("notes:waiting")
    record("saw_who_signs", by=request.staff.actor, subject=found, client_id=found.visit.client_id)
    context = {"nav_here": "notes", "note": found, "form": form, "in_vain": why_in_vain(found, now=now)}
    return render(request, "visits/note_supervisor.html", context)
