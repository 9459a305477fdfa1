"""What somebody may do at home by their own answers, beside visits or instead of them. Nothing is booked here."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from unknot.accounts.gate import LinkRequest, open_to_holder_of
from unknot.accounts.models import Link
from unknot.care.actions import screen_sheet
from unknot.care.aftercare import programme_at_home, shown_programme
from unknot.care.knowledge import knowledge_of
from unknot.care.shown import is_stopped, limit_words_for_client, open_questions
from unknot.care.views import EMERGENCY_NUMBER
from unknot.clinical.levels import Decision
from unknot.intake.views import sheet_shown, today

NO_CHANGE = "no_change"
"""The rule by which help that does not help is looked at again."""


@open_to_holder_of(Link.Scope.DOSSIER)
def at_home(request: LinkRequest, token: str) -> HttpResponse:
    """The home programme. Where the screening stops, the answer says so: there is none."""
    sheet = sheet_shown(request)
    screening = screen_sheet(sheet, on=today(), by=request.actor, now=timezone.now())
    if is_stopped(screening):
        return redirect("care:answer", token)
    knowledge = knowledge_of(sheet.practice)
    programme, signs = programme_at_home(screening)
    shown = shown_programme(programme, signs, knowledge=knowledge, emergency_number=EMERGENCY_NUMBER)
    context = {
        "token": token,
        "sheet": sheet,
        "programme": shown,
        "questions": open_questions(screening, knowledge=knowledge),
        "waits_for_doctor": screening.decision == Decision.NEEDS_MEDICAL_CLEARANCE.value,
        "limits": limit_words_for_client(screening.result, knowledge=knowledge, at_home=True),
        "weeks": knowledge.catalogue.stop_rules[NO_CHANGE].most_weeks,
        "today": today(),
    }
    return render(request, "care/at_home.html", context)
