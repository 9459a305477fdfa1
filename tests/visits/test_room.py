"""The session room without a script: read before, written in during, by those who treat and nobody else."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse

from tests.contracts.scene import NOON, NOW, House, make_house
from tests.visits.noting import a_signed_note, held
from unknot.booking.models import Appointment
from unknot.directory.models import Therapist
from unknot.visits.models import Note, Phrase

pytestmark = pytest.mark.django_db
SHAPE = {
    "treatments": [
        {"technique": "swedish", "regions": ["left_shoulder", "left_chest"], "pressure": 3, "minutes": 20},
        {"technique": "swedish", "regions": ["left_calf"], "pressure": 2, "minutes": 5},
    ],
    "positions": ["prone"], "lubricant": "jojoba_oil", "hands_on_minutes": 25,
}  # fmt: skip


@pytest.fixture
def room() -> Iterator["RoomOf"]:
    with time_machine.travel(NOW, tick=False):
        house = make_house("Alder")
        held(house)
        Appointment.objects.filter(pk=house.visit.pk).update(
            shape=SHAPE, started_at=NOW - timedelta(minutes=12)
        )
        yield RoomOf(house)


class RoomOf:
    """A browser without scripts in front of one visit."""

    def __init__(self, house: House, role: str = "treats", *, enforce_csrf_checks: bool = False) -> None:
        self.house, self.browser = house, Browser(enforce_csrf_checks=enforce_csrf_checks)
        self.browser.force_login(house.staff[role], backend="unknot.accounts.sign_in.DemoOnLoopbackOnly")

    def get(self) -> str:
        return self.browser.get(reverse("visits:room", args=[self.house.visit.pk])).content.decode()

    def open(self, path: str) -> str:
        answer = self.browser.post(reverse("visits:room", args=[self.house.visit.pk]), {"open": path})
        return answer.content.decode()

    def write(self, part: str, **fields: Any) -> Any:
        address = reverse("visits:room_write", args=[self.house.visit.pk])
        return self.browser.post(address, {"part": part} | fields)

    @property
    def content(self) -> dict[str, Any]:
        return Note.objects.get(visit=self.house.visit, in_error_at=None).content


MARK = {
    "row": "0001-a", "kind": "trigger_point", "region": "left_shoulder", "intensity": "6", "when": "before",
    "layer": "", "refers_to": ["left_forearm"], "words": "",
}  # fmt: skip


MARK_ROW = {key: value for key, value in MARK.items() if key != "row"} | {"intensity": 6, "pin": None}
STATEMENTS = 8
"""Who is signed in (2), the visit, what was said since, the draft, the last note, the audit trail, phrases."""


def test_a_visit_is_read_before_it_is_written(room: RoomOf) -> None:
    before = room.browser.get(reverse("visits:room_before", args=[room.house.visit.pk])).content.decode()
    assert "This is their first visit here" in before
    assert "Swedish massage: left calf, 5 min, pressure 2" in room.get()
    assert not Note.objects.exists()


def test_a_mark_is_written_on_a_sheet_and_read_in_the_list(room: RoomOf) -> None:
    assert '<option value="left_shoulder" selected>' in room.open("mark/left_shoulder")
    room.write("mark", **MARK)
    assert "Left shoulder: trigger point, 6 of 10 before, refers to left forearm" in room.get()


def test_a_mark_is_changed_and_taken_out_on_its_sheet(room: RoomOf) -> None:
    room.write("mark", **MARK)
    was = re.search(r'name="was" value="([^"]*)"', room.open("mark/0001-a"))
    assert was
    standing = was[1].replace("&quot;", '"')
    room.write("mark", **MARK | {"was": standing, "intensity": "3"})
    assert room.content["mark/0001-a"]["intensity"] == 3
    room.write(
        "mark",
        **MARK
        | {
            "was": str(room.content["mark/0001-a"]).replace("'", '"').replace("None", "null"),
            "remove": "yes",
        },
    )
    assert room.content == {}


def test_a_comfort_word_carries_the_minute_it_was_said(room: RoomOf) -> None:
    room.write("comfort", row="0001-a", said="lighter")
    assert room.content["comfort/0001-a"] == {"said": "lighter", "minute": 12, "words": ""}
    assert "Lighter at minute 12" in room.get()


def test_a_stop_is_recorded_with_its_reason(room: RoomOf) -> None:
    room.write("stop", because="Felt faint")
    assert room.content["stop"] == {"minute": 12, "because": "Felt faint"}
    assert "Stopped at minute 12" in room.get()


def test_planned_work_is_ticked_off_one_by_one_or_all_at_once(room: RoomOf) -> None:
    room.write("planned", planned="planned-02")
    assert room.content["work/planned-02"]["regions"] == ["left_calf"]
    room.write("planned", all="yes")
    work = {path: row for path, row in sorted(room.content.items()) if path.startswith("work/")}
    assert [row["minutes"] for row in work.values()] == [20, 5]
    assert (room.content["position/prone"], room.content["lubricant"]) == ("prone", "jojoba_oil")
    assert "All done as planned" not in room.get()


def test_it_asks_again_about_the_sensitive_areas_of_the_plan(room: RoomOf) -> None:
    assert "Left chest" in room.get()
    room.write("asked", asked="left_chest no")
    assert room.content["asked/left_chest"] == {"said": "no", "minute": 12}
    assert "they said no" in room.get()


def test_work_beyond_the_limits_is_said_and_a_reason_asked_for(room: RoomOf) -> None:
    room.write(
        "work", row="0001-a", technique="swedish", regions=["neck_front"], minutes="4", pressure="5", words=""
    )
    page = room.get()
    assert "Pressure 5 is above 1 on neck front" in page
    assert re.search(r"<div class=\"room-beyond\" data-beyond>", page)


def test_words_that_two_wrote_at_once_are_both_kept(room: RoomOf) -> None:
    room.write("words", plan="Rest", **{"was-plan": ""})
    answer = room.browser.post(
        reverse("visits:room_write", args=[room.house.visit.pk]),
        {"part": "words", "plan": "Walk", "was-plan": ""}, follow=True,
    )  # fmt: skip
    assert "Both texts are kept" in answer.content.decode()
    assert {"Rest", "Walk"} <= set(room.content["plan"].splitlines())


def test_words_of_several_lines_sent_again_are_the_same_words(room: RoomOf) -> None:
    for was in ("", "Heat.\nRest."):
        room.write("words", plan="Heat.\r\nRest.", **{"was-plan": was})
    assert room.content == {"plan": "Heat.\nRest."}


def test_a_phrase_is_kept_from_what_is_typed_and_put_in_with_one_tap(room: RoomOf) -> None:
    room.write("words", plan="Heat at home.", keep="plan", **{"was-plan": ""})
    phrase = Phrase.objects.get()
    assert (phrase.section, phrase.words, phrase.user) == (
        "plan",
        "Heat at home.",
        room.house.staff["treats"],
    )
    room.write("words", plan="Weekly.", phrase=str(phrase.pk), **{"was-plan": "Heat at home."})
    assert room.content["plan"] == "Weekly. Heat at home."


def test_a_script_keeps_a_phrase_and_stays_on_the_page(room: RoomOf) -> None:
    answer = room.write("phrase", keep="plan", plan=" Heat at home. ")
    assert (answer.status_code, Phrase.objects.get().words) == (204, "Heat at home.")
    assert not Note.objects.exists()


NO_PHRASES = [
    ("for no section", "beyond", "x"),
    ("without words", "plan", "  "),
    ("a page long", "plan", "x" * 301),
]


@pytest.mark.parametrize(("remark", "section", "words"), NO_PHRASES, ids=[each[0] for each in NO_PHRASES])
def test_a_phrase_that_is_none_is_refused_and_the_words_typed_stay(
    room: RoomOf, remark: str, section: str, words: str
) -> None:
    answer = room.write("words", keep=section, objective="Softer", **{section: words})
    assert (answer.status_code, Phrase.objects.count()) == (400, 0), remark
    assert room.content["objective"] == "Softer"


def test_a_phrase_that_no_database_keeps_is_refused(room: RoomOf) -> None:
    assert room.write("phrase", keep="plan", plan="Heat\x00").status_code == 400
    assert not Phrase.objects.exists()


def test_what_was_written_last_time_is_copied_and_told_where_it_differs(room: RoomOf) -> None:
    earlier = make_house("Birch").visit
    Appointment.objects.filter(pk=earlier.pk).update(
        practice=room.house.practice, client=room.house.client, starts_at=NOON - timedelta(days=7),
        therapist=room.house.visit.therapist,
    )  # fmt: skip
    earlier.refresh_from_db()
    a_signed_note(earlier, plan="Weekly", assessment="Tense")
    page = room.get()
    assert "was: <span>Weekly</span>" in page
    room.write("copy")
    assert room.content == {"plan": "Weekly", "assessment": "Tense"}
    assert "was: <span>Weekly</span>" not in room.get()


def test_positions_and_lubricant_are_ticked(room: RoomOf) -> None:
    room.write("lying", positions=["prone", "supine"], lubricant="jojoba_oil")
    was = dict(re.findall(r'name="(was-lubricant)" value="([^"]*)"', room.get()))
    had = re.findall(r'name="was-positions" value="([^"]*)"', room.get())
    room.write("lying", positions=["supine"], lubricant="", **was, **{"was-positions": had})
    assert room.content == {"position/supine": "supine"}


def test_a_form_that_was_opened_earlier_unticks_nothing_it_did_not_show(room: RoomOf) -> None:
    room.write("lying", positions=["prone"])
    room.write("lying", positions=["side_lying"])
    assert set(room.content) == {"position/prone", "position/side_lying"}


def test_the_owner_looks_and_does_not_write(room: RoomOf) -> None:
    room.write("words", plan="Private until it is signed")
    owner = RoomOf(room.house, "owner")
    assert "Private until" not in owner.get()
    assert "is written by" in owner.get()
    answer = owner.write("words", plan="Mine", **{"was-plan": ""})
    assert answer.status_code == 400
    assert room.content == {"plan": "Private until it is signed"}


REFUSED = [
    ("an unknown part", "diagnosis", {}),
    ("a row without an id", "comfort", {"said": "good"}),
    ("a number that is none", "mark", MARK | {"intensity": "very"}),
    ("something that is not JSON", "mark", MARK | {"was": "{"}),
    ("lists in lists without end", "mark", MARK | {"pin": "[" * 100_000}),
    ("a number that no computer reads", "stop", {"because": "x", "was": "9" * 5_000}),
]  # fmt: skip


@pytest.mark.parametrize(("remark", "part", "fields"), REFUSED, ids=[each[0] for each in REFUSED])
def test_it_refuses_in_words(room: RoomOf, remark: str, part: str, fields: dict[str, Any]) -> None:
    answer = room.write(part, **fields)
    assert answer.status_code == 400, remark
    assert not Note.objects.filter(version__gt=0).exists()


def send(
    room: RoomOf, changes: object, *, note: object = None, version: object = 0, person: object = None
) -> Any:
    address = reverse("visits:room_changes", args=[room.house.visit.pk])
    written_by = room.house.staff["treats"].pk if person is None else person
    body = {"person": written_by, "note": note, "version": version, "changes": changes}
    return room.browser.post(address, body, content_type="application/json")


def said(path: str, now: Any, was: Any = None) -> dict[str, Any]:
    return {"path": path, "was": was, "now": now}


def test_a_device_is_told_the_version_and_nothing_it_knows_already(room: RoomOf) -> None:
    answer = send(room, [said("plan", "Walk")]).json()
    assert (answer["version"], answer["content"], answer["clashes"]) == (1, None, [])
    assert answer["note"] == Note.objects.get().pk
    again = send(room, [said("plan", "Walk")]).json()
    assert (again["version"], again["content"]) == (1, {"plan": "Walk"}), (
        "it may have missed what others wrote"
    )


def test_a_device_gets_what_another_wrote_and_both_texts_where_they_clash(room: RoomOf) -> None:
    send(room, [said("plan", "Rest"), said("comfort/a", {"said": "good", "minute": 1, "words": ""})])
    answer = send(room, [said("plan", "Walk")]).json()
    assert answer["clashes"] == ["plan"]
    assert {"Rest", "Walk"} <= set(answer["content"]["plan"].splitlines())
    assert answer["content"]["comfort/a"]["said"] == "good"


def test_a_device_is_told_at_once_what_goes_beyond_and_shown_the_mark_it_made(room: RoomOf) -> None:
    work = {
        "technique": "swedish",
        "regions": ["neck_front"],
        "strokes": [],
        "minutes": 4,
        "pressure": 5,
        "words": "",
    }
    answer = send(room, [said("work/a", work), said("mark/a", MARK_ROW)]).json()
    assert "Pressure 5 is above 1 on neck front." in answer["beyond"]
    assert "sign-trigger-point" in answer["picture"]


@pytest.mark.parametrize(
    "path", ["plan", "position/prone", "lubricant", "also/x", "comfort/a", "mark/nowhere"]
)
def test_only_marks_and_work_open_a_sheet(room: RoomOf, path: str) -> None:
    comfort = said("comfort/a", {"said": "good", "minute": 1, "words": ""})
    texts = [said(each, "Walk") for each in ("plan", "also/x")]
    assert send(room, [*texts, comfort, said("position/prone", "prone")]).status_code == 200
    assert send(room, [said("lubricant", "jojoba_oil")]).status_code == 200
    address = reverse("visits:room", args=[room.house.visit.pk])
    assert room.browser.post(address, {"open": path}).status_code == 200


def test_a_number_of_a_note_that_none_has_is_none(room: RoomOf) -> None:
    assert room.write("words", plan="Walk", note="9" * 5_000).status_code == 302
    assert room.content == {"plan": "Walk"}


NOT_SENT = [
    ("no JSON", "{"),
    ("lists in lists without end", "[" * 100_000),
    ("a number that no computer reads", '{"note": ' + "9" * 5_000 + "}"),
    ("a list", []),
    ("another shape", {"changes": []}),
    ("nobody who wrote it", {"note": None, "version": 0, "changes": []}),
    ("a note that is a word", {"person": 1, "note": "x", "version": 0, "changes": []}),
    ("a version that is a yes", {"person": 1, "note": None, "version": True, "changes": []}),
    (
        "a change of nothing",
        {"person": 1, "note": None, "version": 0, "changes": [{"path": "diagnosis", "now": "x"}]},
    ),
]


@pytest.mark.parametrize(("remark", "body"), NOT_SENT, ids=[each[0] for each in NOT_SENT])
def test_what_is_no_change_is_refused_in_words_a_script_can_read(
    room: RoomOf, remark: str, body: object
) -> None:
    address = reverse("visits:room_changes", args=[room.house.visit.pk])
    answer = room.browser.post(address, body, content_type="application/json")
    assert answer.status_code == 400
    assert "accepted" in answer.json()["words"], remark


def test_words_of_one_person_are_not_sent_as_anothers(room: RoomOf) -> None:
    room.browser.raise_request_exception = False
    answer = send(room, [said("plan", "Walk")], person=room.house.staff["other"].pk)
    assert answer.status_code == 403
    assert not Note.objects.exists()


def test_a_supervisors_words_are_not_written_by_anybody_else(room: RoomOf) -> None:
    answer = send(room, [said("also/sent-back-3", "Rowan, 30 November: well done")])
    assert (answer.status_code, "supervisor" in answer.json()["words"]) == (400, True)


def test_a_sending_for_a_signed_note_is_refused_in_words(room: RoomOf) -> None:
    note = a_signed_note(room.house.visit, plan="Walk")
    answer = send(room, [said("plan", "Rest", was="Walk")], note=note.pk, version=1)
    assert (answer.status_code, "is signed" in answer.json()["words"]) == (400, True)


def test_the_room_asks_the_database_as_often_after_many_visits(
    room: RoomOf, django_assert_num_queries: Any
) -> None:
    for weeks in range(1, 13):
        earlier = Appointment.objects.get(pk=room.house.visit.pk)
        earlier.pk, earlier.request_key = None, f"earlier-{weeks}"
        earlier.starts_at -= timedelta(weeks=weeks)
        earlier.ends_at -= timedelta(weeks=weeks)
        earlier.save(force_insert=True)
        a_signed_note(earlier, plan="Weekly", **{"mark/a": {**MARK_ROW, "kind": "pain"}})
        if weeks in (2, 12):
            room.get()
            with django_assert_num_queries(STATEMENTS):
                room.get()


def test_each_page_has_one_token_and_it_is_its_readers_own(room: RoomOf) -> None:
    Therapist.objects.filter(pk=room.house.visit.therapist_id).update(supervisor=room.house.staff["other"])
    both = [RoomOf(room.house, role, enforce_csrf_checks=True) for role in ("treats", "other", "treats")]
    tokens = [set(re.findall(r'csrf(?:middleware)?token" value="(\w+)"', each.get())) for each in both]
    assert [len(each) for each in tokens] == [1, 1, 1]
    (own,), (others,), _ = tokens
    assert both[0].write("words", plan="Walk", csrfmiddlewaretoken=others).status_code == 403
    assert both[0].write("words", plan="Walk", csrfmiddlewaretoken=own).status_code == 302


def test_a_supervisor_writes_in_the_room_of_whom_they_supervise(room: RoomOf) -> None:
    stranger = RoomOf(room.house, "other")
    address = reverse("visits:room", args=[room.house.visit.pk])
    assert stranger.browser.get(address).status_code == 404
    Therapist.objects.filter(pk=room.house.visit.therapist_id).update(supervisor=room.house.staff["other"])
    stranger.write("words", plan="Try less pressure.")
    assert room.content == {"plan": "Try less pressure."}
    assert "Try less pressure." in room.get()


def test_a_supervisor_is_shown_no_way_to_what_is_not_theirs(room: RoomOf) -> None:
    supervisor, visit = RoomOf(room.house, "other"), room.house.visit
    Therapist.objects.filter(pk=visit.therapist_id).update(supervisor=room.house.staff["other"])
    ways = [reverse(f"visits:{name}", args=[visit.pk]) for name in ("visit", "start", "finish")]
    assert [supervisor.browser.post(each).status_code for each in ways] == [404, 404, 404]
    assert not [each for each in ways if f'"{each}"' in supervisor.get()]
    assert f'"{ways[0]}"' in room.get()
