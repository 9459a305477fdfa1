"""Medicines, and what else a person writes about their health: kept as typed, offered back, never decided for them."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from unknot.accounts.gate import LinkRequest, open_to_holder_of
from unknot.accounts.models import Link
from unknot.intake.actions import give_reason, say
from unknot.intake.meanings import lines_of
from unknot.intake.models import Saying
from unknot.intake.offering import (
    entries_confirmed,
    meanings_chosen,
    meanings_kept,
    notes_in_doubt,
    recognised_in_doubt,
)
from unknot.intake.reading import newest_reason
from unknot.intake.standing import Asked, asked_of
from unknot.intake.views import today

MOST_LINES = 60
MOST_NOTES = 20


class MedicinesForm(forms.Form):
    """Names as typed, one a line; taking none is an answer of its own. What else there is, in the person's words."""

    typed = forms.CharField(
        label="Medicines, one on each line",
        required=False,
        max_length=4000,
        help_text="Everything you take, prescribed or not: the name on the box is enough. For example: apixaban 5 mg",
        widget=forms.Textarea(attrs={"rows": 5, "autocapitalize": "off", "spellcheck": "false"}),
    )
    none = forms.BooleanField(label="I take none", required=False)
    notes = forms.CharField(
        label="Anything else we should know about your health?",
        required=False,
        max_length=2000,
        help_text="One thing on each line, in your own words. For example: slipped disc",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        names = self.lines("typed")
        if len(names) > MOST_LINES:
            self.add_error(
                "typed", f"These are {len(names)} lines. Type at most {MOST_LINES}, one medicine on each."
            )
        if not names and not data.get("none"):
            self.add_error("typed", "Type what you take, or tick “I take none”.")
        if names and data.get("none"):
            self.add_error("none", "You typed a medicine as well. Keep one or the other.")
        if len(self.lines("notes")) > MOST_NOTES:
            self.add_error("notes", f"Type at most {MOST_NOTES} lines, one thing on each.")
        return data

    def lines(self, name: str) -> list[str]:
        return lines_of(self.cleaned_data.get(name) or "")


@open_to_holder_of(Link.Scope.DOSSIER)
def medicines(request: LinkRequest, token: str) -> HttpResponse:
    """Keep what was typed; where it is not clear what is meant, offer what it may be."""
    asked = asked_of(request)
    form = MedicinesForm(request.POST or None, initial=_told_before(asked))
    if request.method == "POST" and form.is_valid():
        names, notes = form.lines("typed"), form.lines("notes")
        confirmed = _keep(request, asked, names, notes)
        doubtful = recognised_in_doubt(asked.sheet, asked.knowledge)
        open_notes = notes_in_doubt(asked.sheet, asked.knowledge)
        if request.POST.get("as_typed") or not (doubtful or open_notes):
            # What was confirmed may be an emergency, after which only emergencies are still asked.
            return redirect("care:onward" if confirmed else "care:follow", token)
        context = {
            "token": token,
            "offers": doubtful,
            "notes_offered": open_notes,
            "names": names,
            "notes": notes,
        }
        return render(request, "intake/medicines_meant.html", context)
    return render(request, "intake/medicines.html", {"token": token, "sheet": asked.sheet, "form": form})


def _told_before(asked: Asked) -> dict[str, Any]:
    reason = newest_reason(asked.sheet)
    if reason is None:
        return {}
    kept = reason.medicines
    return {"typed": "\n".join(kept or []), "none": kept == [], "notes": "\n".join(reason.notes or [])}


def _keep(request: LinkRequest, asked: Asked, names: list[str], notes: list[str]) -> bool:
    """Keep the lines with what was chosen for each; whether a condition was confirmed, and so answered with yes."""
    before, now, on = newest_reason(asked.sheet), timezone.now(), today()
    meant = meanings_kept(before, names, notes, asked.knowledge)
    chosen = meanings_chosen(request.POST, names, notes, asked.knowledge)
    give_reason(
        asked.sheet, by=request.actor, now=now, medicines=names, notes=notes,
        medicines_meant=meant.medicines | chosen.medicines, notes_meant=meant.notes | chosen.notes,
    )  # fmt: skip
    answers = entries_confirmed(chosen, asked.said)
    if answers:
        say(
            asked.sheet, answers=answers, said_by=Saying.By.CLIENT, knowledge=asked.knowledge, said_on=on,
            by=request.actor, now=now,
        )  # fmt: skip
    return bool(answers)
