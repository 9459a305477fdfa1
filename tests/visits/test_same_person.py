"""Staff join two rows of one person: all of it is in one place, none is lost, and what is to come is judged anew."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse

from tests.intake.telling import tell
from tests.knowing import known_as
from tests.visits.afterwards import BORN
from tests.visits.joining import AHEAD, LATER, Twice, measured, person, twice
from tests.visits.noting import a_signed_note
from unknot.accounts.links import make_link
from unknot.accounts.models import Link, Role
from unknot.audit.actions import SYSTEM, Actor
from unknot.audit.models import AuditEntry
from unknot.booking.actions import attest_visit, book_visit
from unknot.booking.errors import WrongState
from unknot.booking.models import Appointment
from unknot.care.models import Permit
from unknot.clients.errors import NotJoined
from unknot.clients.models import Client, Consent
from unknot.correspondence.models import Message
from unknot.intake.actions import continue_client
from unknot.intake.models import Saying, Sheet
from unknot.intake.reading import newest_reason, newest_sayings
from unknot.visits.after.checking_in import answer_check_in
from unknot.visits.after.written import is_unread, mark_read
from unknot.visits.models import Alarm, CheckIn, DoneAtHome, Measured
from unknot.visits.notes.signing import hash_of_note
from unknot.visits.notes.verifying import Counted, verify_notes
from unknot.visits.own_page.everything import rows_of
from unknot.visits.same_person.joining import join_clients

pytestmark = pytest.mark.django_db
State = Appointment.State


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        yield


def join(two: Twice, **how: Any) -> Client:
    return join_clients(two.double, two.older, by=SYSTEM, now=LATER + timedelta(minutes=9), **how)


class Bar:
    def total(self, count: int) -> None: ...
    def step(self, count: int) -> None: ...


def test_the_visit_to_come_goes_over_and_is_confirmed_by_a_permit_of_its_own() -> None:
    two = twice()
    before = two.visit.permit
    assert before is not None
    kept = join(two)
    visit = two.now()
    assert (kept, visit.client, visit.state) == (two.older, two.older, State.CONFIRMED)
    assert visit.permit is not None
    assert (visit.permit.client, visit.screening.sheet) == (two.older, two.own())  # type: ignore[union-attr]
    assert Permit.objects.get(pk=before.pk).revoked_because == "joined"


def test_it_is_judged_by_what_either_row_knew() -> None:
    two = twice()
    tell(two.own(), at=LATER, anticoagulant="not sure")
    join(two)
    assert two.now().state == State.PROVISIONAL
    assert two.now().lapses_at is not None


def test_a_visit_of_the_older_row_is_judged_anew_too() -> None:
    two = twice(anticoagulant="not sure")
    theirs = book_visit(
        client=two.older, therapist=two.visit.therapist, location=two.visit.location, technique="swedish", minutes=60,
        starts_at=AHEAD + timedelta(days=1), shape={}, request_key="theirs", by=SYSTEM, now=LATER,
    )  # fmt: skip
    assert theirs.state == State.CONFIRMED
    join(two)
    assert Appointment.objects.get(pk=theirs.pk).state == State.PROVISIONAL


def test_of_what_both_said_the_later_holds() -> None:
    two = twice(fever=True)
    tell(two.own(), said_by=Saying.By.STAFF, at=LATER, osteoporosis=True, fever=False)
    join(two)
    held = newest_sayings(two.own())
    assert held["osteoporosis"].statements == [{"answer": True}], (
        "the newer row's earlier no takes nothing back"
    )
    assert held["fever"].statements == [{"answer": False}]
    reason = newest_reason(two.own())
    assert reason is not None
    assert reason.goals == ["pain_and_tension"]


def test_an_attestation_of_half_the_answers_does_not_count() -> None:
    two = twice()
    attest_visit(two.visit, attested_by="client, by link", by=SYSTEM, now=LATER)
    join(two)
    assert (two.now().attested_on, two.now().attested_by) == (None, "")


def test_what_was_held_measured_and_signed_goes_over_and_stays_what_it_was() -> None:
    two = twice()
    Appointment.objects.filter(pk=two.visit.pk).update(state=State.FINISHED, finished_at=LATER)
    note = a_signed_note(two.now(), plan="Another session")
    score = measured(two.double, two.visit, value=3)
    alarm = Alarm.objects.create(
        practice=two.double.practice, client=two.double, visit=two.visit, kind="worse", code="pain_nrs", source="x:1",
        raised_at=LATER,
    )  # fmt: skip
    before = note.hash
    join(two)
    for each in (note, score, alarm):
        each.refresh_from_db()
    assert (score.client, alarm.client, two.now().client) == (two.older,) * 3
    assert note.hash == before == hash_of_note(note)
    assert [each.value for each in two.older.measured.order_by("id")] == [7, 3]
    broken = list(verify_notes(two.older.practice, counted=Counted(), bar=Bar()))
    assert not [each for each in broken if "is not what was signed" in each]


def test_nothing_stays_behind_but_the_empty_row_and_what_it_said() -> None:
    two = twice()
    for row, item in ((two.older, "a"), (two.double, "a"), (two.double, "b")):
        DoneAtHome.objects.create(client=row, item=item, on=LATER.date())
    Message.objects.filter(client_id=two.double.pk).update(kind="booked")
    join(two)
    gone = Client.objects.get(pk=two.double.pk)
    assert gone.joined_into == two.older
    for rows in (Appointment, Consent, Measured, Alarm, DoneAtHome):
        assert not rows.objects.filter(client=gone).exists(), rows.__name__
    assert sorted(DoneAtHome.objects.filter(client=two.older).values_list("item", flat=True)) == ["a", "b"]
    assert not Message.objects.filter(client_id=gone.pk).exists()


def test_what_somebody_read_before_stays_read() -> None:
    two = twice()
    Appointment.objects.filter(pk=two.visit.pk).update(state=State.FINISHED, finished_at=LATER)
    asked = CheckIn.objects.create(visit=two.now(), due_at=LATER)
    answer_check_in(asked, soreness=1, signs=[], words="Better by the evening", by=SYSTEM, now=LATER)
    mark_read(asked, by=Actor("user", str(two.room.therapist.pk)))
    join(two)
    assert not is_unread(CheckIn.objects.get(pk=asked.pk))


def test_joining_twice_is_joining_once() -> None:
    two = twice()
    assert join(two) == join(two) == two.older
    assert AuditEntry.objects.filter(action="join_clients").count() == 1


def test_no_visit_is_booked_any_more_for_the_row_that_was_joined() -> None:
    two = twice()
    join(two)
    with pytest.raises(WrongState, match="joined"):
        book_visit(
            client=two.double, therapist=two.visit.therapist, location=two.visit.location, technique="swedish",
            minutes=60, starts_at=AHEAD + timedelta(days=2), shape={}, request_key="late", by=SYSTEM, now=LATER,
        )  # fmt: skip


# ---- what stands in the way: all of it or nothing


def test_while_one_is_in_the_room_they_are_not_joined() -> None:
    two = twice()
    Appointment.objects.filter(pk=two.visit.pk).update(state=State.STARTED)
    with pytest.raises(NotJoined, match="Finish it first"):
        join(two)
    assert_apart(two)


def test_two_visits_at_one_time_stand_in_the_way() -> None:
    two = twice()
    copied = two.now()
    copied.pk, copied.client, copied.permit, copied.state, copied.request_key = (
        None, two.older, None, State.PROVISIONAL, "both",
    )  # fmt: skip
    copied.save()
    with pytest.raises(NotJoined, match="at the same time"):
        join(two)
    assert_apart(two)


def assert_apart(two: Twice) -> None:
    assert Client.objects.get(pk=two.double.pk).joined_into is None
    assert two.now().client == two.double
    assert two.double.consents.exists()
    assert not AuditEntry.objects.filter(action="join_clients").exists()


# ---- the pages


def signed_in(two: Twice, role: Role | None = None) -> Browser:
    browser = Browser(raise_request_exception=False)
    user = person(two.older, role) if role else two.room.therapist
    browser.force_login(user, backend="unknot.accounts.sign_in.DemoOnLoopbackOnly")
    return browser


def says(browser: Browser, name: str, *parts: Any) -> str:
    return str(browser.get(reverse(name, args=parts)).content.decode())


@pytest.mark.parametrize("role", [None, Role.OWNER, Role.DESK])
def test_staff_are_asked_on_the_visit_and_quietly_in_the_day(role: Role | None) -> None:
    two = twice()
    browser, day = signed_in(two, role), AHEAD.date().isoformat()
    assert "Perhaps known already" in says(browser, "visits:day", day)
    page = says(browser, "visits:same_person" if role == Role.DESK else "visits:visit", two.visit.pk)
    assert "Perhaps the same person as Ottoline Quill" in page
    assert "Born April 9, 1961" in page or "Born 9 April 1961" in page
    assert "1 visit," in page


@pytest.mark.parametrize("role", [None, Role.OWNER, Role.DESK])
def test_one_tap_joins(role: Role | None) -> None:
    two = twice()
    browser = signed_in(two, role)
    answer = browser.post(
        reverse("visits:same_person", args=[two.visit.pk]),
        {"other": two.older.pk, "same": "yes", "mail_of_newer": "yes"}, follow=True,
    )  # fmt: skip
    assert "one record holds everything now" in answer.content.decode()
    assert two.now().client == two.older
    assert two.older.email == "new@people.example"
    assert "Perhaps known already" not in says(browser, "visits:day", AHEAD.date().isoformat())


def test_one_tap_keeps_apart_and_nobody_is_asked_again() -> None:
    two = twice()
    browser = signed_in(two)
    browser.post(reverse("visits:same_person", args=[two.visit.pk]), {"other": two.older.pk, "same": "no"})
    assert_apart(two)
    for name, part in (("visits:day", AHEAD.date().isoformat()), ("visits:visit", two.visit.pk)):
        assert "Perhaps" not in says(browser, name, part)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"same": "yes"},
        {"other": "x", "same": "yes"},
        {"other": "9" * 30, "same": "no"},
        {"other": "9" * 5000, "same": "yes"},
    ],
)
def test_rubbish_joins_nobody(fields: Any) -> None:
    two = twice()
    answer = signed_in(two).post(reverse("visits:same_person", args=[two.visit.pk]), fields)
    assert answer.status_code == 404
    assert_apart(two)


def test_what_stands_in_the_way_is_said_on_the_page() -> None:
    two = twice()
    Appointment.objects.filter(pk=two.visit.pk).update(state=State.STARTED)
    answer = signed_in(two).post(
        reverse("visits:same_person", args=[two.visit.pk]), {"other": two.older.pk, "same": "yes"}
    )
    assert "Finish it first" in answer.content.decode()


# ---- links to what was there before


def test_the_links_of_either_row_lead_to_the_one_person_after_the_birth_date() -> None:
    two = twice()
    _, own = make_link(Link.Scope.CLIENT, two.double.pk, practice=two.double.practice, expires_at=AHEAD)
    _, visit = make_link(Link.Scope.VISIT, two.visit.pk, practice=two.double.practice, expires_at=AHEAD)
    browser = Browser()
    asked = browser.post(reverse("own:page", args=[own]), {"born_on": BORN.isoformat()})
    assert asked.status_code == 302
    join(two)
    page = says(browser, "own:page", own)
    assert "Date of birth" in page, "who was known as half of the person is asked again"
    page = browser.post(reverse("own:page", args=[own]), {"born_on": BORN.isoformat()}, follow=True)
    assert "Ottoline Quill" in page.content.decode()
    assert "Aftercare" in page.content.decode(), "what was given to the older row is there"
    assert browser.get(reverse("booking:booked", args=[visit])).status_code == 200


def test_a_dossier_begun_before_goes_on_for_the_one_person() -> None:
    two = twice()
    dossier, token = continue_client(two.double, by=SYSTEM, now=LATER)
    join(two)
    again = Sheet.objects.get(pk=dossier.pk)
    assert again.continued == two.older
    address = reverse("intake:health", args=[token])
    assert known_as(two.double).get(address).status_code == 302, (
        "who was known as half of the person is asked"
    )
    assert known_as(two.older).get(address).status_code == 200


def test_the_download_holds_what_both_rows_said() -> None:
    two = twice(osteoporosis=True)
    before = rows_of(two.older)["answers"].count() + rows_of(two.double)["answers"].count()
    join(two)
    assert rows_of(two.older)["answers"].count() >= before
    assert rows_of(two.older)["client"].count() == 2
