"""The addresses on the page. Each is looked up once a process: to find one anew takes as long as to read a row."""

from functools import cache

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString

NOBODYS = 0
"""No row has this number. It stands where the number of one belongs, as that of a note before its first stroke."""


def address_of(name: str, pk: int = NOBODYS) -> SafeString:
    """The address of this name for one row, ready to be shown."""
    return SafeString(_pattern(name).replace(f"/{NOBODYS}/", f"/{pk}/"))


@cache
def _pattern(name: str) -> str:
    return escape(reverse(name, args=[NOBODYS]))
