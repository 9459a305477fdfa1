"""Which note, client or visit a page is about, and who asks. What a person may not read is not found."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from unknot.accounts.gate import OWNER, Staff, StaffRequest
from unknot.booking.models import Appointment
from unknot.clients.models import Client
from unknot.visits.models import Note
from unknot.visits.notes.queries import TREATS, notes_for, of_client, own


def note_to_read(request: StaffRequest, pk: int) -> Note:
    return get_object_or_404(notes_for(request.staff), pk=pk)


def note_of_ones_own(request: StaffRequest, pk: int) -> Note:
    """A note that the person wrote or supervises; nobody else changes anything about it."""
    return get_object_or_404(notes_for(request.staff).filter(own(request.staff)), pk=pk)


def note_of_practice(request: StaffRequest, pk: int) -> Note:
    """A note that the person wrote, and for the owner any of the practice: to say who signs it, not to read it."""
    notes = Note.objects.filter(visit__practice=request.staff.practice)
    if request.staff.role != OWNER:
        notes = notes.filter(author=request.staff.user)
    told = notes.select_related(
        "visit__client", "visit__location", "visit__therapist", "author", "supervisor"
    )
    return get_object_or_404(told, pk=pk)


def client_to_read(staff: Staff, pk: int) -> Client:
    """A client of the practice whom the person treats, or of whom they may read a note; the owner finds all."""
    client = get_object_or_404(Client, pk=pk, practice=staff.practice)
    treats = Appointment.objects.filter(client=client, therapist__user=staff.user, state__in=TREATS)
    if staff.role == OWNER or treats.exists() or of_client(notes_for(staff), client).exists():
        return client
    raise Http404
