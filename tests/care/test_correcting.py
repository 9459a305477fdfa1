"""A therapist settles or corrects a fact; both versions stay, and nobody talks an urgency away."""

from typing import Any

import pytest

from tests.intake.telling import NOW, TODAY, answered_sheet, tell
from unknot.accounts.models import User
from unknot.audit.actions import Actor
from unknot.care.actions import correct_fact, screen_sheet
from unknot.care.errors import NotCorrectable
from unknot.clinical.errors import ClientFileError
from unknot.intake.actions import give_reason
from unknot.intake.models import Saying, Sheet
from unknot.intake.reading import newest_sayings

pytestmark = pytest.mark.django_db
LETTER = {"cleared_by": "Dr. Osei, cardiologist", "cleared_on": "2026-11-20"}


@pytest.fixture
def therapist() -> User:
    return User.objects.create_user("amira@example.org", "a long enough password", name="Amira")


def correct(sheet: Sheet, therapist: User, entry_id: str, *statements: dict[str, Any]) -> Saying:
    return correct_fact(
        sheet, entry_id=entry_id, statements=list(statements), why="Asked aloud.", user=therapist, on=TODAY,
        by=Actor("user", str(therapist.pk)), now=NOW,
    )  # fmt: skip


def decision(sheet: Sheet) -> tuple[str, str, bool]:
    row = screen_sheet(sheet, on=TODAY, by=Actor("system", "system"), now=NOW)
    return row.decision, row.urgency, row.complete


def test_an_open_question_is_settled(therapist: User) -> None:
    sheet = answered_sheet(anticoagulant="not sure")
    assert not decision(sheet)[2]
    saying = correct(sheet, therapist, "anticoagulant", {"answer": False})
    assert (saying.said_by, saying.user, saying.why) == ("staff", therapist, "Asked aloud.")
    assert decision(sheet) == ("proceed", "none", True)


def test_both_versions_stay(therapist: User) -> None:
    sheet = answered_sheet(osteoarthritis=True)
    correct(sheet, therapist, "osteoarthritis", {"answer": False})
    said = sheet.sayings.filter(entry_id="osteoarthritis").order_by("id")
    assert [row.statements[0]["answer"] for row in said] == [True, False]


def test_a_letter_turns_clearance_into_a_change_and_never_into_a_free_hand(therapist: User) -> None:
    sheet = answered_sheet(angina_cad_stable=True)
    assert decision(sheet)[0] == "needs_medical_clearance"
    kept = newest_sayings(sheet)["angina_cad_stable"].statements[0]
    correct(sheet, therapist, "angina_cad_stable", kept | LETTER)
    assert decision(sheet)[0] == "modify"


def test_a_client_who_answers_again_has_to_bring_the_letter_again(therapist: User) -> None:
    sheet = answered_sheet(angina_cad_stable=True)
    correct(sheet, therapist, "angina_cad_stable", {"answer": True} | LETTER)
    tell(sheet, angina_cad_stable=True)
    assert decision(sheet)[0] == "needs_medical_clearance"


CALM = {"headache": False, "vision_change": False, "chest_pain": False}
URGENT: list[tuple[dict[str, Any], str, dict[str, Any], str]] = [
    ({"dvt_suspected": True}, "dvt_suspected", {"answer": False}, "a possible clot"),
    ({"dvt_suspected": True}, "dvt_suspected", {"answer": True} | LETTER, "not even with a letter"),
    ({"chest_pain_now": True}, "chest_pain_now", {"answer": "not sure"}, "nor by a doubt"),
    (
        {"hypertension_controlled": {"answer": True, "reading": "190/120"} | CALM},
        "hypertension_controlled", {"answer": True, "reading": "130/80"} | CALM,
        "the reading stands behind the urgency of another entry",
    ),
    (
        {"concussion": True, "anticoagulant": True}, "anticoagulant", {"answer": False},
        "the thinner stands behind the urgency of the blow",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "entry_id", "said", "remark"), URGENT)
def test_nobody_talks_an_urgency_away(
    therapist: User, answers: dict[str, Any], entry_id: str, said: dict[str, Any], remark: str
) -> None:
    sheet = answered_sheet(**answers)
    before = decision(sheet)
    assert before[1] in ("same_day", "emergency"), remark
    number = Saying.objects.count()
    with pytest.raises(NotCorrectable, match="needs a doctor now"):
        correct(sheet, therapist, entry_id, said)
    assert Saying.objects.count() == number, "nothing is written"
    assert decision(sheet) == before


def test_another_fact_may_be_put_right_while_something_is_urgent(therapist: User) -> None:
    sheet = answered_sheet(dvt_suspected=True, osteoarthritis=True)
    before = decision(sheet)
    correct(sheet, therapist, "osteoarthritis", {"answer": False})
    assert decision(sheet) == before


def test_a_correction_may_make_it_worse(therapist: User) -> None:
    sheet = answered_sheet()
    correct(sheet, therapist, "dvt_suspected", {"answer": True})
    assert decision(sheet)[1] in ("same_day", "emergency")


def test_an_urgency_ends_by_what_the_client_says(therapist: User) -> None:
    sheet = answered_sheet(dvt_suspected=True)
    tell(sheet, dvt_suspected=False)
    assert decision(sheet)[:2] == ("proceed", "none")


def test_a_typed_medicine_is_not_unsaid_by_a_correction(therapist: User) -> None:
    sheet = answered_sheet()
    give_reason(sheet, medicines=["apixaban 5 mg"], by=Actor("system", "system"), now=NOW)
    before = decision(sheet)
    correct(sheet, therapist, "anticoagulant", {"answer": False})
    assert decision(sheet)[:2] == before[:2] == ("modify", "none")


def test_it_refuses_what_is_no_answer(therapist: User) -> None:
    sheet = answered_sheet()
    with pytest.raises(ClientFileError):
        correct(sheet, therapist, "osteoarthritis", {"answer": "perhaps"})
