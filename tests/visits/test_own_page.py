"""The client's own page: nothing of health before it is known who is there; then all of theirs, and only theirs."""

import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse

from tests.visits.afterwards import BORN, ENDS, Phone, Room, a_room
from tests.visits.noting import a_signed_note
from unknot.accounts.models import Link
from unknot.audit.models import AuditEntry
from unknot.booking.models import Appointment
from unknot.clients.models import Client, Consent
from unknot.clients.recognising import KNOWN_FOR, LOCKED_FOR
from unknot.clinical.loading import default_knowledge
from unknot.correspondence.models import Message
from unknot.visits.models import Aftercare, CheckIn, DoneAtHome, Measured, Note

pytestmark = pytest.mark.django_db
CLIENT = Link.Scope.CLIENT
LATER = ENDS + timedelta(days=2)
SECRET = "thistle tattoo"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(LATER, tick=False) as clock:
        yield clock


@pytest.fixture
def room(clock: time_machine.Traveller) -> Room:
    return a_finished_room("Ottoline", word=SECRET)


def a_finished_room(name: str, *, word: str, measured: bool = True, **fields: Any) -> Room:
    """A visit that was held, with a shared note and a measure."""
    room = a_room(name, **fields)
    room.finish()
    note = a_signed_note(room.visit, plan=f"Mind the {word}")
    Note.objects.filter(pk=note.pk).update(shared_at=LATER)
    for days, value in ((2, 7), (0, 4)) if measured else ():
        when = LATER - timedelta(days=days)
        Measured.objects.create(
            practice=room.client.practice, client=room.client, visit=room.visit, measure="pain_nrs", value=value,
            phase="before", on=when.date(), answered_at=when, answers={"pain_nrs": value}, knowledge_version="",
            named={"pain_nrs": word},
        )  # fmt: skip
    return room


def known(room: Room) -> Phone:
    phone = Phone(room, CLIENT)
    phone.post("page", {"born_on": BORN.isoformat()})
    return phone


def seen(action: str) -> int:
    return AuditEntry.objects.filter(action=action).count()


def test_nothing_is_shown_before_the_birth_date(room: Room) -> None:
    phone = Phone(room, CLIENT)
    page = phone.says("page")
    assert "Date of birth" in page
    for secret in (room.client.name, SECRET, "Next visit", str(BORN)):
        assert secret not in page
    assert seen("saw_own_page") == 0


INSIDE = ["sheet", "consent", "download"]


@pytest.mark.parametrize("name", INSIDE)
def test_no_paper_opens_before_the_birth_date(room: Room, name: str) -> None:
    phone = Phone(room, CLIENT)
    answer = phone.get(name, *number_of(room, name))
    assert (answer.status_code, answer["Location"]) == (302, reverse("own:page", args=[phone.token]))


def number_of(room: Room, name: str) -> list[int]:
    rows = {"sheet": Aftercare.objects.filter(visit=room.visit), "consent": room.client.consents.all()}
    return [each.pk for each in rows.get(name, [])]


def test_nothing_is_ticked_before_the_birth_date(room: Room) -> None:
    Phone(room, CLIENT).post("done", {"item": "neck_stretch", "done": "yes"})
    assert not DoneAtHome.objects.exists()


def test_the_birth_date_opens_the_page_for_half_a_day(room: Room, clock: time_machine.Traveller) -> None:
    phone = known(room)
    assert room.client.name in phone.says("page")
    assert seen("saw_own_page") == 2
    clock.shift(KNOWN_FOR)
    assert "Date of birth" in phone.says("page")


def test_no_browser_keeps_what_was_shown(room: Room) -> None:
    phone = known(room)
    for name in ("page", *INSIDE):
        answer = phone.get(name, *number_of(room, name))
        # Read to its end, a file is closed.
        assert b"".join(answer)
        assert "no-store" in answer["Cache-Control"], name


def test_who_is_known_for_one_client_is_not_known_for_another(room: Room) -> None:
    phone, other = known(room), a_finished_room("Isolde", word="heron")
    phone.token = Phone(other, CLIENT).token
    assert "Date of birth" in phone.says("page")


@pytest.mark.parametrize("born", ["1961-04-10", "1961-04-08", "1960-04-09", "1900-01-01"])
def test_a_wrong_date_is_told_nothing_about(room: Room, born: str) -> None:
    page = Phone(room, CLIENT).post("page", {"born_on": born}).content.decode()
    assert "That is not what we have" in page
    assert room.client.name not in page


def try_wrong(phone: Phone, times: int) -> str:
    for _ in range(times):
        page = phone.post("page", {"born_on": "1961-01-01"})
    return str(page.content.decode())


def test_the_fifth_wrong_date_locks_every_link_of_this_client_and_says_so(
    room: Room, clock: time_machine.Traveller
) -> None:
    assert "too many" not in try_wrong(Phone(room, CLIENT), 4)
    assert "too many wrong tries" in try_wrong(Phone(room, CLIENT), 1)
    phone = Phone(room, CLIENT)
    answer = phone.post("page", {"born_on": BORN.isoformat()})
    assert answer.status_code == 429
    assert room.client.name not in answer.content.decode(), "the right one is not right either"
    clock.shift(LOCKED_FOR)
    assert room.client.name in phone.post("page", {"born_on": BORN.isoformat()}).content.decode()


def test_twenty_wrong_dates_lock_for_the_day(room: Room, clock: time_machine.Traveller) -> None:
    for _ in range(4):
        try_wrong(Phone(room, CLIENT), 5)
        clock.shift(LOCKED_FOR)
    right = {"born_on": BORN.isoformat()}
    assert "tomorrow" in Phone(room, CLIENT).post("page", right).content.decode()
    clock.shift(timedelta(days=1))
    assert room.client.name in Phone(room, CLIENT).post("page", right).content.decode()


def test_wrong_dates_for_one_client_lock_nobody_else(room: Room) -> None:
    try_wrong(Phone(a_finished_room("Isolde", word="heron"), CLIENT), 5)
    assert room.client.name in known(room).says("page")


def test_where_no_birth_date_is_on_record_a_code_is_mailed(room: Room) -> None:
    Client.objects.filter(pk=room.client.pk).update(born_on=None)
    phone = Phone(room, CLIENT)
    assert "Mail me a code" in phone.says("page")
    assert "on its way" in phone.post("page", {"send": "yes"}).content.decode()
    (mail,) = room.mails("code")
    code = mail.body.removeprefix("Your code is ")[:6]
    stranger = Phone(room, CLIENT)
    assert room.client.name not in stranger.post("page", {"code": code}).content.decode(), "another browser"
    assert "not what we have" in phone.post("page", {"code": "x"}).content.decode()
    assert room.client.name in phone.post("page", {"code": f"{code[:3]} {code[3:]}"}).content.decode()


def test_an_empty_code_opens_nothing(room: Room) -> None:
    Client.objects.filter(pk=room.client.pk).update(born_on=None)
    assert "six digits" in Phone(room, CLIENT).post("page", {"code": " "}).content.decode()


def test_a_code_is_mailed_three_times_at_most_and_is_old_after_a_quarter_of_an_hour(
    room: Room, clock: time_machine.Traveller
) -> None:
    Client.objects.filter(pk=room.client.pk).update(born_on=None)
    phone = Phone(room, CLIENT)
    for _ in range(4):
        phone.post("page", {"send": "yes"})
    assert len(room.mails("code")) == 3
    code = room.mails("code")[-1].body.removeprefix("Your code is ")[:6]
    clock.shift(LOCKED_FOR)
    assert room.client.name not in phone.post("page", {"code": code}).content.decode()


def test_who_has_a_birth_date_gets_no_code(room: Room) -> None:
    Phone(room, CLIENT).post("page", {"send": "yes"})
    assert not room.mails("code")


def test_who_has_neither_is_sent_to_the_practice(room: Room) -> None:
    Client.objects.filter(pk=room.client.pk).update(born_on=None, email="")
    assert "Please call the practice" in Phone(room, CLIENT).says("page")


ON_THE_PAGE = [
    ("Next visit", "what comes next"),
    ("Your plan is", "why then"),
    ("Your plan, and why", "the plan"),
    ("At home", "the programme"),
    ("Does it help?", "progress"),
    ("as a table", "each picture has its table"),
    (SECRET, "the note that is shared"),
    ("Aftercare, Monday 30 November", "the sheets"),
    ("Consent, version", "what was signed"),
    ("Download everything", "all of it"),
]


@pytest.mark.parametrize(("words", "remark"), ON_THE_PAGE, ids=[row[-1] for row in ON_THE_PAGE])
def test_it_shows(room: Room, words: str, remark: str) -> None:
    assert words in known(room).says("page"), remark


HIDDEN: list[tuple[dict[str, Any], str]] = [
    ({"shared_at": None}, "what is not shared"),
    ({"in_error_at": LATER}, "what was entered in error, perhaps about another client"),
]


@pytest.mark.parametrize(("fields", "remark"), HIDDEN, ids=[row[-1] for row in HIDDEN])
@pytest.mark.usefixtures("clock")
def test_a_note_is_neither_shown_nor_in_the_file(fields: dict[str, Any], remark: str) -> None:
    room = a_finished_room("Ottoline", word=SECRET, measured=False)
    Note.objects.update(**fields)
    phone = known(room)
    assert SECRET not in phone.says("page"), remark
    assert SECRET not in "".join(files_of(phone).values()), remark


def test_an_item_is_ticked_off_and_unticked(room: Room) -> None:
    phone = known(room)
    item = Aftercare.objects.get(visit=room.visit).sheet["words"]["home"]["steps"][0]["id"]
    for _ in range(2):
        page = phone.post("done", {"item": item, "done": "yes"}).content.decode()
    assert "Done today. Undo" in page
    assert "Done on 1 of the last 14 days" in page
    row = DoneAtHome.objects.get()
    assert (row.client, row.item, row.on.isoformat()) == (room.client, item, "2026-12-02")
    phone.post("done", {"item": item, "done": "no"})
    assert not DoneAtHome.objects.exists()


@pytest.mark.parametrize("item", ["", "no such item", "x" * 500])
def test_what_is_no_item_is_not_ticked(room: Room, item: str) -> None:
    assert known(room).post("done", {"item": item, "done": "yes"}).status_code == 404


@pytest.mark.parametrize("name", ["sheet", "consent"])
def test_a_paper_of_somebody_else_is_not_found(room: Room, name: str) -> None:
    other = a_finished_room("Isolde", word="heron")
    phone = known(room)
    assert phone.get(name, *number_of(room, name)).status_code == 200
    assert phone.get(name, *number_of(other, name)).status_code == 404


SEEN = [("page", "saw_own_page"), ("sheet", "saw_aftercare"), ("consent", "saw_consent")]


@pytest.mark.parametrize(("name", "action"), SEEN)
def test_each_look_is_on_the_record_under_the_link(room: Room, name: str, action: str) -> None:
    phone = known(room)
    before = seen(action)
    phone.get(name, *number_of(room, name))
    assert seen(action) == before + 1
    last = AuditEntry.objects.filter(action=action).latest("id")
    assert (last.actor_kind, last.actor_id, last.client_id) == ("link", str(phone.link.pk), room.client.pk)


def test_a_consent_whose_text_has_changed_is_not_shown_with_the_new_one(room: Room) -> None:
    earlier = Consent.objects.create(
        client=room.client, text_id="treatment", text_version="0", text_hash="0" * 64, signed_name="Ottoline",
        how=Consent.How.TYPED, signed_at=ENDS,
    )  # fmt: skip
    page = known(room).says("consent", earlier.pk)
    assert "The text has changed since" in page
    assert "I can ask for lighter pressure" not in page


def files_of(phone: Phone) -> dict[str, str]:
    answer = phone.get("download")
    whole = b"".join(answer.streaming_content)
    with ZipFile(BytesIO(whole)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_the_file_holds_every_row_of_the_client_and_none_of_another(room: Room) -> None:
    a_finished_room("Isolde", word="heron", email="isolde@alder.example")
    files = files_of(known(room))
    whole = "".join(files.values())
    for mine in ("Ottoline", "ottoline@alder.example", SECRET, BORN.isoformat()):
        assert mine in whole
    for other in ("Isolde", "isolde@", "heron"):
        assert other not in whole
    assert len(json.loads(files["data/measures.json"])) == 2
    assert len(json.loads(files["data/answers.json"])) > 20
    for name in ("visits", "screenings", "consents", "aftercare", "check_ins", "shared_notes", "messages"):
        assert json.loads(files[f"data/{name}.json"]), name


def test_the_file_opens_nothing_and_its_hashes_are_right(room: Room) -> None:
    files = files_of(known(room))
    listed = json.loads(files.pop("manifest.json"))["sha256"]
    assert listed == {name: hashlib.sha256(text.encode()).hexdigest() for name, text in files.items()}
    whole = "".join(files.values())
    assert "request_key" not in whole
    assert not [each.body for each in Message.objects.all() if each.body in whole]
    assert seen("saw_everything") == 1


def test_it_reads_as_people_say_it(room: Room) -> None:
    CheckIn.objects.filter(visit=room.visit).update(
        answered_at=ENDS, soreness=None, signs=["breathless"], words="Since noon"
    )
    page = files_of(known(room))["read-me.html"]
    sign = default_knowledge().catalogue.aftercare["breathless"].for_client
    assert f"no number for soreness; {sign}; Since noon" in page
    assert "None of 10" not in page
    assert "answer: " not in page
    assert "? No" in page


def test_what_was_written_is_not_taken_for_markup(room: Room) -> None:
    Client.objects.filter(pk=room.client.pk).update(name="<script>x")
    assert "<script>x" not in files_of(known(room))["read-me.html"]


def test_it_leads_to_the_next_visit(room: Room) -> None:
    phone = known(room)
    assert phone.post("to_visit").status_code == 404, "none is booked"
    a_visit_ahead(room)
    assert "Your time is held for you" in phone.post("to_visit").content.decode()


def a_visit_ahead(room: Room) -> None:
    visit = Appointment.objects.get(pk=room.visit.pk)
    visit.pk, visit.state, visit.request_key, visit.permit = None, "provisional", "ahead", None
    visit.starts_at += timedelta(days=9)
    visit.ends_at += timedelta(days=9)
    visit.save()


def test_the_visit_leads_to_it(room: Room) -> None:
    phone = Phone(room)
    phone.browser = Browser()
    assert "Who is there?" in phone.post("to_page").content.decode()
    assert Link.objects.filter(scope=CLIENT, subject_id=room.client.pk).count() == 2
