"""Only a complete, current screening of the same client and day gives leave to treat."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.intake.telling import NOW, TODAY, a_client, a_practice, answered_sheet, tell
from unknot.audit.actions import SYSTEM
from unknot.audit.models import AuditEntry
from unknot.care.actions import LONGEST_VISIT, issue_permit, revoke_permit, screen_sheet
from unknot.care.errors import NoPermit
from unknot.care.models import Permit, Screening
from unknot.intake.actions import client_sheet
from unknot.intake.models import Sheet

pytestmark = pytest.mark.django_db
DAY = TODAY + timedelta(days=7)
TEN = datetime(2026, 12, 1, 15, tzinfo=UTC)
HOUR = timedelta(hours=1)


def judge(sheet: Sheet) -> Screening:
    return screen_sheet(sheet, on=DAY, by=SYSTEM, now=NOW)


def issue(screening: Screening, **changes: Any) -> Permit:
    wanted = {"screening": screening, "valid_from": TEN, "valid_until": TEN + HOUR, "by": SYSTEM, "now": NOW}
    client = changes.pop("client", screening.sheet.client)
    return issue_permit(client, **wanted | changes)


def test_a_healthy_client_gets_leave_for_the_period() -> None:
    sheet = answered_sheet()
    permit = issue(judge(sheet))
    assert (permit.client, permit.valid_from, permit.valid_until) == (sheet.client, TEN, TEN + HOUR)
    assert (permit.most_minutes, permit.exclude_techniques) == (LONGEST_VISIT, [])
    assert permit.revoked_at is None


def test_leave_is_no_wider_than_the_limits() -> None:
    screening = judge(answered_sheet(anticoagulant=True))
    permit = issue(screening)
    kept = screening.result["limits"]
    assert permit.exclude_techniques == sorted(kept["exclude_techniques"])
    assert "deep_tissue" in permit.exclude_techniques
    assert permit.most_minutes == (kept["session_max_minutes"] or LONGEST_VISIT)
    assert permit.qualifications == sorted(kept["require_qualifications"])
    assert permit.regional_exclude_techniques == {
        leaf: sorted(out) for leaf, out in kept["regional_exclude_techniques"].items()
    }


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"dvt_suspected": True}, "a red flag"),
    ({"fever": {"answer": True, "since": TODAY.isoformat()}, "covid_active": True}, "not that day"),
    ({"angina_cad_stable": True}, "a clinician is asked first"),
    ({"anticoagulant": "not sure"}, "something is open"),
]


@pytest.mark.parametrize(("answers", "remark"), REFUSED)
def test_it_refuses_what_may_not_be_confirmed(answers: dict[str, Any], remark: str) -> None:
    screening = judge(answered_sheet(**answers))
    with pytest.raises(NoPermit):
        issue(screening)
    assert not Permit.objects.exists(), remark


def test_it_refuses_a_sheet_on_which_nothing_was_answered() -> None:
    with pytest.raises(NoPermit):
        issue(judge(client_sheet(a_client(), now=NOW)))


def test_it_refuses_the_screening_of_somebody_else() -> None:
    practice = a_practice()
    screening = judge(answered_sheet(a_client(practice)))
    with pytest.raises(NoPermit, match="somebody else"):
        issue(screening, client=a_client(practice))


@pytest.mark.parametrize("days", [-14, -2, 2, 14])
def test_it_refuses_the_screening_of_another_day(days: int) -> None:
    start = TEN + timedelta(days=days)
    with pytest.raises(NoPermit, match="another day"):
        issue(judge(answered_sheet()), valid_from=start, valid_until=start + HOUR)


@pytest.mark.parametrize(
    ("start", "remark"),
    [
        (datetime(2026, 12, 2, 3, tzinfo=UTC), "late in New York"),
        (datetime(2026, 11, 30, 20, tzinfo=UTC), "early in Tokyo"),
    ],
)
def test_the_day_is_that_of_the_place(start: datetime, remark: str) -> None:
    assert issue(judge(answered_sheet()), valid_from=start, valid_until=start + HOUR), remark


def test_it_refuses_a_screening_that_newer_answers_stand_against() -> None:
    sheet = answered_sheet()
    screening = judge(sheet)
    tell(sheet, dvt_suspected=True)
    with pytest.raises(NoPermit):
        issue(screening)


def test_it_refuses_a_screening_by_other_knowledge() -> None:
    screening = judge(answered_sheet())
    screening.knowledge_version = "older"
    screening.save()
    with pytest.raises(NoPermit):
        issue(screening)


@pytest.mark.parametrize(
    "spoilt", [{"result": {}}, {"complete": False}, {"result": {"decision": "proceed", "urgency": "none"}}]
)
def test_it_refuses_a_kept_screening_that_is_spoilt(spoilt: dict[str, Any]) -> None:
    screening = judge(answered_sheet())
    for name, value in spoilt.items():
        setattr(screening, name, value)
    with pytest.raises(NoPermit):
        issue(screening)


def test_a_permit_is_taken_back_once() -> None:
    permit = issue(judge(answered_sheet()))
    revoke_permit(permit, because="moved", by=SYSTEM, now=NOW)
    revoke_permit(permit, because="again", by=SYSTEM, now=NOW + HOUR)
    permit.refresh_from_db()
    assert (permit.revoked_at, permit.revoked_because) == (NOW, "moved")
    (row,) = AuditEntry.objects.filter(action="revoke_permit")
    assert (row.client_id, row.practice_id) == (permit.client_id, permit.client.practice_id)
