"""Has anything changed? Answered by link: what was told stands until it is over, and a new yes counts at once."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from tests.booking import scene
from tests.intake import telling
from tests.knowing import known_as
from unknot.accounts.links import make_link
from unknot.accounts.models import Link
from unknot.booking.actions import book_visit
from unknot.booking.models import Appointment
from unknot.clinical.loading import default_knowledge
from unknot.directory.models import Certificate
from unknot.intake.reading import newest_sayings

pytestmark = pytest.mark.django_db
TEN = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)
SEVEN = TEN - timedelta(hours=3)
"""The morning of the visit's own day."""
NONE_NEW = {"now": ["none"]}
UNSURE = {"varicose_veins": "not sure"}


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with time_machine.travel(SEVEN, tick=False):
        yield


class Holder:
    """Somebody with a visit today, what they told before it, and the link that opens it."""

    def __init__(self, **told: Any) -> None:
        location = scene.make_location()
        therapist = scene.make_working_therapist(location)
        Certificate.objects.create(
            therapist=therapist, qualification="prenatal", body="A school", valid_from=date(2020, 1, 1)
        )
        self.client = telling.a_client(location.practice)
        self.sheet = telling.answered_sheet(self.client, **told)
        self.visit = book_visit(
            client=self.client, therapist=therapist, location=location, technique="swedish", minutes=60,
            starts_at=TEN, shape={}, request_key="once", by=scene.SYSTEM_ACTOR, now=scene.NOW,
        )  # fmt: skip
        self.browser = known_as(self.client)
        _, token = make_link(
            Link.Scope.VISIT, self.visit.pk, practice=location.practice, expires_at=TEN + timedelta(days=1)
        )
        self.address = f"/visit/{token}/changed/"

    def answer(self, **fields: Any) -> Any:
        return self.browser.post(self.address, {**self.as_before(), **fields})

    def as_before(self) -> dict[str, str]:
        form = self.browser.get(self.address).context["form"]
        return {entry.id: "as_before" for entry in form.kept}

    def said(self, entry_id: str) -> dict[str, Any]:
        return newest_sayings(self.sheet)[entry_id].statements[0]

    def now(self) -> Appointment:
        return Appointment.objects.get(pk=self.visit.pk)


def test_nothing_changed_confirms_and_attests() -> None:
    holder = Holder()
    assert holder.answer(**NONE_NEW).status_code == 302
    assert (holder.now().state, holder.now().attested_on) == ("confirmed", TEN.date())


KEPT = [
    ("surgery_recent", {"answer": True, "since": "2026-10-20", "kind": "other"}, "told with its date"),
    ("muscle_relaxants", {"answer": True}, "told without details"),
    ("anticoagulant", {"answer": True, "bleeding": False}, "half of it told"),
    ("varicose_veins", {"answer": "not sure"}, "not asked each time, but still open"),
    ("pregnancy", {"answer": True, "due_on": "2027-06-01"}, "the one that limits most"),
]


@pytest.mark.parametrize(("entry_id", "told", "remark"), KEPT, ids=[row[0] for row in KEPT])
def test_none_of_these_takes_nothing_back(entry_id: str, told: dict[str, Any], remark: str) -> None:
    holder = Holder(**{entry_id: told})
    page = holder.browser.get(holder.address).content.decode()
    assert "You told us before" in page
    holder.answer(**NONE_NEW)
    assert holder.said(entry_id) == told, remark


def test_it_is_over_only_when_its_holder_says_so() -> None:
    holder = Holder(muscle_relaxants=True)
    holder.answer(**NONE_NEW, muscle_relaxants="over")
    assert holder.said("muscle_relaxants") == {"answer": False}


def test_something_different_asks_the_absent_signs_again_and_keeps_the_rest() -> None:
    holder = Holder(
        anticoagulant={"answer": True, "reason": "a valve", "bleeding": True, "head_injury": False}
    )
    answer = holder.answer(**NONE_NEW, anticoagulant="different")
    assert answer["Location"].endswith("/changed/more/")
    assert holder.said("anticoagulant") == {"answer": True, "reason": "a valve", "bleeding": True}
    (form,) = holder.browser.get(answer["Location"]).context["forms"]
    assert form["flags"].value() == ["bleeding"]
    assert form["reason"].value() == "a valve"


def test_what_passes_by_itself_is_asked_anew() -> None:
    holder = Holder(respiratory_infection={"answer": True, "breathless": False, "chest_pain": False})
    holder.answer(**NONE_NEW)
    assert holder.said("respiratory_infection") == {"answer": False}


def test_a_fever_counts_before_its_follow_ups_are_answered() -> None:
    holder = Holder()
    answer = holder.answer(now=["fever"])
    assert answer["Location"].endswith("/changed/more/")
    assert (holder.now().state, holder.now().call_first) == ("provisional", True)


def test_a_fever_without_signs_says_not_today_and_without_a_loose_end() -> None:
    holder = Holder()
    more = holder.answer(now=["fever"])["Location"]
    answer = holder.browser.post(more, {"fever-flags": ["none"]}, follow=True)
    assert answer.context["headline"].title == "Not today, but soon"
    assert answer.context["questions"] == []
    assert holder.said("fever")["stiff_neck"] is False


def test_a_follow_up_left_open_is_not_nearly_there() -> None:
    holder = Holder()
    more = holder.answer(now=["neuropathy"])["Location"]
    answer = holder.browser.post(more, {"neuropathy-flags": ["not_sure"]}, follow=True)
    assert answer.context["headline"].title == "Your visit is not confirmed yet"
    assert "Answer these" in answer.content.decode()


def test_the_one_not_sure_is_settled_by_link() -> None:
    holder = Holder(**UNSURE)
    holder.answer(**NONE_NEW, varicose_veins="over")
    assert holder.said("varicose_veins") == {"answer": False}
    assert holder.now().state == "confirmed"


def test_saying_nothing_is_no_answer() -> None:
    holder = Holder()
    assert holder.answer().status_code == 200
    assert holder.now().attested_on is None


def test_every_question_of_each_visit_is_on_the_page_once() -> None:
    holder = Holder(pregnancy={"answer": True, "due_on": "2027-06-01"}, fever=True, **UNSURE)
    form = holder.browser.get(holder.address).context["form"]
    shown = [entry.id for entry in (*form.kept, *form.asked)]
    due = {entry.id for entry in default_knowledge().entries.values() if entry.ask_every_visit}
    client = {entry.id for entry in default_knowledge().entries.values() if entry.asked_of == "client"}
    assert sorted(shown) == sorted((due & client) | {"varicose_veins"})
