"""Ids of health questions as they stand in an address: as a code, because addresses are kept in histories and logs
and must not tell of anybody's health."""

from collections.abc import Iterable

from django.urls.converters import StringConverter
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "unknot.intake.addresses"


def code_of(id: str) -> str:
    """The code that stands for an id: always the same at one installation, another at every other."""
    return salted_hmac(SALT, id, algorithm="sha256").hexdigest()[:16]


def id_behind(code: str, ids: Iterable[str]) -> str:
    """Which of `ids` a code stands for; "" for none of them."""
    return next((id for id in ids if constant_time_compare(code_of(id), code)), "")


class Coded(StringConverter):
    """A part of an address: an id is written as its code, and the view is given the code."""

    regex = "[0-9a-f]{16}"

    def to_url(self, id: str) -> str:
        return code_of(id)
