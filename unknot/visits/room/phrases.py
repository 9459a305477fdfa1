"""The words a therapist writes often, taken into a note with one tap and kept from what is typed."""

from collections.abc import Mapping

from django.db import transaction

from unknot.accounts.models import User
from unknot.audit.actions import Actor, record
from unknot.visits.errors import NotNoteworthy
from unknot.visits.models import Phrase
from unknot.visits.notes.content import SECTIONS

LONGEST, MOST = 300, 200


def phrases_of(user: User) -> list[Phrase]:
    return list(Phrase.objects.filter(user=user).order_by("position", "id"))


def take_phrase(post: Mapping[str, str], *, user: User, by: Actor) -> None:
    """Keep what is typed in one section, where that was asked for."""
    if section := post.get("keep"):
        keep_phrase(section, post.get(section, ""), user=user, by=by)


@transaction.atomic
def keep_phrase(section: str, words: str, *, user: User, by: Actor) -> Phrase:
    """A phrase of the user's own, behind those they have. The same words twice stand once. Raises NotNoteworthy."""
    said = words.strip()
    if section not in SECTIONS:
        raise NotNoteworthy(f"section: found {section!r:.40}; accepted: {', '.join(SECTIONS)}")
    if not said or len(said) > LONGEST:
        raise NotNoteworthy(
            f"A phrase has 1 to {LONGEST} letters; found {len(said)}. Shorten it, then keep it."
        )
    had = Phrase.objects.filter(user=user)
    if had.count() >= MOST:
        raise NotNoteworthy(f"You have {MOST} phrases already. Take one out first.")
    last = had.order_by("-position").values_list("position", flat=True).first()
    position = 0 if last is None else last + 1
    phrase, is_new = Phrase.objects.get_or_create(
        user=user, section=section, words=said, defaults={"position": position}
    )
    if is_new:
        record("keep_phrase", by=by, subject=phrase)
    return phrase
