"""What may still become of what is kept: an alarm is seen, a question answered, a row joined; once, and no more."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine

from tests.contracts.kept_room import DAY, NOW, Row, a_kept_room, newest, passes
from tests.contracts.scene import answered_dossier
from tests.visits.afterwards import ENDS, Room
from unknot.audit.actions import SYSTEM
from unknot.clients.actions import register_client
from unknot.clients.models import Client, Consent
from unknot.intake.actions import erase_expired
from unknot.intake.models import Saying, Sheet
from unknot.visits.actions import decide_review
from unknot.visits.after.checking_in import answer_check_in, ask_how_they_are
from unknot.visits.after.keeping import send_aftercare
from unknot.visits.measuring.keeping import see_alarm
from unknot.visits.models import Aftercare, Alarm, CheckIn, Measured, MotionMeasured, Review, ReviewHeld

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Iterator[Room]:
    with time_machine.travel(NOW, tick=False):
        yield a_kept_room()


def see(room: Room) -> None:
    for alarm in Alarm.objects.all():
        see_alarm(alarm, done="Called.", user=room.therapist, by=SYSTEM, now=NOW)


def ask(room: Room) -> None:
    assert ask_how_they_are(ENDS + DAY) == 1


def answer(room: Room) -> None:
    answer_check_in(CheckIn.objects.get(), soreness=2, signs=["fever"], words="x", by=SYSTEM, now=NOW)


def ask_for_a_review(room: Room) -> None:
    CheckIn.objects.filter(review_asked_at=None).update(review_asked_at=NOW)


def send_twice(room: Room) -> None:
    assert all(send_aftercare(Aftercare.objects.get(), by=SYSTEM, now=NOW + DAY * n) for n in (1, 2))


def publish(room: Room) -> None:
    for publish in (True, False, True):
        decide_review(Review.objects.get(), publish=publish, user=room.therapist, by=SYSTEM, now=NOW)


def withdraw(room: Room) -> None:
    Consent.objects.filter(withdrawn_at=None).update(withdrawn_at=NOW)


def join(room: Room) -> None:
    older = register_client(
        practice=room.client.practice, name="Ottoline", email="", phone="", born_on=None, by=SYSTEM, now=NOW
    )
    Client.objects.filter(pk=room.client.pk).update(joined_into=older)
    for model in (Measured, MotionMeasured, ReviewHeld, Alarm, Consent, Sheet):
        model._default_manager.filter(client=room.client).update(client=older)


SEEN, ANSWERED = {"seen_at", "seen_by_id", "done"}, {"answered_at", "soreness", "signs", "words"}
PASSES: list[tuple[Callable[[Room], None], type[Row], set[str], str]] = [
    (see, Alarm, SEEN, "an alarm is seen"),
    (ask, CheckIn, {"asked_at"}, "somebody is asked how they are"),
    (answer, CheckIn, ANSWERED, "and says so"),
    (ask_for_a_review, CheckIn, {"review_asked_at"}, "and is asked for a review"),
    (send_twice, Aftercare, set(), "a sheet is sent again: it was sent first when it was"),
    (publish, Review, {"state", "decided_at", "decided_by_id", "published_id"}, "a review is published"),
    (withdraw, Consent, {"withdrawn_at"}, "a consent is withdrawn"),
    (join, Measured, {"client_id"}, "a score goes with the row it was joined into"),
    (join, MotionMeasured, {"client_id"}, "so do degrees"),
    (join, ReviewHeld, {"client_id"}, "and what was decided"),
    (join, Alarm, {"client_id"}, "and what was raised"),
    (join, Consent, {"client_id"}, "and what was signed"),
    (join, Sheet, {"client_id"}, "and what was said"),
]


@pytest.mark.parametrize(("act", "model", "changes", "remark"), PASSES, ids=[row[-1] for row in PASSES])
def test_it_lets_pass(
    room: Room, act: Callable[[Room], None], model: type[Row], changes: set[str], remark: str
) -> None:
    row = newest(model)
    act(room)
    now = model._default_manager.get(pk=row.pk)
    names = [field.attname for field in model._meta.concrete_fields]
    assert {each for each in names if getattr(row, each) != getattr(now, each)} == changes, remark


@pytest.mark.parametrize("model", [Measured, MotionMeasured, ReviewHeld, Alarm, Consent, Sheet])
def test_nothing_moves_to_a_client_who_is_somebody_else(room: Room, model: type[Row]) -> None:
    join(room)
    table, row = model._meta.db_table, newest(model)
    move = f"UPDATE {table} SET client_id = %s WHERE id = %s"
    assert not passes(move, [room.client.pk, row.pk], refused_by=f"{table}_stays"), "nor back"


def test_a_row_that_was_joined_stays_joined(room: Room) -> None:
    join(room)
    for change in ("joined_into_id = NULL", "joined_into_id = id"):
        assert not passes(
            f"UPDATE clients_client SET {change} WHERE joined_into_id > 0", refused_by="client_stays"
        )


def test_what_was_said_in_a_dossier_goes_with_it_and_only_so(room: Room) -> None:
    dossier, _ = answered_dossier()
    assert not passes("UPDATE intake_saying SET entry_id = 'x'", refused_by="intake_saying_stays")
    for table in ("intake_saying", "intake_reason"):
        assert passes(f"DELETE FROM {table} WHERE sheet_id = %s", [dossier.pk], refused_by=f"{table}_is_kept")
    assert erase_expired(now=NOW + timedelta(days=31)) == 2, "that of the room, too"
    assert not Saying.objects.filter(sheet__client=None).exists()
    assert Saying.objects.exists()


def test_a_sheet_continues_one_client_for_good(room: Room) -> None:
    dossier, _ = answered_dossier()
    Sheet.objects.filter(pk=dossier.pk).update(continues=room.client)
    other = "UPDATE intake_sheet SET continues_id = NULL WHERE continues_id > 0"
    assert not passes(other, refused_by="intake_sheet_stays")
