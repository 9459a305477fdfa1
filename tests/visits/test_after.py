"""After a visit: its aftercare is made and sent once, its client asked once how they are, and red told at once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from tests.visits.afterwards import ENDS, NOON, SITE, Phone, Room, a_room
from unknot.accounts.links import link_by_token
from unknot.accounts.models import Link
from unknot.audit.models import AuditEntry
from unknot.booking.models import Appointment
from unknot.config.chores import do_chores
from unknot.visits.after.checking_in import ask_for_reviews, ask_how_they_are
from unknot.visits.after.keeping import by_day
from unknot.visits.after.kept_sheets import kept_sheet, sheet_of
from unknot.visits.models import Aftercare, Alarm, CheckIn, Note

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HEALTH = ("sore", "pain", "massage", "swedish", "clot", "breath", "bruise", "shoulder")


@pytest.fixture
def room() -> Iterator[Room]:
    with time_machine.travel(ENDS, tick=False):
        yield a_room()


def test_finishing_makes_the_sheet_sends_it_and_sets_the_check_in(room: Room) -> None:
    page = room.signed_in().post(reverse("visits:finish", args=[room.visit.pk]), follow=True)
    assert "finished" in page.content.decode()
    made = Aftercare.objects.get(visit=room.visit)
    assert made.sent_at == ENDS
    assert made.sheet["site"] == "http://testserver/"
    assert made.sheet["made_from"]["done"]["treatments"]
    check_in = CheckIn.objects.get(visit=room.visit)
    assert (check_in.due_at, check_in.asked_at) == (ENDS + DAY, None)


def test_finishing_twice_sends_once(room: Room) -> None:
    room.finish()
    room.finish(now=ENDS + timedelta(minutes=1))
    assert len(room.mails("aftercare")) == 1
    assert Aftercare.objects.count() == CheckIn.objects.count() == 1


def test_the_mail_opens_the_sheet_and_the_own_page_and_says_nothing_of_health(room: Room) -> None:
    room.finish()
    (mail,) = room.mails("aftercare")
    links = [line for line in mail.body.splitlines() if line.startswith(SITE)]
    assert len(links) == 2
    assert link_by_token(links[0].split("/")[-3], scope=Link.Scope.VISIT)
    assert link_by_token(links[1].split("/")[-2], scope=Link.Scope.CLIENT)
    words = "\n".join(line for line in mail.body.splitlines() if line not in links) + mail.subject
    assert not [each for each in HEALTH if each in words.lower()]


def test_it_goes_by_the_note_where_one_tells_what_was_done(room: Room) -> None:
    work = {
        "technique": "cupping",
        "regions": ["left_upper_back"],
        "strokes": [],
        "minutes": 9,
        "pressure": 2,
    }
    Note.objects.create(
        visit=room.visit, author=room.therapist, begun_at=ENDS, changed_at=ENDS,
        content={"work/a": work | {"words": ""}, "lubricant": "none"},
    )  # fmt: skip
    room.finish()
    made = Aftercare.objects.get()
    assert [each["technique"] for each in made.sheet["made_from"]["done"]["treatments"]] == ["cupping"]
    assert "Marks from suction" in Phone(room).says("aftercare")
    assert "oil or lotion" not in Phone(room).says("aftercare")


def test_a_sheet_comes_back_word_for_word(room: Room) -> None:
    room.finish()
    words = Aftercare.objects.get().sheet["words"]
    assert kept_sheet(sheet_of(words)) == words
    assert sheet_of(words | {"of a later version": 1}) == sheet_of(words)
    assert words["home"]["steps"], "there is something to do at home"


def test_a_client_without_a_mail_address_gets_paper(room: Room) -> None:
    room.client.email = ""
    room.client.save()
    room.finish()
    assert Aftercare.objects.get().sent_at is None
    desk = room.signed_in()
    page = desk.get(reverse("visits:aftercare", args=[room.visit.pk])).content.decode()
    assert "What to expect" in page
    told = desk.post(reverse("visits:send_aftercare", args=[room.visit.pk]), follow=True)
    assert "No mail address is known" in told.content.decode()
    assert ask_how_they_are(ENDS + DAY) == 0


def test_the_therapist_sends_it_again(room: Room) -> None:
    room.finish()
    page = room.signed_in().post(reverse("visits:send_aftercare", args=[room.visit.pk]), follow=True)
    assert "on its way" in page.content.decode()
    first, second = room.mails("aftercare")
    assert first.body != second.body, "each mail has links of its own"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """In New York, in the winter."""
    return datetime(2026, 12, day, hour, minute, tzinfo=UTC) + timedelta(hours=5)


BY_DAY = [
    (at(1, 13), at(1, 13), "in the afternoon it stays"),
    (at(1, 8), at(1, 8), "the first minute of the day"),
    (at(1, 7, 59), at(1, 9), "the last minute of the night"),
    (at(1, 20, 59), at(1, 20, 59), "the last minute of the day"),
    (at(1, 21), at(2, 9), "the first minute of the night"),
    (at(1, 0), at(1, 9), "midnight belongs to the morning after it"),
]


@pytest.mark.parametrize(("moment", "then", "remark"), BY_DAY, ids=[row[-1] for row in BY_DAY])
def test_nobody_is_written_to_at_night(room: Room, moment: datetime, then: datetime, remark: str) -> None:
    assert by_day(moment, room.visit.location) == then, remark


ASKED = [
    (DAY - timedelta(minutes=1), 0, "a minute too early"),
    (DAY, 1, "a day after the end"),
    (timedelta(hours=47, minutes=59), 1, "the last minute"),
    (timedelta(hours=48), 0, "then it is let go"),
    (timedelta(hours=34), 0, "at eleven in the evening, nobody"),
]


@pytest.mark.parametrize(("later", "asked", "remark"), ASKED, ids=[row[-1] for row in ASKED])
def test_it_asks_from_a_day_to_two_days_after(room: Room, later: timedelta, asked: int, remark: str) -> None:
    room.finish()
    assert ask_how_they_are(ENDS + later) == asked, remark
    assert len(room.mails("check_in")) == asked


def test_it_asks_once(room: Room) -> None:
    room.finish()
    done = [
        do_chores(ENDS + DAY + timedelta(minutes=each))["clients asked how they are"] for each in range(3)
    ]
    assert done == [1, 0, 0]
    (mail,) = room.mails("check_in")
    assert SITE in mail.body
    assert not [each for each in HEALTH if each in mail.body.lower()]


def test_it_asks_nobody_who_has_answered_or_whose_visit_was_not_held(room: Room) -> None:
    room.finish()
    answer(Phone(room))
    other = a_room("Isolde")
    CheckIn.objects.create(visit=other.visit, due_at=ENDS)
    assert ask_how_they_are(ENDS + DAY) == 0


def answer(phone: Phone, *signs: str, soreness: object = 2, words: str = "") -> str:
    page = phone.post("check_in", {"soreness": soreness, "signs": signs or ("none",), "words": words})
    return str(page.content.decode())


def test_a_calm_answer_is_kept_with_what_is_normal(room: Room) -> None:
    room.finish()
    page = answer(Phone(room), words="Slept well")
    kept = CheckIn.objects.get()
    assert (kept.soreness, kept.signs, kept.words, kept.answered_at) == (2, [], "Slept well", ENDS)
    assert "That is normal" in page
    assert "Sources" in page
    assert not Alarm.objects.exists()


def test_the_first_answer_stands(room: Room) -> None:
    room.finish()
    for _ in range(2):
        assert "answered before" not in answer(Phone(room), soreness=2), "the same again is what was kept"
    assert "answered before" in answer(Phone(room), soreness=3)
    assert CheckIn.objects.get().soreness == 2
    assert not Alarm.objects.exists()


def test_a_sign_told_later_is_raised_and_answered_all_the_same(room: Room) -> None:
    room.finish()
    answer(Phone(room))
    for _ in range(2):
        page = answer(Phone(room), "breathless", soreness=9)
        assert "only the signs reached the practice" in page
        assert "Call 911 now" in page
    assert (CheckIn.objects.get().soreness, CheckIn.objects.get().signs) == (2, [])
    assert sorted(Alarm.objects.values_list("code", flat=True)) == ["breathless", "severe_soreness"]
    assert AuditEntry.objects.filter(action="answer_check_in").count() == 1


RED = [
    ("breathless", "emergency", "Call 911 now", "an emergency"),
    ("limb_swollen", "same_day", "See a doctor today", "the same day"),
    ("a_bruise", "routine", "See a doctor in the next days", "soon"),
]


@pytest.mark.parametrize(("sign", "urgency", "words", "remark"), RED, ids=[row[-1] for row in RED])
def test_a_sign_is_told_at_once_raised_and_followed_by_no_review(
    room: Room, sign: str, urgency: str, words: str, remark: str
) -> None:
    room.finish()
    page = answer(Phone(room), sign)
    assert words in page, remark
    assert "Nobody reads this at night" in page
    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.code, alarm.urgency) == ("not_normal", sign, urgency)
    assert alarm.source == f"check_in:{CheckIn.objects.get().pk}:{sign}"
    assert "Look and answer" in room.signed_in().get(reverse("visits:today")).content.decode()
    assert ask_for_reviews(ENDS + 4 * DAY) == 0


SORE = [
    (6, DAY, None, "below what adults call severe [PALOS06]"),
    (7, DAY, ("severe_soreness", "same_day", "See a doctor today"), "severe begins at 7 [PALOS06]"),
    (10, DAY, ("severe_soreness", "same_day", "See a doctor today"), "as sore as can be"),
    (4, 3 * DAY, None, "mild, and after two days no sign by itself"),
    (
        5,
        3 * DAY,
        ("soreness_stays", "routine", "in the next days"),
        "sore for longer than 48 hours [CAMBRON07]",
    ),
    (5, 2 * DAY - timedelta(minutes=1), None, "the last minute in which it is normal"),
]


@pytest.mark.parametrize(("number", "later", "sign", "remark"), SORE, ids=[row[-1] for row in SORE])
def test_a_number_that_is_not_normal_is_a_sign_though_nothing_is_ticked(
    room: Room, number: int, later: timedelta, sign: tuple[str, str, str] | None, remark: str
) -> None:
    room.finish()
    with time_machine.travel(ENDS + later, tick=False):
        page = answer(Phone(room), soreness=number)
    assert [(each.code, each.urgency) for each in Alarm.objects.all()] == ([sign[:2]] if sign else []), remark
    assert CheckIn.objects.get().signs == ([sign[0]] if sign else [])
    assert ("Please read this now" in page) is bool(sign)
    if sign:
        assert sign[2] in page
        assert "Nobody reads this at night" in page
        assert ask_for_reviews(ENDS + later) == 0


def test_who_was_done_before_their_time_may_say_it_before_their_time_is_over(room: Room) -> None:
    room.finish(now=ENDS - timedelta(minutes=20))
    with time_machine.travel(ENDS - timedelta(minutes=5), tick=False):
        page = answer(Phone(room), soreness=8)
    assert [each.code for each in Alarm.objects.all()] == ["severe_soreness"]
    assert "See a doctor today" in page


def test_nobody_is_asked_to_tick_what_the_scale_asks(room: Room) -> None:
    room.finish()
    assert "7 or more out of 10" not in Phone(room).says("check_in")
    assert "7 or more out of 10" in Phone(room).says("aftercare"), "on the sheet it says when to call"


def test_no_number_is_not_nought(room: Room) -> None:
    room.finish()
    CheckIn.objects.update(answered_at=ENDS, asked_at=ENDS, soreness=None)
    page = Phone(room).says("checked_in")
    assert "you gave no number" in page
    assert "not sore" not in page
    seen = room.signed_in().get(reverse("visits:aftercare", args=[room.visit.pk])).content.decode()
    assert "No number for soreness" in seen
    assert ask_for_reviews(ENDS + DAY) == 0, "nobody knows that they are well"


def test_words_alone_alarm_nobody_and_wait_until_they_are_read(room: Room) -> None:
    room.finish()
    page = answer(Phone(room), words="My left arm feels odd")
    assert "has not been read yet" in page
    assert "call 911" in page
    assert "Say how it was" not in page
    assert not Alarm.objects.exists()
    desk, address = room.signed_in(), reverse("visits:aftercare", args=[room.visit.pk])
    today = desk.get(reverse("visits:today")).content.decode()
    assert "Written, not read yet" in today
    assert address in today
    assert "My left arm" not in today, "a list names whom, and not what"
    assert ask_for_reviews(ENDS + DAY) == 0, "nobody has read it"
    assert "My left arm feels odd" in desk.get(address).content.decode()
    assert "Written, not read yet" in desk.get(reverse("visits:today")).content.decode(), (
        "a look is not yet read"
    )
    for _ in range(2):
        desk.post(reverse("visits:read_check_in", args=[room.visit.pk]))
    assert AuditEntry.objects.filter(action="read_check_in", client_id=room.client.pk).count() == 1
    assert "Written, not read yet" not in desk.get(reverse("visits:today")).content.decode()
    assert "I have read it" not in desk.get(address).content.decode()
    assert "has not been read yet" not in Phone(room).says("checked_in")
    assert ask_for_reviews(ENDS + DAY) == 1


def test_what_another_therapists_client_wrote_is_not_ones_own_to_read(room: Room) -> None:
    room.finish()
    answer(Phone(room), words="My left arm feels odd")
    other = a_room("Isolde")
    assert "Written, not read yet" not in other.signed_in().get(reverse("visits:today")).content.decode()
    refused = other.signed_in().post(reverse("visits:read_check_in", args=[room.visit.pk]))
    assert refused.status_code == 404
    assert not AuditEntry.objects.filter(action="read_check_in").exists()


def test_no_review_is_asked_for_while_an_alarm_waits(room: Room) -> None:
    room.finish()
    answer(Phone(room))
    alarm = Alarm.objects.create(
        practice=room.client.practice, client=room.client, visit=room.visit, kind="worse", code="pain_nrs",
        urgency="none", source="x", raised_at=ENDS,
    )  # fmt: skip
    assert ask_for_reviews(ENDS + DAY) == 0
    assert "Say how it was" not in Phone(room).says("checked_in")
    Alarm.objects.filter(pk=alarm.pk).update(seen_at=ENDS, seen_by=room.therapist)
    assert "Say how it was" in Phone(room).says("checked_in")
    assert ask_for_reviews(ENDS + DAY) == 1


def test_nobody_is_asked_how_the_visit_was_before_they_have_said_how_they_are(room: Room) -> None:
    room.finish()
    phone = Phone(room)
    review = reverse("own:review", args=[phone.token])
    visit = phone.browser.get(reverse("booking:booked", args=[phone.token])).content.decode()
    assert reverse("own:check_in", args=[phone.token]) in visit
    for page in (visit, phone.says("aftercare"), phone.says("check_in"), phone.says("checked_in")):
        assert review not in page
    assert review in answer(phone)


NOT_ACCEPTED: list[tuple[dict[str, Any], str, str]] = [
    ({}, "Tap a number", "nothing at all"),
    ({"soreness": "3"}, "None of these”.", "no word about what is not normal"),
    ({"soreness": "11", "signs": "none"}, "Select a valid choice", "a number the scale does not have"),
    ({"soreness": "3", "signs": ["none", "breathless"]}, "Leave one of the two", "a sign and none"),
    ({"soreness": "3", "signs": "thirst"}, "Select a valid choice", "what is no sign to call for"),
]


@pytest.mark.parametrize(("fields", "words", "remark"), NOT_ACCEPTED, ids=[row[-1] for row in NOT_ACCEPTED])
def test_it_says_what_would_do(room: Room, fields: dict[str, Any], words: str, remark: str) -> None:
    room.finish()
    assert words in Phone(room).post("check_in", fields).content.decode(), remark
    assert CheckIn.objects.get().answered_at is None


def test_a_look_answers_nothing(room: Room) -> None:
    room.finish()
    assert "How sore are you today?" in Phone(room).says("check_in")
    assert CheckIn.objects.get().answered_at is None


def test_signs_of_a_pregnancy_are_asked_of_those_whom_they_may_concern_only(room: Room) -> None:
    room.finish()
    page = Phone(room).says("check_in")
    assert "breathless" in page
    assert "pregnan" not in page.lower()


@pytest.mark.parametrize("name", ["aftercare", "check_in", "checked_in"])
def test_each_look_is_on_the_record(room: Room, name: str) -> None:
    room.finish()
    phone = Phone(room)
    phone.get(name)
    seen = AuditEntry.objects.filter(action="saw_visit", actor_id=str(phone.link.pk))
    assert [each.client_id for each in seen] == [room.client.pk]


REVIEWS = [
    (True, DAY, 1, "after a calm answer"),
    (False, DAY, 0, "not yet where nobody answered"),
    (False, 3 * DAY, 1, "three days later without one"),
    (True, 14 * DAY, 0, "after two weeks nobody remembers"),
]


@pytest.mark.parametrize(("answers", "later", "asked", "remark"), REVIEWS, ids=[row[-1] for row in REVIEWS])
def test_a_review_is_asked_for(room: Room, answers: bool, later: timedelta, asked: int, remark: str) -> None:
    room.finish()
    assert ask_how_they_are(ENDS + DAY) == 1
    if answers:
        answer(Phone(room))
    assert ask_for_reviews(ENDS + later) == asked, remark
    assert ask_for_reviews(ENDS + later) == 0, "once"
    assert len(room.mails("review")) == asked


def test_no_review_is_asked_for_where_nobody_asked_how_they_are(room: Room) -> None:
    room.finish()
    assert ask_how_they_are(ENDS + 3 * DAY) == 0, "too late"
    assert ask_for_reviews(ENDS + 4 * DAY) == 0


def test_no_review_is_asked_for_while_something_is_pressing_or_one_is_written(room: Room) -> None:
    from unknot.audit.actions import SYSTEM
    from unknot.visits.actions import write_review

    room.finish()
    other = a_room("Isolde")
    other.finish()
    Alarm.objects.create(
        practice=other.client.practice, client=other.client, visit=other.visit, kind="red_answer", code="phq_4",
        urgency="same_day", source="x", raised_at=ENDS,
    )  # fmt: skip
    write_review(Appointment.objects.get(pk=room.visit.pk), stars=5, words="", by=SYSTEM, now=NOON)
    assert ask_for_reviews(ENDS + 3 * DAY) == 0
