"""Medicines as a person types them: a near miss is offered, and never decided for them."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from unknot.accounts.gate import LinkRequest, open_to_holder_of
from unknot.accounts.models import Link
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.medicines import recognise
from unknot.intake.actions import give_reason
from unknot.intake.health import asked_of
from unknot.intake.reading import newest_reason

MOST_NAMES = 60


class MedicinesForm(forms.Form):
    """Names as typed, one a line; taking none is an answer of its own."""

    typed = forms.CharField(
        label="Medicines, one on each line",
        required=False,
        max_length=4000,
        help_text="Everything you take, prescribed or not: the name on the box is enough. For example: apixaban 5 mg",
        widget=forms.Textarea(attrs={"rows": 5, "autocapitalize": "off", "spellcheck": "false"}),
    )
    none = forms.BooleanField(label="I take none", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        names = self.names()
        if len(names) > MOST_NAMES:
            self.add_error(
                "typed", f"These are {len(names)} lines. Type at most {MOST_NAMES}, one medicine on each."
            )
        if not names and not data.get("none"):
            self.add_error("typed", "Type what you take, or tick “I take none”.")
        if names and data.get("none"):
            self.add_error("none", "You typed a medicine as well. Keep one or the other.")
        return data

    def names(self) -> list[str]:
        lines = (self.cleaned_data.get("typed") or "").splitlines()
        return list(dict.fromkeys(line.strip()[:200] for line in lines if line.strip()))


@open_to_holder_of(Link.Scope.DOSSIER)
def medicines(request: LinkRequest, token: str) -> HttpResponse:
    """Medicines as typed; a near miss is offered and never decided for the person."""
    asked = asked_of(request)
    reason = newest_reason(asked.sheet)
    kept = reason.medicines if reason else None
    form = MedicinesForm(request.POST or None, initial={"typed": "\n".join(kept or []), "none": kept == []})
    if request.method == "POST" and form.is_valid():
        names = [_meant(request, name, asked.knowledge) for name in form.names()]
        doubtful = [name for name in names if _offers(name, asked.knowledge)]
        give_reason(asked.sheet, by=request.actor, now=timezone.now(), medicines=names)
        if not doubtful or request.POST.get("as_typed"):
            return redirect("care:follow", token)
        offers = [(name, _offers(name, asked.knowledge)) for name in doubtful]
        return render(
            request, "intake/medicines_meant.html", {"token": token, "offers": offers, "names": names}
        )
    return render(request, "intake/medicines.html", {"token": token, "form": form})


def _meant(request: LinkRequest, name: str, knowledge: Knowledge) -> str:
    """What was chosen instead of a name, where it is one of those that were offered for it; else as typed."""
    chosen = request.POST.get(f"instead-{name}", "")
    return chosen if chosen in _offers(name, knowledge) else name


def _offers(name: str, knowledge: Knowledge) -> tuple[str, ...]:
    """What may have been meant by a name that is not known."""
    found = recognise(name, medicines=knowledge.medicines)
    return () if found.settled else found.offered
