"""One place that turns what went wrong into a page: mistakes a reader can mend are shown as written."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from unknot.clinical.errors import ReaderCanFix


class ErrorAnswers:
    """Shows a `ReaderCanFix` as a page with its own words; everything else goes to Django's error pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, ReaderCanFix):
            return None
        return render(request, "mend.html", {"words": str(exception)}, status=400)
