"""What a device sends stroke by stroke, and the answer: which note, which version, what else stands there now."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from unknot.visits.errors import NotNoteworthy
from unknot.visits.notes.drafting import Written
from unknot.visits.notes.merging import Change, changes_from

MOST_ID = 2**62
"""No row has so high a number, and no engine takes a higher one."""


@dataclass(frozen=True)
class Sent:
    """Changes, who made them, and the note and version that the device knew: 0 where it knew of none."""

    person: int
    note_id: int | None
    version: int
    changes: tuple[Change, ...]

    @property
    def marks(self) -> bool:
        return any(each.path.startswith("mark/") for each in self.changes)


def sent_from(body: bytes) -> Sent:
    """Reads the JSON of one sending. Raises NotNoteworthy for anything else."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotNoteworthy(
            "changes: found something that is not JSON; accepted: person, note, version, changes"
        ) from error
    if not isinstance(said, Mapping) or set(said) != {"person", "note", "version", "changes"}:
        raise NotNoteworthy("changes: found another shape; accepted: person, note, version and changes")
    note_id = None if said["note"] is None else _number("note", said["note"])
    person, version = _number("person", said["person"]), _number("version", said["version"])
    return Sent(person, note_id, version, changes_from(said["changes"]))


def _number(name: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < MOST_ID:
        raise NotNoteworthy(f"{name}: found {value!r:.40}; accepted: a whole number")
    return value


def answer_to(sent: Sent, written: Written) -> dict[str, Any]:
    """`content` is None where the device knows it already: nobody else wrote, and nothing was put beside anything."""
    note = written.note
    known = written.met == sent.version and not written.clashes
    return {
        "note": note.pk,
        "version": note.version,
        "content": None if known else note.content,
        "clashes": list(written.clashes),
    }
