"""{% once "parts/head_links.html" %}: a part that is the same on every page, rendered once in a process."""

from functools import cache, lru_cache

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def once(part: str, **values: str) -> SafeString:
    """The part as rendered for these values: a role, the name of a page; never what is known of somebody."""
    return _rendered(part, tuple(values.items()))


@register.simple_tag
@cache
def address(name: str) -> str:
    """The address of a page that is the same for everybody."""
    return reverse(name)


@lru_cache(maxsize=64)
def _rendered(part: str, values: tuple[tuple[str, str], ...]) -> SafeString:
    return render_to_string(part, dict(values))
