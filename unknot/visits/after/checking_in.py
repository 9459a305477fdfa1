"""A day or two after a visit: how are you? Asked once, by day, answered once; then, where all is calm, a review."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from unknot.audit.actions import SYSTEM, Actor, record
from unknot.booking.actions.settle import lock_visit
from unknot.booking.models import Appointment
from unknot.booking.own_link import make_visit_link
from unknot.care.knowledge import knowledge_of
from unknot.clinical.aftercare import is_asked_by_scale, signs_of_soreness
from unknot.clinical.alarms import Alarm, alarms, sign_named
from unknot.clinical.vocabulary import Aftercare as Row
from unknot.visits.after.keeping import address, is_night, write_to_client
from unknot.visits.after.kept_sheets import sheet_of
from unknot.visits.after.written import unread
from unknot.visits.measuring.keeping import raise_alarm
from unknot.visits.models import Aftercare, CheckIn
from unknot.visits.models import Alarm as Kept

LET_GO_AFTER = timedelta(hours=48)
NO_ANSWER_AFTER = timedelta(days=3)
NO_REVIEW_AFTER = timedelta(days=14)
"""Who was not asked by then is not asked any more: nobody remembers."""
PRESSING = ("emergency", "same_day")
CALM = Q(answered_at__isnull=False, signs=[], soreness__isnull=False)
ROWS = ("visit__practice", "visit__client", "visit__location", "visit__aftercare")


def ask_how_they_are(now: datetime) -> int:
    """Write to each client whose check-in is due and not yet let go; how many were written to."""
    due = _to_write_to().filter(
        asked_at=None, answered_at=None, due_at__lte=now, visit__ends_at__gt=now - LET_GO_AFTER
    )
    return sum(_ask(each, now=now) for each in due if not is_night(now, each.visit.location))


def _to_write_to() -> QuerySet[CheckIn]:
    # Without a sheet nobody knows where a link would lead.
    reached = CheckIn.objects.filter(
        visit__state=Appointment.State.FINISHED, visit__aftercare__isnull=False
    ).exclude(visit__client__email="")
    return reached.select_related(*ROWS).order_by("due_at", "id")


@transaction.atomic
def _ask(check_in: CheckIn, *, now: datetime) -> bool:
    # Conditional, so that of two who ask at once, or of one who asks and one who answers, only one does.
    mine = CheckIn.objects.filter(pk=check_in.pk, asked_at=None, answered_at=None)
    if not mine.update(asked_at=now):
        return False
    return _write(check_in, "check_in", "How are you today? It takes half a minute:", "own:check_in", now=now)


def _write(check_in: CheckIn, kind: str, words: str, to: str, *, now: datetime) -> bool:
    visit = check_in.visit
    link = address(to, make_visit_link(visit, now=now), of=visit)
    write_to_client(visit, kind=kind, lines=[words, link], now=now)
    record(
        f"ask_{kind}", by=SYSTEM, subject=check_in, client_id=visit.client_id, practice_id=visit.practice_id
    )
    return True


def ask_for_reviews(now: datetime) -> int:
    """Ask those who are well, and those who were asked and did not say in three days, for a review; once. How many."""
    # Whom nobody asked had no chance to say that something is not normal, and is not asked to praise it.
    silent = Q(answered_at=None, asked_at__isnull=False, visit__ends_at__lte=now - NO_ANSWER_AFTER)
    due = _untroubled(_to_write_to()).filter(
        CALM | silent, review_asked_at=None, visit__ends_at__gt=now - NO_REVIEW_AFTER
    )
    return sum(_ask_for_review(each, now=now) for each in due if not is_night(now, each.visit.location))


def is_invited(check_in: CheckIn) -> bool:
    """Whether the page that thanks for an answer may ask how the visit was."""
    return _untroubled(CheckIn.objects.filter(CALM, pk=check_in.pk)).exists()


def _untroubled(check_ins: QuerySet[CheckIn]) -> QuerySet[CheckIn]:
    """Those not reviewed yet of which nothing presses: while something was not read or not seen to, nobody knows that
    they are well.
    """
    pressing = Kept.objects.filter(Q(urgency__in=PRESSING) | Q(seen_at=None), visit__isnull=False)
    return (
        check_ins.filter(visit__review__isnull=True)
        .exclude(visit__in=pressing.values("visit"))
        .exclude(pk__in=unread(CheckIn.objects.all()).values("pk"))
    )


@transaction.atomic
def _ask_for_review(check_in: CheckIn, *, now: datetime) -> bool:
    # As above: somebody may be answering just now that they are not well.
    mine = CheckIn.objects.filter(pk=check_in.pk, review_asked_at=None, answered_at=check_in.answered_at)
    if not mine.update(review_asked_at=now):
        return False
    return _write(check_in, "review", "How was your appointment? Say it here:", "own:review", now=now)


@transaction.atomic
def answer_check_in(
    check_in: CheckIn, *, soreness: int, signs: Iterable[str], words: str, by: Actor, now: datetime
) -> bool:
    """Keep how somebody is, once; whether what was sent is what is kept, for the first answer stands. Each sign, ticked
    or told by the number, is raised for whoever treats to see, also one of a later answer; words alone wait to be read.
    """
    # Whose it is may be changing just now: what is raised must be theirs who have the visit in the end.
    visit = lock_visit(check_in.visit)
    mine = CheckIn.objects.select_for_update().get(pk=check_in.pk)
    told = dict.fromkeys((*signs, *(each.id for each in _sore(visit, soreness, now))))
    if mine.answered_at is not None:
        later = [each for each in told if each not in mine.signs]
        _raise(later, visit, source=_source_of_later(mine), by=by, now=now)
        return not later and (mine.soreness, mine.words) == (soreness, words)
    mine.answered_at, mine.soreness, mine.signs, mine.words = now, soreness, list(told), words
    mine.save(update_fields=["answered_at", "soreness", "signs", "words"])
    record("answer_check_in", by=by, subject=mine, client_id=visit.client_id, practice_id=visit.practice_id)
    _raise(mine.signs, visit, source=f"check_in:{mine.pk}", by=by, now=now)
    return True


def _raise(signs: Iterable[str], visit: Appointment, *, source: str, by: Actor, now: datetime) -> None:
    for each in _alarms_of(signs, visit):
        raise_alarm(visit, each, source=f"{source}:{each.code}", by=by, now=now)


def _source_of_later(check_in: CheckIn) -> str:
    """The source of what was told after the answer that stands; none of the numbers kept raised it."""
    return f"check_in_later:{check_in.pk}"


def _sore(visit: Appointment, soreness: int, now: datetime) -> tuple[Row, ...]:
    """The signs that a number is: nobody has to tick what they have said already."""
    # Who was done before their time may say it before their time is over: that is after the visit all the same.
    ended = min(visit.ends_at, visit.finished_at or visit.ends_at)
    hours = (now - ended).total_seconds() / 3600
    return signs_of_soreness(soreness, hours=hours, catalogue=knowledge_of(visit.practice).catalogue)


def alarms_told(check_in: CheckIn, visit: Appointment) -> tuple[Alarm, ...]:
    """What the signs ask for, also those told later, the most urgent first."""
    later = Kept.objects.filter(source__startswith=f"{_source_of_later(check_in)}:").order_by("id")
    return _alarms_of((*check_in.signs, *later.values_list("code", flat=True)), visit)


def _alarms_of(signs: Iterable[str], visit: Appointment) -> tuple[Alarm, ...]:
    known = knowledge_of(visit.practice).catalogue.aftercare
    return alarms((), signs=[sign_named(each, known) for each in signs])


def signs_to_ask(visit: Appointment) -> tuple[Row, ...]:
    """The signs that are not normal after this visit, those of its sheet, the most urgent first."""
    return tuple(each for each in _signs_after(visit) if not is_asked_by_scale(each))


def _signs_after(visit: Appointment) -> tuple[Row, ...]:
    made = Aftercare.objects.filter(visit=visit).first()
    if made is not None:
        signs = sheet_of(made.sheet["words"]).signs
        return (*signs.emergency, *signs.same_day, *signs.tell_us)
    rows = knowledge_of(visit.practice).catalogue.aftercare.values()
    return tuple(each for each in rows if each.kind == "call")
