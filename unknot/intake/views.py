"""The first steps of the client's way: for whom, what brings them, where it hurts, who they are."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from unknot.accounts.gate import ANYONE, LinkRequest, open_to, open_to_holder_of
from unknot.accounts.models import Link
from unknot.audit.actions import record
from unknot.clients.recognising import check_is_known
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.loading import default_knowledge
from unknot.correspondence.actions import write_message
from unknot.drawing.body_map import draw_body_map
from unknot.drawing.body_marks import marks_of_areas
from unknot.drawing.parts_of_body import parts_of_body
from unknot.intake.actions import give_reason, new_dossier, tell_who
from unknot.intake.addresses import code_of, id_behind
from unknot.intake.forms import AT_HOME, AreasForm, BeginForm, KeepForm, ReasonForm, WhoForm
from unknot.intake.models import Sheet
from unknot.intake.reading import newest_reason

HINT = "Choose none for a full-body massage. Left and right are the body's own."
HINT_AT_HOME = "Choose none if it is no place in particular. Left and right are the body's own."


def sheet_of(request: LinkRequest) -> Sheet:
    """The sheet that the holder of a dossier link may open. One that continues a client asks first who is there."""
    sheets = Sheet.objects.select_related("practice", "continues__joined_into")
    sheet = sheets.get(pk=request.link.subject_id)
    if sheet.continued:
        check_is_known(request, sheet.continued.pk)
    return sheet


def sheet_shown(request: LinkRequest) -> Sheet:
    """The sheet, for a page that shows what was said."""
    sheet = sheet_of(request)
    saw_answers(request, sheet)
    return sheet


def saw_answers(request: LinkRequest, sheet: Sheet) -> None:
    """Each look at what was said goes on the record."""
    if request.method == "GET":
        record("saw_answers", by=request.actor, subject=sheet)


def today() -> date:
    """The day by which answers are dated before a place, and so a clock, is chosen."""
    return timezone.now().date()


@open_to(ANYONE)
def begin(request: HttpRequest) -> HttpResponse:
    """The way in, for a visit or only for what to do at home: the same questions either way."""
    wanted = AT_HOME if request.GET.get("for") == AT_HOME else ""
    form = BeginForm(request.POST or None, initial={"for_whom": Sheet.For.SELF, "wanted": wanted})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        _, token = new_dossier(
            for_whom=said["for_whom"], only_at_home=said["wanted"] == AT_HOME, now=timezone.now()
        )
        return redirect("intake:reason", token)
    return render(request, "intake/begin.html", {"form": form})


@open_to_holder_of(Link.Scope.DOSSIER)
def reason(request: LinkRequest, token: str) -> HttpResponse:
    """What would you like from it? A profile may choose first, all of it changeable."""
    knowledge, sheet = default_knowledge(), sheet_shown(request)
    last = newest_reason(sheet)
    profiles = knowledge.catalogue.profiles
    profile = profiles.get(id_behind(request.GET.get("as", ""), profiles))
    initial = {
        "goals": profile.goals if profile else (last.goals if last else []),
        "pressure": str((last.wishes if last else {}).get("pressure", "")),
    }
    form = ReasonForm(request.POST or None, knowledge=knowledge, initial=initial)
    if request.method == "POST" and form.is_valid():
        _keep_reason(request, sheet, form, profile.id if profile else "", knowledge)
        return redirect("intake:areas", token)
    context = {
        "form": form,
        "token": token,
        "sheet": sheet,
        "profiles": [(code_of(id), each) for id, each in profiles.items()],
        "profile": profile,
    }
    return render(request, "intake/reason.html", context)


def _keep_reason(
    request: LinkRequest, sheet: Sheet, form: ReasonForm, profile: str, knowledge: Knowledge
) -> None:
    last = newest_reason(sheet)
    wishes = {name: value for name, value in (last.wishes if last else {}).items() if name != "pressure"}
    if form.cleaned_data["pressure"]:
        wishes["pressure"] = int(form.cleaned_data["pressure"])
    changes = {"goals": form.cleaned_data["goals"], "wishes": wishes}
    if profile:
        changes["profile"] = profile
        changes |= {} if last and last.areas else {"areas": _usual_areas(profile, knowledge)}
    give_reason(sheet, by=request.actor, now=timezone.now(), **changes)


def _usual_areas(profile: str, knowledge: Knowledge) -> list[dict[str, str]]:
    areas = knowledge.catalogue.areas
    named = knowledge.catalogue.profiles[profile].areas
    leaves = {leaf for area in named for leaf in knowledge.regions.expand(areas[area].regions)}
    return [{"region": leaf.id} for leaf in knowledge.regions.leaves if leaf.id in leaves]


@open_to_holder_of(Link.Scope.DOSSIER)
def areas(request: LinkRequest, token: str) -> HttpResponse:
    """Where on the body, how strong, how long."""
    knowledge, sheet = default_knowledge(), sheet_shown(request)
    last = newest_reason(sheet)
    kept = last.areas if last else []
    initial: dict[str, Any] = {"areas": [area["region"] for area in kept]}
    if kept and "intensity" in kept[0]:
        initial["intensity"] = str(kept[0]["intensity"])
    form = AreasForm(request.POST or None, knowledge=knowledge, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.areas_said(on=today())
        give_reason(sheet, by=request.actor, now=timezone.now(), areas=said)
        return redirect("intake:health" if is_known_who(sheet) else "intake:who", token)
    chosen = request.POST.getlist("areas") if form.is_bound else initial["areas"]
    labels = knowledge.regions.labels
    context = {
        "form": form,
        "token": token,
        "sheet": sheet,
        "map": draw_body_map(
            marks=marks_of_areas(chosen),
            labels=labels,
            interactive=True,
            title="Where would you like treatment?",
        ),
        "parts": parts_of_body(chosen=chosen, labels=labels),
        "hint": HINT_AT_HOME if sheet.only_at_home else HINT,
        "numbers": range(11),
    }
    return render(request, "intake/areas.html", context)


def is_known_who(sheet: Sheet) -> bool:
    """Whether the practice has the birth date on record already: on a client's own page it is not given anew."""
    return sheet.continues is not None and sheet.born_on is not None


@open_to_holder_of(Link.Scope.DOSSIER)
def who(request: LinkRequest, token: str) -> HttpResponse:
    """Birth date and sex, of the person who is to be treated."""
    sheet = sheet_shown(request)
    if is_known_who(sheet):
        return redirect("intake:health", token)
    initial = {"born_on": sheet.born_on, "sex": sheet.sex}
    form = WhoForm(request.POST or None, today=today(), initial=initial)
    if request.method == "POST" and form.is_valid():
        tell_who(sheet, by=request.actor, **form.cleaned_data)
        return redirect("intake:health", token)
    return render(request, "intake/who.html", {"form": form, "token": token, "sheet": sheet})


@open_to_holder_of(Link.Scope.DOSSIER)
def keep(request: LinkRequest, token: str) -> HttpResponse:
    """Save and come back by link: shown to copy, and sent by mail where asked."""
    sheet = sheet_of(request)
    address = request.build_absolute_uri(reverse("intake:health", args=[token]))
    form = KeepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        write_message(
            practice=None,
            to=form.cleaned_data["email"],
            kind="keep_answers",
            subject="Your link to go on",
            body=f"Go on where you stopped:\n\n{address}\n\nIt works until {sheet.expires_at:%d %B %Y}. "
            "Whoever has it can open it, so keep it to yourself.\n",
            now=timezone.now(),
        )
        messages.success(request, "The link is on its way.")
        return redirect("intake:keep", token)
    return render(
        request, "intake/keep.html", {"form": form, "token": token, "address": address, "sheet": sheet}
    )
