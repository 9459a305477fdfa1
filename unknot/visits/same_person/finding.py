"""Which other rows may be a client's too, as the question to staff shows them."""

from dataclasses import dataclass

from django.db.models import Count, Q

from unknot.booking.states import COUNTED
from unknot.clients.alike import alike, oldest_first
from unknot.clients.models import Client


@dataclass(frozen=True)
class Perhaps:
    """Another row that may be the same person's, and how many visits it has."""

    client: Client
    visits: int
    other_mail: str
    """The mail of the newer row, where the older has another one."""


def perhaps_the_same(client: Client) -> list[Perhaps]:
    """The rows that may be this client's too, oldest first."""
    others = alike([client]).get(client.pk, [])
    counts = Client.objects.filter(pk__in=[each.pk for each in others]).annotate(
        visits=Count("appointments", filter=Q(appointments__state__in=COUNTED))
    )
    visits = dict(counts.values_list("pk", "visits"))
    return [Perhaps(each, visits[each.pk], _other_mail(client, each)) for each in others]


def _other_mail(one: Client, two: Client) -> str:
    older, newer = oldest_first(one, two)
    return newer.email if older.email and newer.email not in ("", older.email) else ""
