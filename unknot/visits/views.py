"""The therapist's day: what is on, one visit with its limits, and what is recorded around it."""

from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from unknot.accounts.gate import STAFF, THOSE_WHO_TREAT, Staff, StaffRequest, open_to
from unknot.audit.actions import record
from unknot.booking.actions import attest_visit, settle_visit, start_visit
from unknot.booking.models import Appointment
from unknot.care.actions import correct_fact, screen_sheet
from unknot.care.knowledge import knowledge_of
from unknot.care.shown import shown_findings
from unknot.clinical.entries import Entry
from unknot.clinical.questions import asked_each_time
from unknot.directory.models import Therapist
from unknot.drawing.gauge import draw_load_gauge
from unknot.intake.actions import client_sheet, say
from unknot.intake.addresses import id_behind
from unknot.intake.models import Saying
from unknot.intake.reading import person_of
from unknot.visits.after.keeping import finish_and_follow
from unknot.visits.after.written import to_read
from unknot.visits.chart import chart_of, waiting_for_a_letter
from unknot.visits.day import places_of
from unknot.visits.elsewhere import waiting_elsewhere
from unknot.visits.forms import AttestForm, LetterForm, SettleForm
from unknot.visits.measuring.progress_page import alarms_to_see
from unknot.visits.notes.drafting import may_write
from unknot.visits.notes.queries import counted_to_sign
from unknot.visits.queries import day_at, local_day, minutes_by_hand, therapists_of, visits_of, visits_on
from unknot.visits.same_person.finding import perhaps_the_same

MOST_ALARMS = 20


@open_to(*STAFF)
def today(request: StaffRequest) -> HttpResponse:
    """Today, on the calendar of the practice's first location."""
    location = request.staff.practice.locations.order_by("id").first()
    return _day(request, day_at(location, timezone.now()))


@open_to(*STAFF)
def one_day(request: StaffRequest, day: str) -> HttpResponse:
    try:
        wanted = date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    # At either end of the calendar there is no day before, or none after.
    if not MINYEAR < wanted.year < MAXYEAR:
        raise Http404
    return _day(request, wanted)


def _day(request: StaffRequest, day: date) -> HttpResponse:
    staff = request.staff
    visits = visits_on(staff, day)
    chosen = request.GET.get("therapist", "")
    if chosen:
        visits = [visit for visit in visits if str(visit.therapist_id) == chosen]
    plain, weighted = minutes_by_hand(visits)
    therapists = list(therapists_of(staff))
    alone = (
        therapists[0] if len(therapists) == 1 else next((t for t in therapists if str(t.pk) == chosen), None)
    )
    alarms = alarms_to_see(staff)
    shown = alarms[:MOST_ALARMS]
    record("saw_day", by=staff.actor, subject=staff.practice, day=day.isoformat(), alarms=len(shown))
    context = {
        "nav_here": "today",
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "places": places_of(visits, staff=staff, now=timezone.now()),
        "therapists": therapists if len(therapists) > 1 else [],
        "chosen": chosen,
        "treats": staff.role in THOSE_WHO_TREAT,
        "to_sign": counted_to_sign(staff, now=timezone.now()),
        "load": _load(alone, plain, weighted) if alone else None,
        "alarms": shown,
        "alarms_left": len(alarms) - len(shown),
        "elsewhere": waiting_elsewhere(staff, day),
        "to_read": to_read(staff, now=timezone.now()),
    }
    return render(request, "visits/day.html", context)


def _load(therapist: Therapist, plain: int, weighted: int) -> dict[str, Any]:
    soft, hard = therapist.soft_day_minutes, therapist.hard_day_minutes
    picture = draw_load_gauge(weighted, soft=soft, hard=hard, title="Load today")
    words = f"{_hours(plain)} hands-on, {_hours(weighted)} weighted, of {_hours(soft)}"
    return {"picture": picture, "words": words}


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02d}" if hours else f"{rest} min"


def _visit(request: StaffRequest, pk: int) -> Appointment:
    return get_object_or_404(visits_of(request.staff), pk=pk)


@open_to(*THOSE_WHO_TREAT)
def visit(request: StaffRequest, pk: int) -> HttpResponse:
    """One visit: its limits first, then why they come, what was found, the plan, and what is still open."""
    found, staff = _visit(request, pk), request.staff
    record("saw_visit", by=staff.actor, subject=found, client_id=found.client_id)
    context = {"nav_here": "today", "perhaps": perhaps_the_same(found.client)}
    return render(request, "visits/visit.html", context | chart_of(found, by=staff.actor))


def _entry(found: Appointment, code: str) -> Entry:
    entries = knowledge_of(found.practice).entries
    entry = entries.get(id_behind(code, entries))
    if entry is None or entry.asked_of == "computed":
        raise Http404
    return entry


@open_to(*THOSE_WHO_TREAT)
def settle(request: StaffRequest, pk: int, entry_code: str) -> HttpResponse:
    """Ask one question aloud and record the answer; the visit is screened again at once."""
    found, staff = _visit(request, pk), request.staff
    entry = _entry(found, entry_code)
    regions = [(each.id, each.label) for each in knowledge_of(found.practice).regions.regions.values()]
    form = SettleForm(request.POST or None, entry=entry, regions=regions, initial={"answer": None})
    if request.method == "POST" and form.is_accepted(
        knowledge=knowledge_of(found.practice), on=_today_at(found)
    ):
        _record(found, staff, entry.id, form.statements(), form.cleaned_data["why"])
        messages.success(request, "Recorded. The visit was screened again.")
        return redirect("visits:visit", pk)
    record("saw_question", by=staff.actor, subject=found, client_id=found.client_id)
    return render(request, "visits/settle.html", {"visit": found, "entry": entry, "form": form})


@open_to(*THOSE_WHO_TREAT)
def letter_seen(request: StaffRequest, pk: int, entry_code: str) -> HttpResponse:
    """Record that a clinician's letter about one finding was seen."""
    found, staff = _visit(request, pk), request.staff
    entry = _entry(found, entry_code)
    if not _waits_for_a_letter(found, entry, staff):
        messages.info(request, "No letter about that is waited for now.")
        return redirect("visits:visit", pk)
    form = LetterForm(request.POST or None, today=_today_at(found))
    if request.method == "POST" and form.is_valid():
        newest = client_sheet(found.client, now=timezone.now()).sayings.filter(entry_id=entry.id).last()
        said = [
            statement | form.said() for statement in (newest.statements if newest else [{"answer": True}])
        ]
        _record(found, staff, entry.id, said, "Saw the letter.")
        messages.success(request, "The letter is recorded. The visit was screened again.")
        return redirect("visits:visit", pk)
    record("saw_question", by=staff.actor, subject=found, client_id=found.client_id)
    return render(request, "visits/letter_seen.html", {"visit": found, "entry": entry, "form": form})


def _waits_for_a_letter(found: Appointment, entry: Entry, staff: Staff) -> bool:
    now = timezone.now()
    screening = screen_sheet(
        client_sheet(found.client, now=now), on=local_day(found), by=staff.actor, now=now
    )
    findings = shown_findings(screening, knowledge=knowledge_of(found.practice))
    return entry.id in {each.entry_id for each in waiting_for_a_letter(findings)}


def _record(found: Appointment, staff: Staff, entry_id: str, said: list[dict[str, Any]], why: str) -> None:
    now = timezone.now()
    correct_fact(
        client_sheet(found.client, now=now), entry_id=entry_id, statements=said, why=why, user=staff.user,
        on=_today_at(found), by=staff.actor, now=now,
    )  # fmt: skip
    settle_visit(found, by=staff.actor, now=now)


def _today_at(found: Appointment) -> date:
    return day_at(found.location, timezone.now())


@open_to(*THOSE_WHO_TREAT)
def attest(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask aloud whether anything has changed, on the visit's own day, and answer what only the therapist can."""
    found, staff = _visit(request, pk), request.staff
    knowledge, sheet = knowledge_of(found.practice), client_sheet(found.client, now=timezone.now())
    own = [each for each in knowledge.entries.values() if each.asked_of == "therapist"]
    form = AttestForm(request.POST or None, entries=own)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        say(
            sheet, answers=form.answers(), said_by=Saying.By.STAFF, user=staff.user, knowledge=knowledge,
            said_on=_today_at(found), by=staff.actor, now=now,
        )  # fmt: skip
        attest_visit(found, attested_by=staff.user.name, by=staff.actor, now=now)
        messages.success(request, "Recorded: nothing has changed.")
        return redirect("visits:visit", pk)
    pages = asked_each_time(knowledge, person=person_of(sheet), on=_today_at(found))
    record("saw_question", by=staff.actor, subject=found, client_id=found.client_id)
    return render(request, "visits/attest.html", {"visit": found, "pages": pages, "form": form})


@open_to(*THOSE_WHO_TREAT)
@require_POST
def start(request: StaffRequest, pk: int) -> HttpResponse:
    found, staff = _visit(request, pk), request.staff
    start_visit(found, by=staff.actor, now=timezone.now())
    messages.success(request, "The visit has begun.")
    return redirect("visits:room" if may_write(found, staff.user) else "visits:visit", pk)


@open_to(*THOSE_WHO_TREAT)
@require_POST
def finish(request: StaffRequest, pk: int) -> HttpResponse:
    found, staff = _visit(request, pk), request.staff
    finish_and_follow(found, site=request.build_absolute_uri("/"), by=staff.actor, now=timezone.now())
    messages.success(request, "The visit is finished.")
    return redirect("visits:today")
