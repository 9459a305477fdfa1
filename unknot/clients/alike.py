"""Which rows of one practice may be one person: the same birth date, and the same name or mail. Staff decide."""

import unicodedata
from collections.abc import Iterable

from django.db.models import Q

from unknot.clients.models import Client, KnownApart


def alike(clients: Iterable[Client]) -> dict[int, list[Client]]:
    """By the id of each client who has any: the rows that may be theirs too, oldest first. Two statements for many,
    one where nobody looks like anybody.

    Never a row that was joined already, nor one of which staff said that it is somebody else's.
    """
    those = {each.pk: each for each in clients if each.born_on and each.joined_into_id is None}
    if not those:
        return {}
    rows = Client.objects.filter(
        practice__in={each.practice_id for each in those.values()},
        born_on__in={each.born_on for each in those.values()},
        joined_into=None,
    )
    near = list(rows.order_by("made_at", "pk"))
    found = {pk: [other for other in near if may_be_one(each, other)] for pk, each in those.items()}
    apart = known_apart([pk for pk, others in found.items() if others])
    told = {
        pk: [other for other in others if frozenset((pk, other.pk)) not in apart]
        for pk, others in found.items()
    }
    return {pk: others for pk, others in told.items() if others}


def oldest_first(*rows: Client) -> list[Client]:
    """Rows in the order in which they were made."""
    return sorted(rows, key=lambda row: (row.made_at, row.pk))


def known_apart(ids: list[int]) -> set[frozenset[int]]:
    """The pairs with one of these rows in them of which staff said that they are two people."""
    if not ids:
        return set()
    said = KnownApart.objects.filter(Q(one__in=ids) | Q(other__in=ids)).values_list("one_id", "other_id")
    return {frozenset(pair) for pair in said}


def may_be_one(one: Client, other: Client) -> bool:
    """Whether two rows look as if they were of one person."""
    if one.pk == other.pk or one.practice_id != other.practice_id:
        return False
    if one.born_on is None or one.born_on != other.born_on:
        return False
    return folded(one.name) == folded(other.name) or (one.email != "" and one.email == other.email)


def folded(name: str) -> tuple[str, ...]:
    """The parts of a name, whatever their case, accents, hyphens and order.

    >>> folded("de Souza, Ana-Lucía") == folded("ANA LUCIA DE SOUZA")
    True
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return tuple(sorted(letters.split()))
