"""The next visit: three times like the last one, and one tap that books one of them once."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from tests.clinical.courses_of_scores import course, on
from tests.visits.afterwards import ENDS, NOON, SITE, Phone, Room, a_room
from unknot.accounts.models import Link
from unknot.audit.actions import SYSTEM
from unknot.booking.errors import BookingError
from unknot.booking.models import Appointment
from unknot.care.knowledge import knowledge_of
from unknot.directory.models import Offer
from unknot.directory.saying_times import local
from unknot.intake.actions import client_sheet, say
from unknot.intake.models import Saying
from unknot.visits.after.next_visit import Proposed, propose, take_next
from unknot.visits.measuring.course import tapering_since
from unknot.visits.models import Alarm, CheckIn, ReviewHeld

pytestmark = pytest.mark.django_db
NOW = ENDS + timedelta(minutes=5)


@pytest.fixture
def room() -> Iterator[Room]:
    with time_machine.travel(NOW, tick=False):
        room = a_room()
        room.finish()
        room.visit.refresh_from_db()
        yield room


def proposed(room: Room) -> Proposed:
    found = propose(room.visit, now=NOW)
    assert found is not None
    return found


def test_it_offers_three_times_like_the_last_one_within_the_dose(room: Room) -> None:
    times = [local(each.starts_at, room.visit.location) for each in proposed(room).times]
    assert len({each.date() for each in times}) == 3, "on three days"
    assert {(each.hour, each.minute) for each in times} == {(12, 0)}, "at the hour of the last"
    assert {(each.date() - NOON.date()).days for each in times} >= {7, 14}, "Mondays first"
    assert times == sorted(times)


def test_one_tap_books_it_like_the_last_and_leads_to_its_page(room: Room) -> None:
    time = proposed(room).times[0]
    answer = tap(Phone(room), time.starts_at.isoformat())
    visit = Appointment.objects.exclude(pk=room.visit.pk).get()
    assert "Your visit is confirmed" in answer
    assert (visit.starts_at, visit.state, visit.client) == (time.starts_at, "confirmed", room.client)
    for name in ("therapist", "location", "technique", "minutes"):
        assert getattr(visit, name) == getattr(room.visit, name)
    assert visit.attested_on is None, "what has changed is asked on the day itself"
    assert len(room.mails("booked")) == 1


def tap(phone: Phone, start: str, *, price: str = "9000") -> str:
    page = phone.post("next_visit", {"start": start, "price": price})
    return str(page.content.decode())


def test_the_same_tap_twice_is_one_visit_and_one_mail(room: Room) -> None:
    phone, start = Phone(room), proposed(room).times[0].starts_at.isoformat()
    tap(phone, start)
    assert "Your visit is confirmed" in tap(phone, start)
    assert Appointment.objects.count() == 2
    assert len(room.mails("booked")) == 1


def test_another_time_after_one_was_taken_is_refused(room: Room) -> None:
    phone, times = Phone(room), proposed(room).times
    tap(phone, times[0].starts_at.isoformat())
    page = tap(phone, times[1].starts_at.isoformat())
    assert "Your next visit is booked already." in page
    assert Appointment.objects.count() == 2


def test_a_time_that_is_gone_is_said_and_others_are_shown(room: Room) -> None:
    time = proposed(room).times[0]
    other = a_room("Isolde")
    Appointment.objects.filter(pk=other.visit.pk).update(
        therapist=room.visit.therapist, location=room.visit.location
    )
    other.finish()
    other.visit.refresh_from_db()
    take_next(
        other.visit, starts_at=time.starts_at, price_cents=9000, link=Phone(other).link, site=SITE, by=SYSTEM,
        now=NOW,
    )  # fmt: skip
    page = tap(Phone(room), time.starts_at.isoformat())
    assert "taken" in page
    assert "One tap books it" in page
    assert time.starts_at.isoformat() not in page


def test_a_price_that_has_changed_is_said(room: Room) -> None:
    start = proposed(room).times[0].starts_at.isoformat()
    Offer.objects.filter(therapist=room.visit.therapist).update(price_cents=9900)
    assert "The price has changed" in tap(Phone(room), start)
    assert Appointment.objects.count() == 1


def test_what_stands_against_it_is_said_and_nothing_is_booked(room: Room) -> None:
    start = proposed(room).times[0].starts_at
    tell(room, "dvt_suspected")
    with pytest.raises(BookingError):
        take_next(
            room.visit,
            starts_at=start,
            price_cents=9000,
            link=Phone(room).link,
            site=SITE,
            by=SYSTEM,
            now=NOW,
        )
    page = tap(Phone(room), start.isoformat())
    assert "cannot be booked now" in page
    assert Appointment.objects.count() == 1


def tell(room: Room, entry_id: str) -> None:
    say(
        client_sheet(room.client, now=NOW), answers={entry_id: [{"answer": True}]}, said_by=Saying.By.CLIENT,
        knowledge=knowledge_of(room.client.practice), said_on=NOW.date(), by=SYSTEM, now=NOW,
    )  # fmt: skip


def test_it_names_no_date_after_a_sign_that_is_not_normal(room: Room) -> None:
    CheckIn.objects.filter(visit=room.visit).update(answered_at=NOW, signs=["limb_swollen"])
    found = proposed(room)
    assert found.times == ()
    assert "talk to your doctor before you book again" in found.words[0]


def test_a_page_that_stayed_open_books_nothing_after_such_a_sign(room: Room) -> None:
    start = proposed(room).times[0].starts_at.isoformat()
    CheckIn.objects.filter(visit=room.visit).update(answered_at=NOW, signs=["limb_swollen"])
    page = tap(Phone(room), start)
    assert "Nothing was booked." in page
    assert "talk to your doctor before you book again" in page
    assert Appointment.objects.count() == 1


def test_what_whoever_treats_decided_stands_before_what_was_computed(room: Room) -> None:
    ReviewHeld.objects.create(
        practice=room.client.practice, client=room.client, visit=room.visit, dose="pain_and_tension",
        verdict="too_early", followed="change", on=NOW.date(), held_at=NOW, held_by=room.therapist,
    )  # fmt: skip
    assert "Let us talk" in proposed(room).words[0]
    assert proposed(room).times == ()


def test_who_tapers_is_offered_days_further_apart_from_the_review_on(room: Room) -> None:
    assert "less often" not in " ".join(proposed(room).words)
    ReviewHeld.objects.create(
        practice=room.client.practice, client=room.client, visit=room.visit, dose="pain_and_tension",
        verdict="too_early", followed="taper", on=NOW.date(), held_at=NOW, held_by=room.therapist,
    )  # fmt: skip
    here = room.visit.location
    for words, days in (("on the day of the review", 0), ("the day after", 1)):
        found = propose(room.visit, now=NOW + timedelta(days=days))
        assert found is not None
        assert "You can come less often now: every 2 to 4 weeks." in found.words[0], words
        assert found.words[-1] == "You can also stop now. Both are fine.", words
        first = local(found.times[0].starts_at, here).date()
        assert 14 <= (first - NOON.date()).days <= 30, words


REVIEWS = [
    ([], None, "none was held"),
    ([(28, "continue")], None, "go on"),
    ([(28, "continue"), (40, "taper")], 40, "before it was due: from the day on which it was said"),
    ([(35, "taper")], 28, "held a week late: from the day on which it fell due"),
    ([(28, "taper"), (70, "taper")], 28, "said twice: from the first"),
    ([(28, "taper"), (70, "change")], None, "a later one says otherwise"),
    ([(28, "taper"), (70, "change"), (115, "taper")], 112, "and then again, six weeks after the last"),
]


@pytest.mark.parametrize(("held", "since", "remark"), REVIEWS, ids=[row[-1] for row in REVIEWS])
def test_a_taper_begins_with_the_review_that_says_so(
    held: list[tuple[int, str]], since: int | None, remark: str
) -> None:
    reviews = [(on(day), followed) for day, followed in held]
    assert tapering_since(reviews, course("chronic_neck_pain", [0])) == (
        None if since is None else on(since)
    ), remark


def test_a_sign_that_came_after_the_decision_stands_before_it_until_somebody_has_seen_it(room: Room) -> None:
    ReviewHeld.objects.create(
        practice=room.client.practice, client=room.client, visit=room.visit, dose="pain_and_tension",
        verdict="continue", followed="continue", on=NOW.date(), held_at=NOW, held_by=room.therapist,
    )  # fmt: skip
    assert proposed(room).times
    alarm = Alarm.objects.create(
        practice=room.client.practice, client=room.client, visit=room.visit, kind="not_normal",
        code="limb_swollen", urgency="same_day", source="told", raised_at=NOW,
    )  # fmt: skip
    assert proposed(room).times == ()
    Alarm.objects.filter(pk=alarm.pk).update(seen_at=NOW, seen_by=room.therapist)
    assert proposed(room).times


def test_days_that_have_passed_are_said_to_have(room: Room) -> None:
    with time_machine.travel(later := NOW + timedelta(days=40), tick=False):
        found = propose(room.visit, now=later)
    assert found is not None
    assert "Those days have passed" in found.words[-1]
    assert found.times


def test_a_look_books_nothing_and_not_now_is_there(room: Room) -> None:
    page = Phone(room).says("next_visit")
    assert "Not now" in page
    assert "Your plan is" in page
    assert "/to-my-page/" in page, "who books another begins with what they said"
    assert reverse("intake:begin") not in page
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize(
    "fields", [{}, {"start": "x", "price": "9000"}, {"start": NOON.isoformat(), "price": "-1"}]
)
def test_rubbish_is_not_found(room: Room, fields: dict[str, str]) -> None:
    assert Phone(room).post("next_visit", fields).status_code == 404


def test_nothing_is_taken_after_a_visit_that_was_not_held(room: Room) -> None:
    other = a_room("Isolde")
    answer = Phone(other).post("next_visit", {"start": NOON.isoformat(), "price": "9000"})
    assert answer.status_code == 404


def test_the_own_page_takes_one_too(room: Room) -> None:
    phone = Phone(room, Link.Scope.CLIENT)
    phone.post("page", {"born_on": room.client.born_on})
    assert "One tap books it" in phone.says("page")
    start = proposed(room).times[0].starts_at.isoformat()
    page = phone.post("take_next", {"start": start, "price": "9000"}).content.decode()
    assert "Your visit is confirmed" in page
    assert "It is confirmed" in phone.says("page")
    assert reverse("own:take_next", args=[phone.token]) not in phone.says("page")
