"""An alarm reaches somebody who treats, whatever becomes of the visit, its therapist, the plan and the knowledge."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from tests.contracts.scene import CHANGES, NOW, TODAY, House, make_house
from tests.visits.measured import Phone, earlier, hold_session, seen_today, signed_in
from unknot.accounts.models import Membership
from unknot.audit.actions import SYSTEM
from unknot.audit.models import AuditEntry
from unknot.booking.models import Appointment
from unknot.clients.models import Client
from unknot.clinical.loading import default_knowledge
from unknot.clinical.progress import Because, Kind, Verdict
from unknot.directory.models import Therapist
from unknot.intake.addresses import code_of
from unknot.intake.models import Saying, Sheet
from unknot.visits.after.checking_in import answer_check_in
from unknot.visits.measuring.course import followed, signs_told
from unknot.visits.models import Alarm, CheckIn
from unknot.visits.views import MOST_ALARMS

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Iterator[House]:
    with time_machine.travel(NOW, tick=False):
        yield make_house("Alder")


def ask_phq_4(house: House, value: int) -> str:
    """Asked aloud, each question answered alike; the page that follows."""
    items = default_knowledge().catalogue.measures["phq_4"].asked
    address = reverse("visits:ask_measures", args=[house.visit.pk])
    answer = signed_in(house, "treats").post(
        f"{address}?measure={code_of('phq_4')}", {f"phq_4-{each.id}": value for each in items}, follow=True
    )
    return answer.content.decode()


def verdict(house: House) -> Verdict:
    course = followed(house.visit)
    assert course is not None
    return course.verdict(signs=signs_told(house.visit))


def check_in(house: House, *, days: int, signs: list[str]) -> None:
    """A session so many days ago, and what the client said after it."""
    hold_session(house, days=days)
    visit = Appointment.objects.get(request_key=f"held {days} days ago")
    CheckIn.objects.create(visit=visit, due_at=visit.ends_at, answered_at=NOW, signs=signs)


def raise_one(house: House, *, code: str = "pain_nrs", kind: str = "worse", **fields: Any) -> Alarm:
    made: dict[str, Any] = {"urgency": "none", "raised_at": NOW, "visit": house.visit} | fields
    source = f"made:{Alarm.objects.count()}"
    return Alarm.objects.create(
        practice=house.practice, client=house.client, kind=kind, code=code, source=source, **made
    )


def test_a_red_answer_is_red_without_a_plan_to_follow(house: House) -> None:
    never_asked = Client.objects.create(practice=house.practice, name="Booked By Telephone", made_at=NOW)
    Appointment.objects.filter(pk=house.visit.pk).update(client=never_asked, state="provisional", permit=None)
    assert followed(Appointment.objects.get(pk=house.visit.pk)) is None
    page = ask_phq_4(house, 3)
    assert set(Alarm.objects.values_list("code", "urgency")) == {("phq_4", "routine"), ("phq_4", "none")}
    assert "There is no plan to follow yet" in page
    assert "To see now" in page
    assert page.count("Ask how they are, and say who can help") == 2, "of both halves that are above the line"
    assert ">PHQ-4" in page, "what was answered is shown, though no dose says by which to judge"


def test_the_numbers_that_raised_it_stand_with_it_however_much_better_the_next_ones_are(house: House) -> None:
    ask_phq_4(house, 3)
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        page = ask_phq_4(house, 0)
    assert "Worry 6, Monday 30 November" in page
    assert "Low mood 6, Monday 30 November" in page


def test_what_was_said_beside_a_sign_stands_with_it(house: House) -> None:
    hold_session(house, days=2)
    visit = Appointment.objects.get(request_key="held 2 days ago")
    asked = CheckIn.objects.create(visit=visit, due_at=visit.ends_at)
    answer_check_in(asked, soreness=7, signs=["fever"], words="Since <last> night", by=SYSTEM, now=NOW)
    page = signed_in(house, "treats").get(reverse("visits:progress", args=[house.visit.pk])).content.decode()
    assert "Sore 7 of 10. “Since &lt;last&gt; night”" in page


def test_a_red_answer_outside_the_measures_of_the_dose_refers(house: House) -> None:
    ask_phq_4(house, 3)
    assert (verdict(house).kind, verdict(house).because) == (Kind.REFER, (Because.RED_ANSWER,))


def test_a_better_answer_an_hour_later_takes_no_alarm_away(house: House) -> None:
    ask_phq_4(house, 3)
    red = set(Alarm.objects.values_list("pk", flat=True))
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        ask_phq_4(house, 0)
    assert red <= set(Alarm.objects.filter(seen_at=None).values_list("pk", flat=True))
    assert verdict(house).kind is Kind.REFER


def nothing(house: House) -> None:
    """The visit stands as it was."""


def cancelled(house: House) -> None:
    Appointment.objects.filter(pk=house.visit.pk).update(state="cancelled", permit=None)


def left(house: House) -> None:
    Membership.objects.filter(user=house.staff["treats"]).delete()
    Therapist.objects.filter(user=house.staff["treats"]).update(is_active=False)


def taken_over(house: House) -> None:
    """The next visit is with somebody else."""
    other = Therapist.objects.get(user=house.staff["other"])
    hold_session(house, days=7)
    Appointment.objects.filter(request_key="held 7 days ago").update(therapist=other)


REACHES: list[tuple[Callable[[House], None], str, str]] = [
    (nothing, "treats", "whoever the visit is with"),
    (nothing, "owner", "the owner, who treats nobody"),
    (cancelled, "treats", "the visit was cancelled afterwards"),
    (left, "owner", "the therapist has left"),
    (taken_over, "other", "another therapist treats the client too"),
    (taken_over, "treats", "and whom the visit was with, still"),
]


@pytest.mark.parametrize(("happens", "to", "remark"), REACHES, ids=[row[-1] for row in REACHES])
def test_it_is_seen_and_answered_for(
    house: House, happens: Callable[[House], None], to: str, remark: str
) -> None:
    alarm = raise_one(house)
    happens(house)
    browser = signed_in(house, to)
    today = browser.get(reverse("visits:today"))
    (shown,) = today.context["alarms"]
    page = browser.get(reverse("visits:progress", args=[shown.alarm.look_at])).content.decode()
    assert reverse("visits:alarm_seen", args=[alarm.pk]) in page, remark
    browser.post(reverse("visits:alarm_seen", args=[alarm.pk]), {"done": "Called."})
    alarm.refresh_from_db()
    assert alarm.seen_by == house.staff[to], remark


def test_one_without_a_visit_reaches_who_treats_the_client(house: House) -> None:
    raise_one(house, visit=None)
    assert [seen_today(signed_in(house, role)) for role in ("treats", "owner", "other")] == [1, 1, 0]


def test_the_most_urgent_stands_above_however_many_newer_ones(house: House) -> None:
    old: datetime = NOW - timedelta(days=30)
    urgent = raise_one(house, code="dark_urine", kind="not_normal", urgency="emergency", raised_at=old)
    for _ in range(MOST_ALARMS):
        raise_one(house)
    today = signed_in(house, "treats").get(reverse("visits:today"))
    shown = today.context["alarms"]
    assert (len(shown), shown[0].alarm) == (MOST_ALARMS, urgent)
    assert "1 more, not more urgent" in today.content.decode()
    shown = (
        signed_in(house, "treats").get(reverse("visits:progress", args=[house.visit.pk])).context["alarms"]
    )
    assert (len(shown), shown[0].alarm) == (MOST_ALARMS + 1, urgent), "of one client, all of them"
    assert AuditEntry.objects.get(action="saw_day").detail == {"day": "2026-11-30", "alarms": MOST_ALARMS}


def test_who_comes_second_is_told_that_it_was_seen_to(house: House) -> None:
    alarm = raise_one(house)
    address = reverse("visits:alarm_seen", args=[alarm.pk])
    signed_in(house, "treats").post(address, {"done": "Called, sees her doctor."})
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        page = signed_in(house, "owner").post(address, {"done": "Wrote a letter."}, follow=True)
    assert "Treats of Alder has seen to it already" in page.content.decode()
    alarm.refresh_from_db()
    assert alarm.done == "Called, sees her doctor."


def test_a_sign_that_the_knowledge_has_lost_is_an_emergency(house: House) -> None:
    check_in(house, days=7, signs=["a_sign_of_last_year"])
    (alarm,) = verdict(house).alarms
    assert (verdict(house).kind, alarm.urgency.value) == (Kind.REFER, "emergency")
    raise_one(house, code="a_sign_of_last_year", kind="not_normal", urgency="emergency")
    page = signed_in(house, "treats").get(reverse("visits:progress", args=[house.visit.pk]))
    assert "this is for the emergency services" in page.content.decode()


def test_all_is_well_hides_no_sign_that_nobody_has_seen(house: House) -> None:
    check_in(house, days=14, signs=["limb_swollen"])
    sign = raise_one(house, code="limb_swollen", kind="not_normal", urgency="same_day")
    check_in(house, days=7, signs=[])
    assert (verdict(house).kind, verdict(house).because) == (Kind.REFER, (Because.SIGN,))
    signed_in(house, "treats").post(reverse("visits:alarm_seen", args=[sign.pk]), {"done": "Saw her doctor."})
    assert verdict(house).kind is not Kind.REFER


def test_a_measure_that_the_knowledge_has_lost_leaves_its_alarm_standing(house: House) -> None:
    earlier(house, "a_measure_of_last_year", 9, days=1)
    raise_one(house, code="a_measure_of_last_year")
    browser = signed_in(house, "treats")
    for address in (reverse("visits:today"), reverse("visits:progress", args=[house.visit.pk])):
        assert "a measure of last year: worse than before" in browser.get(address).content.decode()


def test_answers_that_cannot_be_read_any_more_hide_no_alarm(house: House) -> None:
    sheet = Sheet.objects.get(client=house.client)
    Saying.objects.create(
        sheet=sheet, entry_id=CHANGES, statements=[{"answer": True, "a_detail_of_last_year": 1}],
        said_on=TODAY, said_at=NOW, said_by="client",
    )  # fmt: skip
    hold_session(house, days=14)
    earlier(house, "pain_nrs", 4, days=14)
    assert "You are worse" in Phone(house).answer(pain_nrs__pain_nrs="9").content.decode()
    page = signed_in(house, "treats").get(reverse("visits:progress", args=[house.visit.pk]))
    assert "Pain, 0 to 10: worse than before" in page.content.decode()


def test_what_must_be_read_at_once_is_told_after_midnight_too(house: House) -> None:
    hold_session(house, days=14)
    earlier(house, "pain_nrs", 4, days=14)
    with time_machine.travel(datetime(2026, 12, 1, 4, 59, 59, tzinfo=NOW.tzinfo), tick=False):
        phone = Phone(house)
        phone.answer(pain_nrs__pain_nrs="9")
    with time_machine.travel(datetime(2026, 12, 1, 5, 0, 1, tzinfo=NOW.tzinfo), tick=False):
        page = phone.get("measured").content.decode()
    assert "You are worse than when we began" in page
