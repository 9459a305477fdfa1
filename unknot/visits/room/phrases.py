"""The words a therapist writes often: taken into a note with one tap, and kept from what is typed there."""

from collections.abc import Mapping

from unknot.accounts.models import User
from unknot.accounts.prepared import Prepared
from unknot.audit.actions import Actor
from unknot.visits.errors import NotNoteworthy
from unknot.visits.models import Phrase
from unknot.visits.notes.content import SECTIONS
from unknot.visits.notes.phrases import ORDER, keep_phrase

LONGEST = 300


_PHRASES = Prepared(lambda user: Phrase.objects.filter(user=user).order_by(*ORDER), user=int)


def phrases_of(user: User) -> list[Phrase]:
    return _PHRASES.rows(user=user.pk)


def take_phrase(post: Mapping[str, str], *, user: User, by: Actor) -> None:
    """Keep what is typed in one section, where that was asked for. The same words twice stand once.

    Raises NotNoteworthy for no section, no words or too many of them.
    """
    section = post.get("keep")
    if section is None:
        return
    words = post.get(section, "").strip()
    if section not in SECTIONS:
        raise NotNoteworthy(f"section: found {section!r:.40}; accepted: {', '.join(SECTIONS)}")
    if not words or len(words) > LONGEST:
        raise NotNoteworthy(
            f"A phrase has 1 to {LONGEST} letters; found {len(words)}. Shorten it, then keep it."
        )
    if not Phrase.objects.filter(user=user, section=section, words=words).exists():
        keep_phrase(Phrase(user=user, section=section, words=words), by=by)
