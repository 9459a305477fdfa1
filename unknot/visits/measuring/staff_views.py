"""Did it help? What whoever treats sees of it, asks aloud, measures, and decides."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from unknot.accounts.gate import THOSE_WHO_TREAT, StaffRequest, open_to
from unknot.audit.actions import record
from unknot.booking.models import Appointment
from unknot.care.knowledge import knowledge_of
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.measures import Measure
from unknot.clinical.motion import Movement
from unknot.directory.saying_times import local
from unknot.intake.addresses import code_of, id_behind
from unknot.intake.models import Sheet
from unknot.intake.reading import known_areas, newest_reason
from unknot.visits.errors import NotMeasurable
from unknot.visits.measuring.course import followed, last_named, signs_told
from unknot.visits.measuring.forms import HeldForm, MeasuresForm, MotionForm, SeenForm, posted, sent_among
from unknot.visits.measuring.keeping import hold_review, keep_answers, keep_motion, see_alarm
from unknot.visits.measuring.progress_page import progress_of
from unknot.visits.queries import alarms_of, visits_of


def found(request: StaffRequest, pk: int) -> Appointment:
    """The visit, where its client's record may be opened; each look goes on the record."""
    visit = get_object_or_404(visits_of(request.staff), pk=pk)
    record("saw_progress", by=request.staff.actor, subject=visit, client_id=visit.client_id)
    return visit


@open_to(*THOSE_WHO_TREAT)
def progress(request: StaffRequest, pk: int) -> HttpResponse:
    """The verdict with its reasons, each measure over time, motion by side."""
    context = progress_of(found(request, pk))
    context |= {"nav_here": "today", "form": HeldForm(initial={"followed": context.get("kind")})}
    return render(request, "visits/progress.html", context)


@open_to(*THOSE_WHO_TREAT)
@require_POST
def hold(request: StaffRequest, pk: int) -> HttpResponse:
    """Keep that this was looked at, and what follows."""
    visit = found(request, pk)
    course = followed(visit)
    if course is None:
        raise Http404
    verdict = course.verdict(signs=signs_told(visit))
    if verdict.due_since is None:
        raise NotMeasurable(
            "No review is due at this visit: it was held already, or its day is still to come."
        )
    form = HeldForm(request.POST, computed=verdict.kind.value)
    if not form.is_valid():
        context = progress_of(visit) | {"nav_here": "today", "form": form}
        return render(request, "visits/progress.html", context, status=400)
    hold_review(
        visit, dose=course.course.dose.id, verdict=verdict.kind.value, on=course.on, user=request.staff.user,
        by=request.staff.actor, now=timezone.now(), **form.cleaned_data,
    )  # fmt: skip
    messages.success(request, "Kept. The next review counts from here.")
    return redirect("visits:progress", pk)


@open_to(*THOSE_WHO_TREAT)
def ask(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask measures aloud, or write down a score made elsewhere: what is due, or the one that is named."""
    visit = found(request, pk)
    measures = to_ask(request.GET.get("measure", ""), visit, sent=request.POST)
    form = MeasuresForm(posted(request), measures=measures, named=last_named(visit.client))
    if request.method == "POST" and measures and form.is_valid():
        staff, now = request.staff, timezone.now()
        keep_answers(visit, form.given(), user=staff.user, by=staff.actor, now=now)
        messages.success(request, "Kept.")
        return redirect("visits:progress", pk)
    known = knowledge_of(visit.practice).catalogue.measures.values()
    every = [(code_of(each.id), each) for each in sorted(known, key=lambda each: each.title)]
    context = {"nav_here": "today", "visit": visit, "form": form if measures else None, "every": every}
    return render(request, "visits/ask_measures.html", context)


def to_ask(code: str, visit: Appointment, *, sent: Mapping[str, Any]) -> list[Measure]:
    """The measure of a code, or what is due, or was when the page that was `sent` was opened.

    Addresses are kept in logs: they do not say who is asked what.
    """
    known = knowledge_of(visit.practice).catalogue.measures
    if code:
        if (measure := known.get(id_behind(code, known))) is None:
            raise Http404
        return [measure]
    course = followed(visit)
    if course is None:
        return []
    return list(dict.fromkeys((*(each.measure for each in course.due()), *sent_among(course.measures, sent))))


@open_to(*THOSE_WHO_TREAT)
def motion(request: StaffRequest, pk: int) -> HttpResponse:
    """Write down how far joints move, those of the places the client named first."""
    visit = found(request, pk)
    near, others = by_nearness(visit, knowledge_of(visit.practice))
    form = MotionForm(posted(request), movements=[*near, *others])
    if request.method == "POST" and form.is_valid():
        staff = request.staff
        keep_motion(visit, form.degrees(), user=staff.user, by=staff.actor, now=timezone.now())
        messages.success(request, "Kept.")
        return redirect("visits:progress", pk)
    shown = form.shown()
    context: dict[str, Any] = {"nav_here": "today", "visit": visit, "form": form}
    context |= {"near": shown[: len(near)], "others": shown[len(near) :]}
    return render(request, "visits/motion.html", context)


def by_nearness(visit: Appointment, knowledge: Knowledge) -> tuple[list[Movement], list[Movement]]:
    """The movements at the places the client named, and the others."""
    sheet = Sheet.objects.filter(client=visit.client).first()
    reason = newest_reason(sheet) if sheet else None
    regions = knowledge.regions
    areas = regions.expand(each["region"] for each in (known_areas(reason, knowledge) if reason else ()))
    every = list(knowledge.catalogue.movements.values())
    near = [each for each in every if areas & regions.expand(each.regions)]
    return near, [each for each in every if each not in near]


@open_to(*THOSE_WHO_TREAT)
@require_POST
def seen(request: StaffRequest, pk: int) -> HttpResponse:
    """Say what was done about something that had to be seen."""
    alarm: Any = get_object_or_404(alarms_of(request.staff), pk=pk)
    form = SeenForm(request.POST)
    back = redirect("visits:progress", alarm.look_at) if alarm.look_at else redirect("visits:today")
    if not form.is_valid():
        messages.error(request, str(form.errors["done"][0]))
        return back
    now = timezone.now()
    mine = see_alarm(
        alarm, done=form.cleaned_data["done"], user=request.staff.user, by=request.staff.actor, now=now
    )
    if mine.seen_at != now:
        messages.warning(
            request, f"{mine.seen_by.name if mine.seen_by else 'Somebody'} has seen to it already."
        )
    else:
        messages.success(
            request, f"Kept at {local(now, alarm.visit.location):%H:%M}." if alarm.visit else "Kept."
        )
    return back
