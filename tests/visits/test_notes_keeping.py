"""A note in error is struck out and written anew; who may read a note is named, and its client only what is shared."""

from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest

from tests.booking.scene import make_client, make_working_therapist
from tests.contracts.scene import NOW, House, make_house
from tests.visits.noting import a_draft, a_signed_note, held
from unknot.accounts.gate import Staff
from unknot.accounts.models import Membership, User
from unknot.audit.actions import Actor
from unknot.audit.models import AuditEntry
from unknot.booking.models import Appointment
from unknot.clients.models import Client
from unknot.visits.errors import NotSignable
from unknot.visits.models import Note
from unknot.visits.notes.keeping import mark_in_error, set_privacy, share_with_client, unshare, write_anew
from unknot.visits.notes.queries import (
    counted,
    drafts_to_sign,
    notes_for,
    of_client,
    shared_with,
    waiting_to_sign,
    writable_visits,
)
from unknot.visits.own_page.download import everything_of
from unknot.visits.own_page.page import shared_notes

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def house() -> House:
    house = make_house("Alder")
    held(house)
    return house


def staff(house: House, who: str) -> Staff:
    membership = Membership.objects.get(user=house.staff[who])
    return Staff(membership.user, house.practice, membership.role)


def by(user: User) -> dict[str, Any]:
    return {"user": user, "by": Actor("user", str(user.pk))}


def struck_out(note: Note, user: User, because: str = "Written for another client.") -> Note:
    return mark_in_error(note, because=because, **by(user), now=LATER)


def another_visit(house: House, *, therapist: Any = None, state: str = "finished") -> Appointment:
    """A visit of another client with the same therapist, two hours earlier."""
    starts_at = house.visit.starts_at - timedelta(hours=2)
    return Appointment.objects.create(
        practice=house.practice, client=make_client(house.practice, name="Rowan Right"),
        therapist=therapist or house.visit.therapist, room=house.visit.room, location=house.location, state=state,
        technique="swedish", minutes=30, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=30),
        price_cents=1, currency="USD", request_key=f"another-{state}", booked_at=NOW,
    )  # fmt: skip


@pytest.mark.parametrize("who", ["treats", "owner"])
def test_it_is_struck_out_with_a_reason_and_stays(house: House, who: str) -> None:
    note = struck_out(a_signed_note(house.visit), house.staff[who])
    assert (note.in_error_at, note.in_error_by, note.content) == (
        LATER,
        house.staff[who],
        {"plan": "Walk daily"},
    )
    entry = AuditEntry.objects.get(action="mark_note_in_error")
    assert (entry.subject_id, entry.detail) == (str(note.pk), {}), "the reason stays with the note"


@pytest.mark.parametrize(
    ("because", "words"), [("  ", "Say why"), ("x" * 201, "at most 200")], ids=["empty", "long"]
)
def test_it_is_not_struck_out_without_a_reason(house: House, because: str, words: str) -> None:
    with pytest.raises(NotSignable, match=words):
        struck_out(a_signed_note(house.visit), house.staff["treats"], because)


@pytest.mark.parametrize("who", ["desk", "other"])
def test_nobody_else_strikes_it_out(house: House, who: str) -> None:
    with pytest.raises(NotSignable, match="may strike it out"):
        struck_out(a_signed_note(house.visit), house.staff[who])


def test_the_owner_strikes_out_no_private_note_and_no_draft(house: House) -> None:
    note = a_signed_note(house.visit)
    Note.objects.filter(pk=note.pk).update(privacy="named")
    with pytest.raises(NotSignable, match="may strike it out"):
        struck_out(note, house.staff["owner"])
    draft = a_draft(another_visit(house))
    with pytest.raises(NotSignable, match="may strike it out"):
        struck_out(draft, house.staff["owner"])


def test_it_is_struck_out_once(house: House) -> None:
    note = struck_out(a_signed_note(house.visit), house.staff["treats"])
    with pytest.raises(NotSignable, match="entered in error"):
        struck_out(note, house.staff["treats"])


def test_a_note_for_the_wrong_client_is_gone_for_them_and_counts_for_nothing(house: House) -> None:
    note = a_signed_note(house.visit)
    share_with_client(note, **by(house.staff["treats"]), now=LATER)
    assert list(shared_with(house.client)) == [note]
    struck_out(note, house.staff["treats"])
    assert list(shared_with(house.client)) == []
    assert list(counted(of_client(notes_for(staff(house, "treats")), house.client))) == []
    assert list(of_client(notes_for(staff(house, "treats")), house.client)) == [note], (
        "its author reads it still"
    )


def downloaded(client: Client) -> str:
    """All that a client takes home, as one text."""
    with everything_of(client, now=LATER) as whole, ZipFile(whole) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


def test_the_wrong_client_neither_reads_nor_takes_home_what_was_about_somebody_else(house: House) -> None:
    note, author = a_signed_note(house.visit, plan="Mind the newt"), house.staff["treats"]
    assert "Mind the newt" not in downloaded(house.client), "nobody shared it"
    share_with_client(note, **by(author), now=LATER)
    assert "Mind the newt" in downloaded(house.client)
    assert [each.note for each in shared_notes(house.client)] == [note]
    struck_out(note, author, "About the newt")
    right = another_visit(house)
    anew = write_anew(note, visit=right, **by(author), now=LATER)
    assert "newt" not in downloaded(house.client)
    assert shared_notes(house.client) == []
    assert "newt" not in downloaded(right.client), "a draft is nobody's yet"
    assert anew.shared_at is None


def test_it_is_written_anew_on_the_right_visit_as_a_draft_to_be_checked(house: House) -> None:
    old, author = (
        a_signed_note(house.visit, plan="Heat", **{"also/sent-back-1": "Which side?"}),
        house.staff["treats"],
    )
    struck_out(old, author)
    right = another_visit(house)
    anew = write_anew(old, visit=right, **by(author), now=LATER)
    assert (anew.visit, anew.replaces, anew.state, anew.content) == (right, old, "draft", {"plan": "Heat"})
    assert AuditEntry.objects.get(action="write_note_anew").detail == {"replaces": old.pk}
    with pytest.raises(NotSignable, match="written anew already"):
        write_anew(old, visit=house.visit, **by(author), now=LATER)


def test_a_draft_that_is_there_already_keeps_its_own_words(house: House) -> None:
    old, author, right = a_signed_note(house.visit, plan="Heat"), house.staff["treats"], another_visit(house)
    standing = a_draft(right, plan="Cold")
    struck_out(old, author)
    anew = write_anew(old, visit=right, **by(author), now=LATER)
    assert anew.pk == standing.pk
    assert anew.content["plan"].startswith("Cold")
    assert anew.content["plan"].endswith("Heat")


def not_struck_out(house: House, old: Note) -> Appointment:
    return another_visit(house)


def of_a_colleague(house: House, old: Note) -> Appointment:
    struck_out(old, house.staff["treats"])
    return another_visit(house, therapist=make_working_therapist(house.location, name="Cole Colleague"))


def still_ahead(house: House, old: Note) -> Appointment:
    struck_out(old, house.staff["treats"])
    return another_visit(house, state="provisional")


def signed_already(house: House, old: Note) -> Appointment:
    struck_out(old, house.staff["treats"])
    return a_signed_note(another_visit(house)).visit


@pytest.mark.parametrize(
    ("arrange", "words"),
    [
        (not_struck_out, "Strike this note out first"),
        (of_a_colleague, "not one of yours"),
        (still_ahead, "has not begun"),
        (signed_already, "has a note already"),
    ],
)
def test_it_is_not_written_anew_where(house: House, arrange: Any, words: str) -> None:
    old = a_signed_note(house.visit)
    visit = arrange(house, old)
    with pytest.raises(NotSignable, match=words):
        write_anew(old, visit=visit, **by(house.staff["treats"]), now=LATER)


def test_it_offers_the_visits_where_a_note_may_belong(house: House) -> None:
    open_one = another_visit(house)
    assert list(writable_visits(staff(house, "treats"))) == [house.visit, open_one]
    a_signed_note(open_one)
    assert list(writable_visits(staff(house, "treats"))) == [house.visit]
    assert list(writable_visits(staff(house, "other"))) == []


def gone(house: House, note: Note) -> None:
    Appointment.objects.filter(pk=house.visit.pk).update(state="cancelled")


def same_client_elsewhere(house: House, note: Note) -> None:
    """The other therapist has a visit with the client, too."""
    visit = another_visit(house, therapist=house.staff["other"].therapist)  # type: ignore[attr-defined]
    Appointment.objects.filter(pk=visit.pk).update(client=house.client)


def cancelled_elsewhere(house: House, note: Note) -> None:
    same_client_elsewhere(house, note)
    Appointment.objects.filter(therapist__user=house.staff["other"]).update(state="cancelled")


def private(house: House, note: Note) -> None:
    same_client_elsewhere(house, note)
    Note.objects.filter(pk=note.pk).update(privacy="named")


def private_naming_another(house: House, note: Note) -> None:
    private(house, note)
    note.readers.add(house.staff["other"])


def in_error(house: House, note: Note) -> None:
    same_client_elsewhere(house, note)
    struck_out(note, house.staff["treats"])


def naming_the_desk(house: House, note: Note) -> None:
    note.readers.add(house.staff["desk"])


READERS = [
    ("open to all who treat, and one does", lambda *_: None, {"treats", "owner"}),
    ("its visit was moved away since", gone, {"treats", "owner"}),
    ("another treats the client too", same_client_elsewhere, {"treats", "owner", "other"}),
    ("another's visit with them was cancelled", cancelled_elsewhere, {"treats", "owner"}),
    ("only the author", private, {"treats"}),
    ("only the author and whom they named", private_naming_another, {"treats", "other"}),
    ("in error: it may be about somebody else", in_error, {"treats", "owner"}),
    ("the desk reads none, even if it is named", naming_the_desk, {"treats", "owner"}),
]


@pytest.mark.parametrize(("remark", "arrange", "readers"), READERS, ids=[row[0] for row in READERS])
def test_it_is_read_by(house: House, remark: str, arrange: Any, readers: set[str]) -> None:
    note = a_signed_note(house.visit)
    arrange(house, note)
    assert {who for who in house.staff if notes_for(staff(house, who)).exists()} == readers, remark


def test_a_draft_is_read_by_its_author_and_their_supervisor_only(house: House) -> None:
    house.visit.therapist.supervisor = house.staff["other"]
    house.visit.therapist.save()
    a_draft(house.visit)
    assert {who for who in house.staff if notes_for(staff(house, who)).exists()} == {"treats", "other"}


def test_nobody_reads_the_notes_of_another_practice(house: House) -> None:
    elsewhere = make_house("Birch")
    note = a_signed_note(house.visit)
    note.readers.add(*elsewhere.staff.values())
    assert not any(notes_for(staff(elsewhere, who)).exists() for who in elsewhere.staff)


def test_a_note_that_names_three_is_found_once(house: House) -> None:
    note = a_signed_note(house.visit)
    note.readers.set(house.staff.values())
    assert list(notes_for(staff(house, "other"))) == [note]


def test_its_author_says_who_reads_it_and_the_trail_says_whom_they_named(house: House) -> None:
    note, author, other = a_signed_note(house.visit), house.staff["treats"], house.staff["other"]
    set_privacy(note, privacy="named", readers=[other.pk], **by(author))
    set_privacy(note, privacy="named", readers=[], **by(author))
    actions = [
        (entry.action, entry.detail)
        for entry in AuditEntry.objects.filter(subject_kind="note").order_by("id")
    ]
    assert actions == [
        ("set_note_privacy", {"privacy": "named"}), ("name_note_reader", {"reader": other.pk}),
        ("set_note_privacy", {"privacy": "named"}), ("unname_note_reader", {"reader": other.pk}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "privacy", "named", "words"),
    [
        ("owner", "named", [], "somebody else's"),
        ("treats", "everybody", [], "treating or named"),
        ("treats", "named", ["desk"], "treat at this practice"),
        ("treats", "named", [0], "treat at this practice"),
    ],
)
def test_it_is_not_opened_by(house: House, who: str, privacy: str, named: list[Any], words: str) -> None:
    note = a_signed_note(house.visit)
    readers = [house.staff[each].pk if isinstance(each, str) else each for each in named]
    with pytest.raises(NotSignable, match=words):
        set_privacy(note, privacy=privacy, readers=readers, **by(house.staff[who]))


def test_a_client_reads_what_is_shared_until_it_is_taken_back(house: House) -> None:
    note, author = a_signed_note(house.visit), house.staff["treats"]
    assert list(shared_with(house.client)) == []
    first = share_with_client(note, **by(author), now=LATER)
    assert share_with_client(note, **by(author), now=LATER + timedelta(days=1)).shared_at == first.shared_at
    assert list(shared_with(house.client)) == [note]
    unshare(note, **by(author))
    assert list(shared_with(house.client)) == []


def test_a_draft_is_never_shared(house: House) -> None:
    with pytest.raises(NotSignable, match="Sign this note first"):
        share_with_client(a_draft(house.visit), **by(house.staff["treats"]), now=LATER)


def test_it_lists_what_is_still_to_be_signed_and_by_whom(house: House) -> None:
    house.visit.therapist.supervisor = house.staff["other"]
    house.visit.therapist.save()
    draft = a_draft(house.visit)

    def listed(who: str) -> tuple[list[Note], list[Note]]:
        return list(drafts_to_sign(staff(house, who))), list(waiting_to_sign(staff(house, who)))

    assert (listed("treats"), listed("other")) == (([draft], []), ([], []))
    Note.objects.filter(pk=draft.pk).update(state="waiting")
    assert (listed("treats"), listed("other")) == (([], []), ([], [draft]))
    assert listed("desk") == ([], [])
