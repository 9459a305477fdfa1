"""What followed the demo's finished visits: measures, how people were a day later, and the sheets they took home.

Most get better. One gets worse, and one stays the same, so that both can be seen.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from unknot.audit.actions import SYSTEM
from unknot.audit.models import AuditEntry
from unknot.booking.models import Appointment
from unknot.care.models import Screening
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.loading import default_knowledge
from unknot.clinical.measures import Item, Measure
from unknot.clinical.scoring import score
from unknot.directory.saying_times import local
from unknot.intake.models import Reason
from unknot.visits.after.keeping import due_at, made_sheet
from unknot.visits.after.written import READ
from unknot.visits.measuring.keeping import raise_alarms
from unknot.visits.models import Aftercare, CheckIn, DoneAtHome, Measured
from unknot.visits.queries import local_day

SITE = "http://127.0.0.1:8000/"
"""Where `make run` serves."""
ENOUGH_VISITS = 4
"""A client with so many has a course that can be judged."""
BY_A_VISIT = {"better": -0.09, "same": 0.0, "worse": 0.07}
"""How much of the whole scale somebody changes from one visit to the next."""
WORST_FIRST = ("worse", "same")
ANSWER, TICK = 0.7, 0.45
"""The share of check-ins that are answered, and of days on which somebody does an item at home."""
SHEETS_SINCE = timedelta(days=14)
REVIEW_AFTER = timedelta(days=3)
READ_AFTER = timedelta(hours=16)
"""After so long somebody has read what a client wrote; what is newer waits on the day's page."""
MOST_SORE = 6
"""From the next number on it would be a sign of its own."""
BATCH = 500
WORDS = ("Slept well.", "Much looser, thank you.", "A bit tired in the evening.", "", "", "", "")


@dataclass(frozen=True)
class Past:
    """One client's finished visits, oldest first, and how they went."""

    visits: list[Appointment]
    course: str
    measures: tuple[Measure, ...]


def fill_outcomes(*, now: datetime) -> None:
    """Write all of it; the same for the same day, every time."""
    chance, knowledge = Random(41), default_knowledge()
    pasts = list(_pasts(knowledge))
    measured = [row for each in pasts for row in _measured(each, knowledge, chance)]
    Measured.objects.bulk_create(measured, batch_size=BATCH)
    visits = [visit for each in pasts for visit in each.visits]
    check_ins = [_check_in(each, chance, now) for each in visits]
    CheckIn.objects.bulk_create(check_ins, batch_size=BATCH)
    AuditEntry.objects.bulk_create(_readings(check_ins, now), batch_size=BATCH)
    newest = [each.visits[-1] for each in pasts if each.visits[-1].ends_at > now - SHEETS_SINCE]
    sheets = [_sheet(each, each.screening) for each in newest if each.screening]
    Aftercare.objects.bulk_create(sheets, batch_size=BATCH)
    DoneAtHome.objects.bulk_create(_ticks(sheets, chance, now), batch_size=BATCH)
    _raise(pasts, now)


def _pasts(knowledge: Knowledge) -> Iterator[Past]:
    done = Appointment.objects.filter(state=Appointment.State.FINISHED, screening__isnull=False)
    by_client: dict[int, list[Appointment]] = defaultdict(list)
    for visit in done.select_related("client", "location", "practice", "screening", "therapist").order_by(
        "starts_at", "id"
    ):
        by_client[visit.client_id].append(visit)
    goals = dict(Reason.objects.filter(sheet__client__in=by_client).values_list("sheet__client_id", "goals"))
    courses = iter(WORST_FIRST)
    for client_id, visits in sorted(by_client.items()):
        ids = _measure_ids(goals[client_id], knowledge)
        long_enough = len(visits) >= ENOUGH_VISITS and "pain_nrs" in ids
        course = next(courses, "better") if long_enough else "better"
        known = knowledge.catalogue.measures
        yield Past(visits, course, tuple(known[each] for each in ids if can_be_answered(known[each])))


def _measure_ids(goals: list[str], knowledge: Knowledge) -> tuple[str, ...]:
    """Those of the dose, and sleep, which everybody is asked."""
    dose = knowledge.catalogue.doses[knowledge.catalogue.goals[goals[0]].dose]
    return tuple(dict.fromkeys((*dose.measures, "sleep_nrs")))


def can_be_answered(measure: Measure) -> bool:
    """Whether numbers alone answer it, here and before a session: activities would need a client's own words."""
    is_shown = bool(measure.asked) and measure.scoring != "given" and measure.moment == "before"
    return is_shown and not any(each.named_by_client for each in measure.asked)


def _measured(past: Past, knowledge: Knowledge, chance: Random) -> Iterator[Measured]:
    began = chance.uniform(0.55, 0.75) if past.course != "worse" else 0.45
    for number, visit in enumerate(past.visits):
        level = began + number * BY_A_VISIT[past.course]
        for measure in past.measures:
            items = len(measure.asked)
            answers = {
                each.id: _answer(each, measure, level + chance.uniform(-0.03, 0.03), rarer=nth / items)
                for nth, each in enumerate(measure.asked)
            }
            result, at = score(measure, answers), visit.starts_at - timedelta(minutes=20)
            yield Measured(
                practice=visit.practice, client=visit.client, visit=visit, measure=measure.id, phase="before",
                answers=answers, value=result.value, band=result.band, on=local_day(visit), answered_at=at,
                knowledge_version=knowledge.version,
            )  # fmt: skip


def _answer(item: Item, measure: Measure, level: float, *, rarer: float) -> int:
    """An answer so bad, from 0 for the best to 1 for the worst; nobody leaves the scale. Of statements to tick so large
    a share is, not all of them or none: the `rarer` ones by the worse off only.
    """
    bad = min(max(level, 0.1), 0.95)
    if item.high - item.low == 1:
        return int(rarer < bad)
    return round(item.low + (item.high - item.low) * (bad if measure.worse == "higher" else 1 - bad))


def _check_in(visit: Appointment, chance: Random, now: datetime) -> CheckIn:
    due, sore = due_at(visit), min(MOST_SORE, int(chance.expovariate(0.6)))
    answers, words, later = chance.random() < ANSWER, chance.choice(WORDS), chance.randint(10, 600)
    row = CheckIn(visit=visit, due_at=due)
    if due > now:
        return row
    row.asked_at = due
    if answers and (answered := due + timedelta(minutes=later)) <= now:
        row.answered_at, row.soreness, row.words, row.review_asked_at = answered, sore, words, answered
    elif visit.ends_at + REVIEW_AFTER <= now:
        row.review_asked_at = visit.ends_at + REVIEW_AFTER
    return row


def _readings(check_ins: list[CheckIn], now: datetime) -> Iterator[AuditEntry]:
    for each in check_ins:
        if each.words and each.answered_at and each.answered_at + READ_AFTER <= now:
            visit = each.visit
            yield AuditEntry(
                at=each.answered_at + READ_AFTER, practice_id=visit.practice_id, client_id=visit.client_id,
                actor_kind=AuditEntry.Actor.USER, actor_id=str(visit.therapist.user_id), action=READ,
                subject_kind="checkin", subject_id=str(each.pk),
            )  # fmt: skip


def _sheet(visit: Appointment, screening: Screening) -> Aftercare:
    sheet = made_sheet(visit, screening, site=SITE)
    return Aftercare(visit=visit, sheet=sheet, made_at=visit.ends_at, sent_at=visit.ends_at)


def _ticks(sheets: list[Aftercare], chance: Random, now: datetime) -> Iterator[DoneAtHome]:
    for each in sheets:
        first, today = local_day(each.visit), local(now, each.visit.location).date()
        for step in each.sheet["words"]["home"]["steps"][:3]:
            for ago in range((today - first).days):
                if chance.random() < TICK:
                    on = today - timedelta(days=ago + 1)
                    yield DoneAtHome(client=each.visit.client, item=step["id"], on=on)


def _raise(pasts: list[Past], now: datetime) -> None:
    """What the one who got worse answered last, for whoever treats to see."""
    for each in pasts:
        if each.course == "worse":
            last = each.visits[-1]
            raise_alarms(last, Measured.objects.filter(visit=last), by=SYSTEM, now=now)
