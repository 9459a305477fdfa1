"""What a signature covers: the hash of a note, and of each amendment on top of what stood before it."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from unknot.visits.models import Amendment, Note


def hash_of_note(note: Note) -> str:
    """The SHA-256, in hex, of everything that was signed: whose visit, who wrote and signed it, when, and each word."""
    return hash_of(
        {
            "note": note.pk,
            "visit": note.visit_id,
            "author": note.author_id,
            "author_signed_at": note.author_signed_at and note.author_signed_at.isoformat(),
            "supervisor": note.supervisor_id,
            "signed_by": note.signed_by_id,
            "signed_at": note.signed_at and note.signed_at.isoformat(),
            "begun_at": note.begun_at.isoformat(),
            "replaces": note.replaces_id,
            "content": note.content,
        }
    )


def hash_of_amendment(amendment: Amendment, *, before: str) -> str:
    """The same for an amendment. `before` is the hash of the amendment before it, or of the note."""
    return hash_of(
        {
            "before": before,
            "note": amendment.note_id,
            "words": amendment.words,
            "written_at": amendment.written_at.isoformat(),
            "written_by": amendment.written_by_id,
        }
    )


def hash_of(signed: dict[str, Any]) -> str:
    whole = json.dumps(signed, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(whole.encode()).hexdigest()


def first_broken(note: Note, amendments: Iterable[Amendment]) -> str:
    """What no longer is as it was signed: "note", or "amendment <id>"; empty where all is."""
    if hash_of_note(note) != note.hash:
        return "note"
    before = note.hash
    for amendment in amendments:
        if hash_of_amendment(amendment, before=before) != amendment.hash:
            return f"amendment {amendment.pk}"
        before = amendment.hash
    return ""
