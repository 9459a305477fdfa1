"""The words a therapist writes often: taken into a note with one tap, and kept from what is typed there."""

from collections.abc import Mapping

from django.db import transaction

from unknot.accounts.models import User
from unknot.accounts.prepared import Prepared
from unknot.audit.actions import Actor, record
from unknot.visits.errors import NotNoteworthy
from unknot.visits.models import Phrase
from unknot.visits.notes.content import SECTIONS, is_writable

LONGEST = 300
ORDER = ("position", "id")
_PHRASES = Prepared(lambda user: Phrase.objects.filter(user=user).order_by(*ORDER), user=int)


def phrases_of(user: User) -> list[Phrase]:
    """In the order in which the room offers them."""
    return _PHRASES.rows(user=user.pk)


def take_phrase(post: Mapping[str, str], *, user: User, by: Actor) -> None:
    """Keep what is typed in one section, where that was asked for. The same words twice stand once.

    Raises NotNoteworthy for no section, no words or too many of them.
    """
    if (section := post.get("keep")) is None:
        return
    said = post.get(section, "").strip()
    if section not in SECTIONS:
        raise NotNoteworthy(f"section: found {section!r:.40}; accepted: {', '.join(SECTIONS)}")
    if not 0 < len(said) <= LONGEST or not is_writable(said):
        raise NotNoteworthy(
            f"A phrase has 1 to {LONGEST} letters; found {len(said)}. Shorten it, then keep it."
        )
    if not Phrase.objects.filter(user=user, section=section, words=said).exists():
        keep_phrase(Phrase(user=user, section=section, words=said), by=by)


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


def _positions(user: User, section: str) -> list[int]:
    return list(Phrase.objects.filter(user=user, section=section).values_list("position", flat=True))
