"""A therapist's own phrases, in the order in which the room offers them."""

from django.db import transaction

from unknot.accounts.models import User
from unknot.audit.actions import Actor, record
from unknot.visits.models import Phrase


@transaction.atomic
def keep_phrase(phrase: Phrase, *, by: Actor) -> Phrase:
    """Keep a new phrase below those of its section, or one that was changed where it stands."""
    if phrase.pk is None:
        phrase.position = 1 + max(_positions(phrase.user, phrase.section), default=0)
    phrase.save()
    record("keep_phrase", by=by, subject=phrase)
    return phrase


@transaction.atomic
def move_phrase(phrase: Phrase, *, up: bool, by: Actor) -> None:
    """One place up or down within its section. At the end of the list it stays."""
    rows = list(
        Phrase.objects.select_for_update().filter(user=phrase.user, section=phrase.section).order_by(*ORDER)
    )
    here = [each.pk for each in rows].index(phrase.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
    for number, each in enumerate(rows, start=1):
        each.position = number
    Phrase.objects.bulk_update(rows, ["position"])
    record("move_phrase", by=by, subject=phrase)


@transaction.atomic
def remove_phrase(phrase: Phrase, *, by: Actor) -> None:
    record("remove_phrase", by=by, subject=phrase)
    phrase.delete()


ORDER = ("position", "id")


def _positions(user: User, section: str) -> list[int]:
    return list(Phrase.objects.filter(user=user, section=section).values_list("position", flat=True))
