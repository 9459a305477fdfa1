"""The health questions, page by page: a list with "none of these", what a yes asks further."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from unknot.accounts.gate import LinkRequest, open_to_holder_of
from unknot.accounts.models import Link
from unknot.clinical.entries import Entry
from unknot.clinical.knowledge import Screen
from unknot.clinical.questions import (
    answers_of_ticks,
    entries_of,
    gated,
    left_out_of_screens,
    noes_behind,
    time_left,
)
from unknot.intake.actions import STAFF_ONLY, open_screens, say
from unknot.intake.follow_ups import FollowUpsForm, as_shown
from unknot.intake.models import Saying
from unknot.intake.reading import newest_reason
from unknot.intake.standing import Asked, asked_of, where_in_questions
from unknot.intake.ticking import NONE, NOT_BOTH, TickList, fill_choices
from unknot.intake.views import sheet_of, today


class TicksForm(forms.Form):
    """One page of the questionnaire: what applies, what one is not sure of, or none of it."""

    yes = TickList(label="Tick what is true for you", required=False)
    unsure = forms.MultipleChoiceField(
        label="Tick what you are not sure about", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, entries: list[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.listed = [(entry.id, entry.label or entry.question) for entry in entries]
        fill_choices(self, "yes", self.listed)
        fill_choices(self, "unsure", self.listed)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        yes, unsure = set(data.get("yes", [])), set(data.get("unsure", []))
        if not yes and not unsure and "yes" not in self.errors:
            self.add_error("yes", "Tick what applies, or choose “None of these”.")
        if NONE in yes and unsure:
            self.add_error("yes", NOT_BOTH)
        if both := (yes & unsure):
            names = ", ".join(label for key, label in self.listed if key in both)
            self.add_error("unsure", f"You ticked this above as well: {names}. Keep one of the two.")
        return data


class GatesForm(forms.Form):
    """Which groups of questions concern a person. Who is not sure of a group ticks it and sees its list."""

    yes = TickList(
        label="Tick what concerns you",
        help_text="Tick it also if you are not sure: you then see the list behind it.",
        error_messages={"required": "Tick what concerns you, or “None of these”."},
    )

    def __init__(self, *args: Any, screens: list[Screen], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill_choices(self, "yes", ((each.id, each.gate) for each in screens))


@open_to_holder_of(Link.Scope.DOSSIER)
def health(request: LinkRequest, token: str) -> HttpResponse:
    """Go on where the questions stopped; when all are answered, or `?all=1` asks so, a list to change any of them."""
    asked = asked_of(request)
    if asked.sheet.born_on is None:
        return redirect("intake:who", token)
    if asked.left and "all" not in request.GET:
        return redirect("care:onward", token)
    pages = [(screen, _summary(screen, asked)) for screen in asked.screens]
    context = {"token": token, "pages": pages, "reason": newest_reason(asked.sheet), "sheet": asked.sheet}
    return render(request, "intake/health.html", context)


def _summary(screen: Screen, asked: Asked) -> str:
    """What was said on a screen, in a few words."""
    if not set(screen.entries) <= set(asked.said):
        return "Not answered yet"
    told = []
    for entry in entries_of(screen, asked.knowledge):
        answers = [each.get("answer") for each in asked.said[entry.id].statements]
        if True in answers:
            told.append(entry.title)
        elif "not sure" in answers:
            told.append(f"{entry.title} (not sure)")
    return ", ".join(told) or "None of these"


@open_to_holder_of(Link.Scope.DOSSIER)
def screen(request: LinkRequest, token: str, screen_code: str) -> HttpResponse:
    """One list. A tick on nothing is "none of these" only when that is ticked."""
    asked = asked_of(request)
    found = asked.screen_behind(screen_code)
    if found is None or found not in asked.screens:
        raise Http404
    entries = entries_of(found, asked.knowledge)
    form = TicksForm(request.POST or None, entries=entries, initial=_ticked(entries, asked))
    if request.method == "POST" and form.is_valid():
        yes = set(form.cleaned_data["yes"]) - {NONE}
        kept = {each: row.statements for each, row in asked.said.items()}
        answers = answers_of_ticks(entries, yes=yes, unsure=form.cleaned_data["unsure"], kept=kept)
        _say(request, asked, answers | left_out_of_screens(asked.knowledge, asked.screens))
        if any(asked.knowledge.entries[each].asks for each in yes):
            return redirect("intake:more", token, found.id)
        return redirect("care:onward", token)
    pages = asked.pages(found)
    place = pages.index(found)
    context = {
        "token": token,
        "sheet": asked.sheet,
        "screen": found,
        "form": form,
        "words": time_left(len(pages) - place),
        "done": 25 + round(70 * place / len(pages)),
        "is_first": place == 0,
        "before": pages[place - 1] if place else None,
        "was_none": not form.is_bound
        and set(found.entries) <= set(asked.said)
        and not any(form.initial.values()),
        "unsure_open": bool(form["unsure"].value()) or "unsure" in form.errors,
    }
    return render(request, "intake/screen.html", context)


@open_to_holder_of(Link.Scope.DOSSIER)
def gates(request: LinkRequest, token: str) -> HttpResponse:
    """Groups of questions, each behind one with examples. A no is a no to everything in its group."""
    asked = asked_of(request)
    behind = gated(asked.screens)
    form = GatesForm(request.POST or None, screens=behind, initial=_gates_before(asked))
    if request.method == "POST" and form.is_valid():
        opened = sorted(set(form.cleaned_data["yes"]) - {NONE})
        open_screens(asked.sheet, screen_ids=opened, by=request.actor)
        _say(
            request,
            asked,
            noes_behind(behind, opened=opened) | left_out_of_screens(asked.knowledge, asked.screens),
        )
        return redirect("care:onward", token)
    before = [each for each in asked.screens if not each.gate]
    context = {
        "token": token,
        "sheet": asked.sheet,
        "form": form,
        "before": before[-1] if before else None,
        "options": [_option(each, form["yes"].value() or []) for each in behind],
        "was_none": not form.is_bound and asked.sheet.opened == [],
    }
    return render(request, "intake/gates.html", context)


@open_to_holder_of(Link.Scope.DOSSIER)
def emergencies(request: LinkRequest, token: str) -> HttpResponse:
    """After a stop: the emergency questions that were not asked yet, on one page."""
    asked = where_in_questions(sheet_of(request))
    entries = asked.emergencies_left
    form = TicksForm(request.POST or None, entries=entries)
    if not entries:
        return redirect("care:onward", token)
    if request.method == "POST" and form.is_valid():
        answers = answers_of_ticks(
            entries, yes=form.cleaned_data["yes"], unsure=form.cleaned_data["unsure"], kept={}
        )
        _say(request, asked, answers)
        return redirect("care:onward", token)
    unsure_open = bool(form["unsure"].value()) or "unsure" in form.errors
    context = {"token": token, "sheet": asked.sheet, "form": form, "unsure_open": unsure_open}
    return render(request, "intake/emergencies.html", context)


def _option(screen: Screen, chosen: list[str]) -> dict[str, Any]:
    """A gate as a line: what it is about, and what counts, in smaller words."""
    about = screen.title.removeprefix("Your ").removeprefix("More about your ")
    label = about[:1].upper() + about[1:]
    return {"value": screen.id, "label": label, "help": screen.gate, "checked": screen.id in chosen}


def _gates_before(asked: Asked) -> dict[str, list[str]]:
    """The groups that were opened, and those in which something was said: an unticked group says no to all of it."""
    told = {
        id
        for id, row in asked.said.items()
        if any(each.get("answer") is not False for each in row.statements)
    }
    opened = set(asked.sheet.opened or []) | {
        each.id for each in gated(asked.screens) if told & set(each.entries)
    }
    return {"yes": sorted(opened)}


def _ticked(entries: list[Entry], asked: Asked) -> dict[str, list[str]]:
    """What was ticked before."""
    told = {
        entry.id: asked.said[entry.id].statements[0].get("answer")
        for entry in entries
        if entry.id in asked.said
    }
    yes = [each for each, answer in told.items() if answer is True]
    unsure = [each for each, answer in told.items() if answer == "not sure"]
    return {"yes": yes, "unsure": unsure}


def _say(request: LinkRequest, asked: Asked, answers: dict[str, list[dict[str, Any]]]) -> None:
    """Append what is new; what was said before in the same words is left as it was, with a letter that staff saw."""
    new = {
        entry_id: statements
        for entry_id, statements in answers.items()
        if entry_id not in asked.said or not _is_same(asked.said[entry_id].statements, statements)
    }
    if new:
        say(
            asked.sheet, answers=new, said_by=Saying.By.CLIENT, knowledge=asked.knowledge, said_on=today(),
            by=request.actor, now=timezone.now(),
        )  # fmt: skip


def _is_same(before: list[dict[str, Any]], now: list[dict[str, Any]]) -> bool:
    own = [{name: value for name, value in each.items() if name not in STAFF_ONLY} for each in before]
    return now in (before, own)


@open_to_holder_of(Link.Scope.DOSSIER)
def more(request: LinkRequest, token: str, screen_code: str) -> HttpResponse:
    """What a yes asks further, for every yes of one list."""
    asked = asked_of(request)
    found = asked.screen_behind(screen_code)
    if found is None:
        raise Http404
    entries = [each for each in entries_of(found, asked.knowledge) if each.asks and _is_yes(each, asked)]
    if not entries:
        return redirect("care:onward", token)
    wanted = [
        FollowUpsForm(
            request.POST or None, entry=entry, regions=asked.knowledge.regions,
            initial=as_shown(entry, asked.said[entry.id].statements[0]),
        )
        for entry in entries
    ]  # fmt: skip
    if request.method == "POST" and all(
        form.is_accepted(knowledge=asked.knowledge, on=today()) for form in wanted
    ):
        _say(request, asked, {form.entry.id: [form.statement()] for form in wanted})
        return redirect("care:onward", token)
    context = {"token": token, "screen": found, "forms": wanted, "sheet": asked.sheet}
    return render(request, "intake/more.html", context)


def _is_yes(entry: Entry, asked: Asked) -> bool:
    return entry.id in asked.said and asked.said[entry.id].statements[0].get("answer") is True
