"""The client's own page: who are you, then everything that is theirs."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from unknot.accounts.gate import LinkRequest, open_to_holder_of
from unknot.accounts.models import Link
from unknot.audit.actions import record
from unknot.booking.own_link import make_visit_link
from unknot.booking.views.visit import visit_of
from unknot.care.knowledge import knowledge_of
from unknot.clients.consent_texts import TEXTS
from unknot.clients.models import Client, Consent
from unknot.clients.recognising import is_known
from unknot.intake.actions import continue_client
from unknot.intake.forms import AT_HOME
from unknot.visits.after.keeping import make_own_link
from unknot.visits.after.next_views import take
from unknot.visits.after.next_visit import ahead_of
from unknot.visits.after.showing import shown_sheet
from unknot.visits.own_page.asking import ask_who, kept_of, page_wanted
from unknot.visits.own_page.at_home import tick
from unknot.visits.own_page.download import everything_of
from unknot.visits.own_page.gate import client_of, open_to_known_holder
from unknot.visits.own_page.page import last_visit, page_of, place_of, sheets_of
from unknot.visits.queries import day_at


@require_POST
@open_to_holder_of(Link.Scope.VISIT)
def to_page(request: LinkRequest, token: str) -> HttpResponse:  # noqa: ARG001 - the gate reads it
    """From a visit to its client's own page, which asks who is there."""
    return redirect("own:page", make_own_link(visit_of(request).client, now=timezone.now()))


@never_cache
@open_to_holder_of(Link.Scope.CLIENT)
def page(request: LinkRequest, token: str) -> HttpResponse:
    """Ask who is there; then show everything on one page."""
    client, now = client_of(request), timezone.now()
    if kept_of(request) is not None or not is_known(request, client.pk, now=now):
        return ask_who(request, client, onward=page_wanted(request, "own:page", token))
    record("saw_own_page", by=request.actor, subject=client, client_id=client.pk)
    context = page_of(client, by=request.actor, now=now)
    return render(request, "visits/own_page.html", {"token": token} | context)


@open_to_known_holder
@require_POST
def done(request: LinkRequest, token: str, client: Client) -> HttpResponse:
    """Tick one item of the home programme off for today, or untick it."""
    now = timezone.now()
    place = place_of(client, last_visit(client) or ahead_of(client, now=now))
    item = request.POST.get("item", "")
    if item not in knowledge_of(client.practice).catalogue.home:
        raise Http404
    tick(client, item, on=day_at(place, now), done=request.POST.get("done") == "yes", by=request.actor)
    return redirect(reverse("own:page", args=[token]) + "#at-home")


@open_to_known_holder
@require_POST
def next_visit(request: LinkRequest, token: str, client: Client) -> HttpResponse:
    """Take one of the proposed times."""
    visit = last_visit(client)
    if visit is None:
        raise Http404
    return take(request, visit, again=("own:page", token))


@open_to_known_holder
@require_POST
def again(request: LinkRequest, token: str, client: Client) -> HttpResponse:  # noqa: ARG001 - the gate reads it
    """Begin another visit, or only what helps at home, with what the client said so far."""
    at_home = request.POST.get("wanted") == AT_HOME
    _, begun = continue_client(client, only_at_home=at_home, by=request.actor, now=timezone.now())
    return redirect("intake:reason", begun)


@open_to_known_holder
@require_POST
def to_visit(request: LinkRequest, token: str, client: Client) -> HttpResponse:  # noqa: ARG001 - the gate reads it
    """To the page of the next visit, to move or cancel it or say what has changed."""
    now = timezone.now()
    ahead = ahead_of(client, now=now)
    if ahead is None:
        raise Http404
    return redirect("booking:booked", make_visit_link(ahead, now=now))


@open_to_known_holder
def sheet(request: LinkRequest, token: str, client: Client, pk: int) -> HttpResponse:
    """One aftercare sheet as it was given."""
    made = get_object_or_404(sheets_of(client), pk=pk)
    record("saw_aftercare", by=request.actor, subject=made.visit, client_id=client.pk)
    context = {"visit": made.visit, "sheet": shown_sheet(made, made.visit)}
    context["back"] = reverse("own:page", args=[token])
    return render(request, "visits/own_aftercare.html", context)


@open_to_known_holder
def consent(request: LinkRequest, token: str, client: Client, pk: int) -> HttpResponse:
    """One consent as it was signed, with its text where that is still the same."""
    signed = get_object_or_404(Consent, pk=pk, client=client)
    record("saw_consent", by=request.actor, subject=signed, client_id=client.pk)
    text = TEXTS.get(signed.text_id)
    same = text if text and text.hash == signed.text_hash else None
    return render(request, "visits/own_consent.html", {"token": token, "consent": signed, "text": same})


@open_to_known_holder
def download(request: LinkRequest, token: str, client: Client) -> FileResponse:  # noqa: ARG001 - the gate reads it
    """Everything that is kept about the client, as one file."""
    now = timezone.now()
    record("saw_everything", by=request.actor, subject=client, client_id=client.pk)
    whole = everything_of(client, now=now)
    return FileResponse(whole, as_attachment=True, filename=f"my-record-{now:%Y-%m-%d}.zip")
