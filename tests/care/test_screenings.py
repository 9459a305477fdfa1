"""A sheet is screened for the day of the visit; what is kept is used again only while it still holds."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.intake.telling import NOW, TODAY, a_client, a_practice, answered_sheet, healthy_answers, tell
from unknot.audit.actions import SYSTEM
from unknot.care.actions import is_current, screen_sheet
from unknot.care.knowledge import knowledge_of
from unknot.care.limits_kept import limits_of
from unknot.care.models import Screening
from unknot.clinical.errors import KnowledgeError
from unknot.clinical.levels import Decision
from unknot.clinical.loading import default_knowledge
from unknot.clinical.screening import screen
from unknot.clinical.showing import screening_to_json
from unknot.intake.actions import give_reason, new_dossier, tell_who
from unknot.intake.models import Sheet
from unknot.intake.reading import client_on

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=7)


def judge(sheet: Sheet, on: date = LATER) -> Screening:
    return screen_sheet(sheet, on=on, by=SYSTEM, now=NOW)


@pytest.fixture
def overlays(tmp_path: Path, settings: Any) -> Path:
    settings.KNOWLEDGE_OVERLAY = tmp_path
    return tmp_path


def lay_over(
    overlays: Path, text: str, *, slug: str = "quiet-hands", file: str = "conditions/own.toml"
) -> None:
    path = overlays / slug / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def ask_first_about(entry: str) -> str:
    """An overlay that asks for a clinician's leave where the base does not."""
    words = dict.fromkeys(
        ("because", "for_client", "for_therapist", "next_step"), "We ask your doctor first."
    )
    said = "".join(f'{name} = "{text}"\n' for name, text in words.items())
    return f'[[{entry}.rules]]\nname = "house"\nlevel = "clearance"\n{said}require = ["medical_clearance"]\n'


# ---- one screening is kept and used again


def test_of_what_is_only_possible_the_ids_are_kept() -> None:
    knowledge = default_knowledge()
    sheet, _ = new_dossier(for_whom="self", now=NOW)
    found = screen(client_on(sheet, knowledge=knowledge, on=LATER), knowledge=knowledge, on=LATER)
    row = judge(sheet)
    assert row.result["possible"] == [each.id for each in found.possible]
    whole = screening_to_json(found, knowledge=knowledge)
    assert {**row.result, "possible": whole["possible"]} == whole


def test_a_healthy_client_may_proceed() -> None:
    row = judge(answered_sheet())
    assert (row.decision, row.urgency, row.complete) == ("proceed", "none", True)
    assert row.result["decision"] == "proceed"
    assert row.on == LATER


def test_it_uses_a_kept_screening_again() -> None:
    sheet = answered_sheet()
    assert judge(sheet) == judge(sheet)
    assert Screening.objects.count() == 1


def say_more(sheet: Sheet) -> None:
    tell(sheet, hypotension=True)


def want_more(sheet: Sheet) -> None:
    give_reason(sheet, medicines=["apixaban 5 mg"], by=SYSTEM, now=NOW)


def grow_old(sheet: Sheet) -> None:
    tell_who(sheet, born_on=date(1940, 1, 2), sex=sheet.sex, by=SYSTEM)


def be_another_sex(sheet: Sheet) -> None:
    tell_who(sheet, born_on=sheet.born_on, sex="male", by=SYSTEM)


@pytest.mark.parametrize("change", [say_more, want_more, grow_old, be_another_sex])
def test_it_screens_anew_after_a_change(change: Any) -> None:
    sheet = answered_sheet()
    before = judge(sheet)
    assert is_current(before)
    change(sheet)
    assert not is_current(before)
    after = judge(sheet)
    assert after.pk != before.pk
    assert is_current(after)


def test_a_birth_date_that_is_put_right_counts() -> None:
    sheet = answered_sheet()
    assert judge(sheet).decision == "proceed"
    tell_who(sheet, born_on=date(2012, 1, 2), sex="female", by=SYSTEM)
    after = judge(sheet)
    assert not after.complete, "whether a guardian signed is open"
    assert "minor.guardian_consent" in after.result["unresolved"]


def test_another_day_is_another_screening() -> None:
    sheet = answered_sheet(fever=True)
    assert judge(sheet, TODAY).pk != judge(sheet, LATER).pk
    assert judge(sheet, TODAY).decision == "do_not_treat_today"


def test_a_screening_of_somebody_else_is_not_used() -> None:
    practice = a_practice()
    mine, theirs = (answered_sheet(a_client(practice)) for _ in range(2))
    assert judge(mine).pk != judge(theirs).pk


def test_a_dossier_is_screened_by_the_base() -> None:
    sheet, _ = new_dossier(for_whom="self", now=NOW)
    tell(sheet, **healthy_answers())
    row = judge(sheet)
    assert row.practice is None
    assert row.knowledge_version == default_knowledge().version


# ---- a practice's overlay, stricter only


def test_a_practice_may_be_stricter(overlays: Path) -> None:
    sheet = answered_sheet(osteoarthritis=True)
    before = judge(sheet)
    assert before.decision in ("proceed", "modify")
    lay_over(overlays, ask_first_about("osteoarthritis"))
    after = judge(sheet)
    assert after.decision == "needs_medical_clearance", "it counts at once"
    assert before.knowledge_version != after.knowledge_version
    assert not is_current(before), "what was judged by other knowledge no longer holds"


def test_an_overlay_is_the_practices_own(overlays: Path) -> None:
    lay_over(overlays, ask_first_about("osteoarthritis"), slug="somewhere-else")
    assert knowledge_of(a_practice()).version == default_knowledge().version
    assert knowledge_of(a_practice("somewhere-else")).version != default_knowledge().version
    assert knowledge_of(None).version == default_knowledge().version


def test_a_claimed_dossier_is_judged_by_the_practice(overlays: Path) -> None:
    lay_over(overlays, ask_first_about("osteoarthritis"))
    dossier, _ = new_dossier(for_whom="self", now=NOW)
    tell(dossier, **healthy_answers() | {"osteoarthritis": True})
    assert judge(dossier).decision != "needs_medical_clearance"
    assert judge(answered_sheet(osteoarthritis=True)).decision == "needs_medical_clearance"


def test_a_practice_may_choose_a_stricter_number(overlays: Path) -> None:
    read = {
        "answer": True,
        "reading": "152/85",
        "headache": False,
        "vision_change": False,
        "chest_pain": False,
    }
    sheet = answered_sheet(hypertension_controlled=read)
    assert judge(sheet).decision == "modify"
    lay_over(overlays, "blood_pressure_high_systolic = 150\n", file="settings.toml")
    assert judge(sheet).decision == "needs_medical_clearance"


@pytest.mark.parametrize(
    ("text", "file", "remark"),
    [
        ('[fever]\nquestion = "Are you warm?"\n', "conditions/own.toml", "changes the base"),
        ("blood_pressure_high_systolic = 190\n", "settings.toml", "a looser number"),
        ("this is no TOML", "conditions/own.toml", "cannot be read"),
    ],
)
def test_it_refuses_to_work_with_an_overlay_that_is_wrong(
    overlays: Path, text: str, file: str, remark: str
) -> None:
    sheet = answered_sheet()
    lay_over(overlays, text, file=file)
    with pytest.raises(KnowledgeError):
        judge(sheet)
    assert not Screening.objects.exists(), remark


# ---- what is read back


KEPT_LIMITS: dict[str, Any] = {
    "pressure_max": 3,
    "regional_pressure_max": {"neck_front": 1},
    "exclude_techniques": ["deep_tissue"],
    "regional_exclude_techniques": {"left_calf": ["friction"]},
    "avoid_regions": ["abdomen"],
    "exclude_positions": ["prone"],
    "prefer_positions": [],
    "exclude_lubricants": ["almond_oil"],
    "session_max_minutes": 45,
    "require_qualifications": ["prenatal"],
    "not_before": "2026-12-01",
}
KEPT = {"decision": "modify", "urgency": "none", "limits": KEPT_LIMITS}


def test_it_reads_limits_back() -> None:
    limits = limits_of(KEPT)
    assert limits.decision is Decision.MODIFY
    assert limits.pressure_max == 3
    assert limits.exclude_techniques == {"deep_tissue"}
    assert limits.session_max_minutes == 45
    assert limits.not_before == date(2026, 12, 1)


def test_what_was_screened_reads_back_as_it_was() -> None:
    row = judge(answered_sheet(anticoagulant=True))
    row.refresh_from_db()
    kept = row.result["limits"]
    limits = limits_of(row.result)
    assert limits.pressure_max == kept["pressure_max"] < 5
    assert sorted(limits.exclude_techniques) == sorted(kept["exclude_techniques"])
    assert limits.decision.value == row.decision


def without(name: str) -> dict[str, Any]:
    return KEPT | {"limits": {key: value for key, value in KEPT_LIMITS.items() if key != name}}


def with_limit(name: str, value: Any) -> dict[str, Any]:
    return KEPT | {"limits": KEPT_LIMITS | {name: value}}


UNREADABLE: list[tuple[Any, str]] = [
    ({}, "nothing"),
    (None, "not even a table"),
    ([], "a list"),
    ({"limits": KEPT_LIMITS}, "no decision"),
    (KEPT | {"decision": "perhaps"}, "an unknown decision"),
    (KEPT | {"urgency": "soon"}, "an unknown urgency"),
    (KEPT | {"limits": None}, "no limits"),
    *((without(name), f"no {name}") for name in KEPT_LIMITS),
    (with_limit("pressure_max", "3"), "a text for a number"),
    (with_limit("pressure_max", True), "a yes for a number"),
    (with_limit("session_max_minutes", "45"), "a text for minutes"),
    (with_limit("regional_pressure_max", []), "a list for a table"),
    (with_limit("regional_pressure_max", {"neck_front": None}), "no number for a region"),
    (with_limit("exclude_techniques", "deep_tissue"), "a text for a list would exclude letters"),
    (with_limit("regional_exclude_techniques", {"left_calf": "friction"}), "the same by region"),
    (with_limit("require_qualifications", {"prenatal": True}), "a table for a list"),
    (with_limit("avoid_regions", [None]), "a list of nothing"),
    (with_limit("not_before", "soon"), "no day"),
]  # fmt: skip


@pytest.mark.parametrize(("kept", "remark"), UNREADABLE)
def test_what_cannot_be_read_is_closed(kept: Any, remark: str) -> None:
    limits = limits_of(kept)
    assert limits.decision is Decision.DO_NOT_TREAT_TODAY, remark
    assert (limits.pressure_max, limits.session_max_minutes) == (0, 0)
    assert limits.not_before == "no_date"
