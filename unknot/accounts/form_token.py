"""The token that every form of a page carries, by which we know that the form is ours."""

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.html import escape
from django.utils.safestring import SafeString


def form_token(request: HttpRequest) -> SafeString:
    """Made and escaped once a page: each of its forms would ask a lazy one anew, and be given another."""
    if not hasattr(request, "_form_token"):
        request._form_token = escape(get_token(request))  # type: ignore[attr-defined]
    return request._form_token  # type: ignore[attr-defined, no-any-return]
