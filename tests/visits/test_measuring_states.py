"""Measures in every state of a visit, from old pages, in every zone; looking leaves no trace but the audit."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.contracts.scene import NOW, TODAY, House, make_house
from tests.intake.telling import tell
from tests.knowing import known_as
from tests.visits.measured import Phone, earlier, hold_session, pages, signed_in
from unknot.accounts.models import Link
from unknot.audit.actions import SYSTEM
from unknot.audit.models import AuditEntry
from unknot.booking.models import Appointment
from unknot.care.models import Screening
from unknot.clients.models import Client
from unknot.clinical.loading import default_knowledge
from unknot.directory.models import Location
from unknot.intake.actions import client_sheet, give_reason
from unknot.intake.addresses import code_of
from unknot.intake.models import Sheet
from unknot.visits.measuring.course import followed
from unknot.visits.models import Alarm, Measured, MotionMeasured, ReviewHeld

pytestmark = pytest.mark.django_db
SESSION_RATING = default_knowledge().catalogue.measures["session_rating"]
GONE = ("cancelled", "lapsed", "missed")


@pytest.fixture
def house() -> Iterator[House]:
    with time_machine.travel(NOW, tick=False):
        yield make_house("Alder")


def put(house: House, state: str) -> None:
    Appointment.objects.filter(pk=house.visit.pk).update(state=state, permit=None)


@pytest.mark.parametrize("state", ["provisional", "finished", *GONE])
def test_every_page_opens_in_every_state(house: House, state: str) -> None:
    put(house, state)
    browser, phone = signed_in(house, "treats"), Phone(house)
    assert [browser.get(page).status_code for page in pages(house)] == [200, 200, 200]
    assert [phone.get(name).status_code for name in ("measures", "measured")] == [200, 200]


LOST: list[tuple[dict[str, Any], str]] = [
    ({"goals": ["a_goal_of_last_year"]}, "a goal"),
    ({"areas": [{"region": "a_region_of_last_year"}, {"region": "left_shoulder"}]}, "a region"),
    ({"profile": "a_profile_of_last_year"}, "a profile"),
]


@pytest.mark.parametrize(("lost", "remark"), LOST, ids=[row[-1] for row in LOST])
def test_every_page_opens_where_the_knowledge_lost_what_somebody_wanted(
    house: House, lost: dict[str, Any], remark: str
) -> None:
    give_reason(client_sheet(house.client, now=NOW), by=SYSTEM, now=NOW, **lost)
    browser, phone = signed_in(house, "treats"), Phone(house)
    every = [*pages(house), reverse("visits:visit", args=[house.visit.pk])]
    assert [browser.get(page).status_code for page in every] == [200] * 4, remark
    assert [phone.get(name).status_code for name in ("measures", "measured")] == [200, 200], remark


@pytest.mark.parametrize(
    ("dose", "began", "reviewed", "tapering", "remark"),
    [
        ("pain_and_tension", -60, -30, -30, "its own review: the course goes on, and spaces out"),
        (
            "chronic_neck_pain",
            -7,
            None,
            None,
            "that of another dose: this one begins with the session after it",
        ),
    ],
)
def test_a_review_says_nothing_of_another_dose(
    house: House, dose: str, began: int, reviewed: int | None, tapering: int | None, remark: str
) -> None:
    give_reason(client_sheet(house.client, now=NOW), by=SYSTEM, now=NOW, goals=["pain_and_tension"])
    for days in (60, 30, 7):
        hold_session(house, days=days)
    ReviewHeld.objects.create(
        practice=house.practice, client=house.client, dose=dose, verdict="taper", followed="taper",
        visit=Appointment.objects.get(request_key="held 30 days ago"), on=TODAY - timedelta(days=30), held_at=NOW,
        held_by=house.staff["treats"],
    )  # fmt: skip
    found = followed(house.visit)
    assert found is not None
    here = found.course
    days = [each and (each - TODAY).days for each in (here.began_on, here.reviewed_on, here.tapering_since)]
    assert days == [began, reviewed, tapering], remark
    assert found.answered.began_on == here.began_on


def test_a_dose_stays_the_one_that_was_begun_where_no_plan_is_legal_today(house: House) -> None:
    sheet = client_sheet(house.client, now=NOW)
    give_reason(sheet, by=SYSTEM, now=NOW, goals=["wellness", "chronic_neck_pain"])
    doses = [followed(house.visit)]
    tell(sheet, dvt_suspected=True)
    doses.append(followed(house.visit))
    assert [each and each.course.dose.id for each in doses] == ["chronic_neck_pain"] * 2


def test_a_session_is_rated_once_however_many_days_later(house: House) -> None:
    put(house, "finished")
    phone = Phone(house)
    rated = {f"session_rating__{each.id}": "8" for each in SESSION_RATING.asked}
    assert "Thank you" in phone.answer(**rated).content.decode()
    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        assert "There is nothing to answer now" in Phone(house).get().content.decode()
    hold_session(house, days=-7)
    later = Appointment.objects.get(request_key="held -7 days ago")
    with time_machine.travel(NOW + timedelta(days=7), tick=False):
        course = followed(later)
    assert course is not None
    assert [each.measure.id for each in course.due()] == ["session_rating"], (
        "the next session is asked about anew"
    )


def test_what_was_due_when_a_page_was_opened_is_kept_from_it(house: House) -> None:
    """The therapist asked aloud meanwhile, or the session began and ended: a worse answer is never dropped."""
    hold_session(house, days=14)
    earlier(house, "pain_nrs", 3, days=14)
    ask = pages(house)[1]
    assert signed_in(house, "treats").post(ask, {"pain_nrs-pain_nrs": "4"}).status_code == 302
    assert "You are worse" in Phone(house).answer(pain_nrs__pain_nrs="8").content.decode()
    put(house, "finished")
    assert "You are worse" in Phone(house).answer(pain_nrs__pain_nrs="9").content.decode()
    assert signed_in(house, "treats").post(ask, {"pain_nrs-pain_nrs": "10"}).status_code == 302
    today = Measured.objects.filter(visit=house.visit, on=TODAY, measure="pain_nrs")
    assert list(today.order_by("id").values_list("value", "phase")) == [
        (4, "before"), (8, "before"), (9, "after"), (10, "after"),
    ]  # fmt: skip
    assert set(Alarm.objects.values_list("code", flat=True)) == {"pain_nrs"}


@pytest.mark.parametrize("state", GONE)
def test_who_answers_for_a_visit_that_is_off_is_told_that_nobody_reads_it(house: House, state: str) -> None:
    put(house, state)
    page = Phone(house).answer(pain_nrs__pain_nrs="9").content.decode()
    assert "Nothing was kept" in page
    assert f"call {house.location.emergency_number}" in page


@pytest.mark.parametrize("state", GONE)
def test_nothing_is_kept_of_a_visit_that_does_not_take_place(house: House, state: str) -> None:
    due_for_review(house)
    put(house, state)
    before, browser = Measured.objects.count(), signed_in(house, "treats")
    _, ask, motion = pages(house)
    browser.post(f"{ask}?measure={code_of('ndi')}", {"ndi-ndi": "22"})
    browser.post(motion, {"shoulder_flexion-left": "120"})
    browser.post(
        reverse("visits:hold_review", args=[house.visit.pk]), {"followed": "refer", "words": "Worse."}
    )
    assert (Measured.objects.count(), MotionMeasured.objects.count(), ReviewHeld.objects.count()) == (
        before,
        0,
        0,
    )


def test_answers_given_at_home_days_before_begin_the_course(house: House) -> None:
    """The link is in the client's hands as soon as a visit is booked."""
    hold_session(house, days=14)
    earlier(house, "pain_nrs", 8, days=17)
    earlier(house, "pain_nrs", 5, days=0)
    page = signed_in(house, "treats").get(reverse("visits:progress", args=[house.visit.pk])).content.decode()
    assert "8 to 5, 3 better" in page


def due_for_review(house: House) -> None:
    for days in (49, 42, 35, 28, 21, 14, 7):
        hold_session(house, days=days)
    earlier(house, "pain_nrs", 7, days=49)
    earlier(house, "pain_nrs", 7, days=1)


def hold(house: House, role: str, **fields: str) -> str:
    address = reverse("visits:hold_review", args=[house.visit.pk])
    back = reverse("visits:progress", args=[house.visit.pk])
    page = signed_in(house, role).post(
        address, fields, follow=True, headers={"referer": f"http://testserver{back}"}
    )
    return page.content.decode()


def test_the_second_to_decide_is_told_that_somebody_has(house: House) -> None:
    due_for_review(house)
    assert "The next review counts from here" in hold(house, "treats", followed="change", words="")
    assert "The next review counts from here" in hold(house, "treats", followed="change", words=""), (
        "pressed twice"
    )
    told = hold(house, "owner", followed="refer", words="Worse at night.")
    assert "Treats of Alder has decided at this visit already" in told
    assert ReviewHeld.objects.get().followed == "change"


def test_an_old_page_holds_no_review_before_its_day(house: House) -> None:
    hold_session(house, days=7)
    assert "No review is due at this visit" in hold(house, "treats", followed="refer", words="Worse.")
    assert not ReviewHeld.objects.exists()


def test_the_same_degrees_sent_again_are_kept_once_and_others_are_added(house: House) -> None:
    address, browser = pages(house)[2], signed_in(house, "treats")
    for degrees in ("120", "120", "125", "120"):
        browser.post(address, {"shoulder_flexion-left": degrees})
    assert list(MotionMeasured.objects.order_by("id").values_list("degrees", flat=True)) == [120, 125, 120]


def test_looking_writes_nothing_but_that_somebody_looked(house: House) -> None:
    tell(Sheet.objects.get(client=house.client), fever=False)
    never_asked = Client.objects.create(practice=house.practice, name="Booked By Telephone", made_at=NOW)
    for whose in (house.client, never_asked):
        Appointment.objects.filter(pk=house.visit.pk).update(client=whose, state="provisional", permit=None)
        before = kept()
        for page in pages(house):
            signed_in(house, "treats").get(page)
        phone = Phone(house)
        known_as(whose, phone.browser)
        for name in ("measures", "measured"):
            phone.get(name)
        assert kept() == before
        looked = AuditEntry.objects.filter(client_id=whose.pk, action__in=("saw_progress", "saw_visit"))
        assert looked.count() >= 5


def kept() -> list[int]:
    return [each.objects.count() for each in (Screening, Sheet, Measured, MotionMeasured, Alarm)]


def test_no_address_and_no_audit_entry_says_who_is_asked_what(house: House) -> None:
    browser = signed_in(house, "treats")
    page = browser.get(pages(house)[1]).content.decode()
    assert f"?measure={code_of('phq_4')}" in page
    assert "?measure=phq" not in page
    assert browser.get(f"{pages(house)[1]}?measure=phq_4").status_code == 404
    Phone(house).answer(pain_nrs__pain_nrs="6")
    assert AuditEntry.objects.get(action="keep_measure").detail == {}


def statements(house: House, page: str) -> int:
    browser = signed_in(house, "treats")
    browser.get(page)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        browser.get(page)
    return len(captured)


def test_pages_take_as_many_statements_with_two_hundred_answers_as_with_two(house: House) -> None:
    due_for_review(house)
    few = [statements(house, page) for page in pages(house)]
    for days in range(2, 50):
        for measure in ("pain_nrs", "stress_nrs", "sleep_nrs", "fatigue_nrs"):
            earlier(house, measure, days % 10, days=days)
    MotionMeasured.objects.bulk_create(
        MotionMeasured(
            practice=house.practice, client=house.client, visit=house.visit, movement="shoulder_flexion", side=side,
            phase="before", degrees=100 + n, measured_at=NOW - timedelta(days=n), measured_by=house.staff["treats"],
        )
        for n in range(50)
        for side in ("left", "right")
    )  # fmt: skip
    assert [statements(house, page) for page in pages(house)] == few


def test_none_of_these_is_an_answer_on_an_old_page_too(house: House) -> None:
    earlier(house, "rdq", 8, days=0)
    Phone(house).answer(rdq__none="on")
    assert Measured.objects.filter(measure="rdq").order_by("-id")[0].value == 0


DAYS: list[tuple[str, datetime, str, str]] = [
    ("America/New_York", datetime(2026, 12, 1, 4, 59, tzinfo=UTC), "2026-11-30", "a minute before midnight"),
    ("America/New_York", datetime(2026, 12, 1, 5, 0, tzinfo=UTC), "2026-12-01", "midnight"),
    ("America/Chicago", datetime(2026, 12, 1, 5, 0, tzinfo=UTC), "2026-11-30", "the same moment in Chicago"),
    ("Pacific/Auckland", datetime(2026, 11, 30, 13, 30, tzinfo=UTC), "2026-12-01", "already tomorrow"),
    ("Pacific/Honolulu", datetime(2026, 12, 1, 9, 59, tzinfo=UTC), "2026-11-30", "still yesterday"),
    (
        "America/New_York",
        datetime(2027, 3, 14, 6, 59, tzinfo=UTC),
        "2027-03-14",
        "before the hour that is left out",
    ),
    (
        "America/New_York",
        datetime(2027, 3, 15, 3, 59, tzinfo=UTC),
        "2027-03-14",
        "the end of a day of 23 hours",
    ),
    (
        "America/New_York",
        datetime(2027, 11, 8, 4, 59, tzinfo=UTC),
        "2027-11-07",
        "the end of a day of 25 hours",
    ),
]


@pytest.mark.parametrize(("zone", "at", "day", "remark"), DAYS, ids=[row[-1] for row in DAYS])
def test_the_day_of_an_answer_is_that_of_the_place(
    house: House, zone: str, at: datetime, day: str, remark: str
) -> None:
    Location.objects.filter(pk=house.location.pk).update(time_zone=zone)
    Link.objects.filter(scope="visit", revoked_at=None).update(expires_at=at + timedelta(days=1))
    with time_machine.travel(at, tick=False):
        page = Phone(house).answer(pain_nrs__pain_nrs="6").content.decode()
    assert "Kept: Pain" in page, remark
    assert Measured.objects.get(measure="pain_nrs").on.isoformat() == day, remark
