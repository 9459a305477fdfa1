"""A visit with everything that is kept of one, and what the database says to a statement about it."""

from datetime import timedelta
from typing import Any

from django.db import DatabaseError, connection, models, transaction

from tests.visits.afterwards import ENDS, Room, a_room
from unknot.audit.actions import SYSTEM
from unknot.clients.models import Consent
from unknot.clinical.loading import default_knowledge
from unknot.intake.models import Reason, Saying, Sheet
from unknot.visits.actions import write_review
from unknot.visits.after.checking_in import answer_check_in, ask_how_they_are
from unknot.visits.measuring.keeping import Given, hold_review, keep_answers, keep_motion, see_alarm
from unknot.visits.models import Alarm, CheckIn

NOW = ENDS + timedelta(hours=1)
DAY = timedelta(days=1)
SECRET = "thistle tattoo"
PHQ_4 = default_knowledge().catalogue.measures["phq_4"]
Row = models.Model


def a_kept_room() -> Room:
    """A visit that took place, with everything that is kept of one."""
    room = a_room()
    told = Given(PHQ_4, {each.id: 3 for each in PHQ_4.asked}, {})
    keep_answers(room.visit, [told], user=room.therapist, by=SYSTEM, now=ENDS)
    user: dict[str, Any] = {"user": room.therapist, "by": SYSTEM, "now": ENDS}
    keep_motion(room.visit, {("shoulder_flexion", "left"): 120}, **user)
    hold_review(
        room.visit, dose="pain_and_tension", verdict="change", followed="refer", words=SECRET,
        on=ENDS.date(), **user,
    )  # fmt: skip
    room.finish()
    room.visit.refresh_from_db()
    write_review(room.visit, stars=4, words=SECRET, by=SYSTEM, now=NOW)
    return room


def settled(room: Room) -> None:
    """Whatever may be set once is set."""
    ask_how_they_are(ENDS + DAY)
    answer_check_in(CheckIn.objects.get(), soreness=2, signs=[], words=SECRET, by=SYSTEM, now=NOW)
    CheckIn.objects.filter(review_asked_at=None).update(review_asked_at=NOW)
    for alarm in Alarm.objects.all():
        see_alarm(alarm, done=SECRET, user=room.therapist, by=SYSTEM, now=NOW)
    Consent.objects.update(withdrawn_at=NOW)


def newest(model: type[Row]) -> Row:
    # The newest may be a dossier's, that may go.
    rows = {Sheet: {"client__isnull": False}, Saying: {"sheet__client__isnull": False}}
    rows[Reason] = rows[Saying]
    return model._default_manager.filter(**rows.get(model, {})).latest("pk")


def passes(statement: str, values: Any = (), *, refused_by: str) -> bool:
    """Whether the database lets a statement pass, which then changes nothing. Another refusal is raised."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            transaction.set_rollback(True)
    except DatabaseError as refused:
        if refused_by not in str(refused):
            raise
        assert SECRET not in str(refused), "an error ends in a log"
        return False
    return True
