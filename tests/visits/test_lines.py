"""Lines as typed that are still open: a therapist says what they mean, under a name, and both versions stay."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from tests.contracts.scene import NOW, TODAY, House, make_house
from tests.visits.test_visit_page import Room
from unknot.audit.actions import SYSTEM
from unknot.care.errors import NotCorrectable
from unknot.care.settling import settle_line
from unknot.clinical.loading import default_knowledge
from unknot.intake.actions import client_sheet, give_reason, say
from unknot.intake.models import Reason, Saying, Sheet

pytestmark = pytest.mark.django_db
WHY = "Read on the box."


@pytest.fixture
def house() -> Iterator[House]:
    with time_machine.travel(NOW, tick=False):
        yield make_house("Alder")


@pytest.fixture
def room(house: House) -> Room:
    room = Room(house)
    room.settle()
    return room


def typed(room: Room, **lines: list[str]) -> Sheet:
    sheet = client_sheet(room.house.client, now=NOW)
    give_reason(sheet, by=SYSTEM, now=NOW, **lines)
    return sheet


def told(room: Room) -> tuple[list[str], bool]:
    page = room.get()
    return [each.words for each in page.context["open"]], page.context["screening"].complete


def newest(sheet: Sheet) -> Reason:
    return sheet.reasons.latest("id")


def settle(room: Room, kind: str, line: int = 0, **fields: Any) -> Any:
    return room.post(f"settle_{kind}", str(line), why=WHY, **fields)


def test_the_visit_says_in_the_clients_words_what_is_open(room: Room) -> None:
    assert told(room) == ([], True)
    typed(room, medicines=["zinc", "qwertamab"], notes=["cannot lie long"])
    assert told(room) == (["Which medicine is “qwertamab”?", "What does “cannot lie long” tell of?"], False)
    page = room.get().content.decode()
    assert room.address("settle_medicine", "1") in page
    assert room.address("settle_note", "0") in page


MEDICINES: list[tuple[str, dict[str, str], list[str], list[str], str]] = [
    ("qwertamab", {"meant": "nothing"}, [], [], "it changes nothing about a massage"),
    (
        "qwertamab",
        {"meant": "other", "other": "Humira"},
        ["adalimumab"],
        ["immunosuppressants_dmard"],
        "a brand",
    ),
    ("warfarrin", {"meant": "warfarin"}, ["warfarin"], ["anticoagulant"], "what was offered"),
    ("hydralyzine", {"meant": "hydroxyzine"}, ["hydroxyzine"], ["opioids_sedatives"], "the other one"),
    ("Lamictal", {"meant": "nothing"}, [], [], "asked what it is for"),
    (
        "Lamictal",
        {"meant": "nothing", "another": "epilepsy_controlled"},
        [],
        ["epilepsy_controlled"],
        "for seizures",
    ),
]


@pytest.mark.parametrize(
    ("line", "sent", "ids", "found", "remark"), MEDICINES, ids=[f"{row[0]}: {row[-1]}" for row in MEDICINES]
)
def test_a_therapist_says_which_medicine_it_is(
    room: Room, line: str, sent: dict[str, str], ids: list[str], found: list[str], remark: str
) -> None:
    before = {each.entry_id for each in room.get().context["findings"]}
    sheet = typed(room, medicines=[line])
    assert room.get("settle_medicine", "0").status_code == 200
    assert settle(room, "medicine", **sent).status_code == 302
    kept = newest(sheet)
    assert kept.medicines == [line], "as it was typed"
    assert kept.medicines_meant == {line: {"is": ids, "said_by": "staff"}}
    assert (kept.user, kept.why) == (room.house.staff["treats"], WHY)
    assert sheet.reasons.filter(user=None).latest("id").medicines_meant == {}, "both versions stay"
    page = room.get()
    assert {each.entry_id for each in page.context["findings"]} == before | set(found), remark
    assert not [each for each in page.context["open"] if each.words.startswith("Which medicine")]


def test_a_visit_is_confirmed_again_once_nothing_is_open(room: Room) -> None:
    from unknot.booking.actions import settle_visit

    typed(room, medicines=["qwertamab"])
    settle_visit(room.visit, by=SYSTEM, now=NOW)
    assert room.visit.state == "provisional"
    settle(room, "medicine", meant="nothing")
    assert room.visit.state == "confirmed"


def test_a_therapist_says_what_a_note_tells_of(room: Room) -> None:
    sheet = typed(room, notes=["slipped disc", "I like cats"])
    page = room.get("settle_note", "0")
    offered = [value for value, _ in page.context["form"].fields["entries"].choices]
    assert offered == ["radiculopathy_disc"]
    settle(room, "note", 0, entries=["radiculopathy_disc"])
    saying = Saying.objects.latest("id")
    assert (saying.entry_id, saying.statements, saying.said_by) == (
        "radiculopathy_disc",
        [{"answer": True}],
        "staff",
    )
    assert (saying.user, saying.why) == (room.house.staff["treats"], WHY)
    settle(room, "note", 1, nothing="on")
    assert newest(sheet).notes == ["slipped disc", "I like cats"]
    assert {line: each["is"] for line, each in newest(sheet).notes_meant.items()} == {
        "slipped disc": ["radiculopathy_disc"],
        "I like cats": [],
    }
    assert not [words for words in told(room)[0] if words.startswith("What does")]


WRONG: list[tuple[str, dict[str, Any], set[str], str]] = [
    ("medicine", {}, {"meant"}, "nothing chosen"),
    ("medicine", {"meant": "heroin"}, {"meant"}, "what was not offered"),
    ("medicine", {"meant": "other"}, {"other"}, "another, without a name"),
    ("medicine", {"meant": "other", "other": "warfarrin"}, {"other"}, "a name not on the list"),
    ("medicine", {"meant": "other", "other": "codine"}, {"other"}, "a misspelling that may be several"),
    ("medicine", {"meant": "nothing", "other": "zinc"}, {"other"}, "nothing, and something"),
    ("medicine", {"meant": "nothing", "why": " "}, {"why"}, "no reason"),
    ("note", {}, {"nothing"}, "nothing chosen"),
    ("note", {"nothing": True, "another": "fever"}, {"nothing"}, "nothing, and something"),
    ("note", {"entries": ["minor"]}, {"entries"}, "what is computed"),
    ("note", {"another": "no such entry"}, {"another"}, "an entry nobody knows"),
    ("note", {"nothing": True, "why": ""}, {"why"}, "no reason"),
]


@pytest.mark.parametrize(
    ("kind", "sent", "wrong", "remark"), WRONG, ids=[row[-1] + " " + row[0] for row in WRONG]
)
def test_what_cannot_be_is_said_at_its_field_and_stays_typed(
    room: Room, kind: str, sent: dict[str, Any], wrong: set[str], remark: str
) -> None:
    sheet = typed(room, medicines=["qwertamab"], notes=["zxcv"])
    number = newest(sheet).pk
    answer = room.post(f"settle_{kind}", "0", **({"why": WHY} | sent))
    form = answer.context["form"]
    assert form.errors.keys() == wrong, remark
    assert {name: form[name].value() for name in sent} == sent
    assert newest(sheet).pk == number, "nothing is kept"


def test_a_name_near_those_of_the_list_is_told_which(room: Room) -> None:
    typed(room, medicines=["qwertamab"])
    page = settle(room, "medicine", meant="other", other="warfarrin").content.decode()
    assert "Near it: warfarin" in page


@pytest.mark.parametrize(
    ("kind", "line", "remark"),
    [("medicine", "0", "it is clear"), ("medicine", "7", "no such line"), ("note", "7", "no such note")],
)
def test_a_line_that_is_not_open_cannot_be_settled(room: Room, kind: str, line: str, remark: str) -> None:
    sheet = typed(room, medicines=["zinc"], notes=[])
    number = newest(sheet).pk
    for answer in (
        room.get(f"settle_{kind}", line),
        settle(room, kind, int(line), meant="nothing", nothing="on"),
    ):
        assert (answer.status_code, answer["Location"]) == (302, room.address("visit")), remark
    assert newest(sheet).pk == number


def test_what_is_urgent_is_not_settled_away(room: Room) -> None:
    """Read as insulin, the line makes the signs told beside it an emergency: only the client's new answers end that."""
    sheet = typed(room, medicines=["inslin"])
    said = [{"answer": "not sure", "low_sugar_signs": True}]
    say(
        sheet, answers={"insulin_injection": said}, said_by=Saying.By.CLIENT, knowledge=default_knowledge(),
        said_on=TODAY, by=SYSTEM, now=NOW,
    )  # fmt: skip
    assert room.get().context["screening"].urgency == "emergency"
    answer = settle(room, "medicine", meant="fibre")
    assert answer.status_code == 400
    assert "cannot be corrected here" in answer.content.decode()
    assert newest(sheet).medicines_meant == {}
    assert room.get().context["screening"].urgency == "emergency"


def test_a_line_changed_meanwhile_is_not_settled_by_its_number(room: Room) -> None:
    sheet = typed(room, medicines=["qwertamab"])
    with pytest.raises(NotCorrectable, match="not there any more"):
        settle_line(
            sheet, lines="medicines", line="zxcvab", ids=[], answers_yes=[], why=WHY, user=room.house.staff["treats"],
            on=TODAY, by=SYSTEM, now=NOW,
        )  # fmt: skip


def test_the_page_never_shows_markup_of_a_line(room: Room) -> None:
    typed(room, medicines=["<script>alert(7)</script>"], notes=["<img src=x>"])
    for page in (room.get(), room.get("settle_medicine", "0"), room.get("settle_note", "0")):
        body = page.content.decode()
        assert "<script>alert" not in body
        assert "<img src=x" not in body
