"""Did it help? What whoever treats sees of it, asks aloud, measures, and decides."""

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
from unknot.intake.actions import client_sheet
from unknot.intake.reading import newest_reason
from unknot.visits.measuring.course import Followed, followed, last_named, signs_told
from unknot.visits.measuring.forms import HeldForm, MeasuresForm, MotionForm, SeenForm, posted
from unknot.visits.measuring.keeping import hold_review, keep_measured, keep_motion, raise_alarms, see_alarm
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
    visit = found(request, pk)
    context = progress_of(visit, by=request.staff.actor)
    initial = {"followed": context.get("kind")}
    return render(
        request,
        "visits/progress.html",
        {"nav_here": "today", "form": HeldForm(initial=initial), "seen_form": SeenForm(auto_id=False)}
        | context,
    )


@open_to(*THOSE_WHO_TREAT)
@require_POST
def hold(request: StaffRequest, pk: int) -> HttpResponse:
    """Keep that this was looked at, and what follows."""
    visit = found(request, pk)
    form = HeldForm(request.POST)
    course = followed(visit, by=request.staff.actor)
    if course is None:
        raise Http404
    if not form.is_valid():
        context = {"nav_here": "today", "seen_form": SeenForm(auto_id=False)}
        context |= progress_of(visit, by=request.staff.actor) | {"form": form}
        return render(request, "visits/progress.html", context, status=400)
    verdict = course.verdict(signs=signs_told(visit))
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
    measures = to_ask(request.GET.get("measure", ""), visit, followed(visit, by=request.staff.actor))
    named = {each.id: last_named(visit, each.id) for each in measures}
    form = MeasuresForm(posted(request), measures=measures, named=named)
    if request.method == "POST" and measures and form.is_valid():
        keep(visit, form, request)
        messages.success(request, "Kept.")
        return redirect("visits:progress", pk)
    every = sorted(knowledge_of(visit.practice).catalogue.measures.values(), key=lambda each: each.title)
    context = {"nav_here": "today", "visit": visit, "form": form if measures else None, "every": every}
    return render(request, "visits/ask_measures.html", context)


def to_ask(wanted: str, visit: Appointment, course: Followed | None) -> list[Measure]:
    known = knowledge_of(visit.practice).catalogue.measures
    if wanted:
        if wanted not in known:
            raise Http404
        return [known[wanted]]
    return [each.measure for each in (course.due() if course else ())]


def keep(visit: Appointment, form: MeasuresForm, request: StaffRequest) -> None:
    staff, now = request.staff, timezone.now()
    kept = [
        keep_measured(
            visit, each, answers=form.answers(each), named=form.named(each), user=staff.user, by=staff.actor,
            now=now,
        )
        for each in form.measures.values()
        if form.answers(each)
    ]  # fmt: skip
    raise_alarms(visit, kept, by=staff.actor, now=now)


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
    reason = newest_reason(client_sheet(visit.client, now=timezone.now()))
    regions = knowledge.regions
    areas = regions.expand(area["region"] for area in (reason.areas if reason else []))
    every = list(knowledge.catalogue.movements.values())
    near = [each for each in every if areas & regions.expand(each.regions)]
    return near, [each for each in every if each not in near]


@open_to(*THOSE_WHO_TREAT)
@require_POST
def seen(request: StaffRequest, pk: int) -> HttpResponse:
    """Say what was done about something that had to be seen."""
    alarm = get_object_or_404(alarms_of(request.staff), pk=pk)
    form = SeenForm(request.POST)
    back = redirect("visits:progress", alarm.visit_id) if alarm.visit_id else redirect("visits:today")
    if not form.is_valid():
        messages.error(request, "Say in a few words what you did, as in: called, advised to see a doctor.")
        return back
    now = timezone.now()
    see_alarm(alarm, done=form.cleaned_data["done"], user=request.staff.user, by=request.staff.actor, now=now)
    messages.success(
        request, f"Kept at {local(now, alarm.visit.location):%H:%M}." if alarm.visit else "Kept."
    )
    return back
