"""Lines as typed that are still open: a medicine nobody knows yet, or what a client wrote in their own words."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from unknot.accounts.gate import THOSE_WHO_TREAT, StaffRequest, open_to
from unknot.audit.actions import record
from unknot.booking.actions import settle_visit
from unknot.booking.models import Appointment
from unknot.care.knowledge import knowledge_of
from unknot.care.settling import Lines, settle_line
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.medicines import Recognised
from unknot.intake.actions import client_sheet
from unknot.intake.models import Sheet
from unknot.intake.offering import read_medicines
from unknot.intake.reading import newest_reason
from unknot.visits.line_forms import LineForm, MedicineForm, NoteForm
from unknot.visits.queries import day_at, visits_of


@open_to(*THOSE_WHO_TREAT)
def settle_medicine(request: StaffRequest, pk: int, line: int) -> HttpResponse:
    """Say which medicine a line is, or that it changes nothing; the visit is screened again at once."""
    found, sheet = _visit(request, pk)
    knowledge = knowledge_of(found.practice)
    read = _open_medicine(sheet, line, knowledge)
    if read is None:
        return _closed(request, pk)
    form = MedicineForm(request.POST or None, read=read, knowledge=knowledge)
    if request.method == "POST" and form.is_valid():
        return _settled(request, found, sheet, "medicines", read.typed, form)
    names = sorted(knowledge.medicines.named)
    asks = list(dict.fromkeys(each.settle for each in read.medicines if each.settle))
    return _page(request, found, form, typed=read.typed, names=names, asks=asks)


@open_to(*THOSE_WHO_TREAT)
def settle_note(request: StaffRequest, pk: int, line: int) -> HttpResponse:
    """Say which conditions a note tells of, or that it changes nothing; the visit is screened again at once."""
    found, sheet = _visit(request, pk)
    knowledge = knowledge_of(found.practice)
    note = _open_note(sheet, line)
    if note is None:
        return _closed(request, pk)
    offered = [knowledge.entries[each] for each in knowledge.finder.offers(note)]
    form = NoteForm(request.POST or None, knowledge=knowledge, offered=offered)
    if request.method == "POST" and form.is_valid():
        return _settled(request, found, sheet, "notes", note, form)
    return _page(request, found, form, typed=note)


def _visit(request: StaffRequest, pk: int) -> tuple[Appointment, Sheet]:
    found = get_object_or_404(visits_of(request.staff), pk=pk)
    return found, client_sheet(found.client, now=timezone.now())


def _open_medicine(sheet: Sheet, number: int, knowledge: Knowledge) -> Recognised | None:
    lines = read_medicines(sheet, knowledge)
    return lines[number] if number < len(lines) and not lines[number].settled else None


def _open_note(sheet: Sheet, number: int) -> str | None:
    reason = newest_reason(sheet)
    notes = (reason.notes or []) if reason else []
    note = notes[number] if number < len(notes) else None
    return note if reason and note and note not in reason.notes_meant else None


def _closed(request: StaffRequest, pk: int) -> HttpResponse:
    messages.info(request, "Nothing is open about this line now.")
    return redirect("visits:visit", pk)


def _page(request: StaffRequest, found: Appointment, form: LineForm, **more: Any) -> HttpResponse:
    record("saw_question", by=request.staff.actor, subject=found, client_id=found.client_id)
    return render(request, "visits/settle_line.html", {"visit": found, "form": form} | more)


def _settled(
    request: StaffRequest,
    found: Appointment,
    sheet: Sheet,
    lines: Lines,
    line: str,
    form: MedicineForm | NoteForm,
) -> HttpResponse:
    staff, now = request.staff, timezone.now()
    settle_line(
        sheet, lines=lines, line=line, ids=form.ids(), answers_yes=form.answers_yes(),
        why=form.cleaned_data["why"], user=staff.user, on=day_at(found.location, now), by=staff.actor, now=now,
    )  # fmt: skip
    settle_visit(found, by=staff.actor, now=now)
    messages.success(request, "Recorded. The visit was screened again.")
    return redirect("visits:visit", found.pk)
