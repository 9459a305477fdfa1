"""The pages of notes: read, looked through and signed, sent back, struck out and written anew; a client's history."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse

from tests.contracts.scene import NOW, House, make_house
from tests.visits.noting import a_draft, a_signed_note, held
from unknot.accounts.models import Membership, Role, User
from unknot.booking.models import Appointment
from unknot.directory.saying_times import local
from unknot.visits.models import Note, Phrase

pytestmark = pytest.mark.django_db
MARK = {"kind": "pain", "region": "left_shoulder", "pin": None, "intensity": 6, "layer": "", "when": "before",
        "refers_to": [], "words": ""}  # fmt: skip
WORK = {
    "technique": "swedish",
    "regions": ["left_calf"],
    "strokes": [],
    "minutes": 20,
    "pressure": 2,
    "words": "",
}


@pytest.fixture
def house() -> Iterator[House]:
    with time_machine.travel(NOW + timedelta(hours=6), tick=False):
        house = make_house("Alder")
        held(house)
        yield house


def browser(person: User) -> Browser:
    browser = Browser()
    browser.force_login(person, backend="unknot.accounts.sign_in.DemoOnLoopbackOnly")
    return browser


def read(person: User, name: str, *parts: Any) -> str:
    answer = browser(person).get(reverse(f"notes:{name}", args=parts))
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def posted(person: User, name: str, *parts: Any, **fields: Any) -> Any:
    if name == "sign":
        fields = {"version": Note.objects.get(pk=parts[0]).version} | fields
    return browser(person).post(reverse(f"notes:{name}", args=parts), fields, follow=True)


def an_earlier_visit(house: House) -> Appointment:
    visit = Appointment.objects.get(pk=house.visit.pk)
    visit.pk, visit.request_key = None, "earlier"
    visit.starts_at, visit.ends_at = visit.starts_at - timedelta(days=7), visit.ends_at - timedelta(days=7)
    visit.save()
    return visit


@pytest.mark.parametrize("seen", ["0", "2", "", "x", "9" * 5_000])
def test_nobody_signs_what_they_have_not_read(house: House, seen: str) -> None:
    note = a_draft(house.visit, plan="Walk daily")
    assert 'name="version" value="1"' in read(house.staff["treats"], "sign", note.pk)
    answer = posted(house.staff["treats"], "sign", note.pk, version=seen)
    assert "Read it once more" in answer.content.decode()
    note.refresh_from_db()
    assert note.state == "draft"


def test_a_draft_is_looked_through_and_signed(house: House) -> None:
    author, note = house.staff["treats"], a_draft(house.visit, plan="Walk daily")
    assert "1 note to sign" in browser(author).get("/staff/").content.decode()
    assert reverse("notes:sign", args=[note.pk]) in read(author, "waiting")
    assert "Walk daily" in read(author, "sign", note.pk)
    page = posted(author, "sign", note.pk).content.decode()
    assert "What was signed cannot be changed." in page
    note.refresh_from_db()
    assert note.state == "signed"
    assert note.hash[:4] in page
    assert "to sign" not in browser(author).get("/staff/").content.decode()


def test_a_finished_visit_without_a_note_is_remembered(house: House) -> None:
    author = house.staff["treats"]
    assert "1 still to write" in browser(author).get("/staff/").content.decode()
    assert reverse("visits:room", args=[house.visit.pk]) in read(author, "waiting")
    assert "Nothing to sign" in read(house.staff["other"], "waiting")
    a_signed_note(house.visit)
    assert "Nothing to sign" in read(author, "waiting")
    with time_machine.travel(NOW + timedelta(days=31)):
        Note.objects.filter(visit=house.visit).update(in_error_at=NOW)
        assert "Nothing to sign" in read(author, "waiting"), "nor of what is long past"


def test_what_went_beyond_the_limits_cannot_be_signed_without_a_reason(house: House) -> None:
    author, note = house.staff["treats"], a_draft(house.visit, **{"work/a": WORK})
    page = read(author, "sign", note.pk)
    assert "Beyond the limits of that day" in page
    assert ">Sign</button>" not in page
    answer = posted(author, "sign", note.pk)
    assert answer.status_code == 400
    assert "Write down why, then sign." in answer.content.decode()
    Note.objects.filter(pk=note.pk).update(content=note.content | {"beyond": "Asked for it"})
    assert "Asked for it" in posted(author, "sign", note.pk).content.decode()


ASKED_LATE = [
    ("no time said", {"said": "yes", "places": ["left_chest"]}, "Say when they were asked."),
    ("a time that is none", {"said": "yes", "places": ["left_chest"], "at": "later"}, "It looks like 14:05."),
    ("after the session", {"said": "yes", "places": ["left_chest"], "at": "23:30"}, "The session was over by then."),
    ("no reason", {"said": "not_asked", "places": ["left_chest"]}, "Say why they were not asked."),
    ("no place", {"said": "not_asked", "because": "Asleep"}, "Tick the areas you mean."),
    ("a place that is not open", {"said": "not_asked", "because": "Asleep", "places": ["left_calf"]}, "left_calf"),
]  # fmt: skip


def on_the_chest(house: House) -> Note:
    work = WORK | {"regions": ["left_chest"]}
    return a_draft(house.visit, **{"work/a": work, "beyond": "Their doctor agreed by telephone"})


def test_work_on_a_sensitive_area_that_was_never_asked_about_is_not_signed(house: House) -> None:
    author, note = house.staff["treats"], on_the_chest(house)
    page = read(author, "sign", note.pk)
    assert "You worked on left chest." in page
    assert ">Sign</button>" not in page
    answer = posted(author, "sign", note.pk)
    assert answer.status_code == 400
    assert "nothing says whether they were asked first: left chest." in answer.content.decode()


@pytest.mark.parametrize(("remark", "fields", "words"), ASKED_LATE, ids=[row[0] for row in ASKED_LATE])
def test_what_was_asked_is_told_whole(house: House, remark: str, fields: dict[str, Any], words: str) -> None:
    note = on_the_chest(house)
    assert words in posted(house.staff["treats"], "asked", note.pk, **fields).content.decode(), remark
    note.refresh_from_db()
    assert not note.content.keys() & {"asked/left_chest", "unasked/left_chest"}


def test_asked_and_agreed_is_kept_with_its_time_and_then_signed(house: House) -> None:
    author, note = house.staff["treats"], on_the_chest(house)
    began = local(house.visit.starts_at, house.visit.location)
    at = f"{began + timedelta(minutes=7):%H:%M}"
    page = posted(author, "asked", note.pk, said="yes", places=["left_chest"], at=at).content.decode()
    assert "left chest: yes, at minute 7" in page
    assert "Signed." in posted(author, "sign", note.pk).content.decode()


def test_not_asked_stands_plainly_in_the_signed_note_with_its_reason(house: House) -> None:
    author, note = house.staff["treats"], on_the_chest(house)
    fields = {"said": "not_asked", "places": ["left_chest"], "because": "They had fallen asleep"}
    posted(author, "asked", note.pk, **fields)
    signed = posted(author, "sign", note.pk).content.decode()
    assert "Signed." in signed
    assert "Not asked again" in signed
    assert "left chest: They had fallen asleep" in signed


def test_a_supervisor_finds_signs_and_sends_back_what_waits(house: House) -> None:
    teacher, author = house.staff["other"], house.staff["treats"]
    house.visit.therapist.supervisor = teacher
    house.visit.therapist.save()
    note = a_draft(house.visit)
    assert "It waits for your supervisor now." in posted(author, "sign", note.pk).content.decode()
    assert "1 waiting for you as supervisor" in browser(teacher).get("/staff/").content.decode()
    assert "Take it back, to write on" in read(author, "note", note.pk)
    assert "Sign, and send to Other of Alder" in posted(author, "send_back", note.pk).content.decode()
    posted(author, "sign", note.pk)
    assert house.client.name in read(teacher, "waiting")
    assert "Send back to Treats of Alder" in read(teacher, "sign", note.pk)
    posted(teacher, "send_back", note.pk, words="Which side?")
    room = browser(author).get(reverse("visits:room", args=[house.visit.pk])).content.decode()
    for page in (read(author, "sign", note.pk), room):
        assert "Which side?" in page
        assert "Sent back" in page
    posted(author, "sign", note.pk)
    assert "who supervises" in posted(teacher, "sign", note.pk).content.decode()


def test_a_note_is_added_to_by_name(house: House) -> None:
    author, note = house.staff["treats"], a_signed_note(house.visit)
    page = posted(author, "amend", note.pk, words="Left, not right. <b>").content.decode()
    assert "Left, not right. &lt;b&gt;" in page
    assert "Treats of Alder, Monday 30 November 2026" in page
    again = posted(author, "amend", note.pk, words=" ").content.decode()
    assert "Write what is to be added." in again


def test_a_note_in_error_is_struck_out_and_written_anew(house: House) -> None:
    author, note = house.staff["treats"], a_signed_note(house.visit, plan="Heat")
    right = an_earlier_visit(house)
    page = posted(author, "in_error", note.pk, because="Wrong client").content.decode()
    assert f'value="{right.pk}"' in page, "leads on to the visits it may belong to"
    page = posted(author, "anew", note.pk, visit=right.pk).content.decode()
    assert "Look it through, then sign." in page
    anew = Note.objects.get(visit=right)
    struck = read(author, "note", note.pk)
    for words in ("Entered in error.", "Wrong client", "note-struck", reverse("notes:note", args=[anew.pk])):
        assert words in struck
    assert "a note that was entered in error" in read(author, "note", anew.pk)
    assert reverse("notes:amend", args=[note.pk]) not in struck


def test_a_visit_of_somebody_elses_is_not_offered_and_not_taken(house: House) -> None:
    author, note = house.staff["treats"], a_signed_note(house.visit)
    posted(author, "in_error", note.pk, because="Wrong client")
    theirs = an_earlier_visit(house)
    Appointment.objects.filter(pk=theirs.pk).update(therapist=house.staff["other"].therapist)  # type: ignore[attr-defined]
    assert "Choose one of these visits." in posted(author, "anew", note.pk, visit=theirs.pk).content.decode()
    assert not Note.objects.filter(visit=theirs).exists()


def test_its_author_opens_and_closes_it(house: House) -> None:
    author, other, note = house.staff["treats"], house.staff["other"], a_signed_note(house.visit)
    address = reverse("notes:note", args=[note.pk])
    assert browser(other).get(address).status_code == 404
    posted(author, "readers", note.pk, privacy="named", readers=[other.pk])
    assert browser(other).get(address).status_code == 200
    assert browser(house.staff["owner"]).get(address).status_code == 404
    assert "Named: Other of Alder" in read(author, "note", note.pk)
    posted(author, "readers", note.pk, privacy="named", readers=["0"])
    assert list(note.readers.all()) == [other], "nobody is named who does not work here"


def test_it_is_shared_with_the_client_and_taken_back(house: House) -> None:
    author, note = house.staff["treats"], a_signed_note(house.visit)
    assert "may read it since" in posted(author, "share", note.pk, share="yes").content.decode()
    assert "does not see it" in posted(author, "share", note.pk, share="no").content.decode()


def test_the_history_says_what_changed_and_keeps_what_one_may_not_read(house: House) -> None:
    author, earlier = house.staff["treats"], an_earlier_visit(house)
    a_signed_note(earlier, plan="Heat", **{"mark/a": MARK})
    a_signed_note(house.visit, plan="Cold", **{"mark/a": MARK | {"intensity": 3}})
    page = read(author, "history", house.client.pk)
    assert page.index("Cold") < page.index("Heat"), "newest first"
    assert "Left shoulder: pain, less (6, now 3 of 10 before treatment)" in page
    now = read(author, "note", Note.objects.get(visit=house.visit).pk)
    assert "Both visits on the body" in now
    assert now.count('class="marked-pair"') >= 2, (
        "what this session changed, and both visits beside each other"
    )
    Note.objects.filter(visit=earlier).update(privacy="named")
    owners = read(house.staff["owner"], "history", house.client.pk)
    assert "Heat" not in owners
    assert "No note that you may read." in owners


def test_what_was_entered_in_error_is_no_measure_of_change(house: House) -> None:
    author, earlier = house.staff["treats"], an_earlier_visit(house)
    wrong = a_signed_note(earlier, **{"mark/a": MARK})
    right = a_signed_note(house.visit, **{"mark/a": MARK | {"intensity": 3}})
    assert "less (6, now 3" in read(author, "note", right.pk)
    posted(author, "in_error", wrong.pk, because="Wrong client")
    assert "less (6, now 3" not in read(author, "note", right.pk)
    assert "less (6, now 3" not in read(author, "history", house.client.pk)


def test_the_history_is_read_in_a_fixed_number_of_statements(
    house: House, django_assert_max_num_queries: Any
) -> None:
    def statements() -> int:
        with django_assert_max_num_queries(500) as asked:
            read(house.staff["treats"], "history", house.client.pk)
        return len(asked.captured_queries)

    earlier = an_earlier_visit(house)
    a_signed_note(house.visit, **{"work/a": WORK})
    statements()
    one = statements()
    for number in range(5):
        earlier.pk, earlier.request_key = None, f"more-{number}"
        earlier.starts_at, earlier.ends_at = (
            earlier.starts_at - timedelta(days=7),
            earlier.ends_at - timedelta(days=7),
        )
        earlier.save()
        a_signed_note(earlier, **{"work/a": WORK})
    assert statements() == one


def phrases_of(person: User) -> list[str]:
    return list(Phrase.objects.filter(user=person).order_by("position", "id").values_list("words", flat=True))


def test_phrases_are_kept_ordered_changed_and_removed(house: House) -> None:
    person = house.staff["treats"]
    for words in ("First", "Second", "Third"):
        posted(person, "phrases", section="plan", words=words)
    first, _, third = Phrase.objects.filter(user=person).order_by("id")
    posted(person, "move_phrase", third.pk, way="up")
    assert phrases_of(person) == ["First", "Third", "Second"]
    posted(person, "move_phrase", first.pk, way="up")
    assert phrases_of(person) == ["First", "Third", "Second"], "nothing stands above the first"
    posted(person, "change_phrase", third.pk, section="plan", words="The third")
    posted(person, "remove_phrase", first.pk)
    assert phrases_of(person) == ["The third", "Second"]
    page = posted(person, "phrases", section="plan", words="Second").content.decode()
    assert "You keep these words already." in page


def test_nobody_sees_or_touches_the_phrases_of_another(house: House) -> None:
    posted(house.staff["treats"], "phrases", section="plan", words="Thistle tea")
    phrase = Phrase.objects.get()
    assert "Thistle tea" not in read(house.staff["other"], "phrases")
    for name in ("change_phrase", "move_phrase", "remove_phrase"):
        assert posted(house.staff["other"], name, phrase.pk, words="x", section="plan").status_code == 404
    assert phrases_of(house.staff["treats"]) == ["Thistle tea"]


def test_an_owner_who_treats_nobody_has_nothing_to_sign(house: House) -> None:
    a_draft(house.visit)
    owner = house.staff["owner"]
    assert Membership.objects.get(user=owner).role == Role.OWNER
    assert "Nothing to sign" in read(owner, "waiting")
