"""Visits of the demo that have begun, for journeys in the session room, and what a hand does there."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from tests.journeys.walking import sign_in
from tests.visits.noting import a_signed_note
from unknot.booking.models import Appointment
from unknot.visits.models import Note

MAYA = "maya@demo.example"
PAIN = {
    "kind": "pain", "region": "left_upper_arm", "pin": None, "intensity": 6, "layer": "", "when": "before",
    "refers_to": [], "words": "",
}  # fmt: skip


def begun(email: str = MAYA) -> Appointment:
    """A visit that began twelve minutes ago, past the door: the last of all, so that no two journeys meet."""
    visits = Appointment.objects.filter(therapist__user__email=email, state=Appointment.State.CONFIRMED)
    visit = visits.order_by("-starts_at")[0]
    Appointment.objects.filter(pk=visit.pk).update(
        state=Appointment.State.STARTED, started_at=timezone.now() - timedelta(minutes=12)
    )
    visit.refresh_from_db()
    return visit


def with_a_note_of_last_time(visit: Appointment, **content: object) -> Note:
    """The same client was here yesterday, and this was written and signed."""
    now = timezone.now()
    earlier = Appointment.objects.get(pk=visit.pk)
    earlier.pk, earlier.request_key, earlier.permit = None, f"last-time-{visit.pk}", None
    earlier.state, earlier.starts_at, earlier.ends_at = (
        "finished",
        now - timedelta(hours=24),
        now - timedelta(hours=23),
    )
    earlier.started_at, earlier.finished_at = earlier.starts_at, earlier.ends_at
    earlier.save(force_insert=True)
    return a_signed_note(earlier, **content)


def enter(page: Page, visit: Appointment, email: str = MAYA) -> None:
    sign_in(page, email)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    go_in(page, visit)


def go_in(page: Page, visit: Appointment) -> None:
    page.goto(f"/staff/visits/{visit.pk}/room/")
    expect(page.get_by_role("heading", level=1)).to_have_text(visit.client.name)


def lose_connection(page: Page) -> None:
    """Once all of the page is there: what is to be read comes in a second after the rest."""
    expect(page.get_by_role("heading", name="Why they come", include_hidden=True)).to_be_attached()
    page.context.set_offline(True)


def saved(page: Page, words: str = "Saved") -> Locator:
    """The line that says where the note is. "Saved" stays through a quick save, so the count counts."""
    line = page.locator("[data-saved]")
    if words == "Saved":
        expect(line).to_have_attribute("data-waiting", "0")
    expect(line).to_contain_text(words)
    return line


def text_of(page: Page, section: str) -> Locator:
    return page.get_by_role("textbox", name=section)


def tap_part(page: Page, leaf: str = "left_upper_arm", view: str = "front") -> None:
    page.locator(f"#room-{view}-{leaf}").click()


def note_of(visit: Appointment) -> dict[str, object]:
    return Note.objects.get(visit=visit, in_error_at=None).content


def values(content: dict[str, object], kind: str) -> list[object]:
    return [value for path, value in sorted(content.items()) if path.startswith(f"{kind}/")]
