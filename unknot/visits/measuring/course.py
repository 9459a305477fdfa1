"""The course a visit belongs to, read from what is kept: its dose, its sessions, its measures and their scores."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from unknot.booking.models import Appointment
from unknot.care.knowledge import knowledge_of
from unknot.care.planning import plan_on
from unknot.clients.models import Client
from unknot.clinical.alarms import Alarm, alarms, sign_named
from unknot.clinical.courses import Course, answered_from, review_due
from unknot.clinical.dated_scores import DatedScore, Series, series_of
from unknot.clinical.errors import ClientFileError
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.measures import Measure
from unknot.clinical.measures_due import Due, measures_due
from unknot.clinical.plan import NoPlan, Plan
from unknot.clinical.progress import Kind, Verdict, judge_progress
from unknot.clinical.vocabulary import Dose, Goal
from unknot.clinical.wanted import chosen_dose
from unknot.intake.models import Sheet
from unknot.intake.reading import newest_reason
from unknot.visits.models import Alarm as Raised
from unknot.visits.models import CheckIn, Measured, ReviewHeld
from unknot.visits.queries import local_day

NEW_COURSE_AFTER = timedelta(days=90)
"""Who comes back after so long begins anew: an earlier first score no longer says where this course began (d)."""
STOP = "no_change"


@dataclass(frozen=True)
class Answered:
    """What a client answered around the sessions that a day belongs to, whether or not there is a dose to follow."""

    on: date
    sessions: tuple[date, ...]
    began_on: date
    scores: tuple[DatedScore, ...]
    knowledge: Knowledge

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What was ever asked and is still known, in the order in which it was first asked."""
        known = self.knowledge.catalogue.measures
        return tuple(known[each] for each in dict.fromkeys(s.measure for s in self.scores) if each in known)

    def series(self, measure: Measure) -> Series:
        return series_of(measure, self.scores, since=answered_from(self.began_on), until=self.on)

    def alarms(self) -> tuple[Alarm, ...]:
        """What must be seen, by the scores alone: a red answer is red without any dose."""
        return alarms(self.series(each) for each in self.measures)


@dataclass(frozen=True)
class Followed:
    """A course as it stands at one visit."""

    visit: Appointment
    answered: Answered
    course: Course
    measures: tuple[Measure, ...]

    @property
    def on(self) -> date:
        return self.answered.on

    @property
    def of_dose(self) -> tuple[Measure, ...]:
        """Those by which the course is judged."""
        return tuple(each for each in self.measures if each.id in self.course.dose.measures)

    def due(self) -> list[Due]:
        """What to ask now: before the session, or after it once it is over."""
        moment = "after" if self.visit.state == Appointment.State.FINISHED else "before"
        every = measures_due(self.measures, self.answered.scores, self.course, visit_on=self.on)
        rated = self._rated() if moment == "after" else ()
        return [each for each in every if each.moment == moment and each.measure.id not in rated]

    def _rated(self) -> set[str]:
        """What was answered after this session already, perhaps days ago: it is asked once a session."""
        rows = Measured.objects.filter(visit=self.visit, phase="after").exclude(value=None)
        return set(rows.values_list("measure", flat=True))

    def verdict(self, *, signs: Iterable[str] = ()) -> Verdict:
        """Did it help, as of the visit's day? Judged by the measures of the dose: another one that was asked once and
        then dropped would leave every review unanswered. `signs` are ids of the aftercare rows a client named.
        """
        known = self.answered.knowledge.catalogue.aftercare
        return judge_progress(
            self.answered.scores, measures=self.of_dose, course=self.course, today=self.on,
            signs=[sign_named(each, known) for each in dict.fromkeys(signs)], watched=self.measures,
        )  # fmt: skip


def answered(visit: Appointment, *, on: date) -> Answered:
    """What the client of a visit answered until a day."""
    days = session_days(visit.client, until=on)
    return Answered(
        on=on,
        sessions=tuple(days),
        began_on=began_on(days, on),
        scores=scores_of(visit.client),
        knowledge=knowledge_of(visit.practice),
    )


def followed(visit: Appointment, *, on: date | None = None) -> Followed | None:
    """The course of a visit as of a day, its own where none is named; None where there is no dose to follow."""
    return followed_in(answered(visit, on=on or local_day(visit)), visit)


def followed_in(told: Answered, visit: Appointment) -> Followed | None:
    """The same, where what was answered is read already.

    A dose begins with the first session after the last review of another: what that came to says nothing of this one.
    """
    catalogue = told.knowledge.catalogue
    dose = dose_of(visit, knowledge=told.knowledge)
    if dose is None:
        return None
    reviews = reviews_held(visit.client, since=told.began_on, until=told.on)
    if others := [on for on, _, of in reviews if of != dose.id]:
        told = replace(told, began_on=next((day for day in told.sessions if day > others[-1]), told.on))
    held = [(on, followed) for on, followed, _ in reviews if on >= told.began_on]
    course = Course(
        dose=dose,
        stop=catalogue.stop_rules[STOP],
        began_on=told.began_on,
        sessions=told.sessions,
        reviewed_on=held[-1][0] if held else None,
    )
    course = replace(course, tapering_since=tapering_since(held, course))
    return Followed(visit, told, course, measures_of(dose, told))


def dose_of(visit: Appointment, *, knowledge: Knowledge) -> Dose | None:
    """The dose of the client's plan; where no plan is legal now, or the answers cannot be read by the knowledge of now,
    that of the goals: what was begun goes on.
    """
    sheet = Sheet.objects.filter(client=visit.client).select_related("practice").first()
    if sheet is None:
        return None
    made = _plan(sheet, on=local_day(visit))
    if isinstance(made, Plan):
        return knowledge.catalogue.doses[made.dose.id]
    goals = goals_of(sheet, knowledge)
    return chosen_dose(goals, knowledge.catalogue) if goals else None


def _plan(sheet: Sheet, *, on: date) -> Plan | NoPlan | None:
    """None for answers that cannot be read: the visit's own page says which. What must be seen does not wait for it."""
    try:
        return plan_on(sheet, on=on)
    except ClientFileError:
        return None


def goals_of(sheet: Sheet, knowledge: Knowledge) -> list[Goal]:
    """The client's goals that are still known, first the one they named first."""
    reason = newest_reason(sheet)
    known = knowledge.catalogue.goals
    return [known[each] for each in (reason.goals if reason else []) if each in known]


def measures_of(dose: Dose, told: Answered) -> tuple[Measure, ...]:
    """Those of the dose, then whatever else this client was asked before, then how the session was."""
    known = told.knowledge.catalogue.measures
    ids = dict.fromkeys((*dose.measures, *(each.id for each in told.measures), "session_rating"))
    return tuple(known[each] for each in ids if each in known)


def session_days(client: Client, *, until: date) -> list[date]:
    """The days of a client's finished sessions, each by the calendar of its place."""
    visits = Appointment.objects.filter(client=client, state=Appointment.State.FINISHED)
    # Only what the day needs: a page asks twice, and after years there are hundreds of visits.
    days = {
        local_day(each) for each in visits.select_related("location").only("starts_at", "location__time_zone")
    }
    return sorted(each for each in days if each <= until)


def began_on(days: list[date], day: date) -> date:
    """The first day of the course that `day` belongs to: no gap in it is longer than NEW_COURSE_AFTER."""
    began = day
    for each in reversed(days):
        if began - each > NEW_COURSE_AFTER:
            break
        began = each
    return began


def reviews_held(client: Client, *, since: date, until: date) -> list[tuple[date, str, str]]:
    """The day of each review held, what followed, and the id of its dose, oldest first."""
    held = ReviewHeld.objects.filter(client=client, on__gte=since, on__lt=until)
    return list(held.order_by("on", "id").values_list("on", "followed", "dose"))


def tapering_since(held: Iterable[tuple[date, str]], course: Course) -> date | None:
    """The day from which on the visits move apart: that on which the review fell due that said so, however late it was
    held. None where none said so, or a later one says otherwise.
    """
    since: date | None = None
    before: date | None = None
    for on, followed in held:
        due = review_due(replace(course, reviewed_on=before), today=on)
        since = (since or due or on) if followed == Kind.TAPER.value else None
        before = on
    return since


def scores_of(client: Client) -> tuple[DatedScore, ...]:
    """Every score that is kept of a client."""
    return tuple(
        DatedScore(measure=each.measure, on=each.on, value=each.value, answers=each.answers, named=each.named)
        for each in Measured.objects.filter(client=client).order_by("id")
    )


def signs_told(visit: Appointment) -> list[str]:
    """The signs that nobody has answered for yet, and those named after the session before this visit: an answer that
    all is well by now takes none away that nobody has seen.
    """
    earlier = CheckIn.objects.filter(visit__client=visit.client, visit__starts_at__lt=visit.starts_at)
    last = earlier.exclude(answered_at=None).order_by("-visit__starts_at").first()
    return [*signs_unseen(visit.client), *(last.signs if last else ())]


def signs_after(visit: Appointment) -> list[str]:
    """The signs that nobody has answered for yet, and those named after this visit itself."""
    named = CheckIn.objects.filter(visit=visit).first()
    return [*signs_unseen(visit.client), *(named.signs if named else ())]


def signs_unseen(client: Client) -> list[str]:
    """The signs that nobody who treats has answered for yet."""
    unseen = Raised.objects.filter(client=client, kind=Raised.Kind.NOT_NORMAL, seen_at=None)
    return list(unseen.order_by("id").values_list("code", flat=True))


def last_named(client: Client) -> Mapping[str, Mapping[str, str]]:
    """By measure, the client's own words for its items, as they put them last."""
    rows = Measured.objects.filter(client=client).exclude(named={}).order_by("id")
    return dict(rows.values_list("measure", "named"))
