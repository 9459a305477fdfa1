"""The client's way up to the answer: nothing typed is lost, nothing is answered for anybody, nothing breaks it."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse

from tests.contracts.scene import NOW
from unknot.accounts.models import Link
from unknot.care.models import Screening
from unknot.clinical.facts import Person
from unknot.clinical.loading import default_knowledge
from unknot.clinical.questions import screens_for
from unknot.intake.models import Reason, Saying, Sheet

pytestmark = pytest.mark.django_db


class Way:
    """One person's browser and link."""

    def __init__(self, for_whom: str = "self") -> None:
        self.browser = Browser(raise_request_exception=False)
        self.token = self.browser.post("/begin/", {"for_whom": for_whom})["Location"].split("/")[2]

    def address(self, name: str, *parts: str) -> str:
        return reverse(name, args=[self.token, *parts])

    def get(self, name: str, *parts: str) -> Any:
        return self.browser.get(self.address(name, *parts))

    def post(self, name: str, *parts: str, **fields: Any) -> Any:
        return self.browser.post(self.address(name, *parts), {"csrfmiddlewaretoken": "x"} | fields)

    @property
    def sheet(self) -> Sheet:
        return Sheet.objects.latest("id")

    def newest(self, entry_id: str) -> Any:
        return self.sheet.sayings.filter(entry_id=entry_id).latest("id").statements

    def is_at(self, answer: Any, name: str, *parts: str) -> bool:
        return bool(answer["Location"] == self.address(name, *parts))


@pytest.fixture
def way() -> Iterator[Way]:
    with time_machine.travel(NOW, tick=False):
        yield Way()


def test_beginning_opens_a_sheet_that_ends_after_thirty_days(way: Way) -> None:
    assert (way.sheet.for_whom, way.sheet.client, (way.sheet.expires_at - NOW).days) == ("self", None, 30)  # type: ignore[operator]
    assert Link.objects.get().subject_id == way.sheet.pk


WHOM = [
    ("self", ""),
    ("child", "Answer for your child."),
    ("someone", "Answer for the person to be treated."),
]


@pytest.mark.parametrize(("for_whom", "words"), WHOM)
def test_each_list_says_whom_it_asks_about(for_whom: str, words: str) -> None:
    way = Way(for_whom)
    way.post("intake:who", born_on="2016-05-01", sex="female")
    pages = [way.browser.get(way.get("intake:health")["Location"], follow=True), way.get("intake:medicines")]
    for page in pages:
        said = page.content.decode()
        assert page.status_code == 200
        assert words in said if words else "Answer for" not in said


@pytest.mark.parametrize("sent", ["", "nobody", "self\x00", "<b>"])
def test_beginning_for_nobody_is_asked_again(sent: str) -> None:
    answer = Browser().post("/begin/", {"for_whom": sent, "csrfmiddlewaretoken": "x"})
    assert (answer.status_code, Sheet.objects.count()) == (200, 0)
    assert answer.context["form"].errors


def test_parts_of_the_body_have_names_that_people_say(way: Way) -> None:
    page = way.get("intake:areas").content.decode()
    assert "Left back of knee" in page
    assert "Left back knee" not in page


def test_a_healthy_person_reaches_the_answer_with_every_question_answered(way: Way) -> None:
    way.post("intake:reason", goals=["restful_sleep"], pressure="")
    way.post("intake:areas", areas=["left_shoulder"], intensity="3", since="months")
    here = way.post("intake:who", born_on="1990-01-02", sex="male")["Location"]
    steps = 0
    while "/medicines/" not in here:
        page = way.browser.get(here)
        here = (
            page["Location"]
            if page.status_code == 302
            else way.browser.post(here, {"yes": ["none"]})["Location"]
        )
        steps += 1
        assert steps < 30, "the questions end"
    here = way.post("intake:medicines", none="on")["Location"]
    assert way.browser.get(here)["Location"] == way.address("care:answer")
    assert "Your massage can go ahead" in way.get("care:answer").content.decode()
    asked = {each.id for each in default_knowledge().entries.values() if each.asked_of == "client"}
    assert {saying.entry_id for saying in way.sheet.sayings.all()} == asked


WRONG: list[tuple[str, dict[str, Any], set[str], str]] = [
    ("intake:reason", {}, {"goals"}, "no goal"),
    ("intake:reason", {"goals": ["riches"]}, {"goals"}, "a goal that is none"),
    ("intake:reason", {"goals": ["wellness"], "pressure": "9"}, {"pressure"}, "a pressure beyond the scale"),
    ("intake:areas", {"areas": ["tail"]}, {"areas"}, "a part that nobody has"),
    ("intake:areas", {"areas": ["left_shoulder"], "intensity": "11"}, {"intensity"}, "beyond ten"),
    ("intake:areas", {"areas": ["left_shoulder"], "since": "ever"}, {"since"}, "no time we know"),
    ("intake:who", {"born_on": ""}, {"born_on"}, "no birth date"),
    ("intake:who", {"born_on": "2.5.1984"}, {"born_on"}, "another way to write it"),
    ("intake:who", {"born_on": "2026-12-24"}, {"born_on"}, "not born yet"),
    ("intake:who", {"born_on": "1850-01-01"}, {"born_on"}, "older than anybody"),
    ("intake:who", {"born_on": "0001-01-01"}, {"born_on"}, "the first day there is"),
    ("intake:who", {"born_on": "1990-01-02", "sex": "x" * 99}, {"sex"}, "a word too long"),
    ("intake:medicines", {"typed": ""}, {"typed"}, "neither a name nor none"),
    ("intake:medicines", {"typed": "apixaban", "none": "on"}, {"none"}, "a name and none"),
    ("intake:medicines", {"typed": "x" * 4001}, {"typed"}, "a text too long"),
    ("intake:medicines", {"typed": "\n".join(map(str, range(61)))}, {"typed"}, "more than anybody takes"),
    ("intake:medicines", {"typed": "aspirin\x00"}, {"typed"}, "a NUL byte"),
    ("intake:keep", {"email": "me at home"}, {"email"}, "no address"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "sent", "wrong", "remark"), WRONG, ids=[f"{name} {remark}" for name, *_, remark in WRONG]
)
def test_what_cannot_be_is_said_at_its_field_and_stays_typed(
    way: Way, name: str, sent: dict[str, Any], wrong: set[str], remark: str
) -> None:
    answer = way.post(name, **sent)
    assert answer.status_code == 200
    form = answer.context["form"]
    assert wrong <= form.errors.keys()
    typed = {key: value for key, value in sent.items() if value != "on"}
    assert {key: form[key].data for key in typed} == typed
    assert (Reason.objects.count(), Saying.objects.count()) == (0, 0)


def a_screen_with(entry_id: str) -> str:
    return next(screen.id for screen in default_knowledge().screens if entry_id in screen.entries)


TICKS: list[tuple[dict[str, list[str]], set[str], str]] = [
    ({}, {"yes"}, "nothing is no answer"),
    ({"yes": ["none", "fever"]}, {"yes"}, "one of them and none of them"),
    ({"yes": ["none"], "unsure": ["fever"]}, {"yes"}, "none, but not sure"),
    ({"yes": ["fever"], "unsure": ["fever"]}, {"unsure"}, "yes and not sure"),
    ({"yes": ["shingles_of_the_soul"]}, {"yes"}, "a question of nobody"),
    ({"yes": ["osteoarthritis"]}, {"yes"}, "a question of another page"),
]


@pytest.mark.parametrize(("sent", "wrong", "remark"), TICKS, ids=[remark for *_, remark in TICKS])
def test_ticks_that_contradict_themselves_answer_nothing(
    way: Way, sent: dict[str, list[str]], wrong: set[str], remark: str
) -> None:
    way.post("intake:who", born_on="1990-01-02", sex="male")
    form = way.post("intake:screen", a_screen_with("fever"), **sent).context["form"]
    assert wrong <= form.errors.keys()
    assert not Saying.objects.exists(), remark


def test_the_back_button_answers_anew_and_loses_nothing(way: Way) -> None:
    way.post("intake:who", born_on="1990-01-02", sex="male")
    screen = a_screen_with("fever")
    way.post("intake:screen", screen, yes=["fever"])
    assert way.get("intake:screen", screen).context["form"]["yes"].value() == ["fever"]
    way.post("intake:screen", screen, yes=["none"])
    assert way.newest("fever") == [{"answer": False}]
    said = way.sheet.sayings.filter(entry_id="fever").order_by("id")
    assert [row.statements[0]["answer"] for row in said] == [True, False], "both stay"


def test_the_same_page_sent_twice_says_it_once(way: Way) -> None:
    way.post("intake:who", born_on="1990-01-02", sex="male")
    for _ in range(2):
        way.post("intake:screen", a_screen_with("fever"), yes=["none"])
    assert way.sheet.sayings.filter(entry_id="fever").count() == 1


def test_a_page_that_is_not_for_this_person_is_not_found(way: Way) -> None:
    way.post("intake:who", born_on="1990-01-02", sex="male")
    pregnancy = a_screen_with("pregnancy")
    shown = {
        screen.id for screen in screens_for(default_knowledge(), person=Person(sex="male"), on=NOW.date())
    }
    assert pregnancy not in shown
    assert way.get("intake:screen", pregnancy).status_code == 404
    assert way.get("intake:screen", "no such screen").status_code == 404
    assert way.get("intake:more", "no such screen").status_code == 404


def test_a_gate_shut_answers_no_to_all_behind_it(way: Way) -> None:
    way.post("intake:who", born_on="1990-01-02", sex="male")
    way.post("intake:gates", yes=["none"])
    behind = {each for screen in default_knowledge().screens if screen.gate for each in screen.entries}
    assert {saying.entry_id for saying in way.sheet.sayings.all()} >= behind
    assert all(saying.statements == [{"answer": False}] for saying in way.sheet.sayings.all())


def test_a_near_miss_of_a_medicine_is_offered_and_never_taken_for_it(way: Way) -> None:
    answer = way.post("intake:medicines", typed="apixabn 5 mg\nibuprofen")
    assert answer.status_code == 200
    (offered,) = answer.context["offers"]
    assert (offered.typed, offered.offers[0].medicine.name) == ("apixabn 5 mg", "apixaban")
    assert way.sheet.reasons.latest("id").medicines == ["apixabn 5 mg", "ibuprofen"]
    chosen = {
        "instead-apixabn 5 mg": "apixaban",
        "typed": "apixabn 5 mg\nibuprofen",
        "as_typed": "yes",
    }
    assert way.is_at(way.post("intake:medicines", **chosen), "care:follow")
    kept = way.sheet.reasons.latest("id")
    assert kept.medicines == ["apixabn 5 mg", "ibuprofen"], "it stays as it was typed"
    assert kept.medicines_meant == {"apixabn 5 mg": {"is": ["apixaban"], "said_by": "client"}}


@pytest.mark.parametrize("instead", ["a\x00b", "heroin", "x" * 9000, "<script>"])
def test_only_what_was_offered_takes_the_place_of_what_was_typed(way: Way, instead: str) -> None:
    way.post("intake:medicines", **{"instead-apixabn": instead, "typed": "apixabn", "as_typed": "yes"})
    kept = way.sheet.reasons.latest("id")
    assert (kept.medicines, kept.medicines_meant) == (["apixabn"], {})


def test_coming_back_goes_on_where_it_stopped(way: Way) -> None:
    assert way.is_at(way.get("intake:health"), "intake:who")
    way.post("intake:who", born_on="1990-01-02", sex="male")
    first = default_knowledge().screens[0].id
    assert way.is_at(way.get("care:onward"), "intake:screen", first)
    way.post("intake:screen", first, yes=["none"])
    assert not way.is_at(way.get("care:onward"), "intake:screen", first)
    assert way.is_at(way.get("intake:health"), "care:onward")


def test_after_a_stop_only_emergencies_are_still_asked(way: Way) -> None:
    way.post("intake:who", born_on="1990-01-02", sex="male")
    first = a_screen_with("chest_pain_now")
    way.post("intake:screen", first, yes=["chest_pain_now"])
    assert way.is_at(way.get("care:onward"), "intake:emergencies")
    page = way.get("intake:emergencies").content.decode()
    assert "One leg or arm newly swollen" in page
    assert "Pain or pressure in chest" not in page, "what was answered is not asked again"
    assert "Tick what applies" in way.post("intake:emergencies").content.decode()
    assert way.is_at(way.post("intake:emergencies", yes=["none"]), "care:onward")
    assert way.is_at(way.get("care:onward"), "care:answer")
    answer = way.get("care:answer").content.decode()
    assert "Get help now" in answer
    assert "Still open" not in answer
    assert way.is_at(way.get("intake:emergencies"), "care:onward"), "nothing is left to ask"


def test_going_from_page_to_page_keeps_no_screening(way: Way) -> None:
    way.post("intake:who", born_on="1990-01-02", sex="male")
    way.post("intake:screen", a_screen_with("chest_pain_now"), yes=["chest_pain_now"])
    assert way.is_at(way.get("care:onward"), "intake:emergencies")
    assert not Screening.objects.exists()
    way.get("care:answer")
    assert Screening.objects.count() == 1, "what somebody was shown is kept"


def test_what_was_stopped_can_still_be_corrected(way: Way) -> None:
    way.post("intake:who", born_on="1990-01-02", sex="male")
    first = a_screen_with("chest_pain_now")
    way.post("intake:screen", first, yes=["chest_pain_now"])
    assert "Not answered yet" in way.browser.get(way.address("intake:health") + "?all=1").content.decode()
    way.post("intake:screen", first, yes=["none"])
    assert not way.is_at(way.get("care:onward"), "intake:emergencies")


def test_the_link_by_mail_holds_no_health(way: Way) -> None:
    from unknot.correspondence.models import Message

    way.post("intake:who", born_on="1990-01-02", sex="male")
    way.post("intake:screen", a_screen_with("fever"), yes=["fever"])
    way.post("intake:keep", email="robin@people.example")
    message = Message.objects.get()
    assert way.token in message.body
    assert "fever" not in (message.subject + message.body).lower()
