"""Drafts are signed by those who wrote them, waited for where somebody supervises, and added to afterwards."""

from datetime import timedelta
from typing import Any

import pytest

from tests.booking.scene import make_therapist
from tests.contracts.scene import NOW, House, make_house
from tests.visits.noting import a_draft, held
from unknot.accounts.models import Membership, Role, User
from unknot.audit.actions import Actor
from unknot.audit.models import AuditEntry
from unknot.booking.models import Appointment
from unknot.visits.errors import NotNoteworthy, NotSignable
from unknot.visits.models import Note
from unknot.visits.notes.actions import amend_note, cosign_note, send_back, sign_note, take_back
from unknot.visits.notes.keeping import mark_in_error
from unknot.visits.notes.signing import first_broken

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
WORK = {
    "technique": "swedish",
    "regions": ["left_calf"],
    "strokes": [],
    "minutes": 20,
    "pressure": 2,
    "words": "",
}


@pytest.fixture
def house() -> House:
    house = make_house("Alder")
    held(house)
    return house


def actor(user: User) -> Actor:
    return Actor("user", str(user.pk))


def signed(note: Note, user: User, **how: Any) -> Note:
    return sign_note(note, **{"user": user, "by": actor(user), "now": LATER} | how)


def trained_by(house: House) -> User:
    """From now on the therapist of the visit is in training with somebody."""
    teacher = User.objects.create_user("teacher@alder.example", "a long enough password", name="Thea Teacher")
    Membership.objects.create(user=teacher, practice=house.practice, role=Role.THERAPIST)
    make_therapist(house.location, user=teacher, name=teacher.name)
    house.visit.therapist.supervisor = teacher
    house.visit.therapist.save()
    return teacher


def trail(note: Note, action: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(subject_kind="note", subject_id=str(note.pk), action=action))


def test_it_is_signed_with_a_hash_that_the_audit_trail_keeps_too(house: House) -> None:
    note = signed(a_draft(house.visit), house.staff["treats"])
    assert (note.state, note.signed_by, note.signed_at, note.author_signed_at) == (
        "signed", house.staff["treats"], LATER, LATER,
    )  # fmt: skip
    assert first_broken(Note.objects.get(pk=note.pk), []) == ""
    (entry,) = trail(note, "sign_note")
    assert (entry.detail["hash"], entry.client_id) == (note.hash, house.client.pk)


def test_signing_twice_is_signing_once(house: House) -> None:
    note = signed(a_draft(house.visit), house.staff["treats"])
    again = signed(note, house.staff["treats"], now=LATER + timedelta(hours=1))
    assert (again.signed_at, again.hash) == (LATER, note.hash)
    assert len(trail(note, "sign_note")) == 1


@pytest.mark.parametrize("who", ["owner", "desk", "other"])
def test_nobody_signs_for_the_author(house: House, who: str) -> None:
    note = a_draft(house.visit)
    with pytest.raises(NotSignable, match="Its author signs it"):
        signed(note, house.staff[who])
    note.refresh_from_db()
    assert note.state == "draft"


@pytest.mark.parametrize("state", ["provisional", "cancelled", "lapsed", "missed"])
def test_a_visit_that_has_not_begun_has_nothing_to_sign(house: House, state: str) -> None:
    Appointment.objects.filter(pk=house.visit.pk).update(state=state)
    with pytest.raises(NotSignable, match="has not begun"):
        signed(a_draft(house.visit), house.staff["treats"])


def test_work_beyond_the_limits_needs_a_reason(house: House) -> None:
    note = a_draft(house.visit, **{"work/a": WORK, "beyond": "  "})
    with pytest.raises(NotSignable, match="Write down why, then sign"):
        signed(note, house.staff["treats"])
    Note.objects.filter(pk=note.pk).update(
        content={"work/a": WORK, "beyond": "Asked for it after the letter."}
    )
    assert signed(note, house.staff["treats"]).state == "signed"


def test_a_note_in_error_is_not_signed(house: House) -> None:
    note = a_draft(house.visit)
    author = house.staff["treats"]
    mark_in_error(note, because="Wrong client", user=author, by=actor(author), now=LATER)
    with pytest.raises(NotSignable, match="entered in error"):
        signed(note, author)


def test_in_training_it_waits_for_the_supervisor_and_takes_both_names(house: House) -> None:
    teacher, author = trained_by(house), house.staff["treats"]
    note = signed(a_draft(house.visit), author)
    assert (note.state, note.hash, note.signed_by) == ("waiting", "", None)
    assert signed(note, author, now=LATER + timedelta(hours=1)).author_signed_at == LATER
    whole = cosign_note(note, user=teacher, by=actor(teacher), now=LATER + timedelta(days=1))
    assert (whole.state, whole.author_signed_at, whole.signed_by) == ("signed", LATER, teacher)
    assert trail(note, "cosign_note")[0].detail["hash"] == whole.hash
    assert first_broken(Note.objects.get(pk=note.pk), []) == ""
    assert cosign_note(note, user=teacher, by=actor(teacher), now=LATER).signed_at == whole.signed_at


def test_a_supervisor_signs_nothing_that_its_author_has_not(house: House) -> None:
    teacher = trained_by(house)
    with pytest.raises(NotSignable, match="Its author signs it first"):
        cosign_note(a_draft(house.visit), user=teacher, by=actor(teacher), now=LATER)


@pytest.mark.parametrize("who", ["owner", "other", "treats"])
def test_nobody_cosigns_but_the_supervisor(house: House, who: str) -> None:
    trained_by(house)
    note = signed(a_draft(house.visit), house.staff["treats"])
    with pytest.raises(NotSignable, match="supervisor"):
        cosign_note(note, user=house.staff[who], by=actor(house.staff[who]), now=LATER)


def test_a_note_sent_back_is_a_draft_with_the_supervisors_words_in_it(house: House) -> None:
    teacher, author = trained_by(house), house.staff["treats"]
    note = signed(a_draft(house.visit), author)
    back = send_back(note, words=" Which side? ", user=teacher, by=actor(teacher), now=LATER)
    assert (back.state, back.author_signed_at) == ("draft", None)
    assert back.content == {
        "plan": "Walk daily",
        "also/sent-back-1": "Thea Teacher, Tuesday 1 December 2026, 8:30: Which side?",
    }
    assert trail(note, "send_back_note")[0].detail == {}, "no words in the trail"
    with pytest.raises(NotSignable, match="what should be changed"):
        send_back(signed(back, author), words=" ", user=teacher, by=actor(teacher), now=LATER)


def test_its_author_takes_it_back_while_it_waits_and_whoever_supervises_now_signs(house: House) -> None:
    teacher, author = trained_by(house), house.staff["treats"]
    note = signed(a_draft(house.visit), author)
    with pytest.raises(NotSignable, match="Its author signs it"):
        take_back(note, user=teacher, by=actor(teacher), now=LATER)
    back = take_back(note, user=author, by=actor(author), now=LATER)
    assert (back.state, back.author_signed_at) == ("draft", None)
    with pytest.raises(NotSignable, match="does not wait"):
        take_back(note, user=author, by=actor(author), now=LATER)
    house.visit.therapist.supervisor = house.staff["other"]
    house.visit.therapist.save()
    assert signed(back, author).supervisor == house.staff["other"]
    with pytest.raises(NotSignable, match="supervisor"):
        cosign_note(note, user=teacher, by=actor(teacher), now=LATER)


def amended(note: Note, user: User, words: str = "Left, not right.") -> Any:
    return amend_note(note, words=words, user=user, by=actor(user), now=LATER)


def test_amendments_stand_by_name_and_day_each_over_what_stood_before(house: House) -> None:
    note = signed(a_draft(house.visit), house.staff["treats"])
    first, second = amended(note, house.staff["treats"]), amended(note, house.staff["treats"], "And lighter.")
    assert (first.written_by, first.written_at, first.words) == (
        house.staff["treats"],
        LATER,
        "Left, not right.",
    )
    kept = Note.objects.get(pk=note.pk)
    assert first_broken(kept, kept.amendments.order_by("id")) == ""
    assert first_broken(kept, [second]) == f"amendment {second.pk}", "none can be taken out"
    assert [entry.detail["hash"] for entry in trail(note, "amend_note")] == [first.hash, second.hash]


@pytest.mark.parametrize(
    ("words", "error"), [("", NotSignable), (" \n", NotSignable), ("x" * 4001, NotNoteworthy)]
)
def test_an_amendment_says_something(house: House, words: str, error: type[Exception]) -> None:
    note = signed(a_draft(house.visit), house.staff["treats"])
    with pytest.raises(error):
        amended(note, house.staff["treats"], words)


def test_a_draft_is_changed_and_not_amended(house: House) -> None:
    with pytest.raises(NotSignable, match="change the draft itself"):
        amended(a_draft(house.visit), house.staff["treats"])


@pytest.mark.parametrize("who", ["owner", "desk", "other"])
def test_nobody_else_amends(house: House, who: str) -> None:
    note = signed(a_draft(house.visit), house.staff["treats"])
    with pytest.raises(NotSignable, match="Only the author"):
        amended(note, house.staff[who])
