"""The course a visit belongs to, read from what is kept: its dose, its sessions, its measures and their scores."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from unknot.audit.actions import Actor
from unknot.booking.models import Appointment
from unknot.care.actions import screen_sheet
from unknot.care.knowledge import knowledge_of
from unknot.care.planning import plan_for
from unknot.clients.models import Client
from unknot.clinical.alarms import Alarm, alarms
from unknot.clinical.courses import Course
from unknot.clinical.dated_scores import DatedScore, series_of
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.measures import Measure
from unknot.clinical.measures_due import Due, measures_due
from unknot.clinical.plan import NoPlan
from unknot.clinical.progress import Verdict, judge_progress
from unknot.clinical.vocabulary import Dose
from unknot.intake.actions import client_sheet
from unknot.intake.models import Sheet
from unknot.intake.reading import newest_reason
from unknot.visits.models import CheckIn, Measured, ReviewHeld
from unknot.visits.queries import local_day

NEW_COURSE_AFTER = timedelta(days=90)
"""Who comes back after so long begins anew: an earlier first score no longer says where this course began (d)."""
STOP = "no_change"


@dataclass(frozen=True)
class Followed:
    """A course as it stands at one visit."""

    visit: Appointment
    on: date
    course: Course
    measures: tuple[Measure, ...]
    scores: tuple[DatedScore, ...]
    knowledge: Knowledge

    @property
    def of_dose(self) -> tuple[Measure, ...]:
        """Those by which the course is judged."""
        return tuple(each for each in self.measures if each.id in self.course.dose.measures)

    def due(self) -> list[Due]:
        """What to ask now: before the session, or after it once it is over."""
        moment = "after" if self.visit.state == Appointment.State.FINISHED else "before"
        every = measures_due(self.measures, self.scores, self.course, visit_on=self.on)
        return [each for each in every if each.moment == moment]

    def verdict(self, *, signs: Iterable[str] = ()) -> Verdict:
        """Did it help, as of the visit's day? Judged by the measures of the dose: another one that was asked once and
        then dropped would leave every review unanswered. `signs` are ids of the aftercare rows a client named.
        """
        rows = [self.knowledge.catalogue.aftercare[each] for each in signs]
        return judge_progress(
            self.scores, measures=self.of_dose, course=self.course, today=self.on, signs=rows
        )

    def alarms(self) -> tuple[Alarm, ...]:
        """What must be seen, by the scores alone."""
        since, until = self.course.began_on, self.on
        return alarms(series_of(each, self.scores, since=since, until=until) for each in self.measures)


def followed(visit: Appointment, *, by: Actor, on: date | None = None) -> Followed | None:
    """The course of a visit as of a day, its own where none is named; None where there is no dose to follow."""
    knowledge, day = knowledge_of(visit.practice), on or local_day(visit)
    dose = dose_of(visit, knowledge=knowledge, by=by)
    if dose is None:
        return None
    catalogue = knowledge.catalogue
    days = session_days(visit.client, until=day)
    return Followed(
        visit=visit,
        on=day,
        course=Course(
            dose=dose,
            stop=catalogue.stop_rules[STOP],
            began_on=began_on(days, day),
            sessions=tuple(days),
            reviewed_on=reviewed_on(visit.client, since=began_on(days, day), until=day),
        ),
        measures=measures_of(dose, visit, catalogue.measures),
        scores=scores_of(visit.client),
        knowledge=knowledge,
    )


def dose_of(visit: Appointment, *, knowledge: Knowledge, by: Actor) -> Dose | None:
    """The dose of the client's plan; where no plan is legal now, that of the first goal: what was begun goes on."""
    sheet = client_sheet(visit.client, now=visit.starts_at)
    made = plan_for(screen_sheet(sheet, on=local_day(visit), by=by, now=visit.starts_at))
    if not isinstance(made, NoPlan):
        return knowledge.catalogue.doses[made.dose.id]
    goals = goals_of(sheet, knowledge)
    return knowledge.catalogue.doses.get(goals[0]) if goals else None


def goals_of(sheet: Sheet, knowledge: Knowledge) -> list[str]:
    """The doses of the client's goals, first the one they named first."""
    reason = newest_reason(sheet)
    known = knowledge.catalogue.goals
    return [known[each].dose for each in (reason.goals if reason else []) if each in known]


def measures_of(dose: Dose, visit: Appointment, known: Mapping[str, Measure]) -> tuple[Measure, ...]:
    """Those of the dose, then whatever else this client was asked before, then how the session was."""
    asked = Measured.objects.filter(client=visit.client).order_by("id").values_list("measure", flat=True)
    ids = dict.fromkeys((*dose.measures, *asked.distinct(), "session_rating"))
    return tuple(known[each] for each in ids if each in known)


def session_days(client: Client, *, until: date) -> list[date]:
    """The days of a client's finished sessions, each by the calendar of its place."""
    visits = Appointment.objects.filter(client=client, state=Appointment.State.FINISHED)
    days = {local_day(each) for each in visits.select_related("location").order_by("starts_at")}
    return sorted(each for each in days if each <= until)


def began_on(days: list[date], day: date) -> date:
    """The first day of the course that `day` belongs to: no gap in it is longer than NEW_COURSE_AFTER."""
    began = day
    for each in reversed(days):
        if began - each > NEW_COURSE_AFTER:
            break
        began = each
    return began


def reviewed_on(client: Client, *, since: date, until: date) -> date | None:
    held = ReviewHeld.objects.filter(client=client, on__gte=since, on__lt=until)
    return held.order_by("-on").values_list("on", flat=True).first()


def scores_of(client: Client) -> tuple[DatedScore, ...]:
    """Every score that is kept of a client."""
    return tuple(
        DatedScore(measure=each.measure, on=each.on, value=each.value, answers=each.answers, named=each.named)
        for each in Measured.objects.filter(client=client).order_by("id")
    )


def signs_told(visit: Appointment) -> list[str]:
    """The signs named after the session before this visit, which nobody has seen yet or which still stand."""
    last = (
        CheckIn.objects.filter(visit__client=visit.client, visit__starts_at__lt=visit.starts_at)
        .exclude(answered_at=None)
        .order_by("-visit__starts_at")
        .first()
    )
    return list(last.signs) if last else []


def last_named(visit: Appointment, measure: str) -> Mapping[str, str]:
    """The client's own words for the items of a measure, as they put them last."""
    rows = Measured.objects.filter(client=visit.client, measure=measure).order_by("-id")
    newest = rows.first()
    return newest.named if newest else {}
