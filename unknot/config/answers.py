"""One place that turns what went wrong into a page: mistakes a reader can mend are shown as written."""

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme

from unknot.accounts.models import Link
from unknot.clients.errors import NotRecognised
from unknot.clinical.errors import ReaderCanFix
from unknot.visits.own_page.asking import SENT

WHO = {
    Link.Scope.CLIENT: "own:page",
    Link.Scope.VISIT: "own:who_for_visit",
    Link.Scope.DOSSIER: "own:who_for_answers",
}
"""Where whoever holds a link says who they are."""


class ErrorAnswers:
    """Shows a `ReaderCanFix` in its own words; everything else goes to Django's error pages.

    The words stand on the page where the button was. Where that page is the form itself, loading it anew would
    lose what was typed: then they stand on a page of their own, and the way back is the browser's. A script that
    sent JSON is answered in JSON.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if getattr(request, "is_for_known_only", False):
            # On a shared computer, nobody reads it again with the back button.
            add_never_cache_headers(answer)
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, ReaderCanFix):
            return None
        if isinstance(exception, NotRecognised):
            return ask_who_is_there(request)
        if request.content_type == "application/json":
            return JsonResponse({"words": str(exception)}, status=400)
        back = page_before(request)
        if request.method == "POST" and back not in ("", request.get_full_path()):
            messages.error(request, str(exception))
            return redirect(back)
        return render(request, "mend.html", {"words": str(exception), "back": back or "/"}, status=400)


def ask_who_is_there(request: HttpRequest) -> HttpResponse:
    """To the question of the link in hand, and from there back to the page that was asked for. A form goes there with
    all that was typed, which waits until it is answered.
    """
    link: Link = request.link  # type: ignore[attr-defined]
    scope, token = Link.Scope(link.scope), request.resolver_match.kwargs["token"]  # type: ignore[union-attr]
    address, is_sent = reverse(WHO[scope], args=[token]), request.method == "POST"
    if scope == Link.Scope.CLIENT and not is_sent:
        return redirect(address)
    onward = {"next": request.get_full_path()} | ({SENT: "yes"} if is_sent else {})
    return redirect(f"{address}?{urlencode(onward)}", preserve_request=is_sent)


def page_before(request: HttpRequest) -> str:
    """The page of ours on which a person was, by what the browser says; "" where it does not say."""
    told = request.META.get("HTTP_REFERER", "")
    if not url_has_allowed_host_and_scheme(told, {request.get_host()}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(told)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
