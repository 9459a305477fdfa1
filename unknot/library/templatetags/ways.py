"""Where a ref of the library leads, in an address."""

from typing import Any

from django import template
from django.urls import reverse

register = template.Library()
TELLS_NOTHING = ("index", "about")
"""Kinds of pages whose address says nothing about whoever comes from their own answers."""


@register.simple_tag(takes_context=True)
def way(context: dict[str, Any], ref: str) -> str:
    """The address of a page: by a code where this page was reached by one."""
    page, _, anchor = ref.partition("#")
    kind, _, page_id = page.partition("/")
    if kind == "index":
        address = reverse("library:index")
    elif context.get("coded") and kind not in TELLS_NOTHING:
        address = reverse("library:why", args=[page])
    else:
        address = reverse("library:page", args=[kind, page_id])
    return f"{address}#{anchor}" if anchor else address
