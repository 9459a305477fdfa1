"""The answer to the health questions, the letter for a doctor, and the plan."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from unknot.accounts.gate import LinkRequest, open_to_holder_of
from unknot.accounts.models import Link
from unknot.care.actions import screen_sheet, urgency_now
from unknot.care.bodymap import labels_of, marks_of
from unknot.care.following import follow_ups_of
from unknot.care.knowledge import knowledge_of
from unknot.care.models import Screening
from unknot.care.planning import first_screening, plan_for
from unknot.care.shown import (
    entries_to_follow,
    headline,
    is_stopped,
    limit_words,
    limit_words_for_client,
    open_questions,
    shown_findings,
)
from unknot.care.timeline import shown_segments
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.levels import Urgency
from unknot.clinical.plan import NoPlan
from unknot.drawing.body_map import draw_body_map
from unknot.drawing.body_marks import legend_of, rows_of
from unknot.drawing.timeline import draw_session_timeline
from unknot.intake.actions import say
from unknot.intake.models import Saying, Sheet
from unknot.intake.standing import where_in_questions
from unknot.intake.views import saw_answers, sheet_of, sheet_shown, today

EMERGENCY_NUMBER = "911"
"""Where no place has been chosen yet; each place has its own."""


@open_to_holder_of(Link.Scope.DOSSIER)
def answer(request: LinkRequest, token: str) -> HttpResponse:
    """Proceed, with changes, see your doctor first, or not today; and why."""
    sheet = sheet_shown(request)
    knowledge = knowledge_of(sheet.practice)
    screening = screen_sheet(sheet, on=today(), by=request.actor, now=timezone.now())
    findings = shown_findings(screening, knowledge=knowledge)
    is_urgent = Urgency(screening.urgency) >= Urgency.SAME_DAY
    later = screening.result["limits"]["not_before"]
    context = {
        "token": token,
        "headline": headline(screening, only_at_home=sheet.only_at_home),
        "only_at_home": sheet.only_at_home,
        "may_help_oneself": not is_stopped(screening),
        "findings": findings,
        "questions": [] if is_urgent else open_questions(screening, knowledge=knowledge),
        "emergency_number": EMERGENCY_NUMBER,
        "may_plan": screening.decision in ("proceed", "modify"),
        "can_book_ahead": bool(later) and later != "no_date" and not is_urgent,
        "may_follow": bool(entries_to_follow(screening, knowledge=knowledge)),
        "needs_letter": any(finding.level == "clearance" for finding in findings),
        "version": screening.knowledge_version,
        **body_map(screening.result["limits"], knowledge),
    }
    return render(request, "care/answer.html", context)


def body_map(limits: dict[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    """The body map of limits, its legend and its list; empty where the body is free."""
    marks = marks_of(limits, knowledge=knowledge)
    if not marks:
        return {}
    labels = labels_of(knowledge)
    picture = draw_body_map(marks=marks, labels=labels, title="What is left out or lighter")
    return {"map": picture, "legend": legend_of(marks), "rows": rows_of(marks, labels)}


@open_to_holder_of(Link.Scope.DOSSIER)
def onward(request: LinkRequest, token: str) -> HttpResponse:
    """Where the questions go from here. Once somebody needs a doctor today, only emergencies are still asked."""
    asked = where_in_questions(sheet_of(request))
    if urgency_now(asked.sheet, on=today()) >= Urgency.SAME_DAY:
        return redirect("intake:emergencies" if asked.emergencies_left else "care:answer", token)
    return asked.next_address(token)


@open_to_holder_of(Link.Scope.DOSSIER)
def letter(request: LinkRequest, token: str) -> HttpResponse:
    """A page to print for the doctor: what was found, how we would work, and room for an answer."""
    sheet = sheet_shown(request)
    knowledge = knowledge_of(sheet.practice)
    screening = screen_sheet(sheet, on=today(), by=request.actor, now=timezone.now())
    context = {
        "token": token,
        "today": today(),
        "born_on": sheet.born_on,
        "findings": shown_findings(screening, knowledge=knowledge),
        "limits": limit_words(screening.result, knowledge=knowledge),
    }
    return render(request, "care/letter.html", context)


@open_to_holder_of(Link.Scope.DOSSIER)
def plan(request: LinkRequest, token: str) -> HttpResponse:
    """The session as a picture with its reasons, and the dose with what trials found."""
    sheet = sheet_shown(request)
    screening = first_screening(sheet, today=today(), by=request.actor, now=timezone.now())
    made = plan_for(screening)
    if isinstance(made, NoPlan):
        return render(request, "care/no_plan.html", {"token": token, "plan": made})
    return render(request, "care/plan.html", plan_context(made, sheet, screening) | {"token": token})


def plan_context(made: Any, sheet: Sheet, screening: Screening) -> dict[str, Any]:
    """What the plan page shows of a plan."""
    knowledge = knowledge_of(sheet.practice)
    segments = shown_segments(made)
    return {
        "plan": made,
        "segments": segments,
        "picture": draw_session_timeline(segments, title=f"{made.minutes} minutes, one after the other"),
        "sources": [_source(citation, knowledge) for citation in made.dose.sources],
        "limits": limit_words_for_client(screening.result, knowledge=knowledge),
        "screening": screening,
    }


def _source(citation: Any, knowledge: Knowledge) -> dict[str, str]:
    source = knowledge.sources[citation.key]
    return {"title": source.title, "place": citation.place, "grade": source.grade, "where": source.where}


@open_to_holder_of(Link.Scope.DOSSIER)
def follow(request: LinkRequest, token: str) -> HttpResponse:
    """Questions that follow from other answers: from a medicine that was typed, or from two answers together."""
    sheet, now = sheet_of(request), timezone.now()
    knowledge = knowledge_of(sheet.practice)
    screening = screen_sheet(sheet, on=today(), by=request.actor, now=now)
    forms = follow_ups_of(screening, request.POST or None)
    if request.method == "POST" and all(form.is_accepted(knowledge=knowledge, on=today()) for form in forms):
        answers = {form.entry.id: [form.statement()] for form in forms}
        if answers:
            say(sheet, answers=answers, said_by=Saying.By.CLIENT, knowledge=knowledge, said_on=today(),
                by=request.actor, now=now)  # fmt: skip
        return redirect("care:answer", token)
    if not forms:
        return redirect("care:answer", token)
    saw_answers(request, sheet)
    return render(request, "care/follow.html", {"token": token, "forms": forms, "sheet": sheet})
