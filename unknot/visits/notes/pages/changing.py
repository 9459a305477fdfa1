"""What may be done about a note: sign it, send it back, add to it, strike it out, write it anew, let others read it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from unknot.accounts.gate import THOSE_WHO_TREAT, StaffRequest, open_to
from unknot.audit.actions import record
from unknot.visits.models import Note
from unknot.visits.notes.actions import amend_note, cosign_note, send_back, sign_note, take_back
from unknot.visits.notes.drafting import change_note
from unknot.visits.notes.keeping import mark_in_error, set_privacy, share_with_client, unshare, write_anew
from unknot.visits.notes.pages.asking import AskedForm
from unknot.visits.notes.pages.finding import note_of_ones_own, note_to_read
from unknot.visits.notes.pages.forms import AmendForm, AnewForm, InErrorForm, ReadersForm
from unknot.visits.notes.pages.reading import shown_with_picture
from unknot.visits.notes.queries import writable_visits

MOST_OFFERED = 60
"""The newest visits among which the right one is looked for."""


def doing(request: StaffRequest) -> dict[str, Any]:
    """Who does it, as actions take it."""
    return {"user": request.staff.user, "by": request.staff.actor}


@open_to(*THOSE_WHO_TREAT)
def sign(request: StaffRequest, pk: int) -> HttpResponse:
    """The note as it would be signed, and one button. Supervisors sign here what waits for them, or send it back."""
    found = note_of_ones_own(request, pk)
    waits = found.state == Note.State.WAITING and found.supervisor_id == request.staff.user.pk
    drafted = found.state == Note.State.DRAFT and found.author_id == request.staff.user.pk
    if request.method == "POST":
        seen = version_seen(request.POST.get("version", ""))
        done = (cosign_note if waits else sign_note)(found, **doing(request), now=timezone.now(), seen=seen)
        messages.success(request, SIGNED[Note.State(done.state)])
        return redirect("notes:note", pk)
    if not (waits or drafted) or found.in_error_at:
        return redirect("notes:note", pk)
    return _page_to_sign(request, found, AskedForm(note=found), waits=waits)


def _page_to_sign(request: StaffRequest, found: Note, asking: AskedForm, *, waits: bool) -> HttpResponse:
    record("saw_note", by=request.staff.actor, subject=found, client_id=found.visit.client_id)
    context = {"nav_here": "notes", "waits": waits, "asking": asking} | shown_with_picture(found)
    return render(request, "visits/note_sign.html", context)


@open_to(*THOSE_WHO_TREAT)
@require_POST
def asked(request: StaffRequest, pk: int) -> HttpResponse:
    """Say of sensitive areas that were worked on when their client was asked, or why not. Then it can be signed."""
    found = note_of_ones_own(request, pk)
    form = AskedForm(request.POST, note=found)
    if not form.is_valid():
        return _page_to_sign(request, found, form, waits=False)
    change_note(found.visit, form.changes(), note_id=found.pk, **doing(request), now=timezone.now())
    return redirect("notes:sign", pk)


def version_seen(said: str) -> int:
    """The version that the page showed; one that no note has where none is said."""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else -1


SIGNED = {
    Note.State.SIGNED: "Signed. What is still to be said can be added to it.",
    Note.State.WAITING: "Signed by you. It waits for your supervisor now.",
    Note.State.DRAFT: "Not signed.",
}


@open_to(*THOSE_WHO_TREAT)
@require_POST
def back(request: StaffRequest, pk: int) -> HttpResponse:
    """A note that waits for its supervisor becomes a draft again: sent back by them, or taken back by its author."""
    found = note_of_ones_own(request, pk)
    if found.author_id == request.staff.user.pk:
        take_back(found, **doing(request), now=timezone.now())
        return redirect("notes:sign", pk)
    send_back(found, words=request.POST.get("words", ""), **doing(request), now=timezone.now())
    messages.success(request, f"Sent back to {found.author.name}, with your words.")
    return redirect("notes:waiting")


@open_to(*THOSE_WHO_TREAT)
def amend(request: StaffRequest, pk: int) -> HttpResponse:
    """Add to a signed note."""
    found = note_of_ones_own(request, pk)
    form = AmendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        amend_note(found, words=form.cleaned_data["words"], **doing(request), now=timezone.now())
        messages.success(request, "Added, with your name and the day.")
        return redirect("notes:note", pk)
    return _form_page(request, found, form, "Add to this note", "Add")


@open_to(*THOSE_WHO_TREAT)
def in_error(request: StaffRequest, pk: int) -> HttpResponse:
    """Strike a note out; then, for its author, on to writing it where it belongs."""
    found = note_to_read(request, pk)
    form = InErrorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        mark_in_error(found, because=form.cleaned_data["because"], **doing(request), now=timezone.now())
        messages.success(
            request, "Struck out. It stays readable to those who may read it, and counts for nothing."
        )
        is_author = found.author_id == request.staff.user.pk
        return redirect("notes:anew" if is_author else "notes:note", pk)
    return _form_page(request, found, form, "This note was entered in error", "Strike it out", stops=True)


@open_to(*THOSE_WHO_TREAT)
def anew(request: StaffRequest, pk: int) -> HttpResponse:
    """Choose the visit that a note in error belongs to; its words become a draft there."""
    found = note_of_ones_own(request, pk)
    visits = writable_visits(request.staff).select_related("client", "location", "therapist")[:MOST_OFFERED]
    form = AnewForm(request.POST or None, visits=visits)
    if request.method == "POST" and form.is_valid():
        made = write_anew(found, visit=form.chosen(), **doing(request), now=timezone.now())
        messages.success(request, "Written anew as a draft. Look it through, then sign.")
        return redirect("notes:sign", made.pk)
    record("saw_note", by=request.staff.actor, subject=found, client_id=found.visit.client_id)
    context = {"nav_here": "notes", "note": found, "form": form, "visits": visits}
    return render(request, "visits/note_anew.html", context)


@open_to(*THOSE_WHO_TREAT)
def readers(request: StaffRequest, pk: int) -> HttpResponse:
    """Who may read a note."""
    found = get_object_or_404(Note, pk=note_of_ones_own(request, pk).pk, author=request.staff.user)
    given = {"privacy": found.privacy, "readers": [str(each.pk) for each in found.readers.all()]}
    form = ReadersForm(request.POST or None, note=found, initial=given)
    if request.method == "POST" and form.is_valid():
        set_privacy(found, privacy=form.cleaned_data["privacy"], readers=form.named(), **doing(request))
        messages.success(request, "Changed. Each reading stays on record.")
        return redirect("notes:note", pk)
    return _form_page(request, found, form, "Who may read this note", "Keep")


@open_to(*THOSE_WHO_TREAT)
@require_POST
def share(request: StaffRequest, pk: int) -> HttpResponse:
    """Let the client read a note on their own page, or no longer."""
    found = note_of_ones_own(request, pk)
    if request.POST.get("share") == "yes":
        share_with_client(found, **doing(request), now=timezone.now())
        messages.success(request, "The client can read it on their own page.")
    else:
        unshare(found, **doing(request))
        messages.success(request, "The client no longer reads it.")
    return redirect("notes:note", pk)


def _form_page(
    request: StaffRequest, found: Note, form: Any, title: str, button: str, *, stops: bool = False
) -> HttpResponse:
    record("saw_note", by=request.staff.actor, subject=found, client_id=found.visit.client_id)
    context = {
        "nav_here": "notes",
        "note": found,
        "form": form,
        "title": title,
        "button": button,
        "stops": stops,
    }
    return render(request, "visits/note_form.html", context)
