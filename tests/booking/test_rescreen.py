"""After the rules have changed: visits still to come are judged again, and one that may not stand is called about."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Model

from tests.booking import scene
from tests.booking.overlays import a_question, a_rule_for, lay_over
from tests.intake import telling
from unknot.audit.models import AuditEntry
from unknot.booking.actions import (
    book_visit,
    cancel_visit,
    doubt_visit,
    look_at_visit,
    rescreen_visit,
    settle_visit,
    start_visit,
    visits_on_earlier_rules,
)
from unknot.booking.errors import CannotStart
from unknot.booking.models import Appointment
from unknot.care.models import Permit, Screening
from unknot.clinical.errors import KnowledgeError

pytestmark = pytest.mark.django_db
NOW, BY = scene.NOW, scene.SYSTEM_ACTOR
TEN = NOW + timedelta(days=6, hours=6)
"""Ten in the morning in New York."""
ASKS_FIRST = a_rule_for("osteoarthritis", level="clearance", require='"medical_clearance"')


class House:
    """A practice with one confirmed visit of a client with worn joints, and a folder for rules of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.location = scene.make_location(rooms=2)
        self.practice = self.location.practice
        self.therapist = scene.make_working_therapist(self.location)
        self.client = telling.a_client(self.practice)
        self.sheet = telling.answered_sheet(self.client, osteoarthritis=True)
        self.visit = self.book(TEN, self.practice.slug)

    def book(self, at: datetime, key: str, **fields: Any) -> Appointment:
        asked = {"client": self.client, "technique": "swedish", "minutes": 60, "shape": {}} | fields
        return book_visit(
            therapist=self.therapist,
            location=self.location,
            starts_at=at,
            request_key=key,
            by=BY,
            now=NOW,
            **asked,
        )

    def rules(self, text: str) -> None:
        lay_over(self.folder, self.practice.slug, text)

    def waiting(self) -> list[Appointment]:
        return list(visits_on_earlier_rules(self.practice, now=NOW))

    def now(self) -> Appointment:
        return Appointment.objects.get(pk=self.visit.pk)


@pytest.fixture
def house(tmp_path: Path, settings: Any) -> House:
    settings.KNOWLEDGE_OVERLAY = tmp_path
    house = House(tmp_path)
    assert house.visit.state == "confirmed"
    return house


OUTCOMES = [
    ("a rule about something else", a_rule_for("asthma", level="clearance"), ("confirmed", "modify", True, False)),
    ("a doctor is asked first", ASKS_FIRST, ("provisional", "needs_medical_clearance", True, True)),
    ("not at all", a_rule_for("osteoarthritis", level="absolute"), ("provisional", "do_not_treat_today", True, True)),
    ("half an hour at most", a_rule_for("osteoarthritis", level="modify", limits="session_max_minutes = 30"),
     ("provisional", "modify", True, True)),
    ("no kneading", a_rule_for("osteoarthritis", level="modify", limits='exclude_techniques = ["swedish"]'),
     ("provisional", "modify", True, True)),
    ("lighter hands, which still fit", a_rule_for("osteoarthritis", level="modify", limits="pressure_max = 2"),
     ("confirmed", "modify", True, False)),
    ("a question nobody was asked yet", a_question(), ("provisional", "modify", False, True)),
]  # fmt: skip


@pytest.mark.parametrize(("remark", "rules", "expected"), OUTCOMES, ids=[row[0] for row in OUTCOMES])
def test_it_settles_a_visit_by_the_rules_of_now(
    house: House, remark: str, rules: str, expected: tuple[str, str, bool, bool]
) -> None:
    house.rules(rules)
    assert house.waiting() == [house.visit]
    found = rescreen_visit(house.visit, by=BY, now=NOW)
    after = found.after
    assert (after.state, after.decision, after.complete, after.must_call) == expected
    assert (found.before.state, found.before.must_call) == ("confirmed", False)
    assert found.is_changed is (expected[0] == "provisional")
    assert (house.now().state, house.now().call_first) == (after.state, after.must_call)
    assert house.waiting() == [], "it rests on the rules of now"


@pytest.mark.parametrize(("remark", "rules", "expected"), OUTCOMES, ids=[row[0] for row in OUTCOMES])
def test_looking_first_tells_the_same_and_leaves_no_trace(
    house: House, remark: str, rules: str, expected: tuple[str, str, bool, bool]
) -> None:
    house.rules(rules)
    before = everything()
    looked = look_at_visit(house.visit, by=BY, now=NOW)
    assert everything() == before
    done = rescreen_visit(house.visit, by=BY, now=NOW)
    assert (looked.before, looked.after) == (done.before, done.after)


def everything() -> list[list[dict[str, Any]]]:
    tables: tuple[type[Model], ...] = (Appointment, Permit, Screening, AuditEntry)
    return [list(table.objects.order_by("pk").values()) for table in tables]  # type: ignore[attr-defined]


def test_the_permit_is_taken_back_because_of_the_rules(house: House) -> None:
    permit = house.visit.permit
    assert permit is not None
    house.rules(ASKS_FIRST)
    rescreen_visit(house.visit, by=BY, now=NOW)
    permit.refresh_from_db()
    assert (permit.revoked_at, permit.revoked_because) == (NOW, "rules_changed")
    assert house.now().permit is None
    assert house.now().lapses_at is not None


def test_a_visit_that_still_stands_has_a_new_permit(house: House) -> None:
    before = house.visit.permit
    assert before is not None
    house.rules(a_rule_for("asthma", level="clearance"))
    rescreen_visit(house.visit, by=BY, now=NOW)
    before.refresh_from_db()
    after = house.now().permit
    assert before.revoked_because == "replaced"
    assert after is not None
    assert after.revoked_at is None


def test_new_answers_and_new_rules_count_as_new_answers(house: House) -> None:
    permit = house.visit.permit
    assert permit is not None
    house.rules(ASKS_FIRST)
    telling.tell(house.sheet, hypotension=True)
    rescreen_visit(house.visit, by=BY, now=NOW)
    permit.refresh_from_db()
    assert permit.revoked_because == "answers_changed"


def test_rules_that_are_taken_back_confirm_the_visit_again(house: House) -> None:
    house.rules(ASKS_FIRST)
    rescreen_visit(house.visit, by=BY, now=NOW)
    house.rules("")
    found = rescreen_visit(house.visit, by=BY, now=NOW)
    assert (found.before.state, found.after.state) == ("provisional", "confirmed")
    assert not house.now().call_first


def test_an_open_visit_stays_open_without_a_call(house: House) -> None:
    other = telling.a_client(house.practice, name="Bo")
    telling.answered_sheet(other, varicose_veins={"answer": "not sure"})
    visit = house.book(TEN + timedelta(hours=2), "another", client=other)
    assert visit.state == "provisional"
    house.rules(ASKS_FIRST)
    found = rescreen_visit(visit, by=BY, now=NOW)
    assert not found.is_changed
    assert not found.after.must_call


def test_each_visit_is_on_the_record_with_the_rules_it_was_judged_by(house: House) -> None:
    house.rules(ASKS_FIRST)
    rescreen_visit(house.visit, by=BY, now=NOW)
    entry = AuditEntry.objects.get(action="rescreen_visit")
    assert (entry.subject_id, entry.client_id) == (str(house.visit.pk), house.client.pk)
    screening = house.now().screening
    assert screening is not None
    assert entry.detail == {"version": screening.knowledge_version}
    done = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"screen", "unconfirm_visit", "revoke_permit", "mark_to_call"} <= done


def test_only_what_is_still_to_come_waits(house: House) -> None:
    house.rules(ASKS_FIRST)
    assert list(visits_on_earlier_rules(house.practice, now=TEN)) == [], "it has begun"
    assert list(visits_on_earlier_rules(scene.make_practice(), now=NOW)) == [], "another practice"
    cancel_visit(house.visit, by=BY, now=NOW)
    assert house.waiting() == []


def test_a_visit_without_answers_rests_on_no_rules(house: House) -> None:
    house.book(TEN + timedelta(hours=2), "another", client=scene.make_client(house.practice))
    house.rules(ASKS_FIRST)
    assert house.waiting() == [house.visit]


def test_another_practice_goes_by_its_own_rules(house: House, tmp_path: Path) -> None:
    lay_over(tmp_path, "somewhere-else", ASKS_FIRST)
    assert house.waiting() == []


def test_nobody_begins_by_earlier_rules_whether_rescreened_or_not(house: House) -> None:
    house.rules(ASKS_FIRST)
    with pytest.raises(CannotStart, match="not confirmed"):
        start_visit(house.visit, by=BY, now=TEN)
    assert house.now().state == "provisional"


def test_rules_that_cannot_be_read_settle_nothing(house: House) -> None:
    house.rules("this is no TOML")
    with pytest.raises(KnowledgeError):
        house.waiting()
    with pytest.raises(KnowledgeError):
        settle_visit(house.visit, by=BY, now=NOW)
    assert house.now().state == "confirmed"


def test_a_visit_that_cannot_be_judged_is_not_confirmed(house: House) -> None:
    permit = house.visit.permit
    assert permit is not None
    doubt_visit(house.visit, by=BY, now=NOW)
    permit.refresh_from_db()
    assert (house.now().state, house.now().call_first) == ("provisional", True)
    assert permit.revoked_because == "rules_changed"
