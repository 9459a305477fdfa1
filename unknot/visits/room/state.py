"""What the page's script starts from: the draft, the words for its ids, and where to send what is written."""

from base64 import b64encode
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.crypto import salted_hmac

from unknot.accounts.gate import Staff
from unknot.accounts.models import User
from unknot.booking.models import Appointment
from unknot.care.bodymap import labels_of
from unknot.clinical.fitting import COUNTS_AS
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.limits import Limits
from unknot.drawing.mark_words import KIND_WORDS, LAYER_WORDS
from unknot.visits.notes.content import SECTIONS, rows
from unknot.visits.notes.wording import COMFORT_WORDS, SECTION_TITLES
from unknot.visits.room.addresses import address_of
from unknot.visits.room.forward import work_last_time

if TYPE_CHECKING:
    from unknot.visits.room.page import Room

NAMES = {
    **SECTION_TITLES, "beyond": "the reason", "mark": "the marks", "work": "the work", "comfort": "what they said",
    "asked": "what was asked", "unasked": "why it was not asked", "position": "the positions", "stop": "the stop",
    "lubricant": "the lubricant", "also": "the end",
}  # fmt: skip


def state_of(room: "Room", staff: Staff) -> dict[str, Any]:
    """Values for a script, as JSON."""
    visit, note, last = room.visit, room.note, room.last
    return {
        "person": staff.user.pk,
        "visit": visit.pk,
        "seal": seal_of(staff.user),
        "note": note.pk if note else None,
        "version": note.version if note else 0,
        "content": room.content,
        "address": f"{room.address}changes/",
        "sign": address_of("notes:sign"),
        "sign_in": f"{reverse('accounts:sign_in')}?next={room.address}",
        "started": visit.started_at and visit.started_at.isoformat(),
        "now": room.now.isoformat(),
        "minute": room.minute,
        "running": visit.state == Appointment.State.STARTED,
        "planned": room.planned,
        "planned_table": room.planned_table,
        "technique": visit.technique,
        "limits": plain_limits(room.limits),
        "last": {each: last[each] for each in SECTIONS if each in last},
        "last_rows": list(rows(last, "work").values()),
        "last_work": work_last_time(last),
        "last_marks": list(rows(last, "mark").values()),
    }


def seal_of(user: User) -> str:
    """The key by which a device seals what this person wrote and the server does not have yet: 256 bits in base 64.

    Theirs alone and the same at each sign-in, so that on a shared device they find it again and nobody else reads it.
    """
    return b64encode(salted_hmac("unknot.visits.room", str(user.pk), algorithm="sha256").digest()).decode()


def plain_limits(limits: Limits) -> dict[str, Any]:
    """Pressure and techniques for the body, and for each leaf on which they are tighter."""
    leaves = {*limits.regional_pressure_max, *limits.regional_exclude_techniques, *limits.avoid_regions}
    return {
        "most": limits.pressure_max,
        "out": sorted(limits.exclude_techniques),
        "leaves": {leaf: _on_leaf(limits, leaf) for leaf in sorted({*leaves, *COUNTS_AS})},
    }


def _on_leaf(limits: Limits, leaf: str) -> dict[str, Any]:
    out = limits.excluded_on(leaf)
    return {
        "most": limits.pressure_on(leaf),
        "out": sorted(out - limits.exclude_techniques),
        "avoid": leaf in limits.avoid_regions or COUNTS_AS.get(leaf) in out,
    }


def script_words(knowledge: Knowledge) -> dict[str, Any]:
    """The words for ids, the same in every room."""
    catalogue = knowledge.catalogue
    return {
        "labels": labels_of(knowledge),
        "techniques": {each.id: each.title for each in catalogue.techniques.values()},
        "strokes": {each.id: each.title for each in catalogue.strokes.values()},
        "kinds": KIND_WORDS,
        "layers": LAYER_WORDS,
        "comfort": COMFORT_WORDS,
        "sections": SECTION_TITLES,
        "names": NAMES,
    }
