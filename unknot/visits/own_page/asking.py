"""Who is there? Asked behind any link that leads to health, with no word about whom it is for."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from unknot.accounts.gate import LinkRequest, open_to_holder_of
from unknot.accounts.models import Link
from unknot.booking.views.visit import visit_of
from unknot.clients.models import Client
from unknot.clients.recognising import is_known, is_locked, recognise
from unknot.intake.models import Sheet
from unknot.visits.own_page.forms import BornForm, CodeForm
from unknot.visits.own_page.gate import mail_code

LOCKED = (
    "There were too many wrong tries. Wait 15 minutes, then try again; after twenty in a day, tomorrow. "
    "Or call the practice."
)
SENT, KEPT = "sent", "kept"
"""What the address says of a form that was sent too early, and the field in which it waits."""
WRONG = "That is not what we have. Look at it again, or call the practice."


@never_cache
@open_to_holder_of(Link.Scope.VISIT)
def who_for_visit(request: LinkRequest, token: str) -> HttpResponse:
    """Before what is health on the pages of a visit."""
    return ask_who(request, visit_of(request).client, onward=page_wanted(request, "booking:booked", token))


@never_cache
@open_to_holder_of(Link.Scope.DOSSIER)
def who_for_answers(request: LinkRequest, token: str) -> HttpResponse:
    """Before answers that continue those of a client. Nobody else's dossier asks."""
    sheet = Sheet.objects.select_related("continues__joined_into").get(pk=request.link.subject_id)
    if sheet.continued is None:
        raise Http404
    return ask_who(request, sheet.continued, onward=page_wanted(request, "intake:reason", token))


def page_wanted(request: LinkRequest, name: str, token: str) -> str:
    """The page of ours that was asked for, else the first behind this link."""
    wanted = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else reverse(name, args=[token])


def ask_who(request: LinkRequest, client: Client, *, onward: str) -> HttpResponse:
    """The question, with none about how near an answer was; then `onward`, with what a form had sent there."""
    kept, now = kept_of(request), timezone.now()
    is_answer = request.method == "POST" and SENT not in request.GET
    if not is_answer and is_known(request, client.pk, now=now):
        return _go_on(request, onward, kept)
    if is_answer and "send" in request.POST:
        sent = mail_code(request, client, now=now)
        messages.info(request, "The code is on its way." if sent else "No code can be sent now.")
        if kept is None:
            return redirect(_here(request))
        is_answer = False
    form = (BornForm if client.born_on else CodeForm)(request.POST if is_answer else None)
    if form.is_valid():
        if recognise(request, client, **form.cleaned_data, now=now):
            return _go_on(request, onward, kept)
        form.add_error(None, LOCKED if is_locked(client, now=now) else WRONG)
    locked = is_locked(client, now=now)
    context: dict[str, Any] = {
        "form": form,
        "locked": LOCKED if locked else "",
        "by_code": not client.born_on,
    }
    context |= {"has_mail": bool(client.email), "kept": kept, "here": _here(request)}
    return render(request, "visits/own_who.html", context, status=429 if locked else 200)


def kept_of(request: LinkRequest) -> str | None:
    """What a form sent before the question was asked, as it was sent: it waits on the page, and nowhere else. None
    where there was no form.
    """
    if SENT in request.GET and request.method == "POST":
        sent = request.POST.copy()
        sent.pop("csrfmiddlewaretoken", None)
        return sent.urlencode()
    return request.POST.get(KEPT)


def _here(request: LinkRequest) -> str:
    """The address of the question, for its answer."""
    query = request.GET.copy()
    query.pop(SENT, None)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def _go_on(request: LinkRequest, onward: str, kept: str | None) -> HttpResponse:
    if kept is None:
        return redirect(onward)
    fields = [(name, value) for name, values in QueryDict(kept).lists() for value in values]
    return render(request, "visits/own_go_on.html", {"onward": onward, "fields": fields})
