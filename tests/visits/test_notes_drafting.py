"""A draft is begun once, written by those who treat and supervise, and never after it was signed."""

from typing import Any

import pytest
from django.utils import timezone

from tests.contracts.scene import House, make_house
from tests.visits.noting import a_signed_note, held
from unknot.audit.actions import Actor
from unknot.audit.models import AuditEntry
from unknot.booking.models import Appointment
from unknot.directory.models import Therapist
from unknot.visits.errors import NotNoteworthy, NotSignable
from unknot.visits.models import Note
from unknot.visits.notes.drafting import Written, change_note
from unknot.visits.notes.known import marks_of
from unknot.visits.notes.merging import Change

pytestmark = pytest.mark.django_db
MARK = {
    "kind": "pain", "region": "left_calf", "pin": None, "intensity": 6, "layer": "", "when": "before",
    "refers_to": [], "words": "",
}  # fmt: skip
WORK = {
    "technique": "swedish",
    "regions": ["left_calf"],
    "strokes": [],
    "minutes": 9,
    "pressure": 2,
    "words": "",
}


@pytest.fixture
def house() -> House:
    house = make_house("Alder")
    held(house)
    return house


def write(house: House, *changes: Change, who: str = "treats", note_id: int | None = None) -> Written:
    user = house.staff[who]
    by = Actor("user", str(user.pk), house.practice.pk)
    return change_note(house.visit, changes, note_id=note_id, user=user, by=by, now=timezone.now())


def test_the_first_change_begins_the_note_of_its_therapist(house: House) -> None:
    written = write(house, Change("plan", None, "Walk"))
    assert written.note.author == house.staff["treats"]
    assert (written.met, written.note.version, written.note.content) == (0, 1, {"plan": "Walk"})
    told = AuditEntry.objects.filter(subject_kind="note").order_by("id")
    assert [each.action for each in told] == ["begin_note", "change_note"]
    assert "Walk" not in str([each.detail for each in told])


def test_what_is_sent_again_changes_nothing(house: House) -> None:
    for _ in range(2):
        written = write(house, Change("plan", None, "Walk"))
    assert (written.note.version, written.clashes, Note.objects.count()) == (1, (), 1)


def test_a_supervisor_writes_in_the_note_of_whom_they_supervise(house: House) -> None:
    Therapist.objects.filter(pk=house.visit.therapist_id).update(supervisor=house.staff["other"])
    written = write(house, Change("plan", None, "Walk"), who="other")
    assert (written.note.author, written.note.supervisor) == (house.staff["treats"], house.staff["other"])


@pytest.mark.parametrize("who", ["owner", "desk", "other"])
def test_nobody_else_writes(house: House, who: str) -> None:
    with pytest.raises(NotSignable, match="Only the therapist"):
        write(house, Change("plan", None, "Walk"), who=who)
    assert not Note.objects.exists()


@pytest.mark.parametrize("state", ["provisional", "cancelled", "missed"])
def test_there_is_nothing_to_write_before_a_visit_has_begun(house: House, state: str) -> None:
    Appointment.objects.filter(pk=house.visit.pk).update(state=state)
    with pytest.raises(NotSignable, match="has not begun"):
        write(house, Change("plan", None, "Walk"))


def test_a_note_that_nobody_could_sign_is_not_begun(house: House) -> None:
    Therapist.objects.filter(pk=house.visit.therapist_id).update(user=None, supervisor=house.staff["other"])
    with pytest.raises(NotSignable, match="does not sign in"):
        write(house, Change("plan", None, "Walk"), who="other")


def test_a_signed_note_takes_nothing_new_and_what_it_has_already_without_a_word(house: House) -> None:
    note = a_signed_note(house.visit, plan="Walk")
    assert write(house, Change("plan", None, "Walk"), note_id=note.pk).note == note
    with pytest.raises(NotSignable, match="is signed"):
        write(house, Change("plan", "Walk", "Rest"), note_id=note.pk)


def test_changes_for_a_note_that_was_struck_out_do_not_land_in_another(house: House) -> None:
    note = write(house, Change("plan", None, "Walk")).note
    Note.objects.filter(pk=note.pk).update(
        in_error_at=timezone.now(), in_error_by=note.author, in_error_because="Wrong client"
    )
    with pytest.raises(NotSignable, match="struck out"):
        write(house, Change("plan", "Walk", "Rest"), note_id=note.pk)


UNKNOWN: list[tuple[str, str, Any]] = [
    ("a place on no map", "mark/a", MARK | {"region": "left_wing"}),
    ("a mark that is nowhere", "mark/a", MARK | {"region": ""}),
    ("a view that is not drawn", "mark/a", MARK | {"pin": {"view": "inside", "x": 0, "y": 0}}),
    ("a technique nobody knows", "work/a", WORK | {"technique": "levitation"}),
    ("a stroke nobody knows", "work/a", WORK | {"strokes": ["slap"]}),
    ("work on a place on no map", "work/a", WORK | {"regions": ["left_wing"]}),
    ("an area asked about on no map", "asked/left_wing", {"said": "yes", "minute": 1}),
    ("a position nobody lies in", "position/a", "headstand"),
    ("a lubricant nobody knows", "lubricant", "engine_oil"),
]


@pytest.mark.parametrize(("remark", "path", "value"), UNKNOWN, ids=[each[0] for each in UNKNOWN])
def test_it_refuses_what_the_knowledge_base_does_not_have(
    house: House, remark: str, path: str, value: Any
) -> None:
    with pytest.raises(NotNoteworthy, match="accepted"):
        write(house, Change(path, None, value))
    assert not Note.objects.filter(version__gt=0).exists(), remark


def test_it_takes_no_more_marks_than_the_picture(house: House) -> None:
    many = [Change(f"mark/m{number:03}", None, MARK) for number in range(201)]
    write(house, *many[:200])
    with pytest.raises(NotNoteworthy, match="at most 200"):
        write(house, many[200])


def test_a_mark_on_a_place_that_is_no_longer_drawn_does_not_hide_the_others() -> None:
    content = {"mark/a": MARK | {"region": "left_wing"}, "mark/b": MARK}
    assert [mark.id for mark in marks_of(content)] == ["b"]


def test_two_begin_the_same_note(house: House) -> None:
    assert write(house).note == write(house).note
