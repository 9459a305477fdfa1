"""What happens to a note after it was written: by a supervisor on a tablet, and on a phone without scripts."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitors
from tests.journeys.walking import follow, see, sign_in, tap
from unknot.visits.models import Note

MAYA = "maya@demo.example"


def test_a_supervisor_sends_a_note_back_and_signs_another(visitors: Visitors) -> None:
    page = visitors.tablet()
    sign_in(page, MAYA)
    page.get_by_role("link", name=re.compile("waiting for you as supervisor")).click()
    see(page, "Notes to sign")
    waiting = page.get_by_role("region", name="Waiting for you as supervisor")
    expect(waiting.get_by_role("listitem")).to_have_count(2)
    waiting.get_by_role("link", name=re.compile("^Look through")).first.click()
    expect(page.get_by_role("region", name="Work")).to_be_visible()
    page.get_by_label("Or send it back: what should be changed?").fill("Which side was it?")
    tap(page, "Send back to Jin Park")
    see(page, "Notes to sign")
    waiting.get_by_role("link", name=re.compile("^Look through")).click()
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_role("region", name="Signed")).to_contain_text("and by Maya Okafor, who supervises")
    assert Note.objects.filter(state=Note.State.WAITING, supervisor__email=MAYA).count() == 0


def a_signed_one() -> Note:
    """The newest note of Maya's that its client may not read yet."""
    notes = Note.objects.filter(author__email=MAYA, state=Note.State.SIGNED, shared_at=None, in_error_at=None)
    return notes.order_by("-visit__starts_at")[0]


def test_without_scripts_a_note_is_signed_added_to_and_shared(visitors: Visitors) -> None:
    page = visitors.phone_without_scripts()
    sign_in(page, MAYA)
    page.get_by_role("link", name=re.compile("notes? to sign")).click()
    see(page, "Notes to sign")
    drafts = page.get_by_role("region", name="Your drafts of finished visits")
    drafts.get_by_role("link", name=re.compile("^Sign")).first.click()
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_role("region", name="Signed")).to_contain_text("By Maya Okafor")
    follow(page, "Add to it")
    see(page, "Add to this note")
    page.get_by_label("What is to be added?").fill("The client wrote: slept well.")
    tap(page, "Add")
    expect(page.get_by_role("region", name="Added later")).to_contain_text("The client wrote: slept well.")
    tap(page, "Share with the client")
    expect(page.get_by_text("may read it since")).to_be_visible()


def test_a_note_in_error_is_struck_out_and_its_client_reads_it_no_more(visitors: Visitors) -> None:
    note, page = a_signed_one(), visitors.phone()
    sign_in(page, MAYA)
    read(page, note)
    follow(page, "Who may read it")
    see(page, "Who may read this note")
    follow(page, "Back to the note")
    follow(page, "Entered in error?")
    see(page, "This note was entered in error")
    page.get_by_label("Why?").fill("Written for another client.")
    tap(page, "Strike it out")
    see(page, "Write it anew")
    follow(page, "Back to the note")
    expect(page.get_by_text("Entered in error.")).to_be_visible()
    follow(page, f"All notes of {note.visit.client.name}")
    see(page, note.visit.client.name)
    expect(page.get_by_text("Entered in error:")).to_be_visible()
    page.goto("/staff/phrases/")
    see(page, "My phrases")


def read(page: Page, note: Note) -> None:
    page.goto(f"/staff/notes/{note.pk}/")
    see(page, note.visit.client.name)
    expect(page.get_by_role("region", name="Signed")).to_be_visible()
