"""The session room: a visit is settled, asked about, begun and finished in that order; nothing typed is lost."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client as Browser
from django.urls import reverse

from tests.contracts.scene import CHANGES, NOT_SURE_OF, NOW, TODAY, WAITS_FOR_A_LETTER, House, make_house
from unknot.audit.models import AuditEntry
from unknot.booking.models import Appointment
from unknot.clinical.loading import default_knowledge
from unknot.intake.models import Saying

pytestmark = pytest.mark.django_db
LETTER = {"cleared_by": "Dr. Osei, cardiologist", "cleared_on": "2026-11-20"}
SETTLED = {"answer": "no", "why": "Read on the box."}


@pytest.fixture
def house() -> Iterator[House]:
    with time_machine.travel(NOW, tick=False):
        yield make_house("Alder")


@pytest.fixture
def room(house: House) -> "Room":
    return Room(house)


class Room:
    """The therapist's browser, in front of one visit."""

    def __init__(self, house: House, role: str = "treats") -> None:
        self.house, self.browser = house, Browser(raise_request_exception=False)
        self.browser.force_login(house.staff[role], backend="unknot.accounts.sign_in.DemoOnLoopbackOnly")

    def address(self, name: str, *more: str) -> str:
        return reverse(f"visits:{name}", args=[self.house.visit.pk, *more])

    def get(self, name: str = "visit", *more: str) -> Any:
        return self.browser.get(self.address(name, *more))

    def post(self, name: str, *more: str, **fields: Any) -> Any:
        sent = {"csrfmiddlewaretoken": "as every form has it"} | fields
        return self.browser.post(self.address(name, *more), sent)

    @property
    def visit(self) -> Appointment:
        return Appointment.objects.get(pk=self.house.visit.pk)

    def settle(self) -> None:
        self.post("settle", NOT_SURE_OF, **SETTLED)
        self.post("letter_seen", WAITS_FOR_A_LETTER, **LETTER)

    def attest(self) -> Any:
        asked = [each.id for each in default_knowledge().entries.values() if each.asked_of == "therapist"]
        return self.post("attest", **dict.fromkeys(asked, "no"))


def test_a_visit_goes_from_open_to_finished(room: Room) -> None:
    assert room.visit.state == "provisional"
    room.settle()
    assert room.visit.state == "confirmed"
    room.attest()
    assert room.visit.attested_on == TODAY
    room.post("start")
    assert room.visit.state == "started"
    room.post("finish")
    assert room.visit.state == "finished"
    done = ["confirm_visit", "attest_visit", "start_visit", "finish_visit"]
    assert (
        list(AuditEntry.objects.filter(action__in=done).order_by("id").values_list("action", flat=True))
        == done
    )


def test_limits_that_are_not_all_known_say_so_on_top(room: Room) -> None:
    assert "not all known yet" in room.get().content.decode()
    room.settle()
    room.attest()
    assert "not all known yet" not in room.get().content.decode()


def prepared(room: Room, *, settled: bool = True, attested: bool = True) -> None:
    if settled:
        room.settle()
    if attested:
        room.attest()


def test_the_one_thing_to_do_first_is_to_ask_then_to_begin(room: Room) -> None:
    room.settle()
    ask, begin = (
        'class="button" href="' + room.address("attest"),
        'class="button button-wide" type="submit">Begin',
    )
    assert [each in room.get().content.decode() for each in (ask, begin)] == [True, False]
    room.attest()
    assert [each in room.get().content.decode() for each in (ask, begin)] == [False, True]


TOO_EARLY: list[tuple[dict[str, bool], str, str]] = [
    ({"settled": False}, "still open", "something is not sure"),
    ({"attested": False}, "Ask first whether anything has changed", "nobody asked today"),
]


@pytest.mark.parametrize(("done", "words", "remark"), TOO_EARLY, ids=[remark for *_, remark in TOO_EARLY])
def test_a_visit_does_not_begin_before_its_time(
    room: Room, done: dict[str, bool], words: str, remark: str
) -> None:
    prepared(room, **done)
    answer = room.post("start")
    assert room.visit.state in ("provisional", "confirmed")
    assert answer.status_code == 400
    assert words in answer.content.decode()


def test_a_visit_does_not_begin_on_another_day(room: Room) -> None:
    prepared(room)
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        answer = Room(room.house).post("start")
    assert room.visit.state == "confirmed"
    assert "not today" in answer.content.decode()


def test_a_button_pressed_twice_does_it_once(room: Room) -> None:
    prepared(room)
    for name, state in (("start", "started"), ("finish", "finished")):
        assert [room.post(name).status_code for _ in range(2)] == [302, 302]
        assert room.visit.state == state
    assert AuditEntry.objects.filter(action__in=["start_visit", "finish_visit"]).count() == 2


@pytest.mark.parametrize("name", ["start", "attest", "settle", "letter_seen"])
def test_an_old_page_changes_nothing_of_a_finished_visit(room: Room, name: str) -> None:
    prepared(room)
    room.post("start")
    room.post("finish")
    before = Appointment.objects.filter(pk=room.visit.pk).values().get()
    more = {"settle": [NOT_SURE_OF], "letter_seen": [WAITS_FOR_A_LETTER]}.get(name, [])
    answer = room.attest() if name == "attest" else room.post(name, *more, **(SETTLED | LETTER))
    assert answer.status_code in (302, 400, 404)
    assert Appointment.objects.filter(pk=room.visit.pk).values().get() == before


WRONG_ANSWERS: list[tuple[dict[str, str], set[str], str]] = [
    ({}, {"answer", "why"}, "nothing"),
    ({"answer": "maybe", "why": "x"}, {"answer"}, "an answer that is none"),
    ({"answer": "no", "why": " "}, {"why"}, "no reason"),
    ({"answer": "no", "why": "x" * 301}, {"why"}, "a reason too long"),
    ({"answer": "no", "why": "a\x00b"}, {"why"}, "a NUL byte"),
]


@pytest.mark.parametrize(
    ("sent", "wrong", "remark"), WRONG_ANSWERS, ids=[remark for *_, remark in WRONG_ANSWERS]
)
def test_settling_keeps_what_was_typed(
    room: Room, sent: dict[str, str], wrong: set[str], remark: str
) -> None:
    before = Saying.objects.count()
    form = room.post("settle", NOT_SURE_OF, **sent).context["form"]
    assert form.errors.keys() == wrong
    assert {name: form[name].value() for name in sent} == sent
    assert Saying.objects.count() == before


WRONG_LETTERS: list[tuple[dict[str, str], set[str], str]] = [
    ({"cleared_by": ""}, {"cleared_by"}, "written by nobody"),
    ({"cleared_on": ""}, {"cleared_on"}, "without a date"),
    ({"cleared_on": "soon"}, {"cleared_on"}, "no date"),
    ({"cleared_on": "2026-12-01"}, {"cleared_on"}, "written tomorrow"),
    ({"cleared_until": "2026-11-01"}, {"cleared_until"}, "over before it was written"),
    ({"cleared_by": "x" * 121}, {"cleared_by"}, "a name too long"),
]


@pytest.mark.parametrize(
    ("sent", "wrong", "remark"), WRONG_LETTERS, ids=[remark for *_, remark in WRONG_LETTERS]
)
def test_a_letter_that_cannot_be_is_not_recorded(
    room: Room, sent: dict[str, str], wrong: set[str], remark: str
) -> None:
    before = Saying.objects.count()
    form = room.post("letter_seen", WAITS_FOR_A_LETTER, **(LETTER | sent)).context["form"]
    assert form.errors.keys() == wrong
    assert {name: form[name].value() for name in LETTER | sent} == LETTER | sent
    assert Saying.objects.count() == before


NOT_FOR_A_LETTER = [
    ("fever", "nothing was found that waits for a letter about it"),
    (CHANGES, "it changes the session and waits for nobody"),
    (NOT_SURE_OF, "it is not known yet"),
]


@pytest.mark.parametrize(("entry_id", "remark"), NOT_FOR_A_LETTER, ids=[each for each, _ in NOT_FOR_A_LETTER])
def test_a_letter_is_only_about_what_waits_for_one(room: Room, entry_id: str, remark: str) -> None:
    before = Saying.objects.count()
    page = room.browser.post(room.address("letter_seen", entry_id), LETTER, follow=True)
    assert "is waited for now" in page.content.decode()
    assert room.get("letter_seen", entry_id).status_code == 302
    assert Saying.objects.count() == before, remark


def test_what_a_browser_keeps_of_a_question_names_no_health(room: Room) -> None:
    entries = default_knowledge().entries
    for name, entry_id in (("settle", NOT_SURE_OF), ("letter_seen", WAITS_FOR_A_LETTER)):
        page, title = room.get(name, entry_id).content.decode(), entries[entry_id].title.lower()
        assert title not in page[: page.index("</title>")].lower(), "a browser keeps the titles of its pages"
        told = room.post(name, entry_id, **(SETTLED if name == "settle" else LETTER))
        kept = [str(each) for each in get_messages(told.wsgi_request)]
        assert "screened again" in kept[-1]
        assert title not in " ".join(kept).lower(), "a message stands in a cookie"


def test_only_what_people_are_asked_can_be_settled(room: Room) -> None:
    computed = next(each for each in default_knowledge().entries.values() if each.asked_of == "computed")
    assert room.get("settle", computed.id).status_code == 404
    assert room.post("settle", computed.id, **SETTLED).status_code == 404


def test_a_red_flag_is_not_settled_away(room: Room) -> None:
    room.post("settle", "chest_pain_now", answer="yes", why="Said so.")
    flagged = [each for each in room.get().context["findings"] if each.urgency == "emergency"]
    assert flagged
    answer = room.post("settle", flagged[0].entry_id, **SETTLED)
    assert answer.status_code == 400
    assert "cannot be corrected here" in answer.content.decode()
    assert room.visit.call_first
    assert "A red flag" in room.get().content.decode()


def test_a_yes_on_the_day_unsettles_a_confirmed_visit(room: Room) -> None:
    prepared(room)
    room.post("settle", "fever", answer="yes", why="Looks ill.")
    assert (room.visit.state, room.visit.call_first) == ("provisional", True)
    assert room.post("start").status_code == 400


def test_each_answer_of_a_therapist_keeps_their_name_and_reason(room: Room) -> None:
    room.post("settle", NOT_SURE_OF, **SETTLED)
    saying = Saying.objects.latest("id")
    assert (saying.user, saying.said_by, saying.why) == (room.house.staff["treats"], "staff", SETTLED["why"])


def test_markup_in_a_name_stays_words(room: Room) -> None:
    type(room.house.client).objects.update(name="<script>alert(7)</script>")
    Appointment.objects.update(note_to_therapist="<img src=x onerror=alert(7)>")
    for page in (room.get(), room.get("attest"), room.browser.get("/staff/")):
        body = page.content.decode()
        assert "&lt;script&gt;alert(7)" in body
        assert "<script>alert" not in body
        assert "<img src=x" not in body


def test_a_visit_without_a_sheet_asks_everything(house: House) -> None:
    """Booked by telephone: nothing has been answered yet, and a look makes no answers up."""
    from tests.booking.scene import appointment_of, make_client

    visit = appointment_of(
        make_client(house.practice, name="Telephone"), house.offer.therapist, house.location,
        starts_at=datetime(2026, 11, 30, 20, tzinfo=UTC),
    )  # fmt: skip
    visit.save()
    browser = Browser()
    browser.force_login(house.staff["owner"], backend="unknot.accounts.sign_in.DemoOnLoopbackOnly")
    page = browser.get(reverse("visits:visit", args=[visit.pk]))
    assert page.status_code == 200
    assert "still open" in page.content.decode()
