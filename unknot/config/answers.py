"""One place that turns what went wrong into a page: mistakes a reader can mend are shown as written."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from unknot.clinical.errors import ReaderCanFix


class ErrorAnswers:
    """Shows a `ReaderCanFix` in its own words; everything else goes to Django's error pages.

    The words stand on the page where the button was. Where that page is the form itself, loading it anew would
    lose what was typed: then they stand on a page of their own, and the way back is the browser's. A script that
    sent JSON is answered in JSON.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, ReaderCanFix):
            return None
        if request.content_type == "application/json":
            return JsonResponse({"words": str(exception)}, status=400)
        back = page_before(request)
        if request.method == "POST" and back not in ("", request.get_full_path()):
            messages.error(request, str(exception))
            return redirect(back)
        return render(request, "mend.html", {"words": str(exception), "back": back or "/"}, status=400)


def page_before(request: HttpRequest) -> str:
    """The page of ours on which a person was, by what the browser says; "" where it does not say."""
    told = request.META.get("HTTP_REFERER", "")
    if not url_has_allowed_host_and_scheme(told, {request.get_host()}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(told)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
