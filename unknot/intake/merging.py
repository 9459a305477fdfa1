"""What two sheets of one person come to together: of each thing, what was said last holds. Writes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from unknot.intake.models import Reason, Saying

REASON_PARTS = (
    "profile", "goals", "areas", "wishes", "medicines", "medicines_meant", "notes", "notes_meant",
)  # fmt: skip
MEANT = ("medicines_meant", "notes_meant")
"""Said line by line, each in its own time: a meaning that is lost leaves its line open, or a doubt unspoken."""
NOT_SURE = "not sure"
"""In place of a meaning: nobody is sure which name the line stands for."""
UNSAID: tuple[Any, ...] = (None, "", [], {})

Key = tuple[str, str]
"""A part of a reason, and the line of it that has a meaning."""


def newest_by_entry(rows: Iterable[Saying]) -> dict[str, Saying]:
    """The saying that holds for each entry, of rows of one sheet."""
    return {row.entry_id: row for row in sorted(rows, key=lambda row: row.pk)}


def newer_sayings(there: Iterable[Saying], here: Iterable[Saying]) -> list[Saying]:
    """What holds `there` and was said after what holds `here` for the same entry, or was never said here."""
    standing = newest_by_entry(here)
    return [
        row
        for entry_id, row in newest_by_entry(there).items()
        if entry_id not in standing or row.said_at > standing[entry_id].said_at
    ]


@dataclass(frozen=True)
class Part:
    """What holds of one part of a reason, and since when."""

    value: Any
    said_at: datetime


def parts_said(rows: Iterable[Reason]) -> dict[Key, Part]:
    """What holds, of rows of one sheet. A row repeats what was said before; that is as old as it was."""
    said: dict[Key, Part] = {}
    for row in sorted(rows, key=lambda row: row.pk):
        values = _values(row)
        # A meaning goes with its line.
        said = {key: part for key, part in said.items() if key in values}
        for key, value in values.items():
            is_said = key in said or value not in UNSAID
            if is_said and (key not in said or said[key].value != value):
                said[key] = Part(value, row.said_at)
    return said


def _values(row: Reason) -> dict[Key, Any]:
    plain = {(name, ""): getattr(row, name) for name in REASON_PARTS if name not in MEANT}
    # "I take none" is said, and not the same as never asked.
    taken = row.medicines if row.medicines is None else tuple(row.medicines)
    meant = {(name, line): each for name in MEANT for line, each in getattr(row, name).items()}
    return plain | {("medicines", ""): taken} | meant


def newer_reason(there: Iterable[Reason], here: Iterable[Reason]) -> tuple[dict[str, Any], datetime] | None:
    """The reason that holds for both, and when the last of what `there` adds was said. None where it adds nothing."""
    standing, told = parts_said(here), parts_said(there)
    new = {key: part for key, part in told.items() if _is_newer(part, standing.get(key))}
    if not new:
        return None
    return _reason_of(standing | new), max(part.said_at for part in new.values())


def _is_newer(told: Part, standing: Part | None) -> bool:
    if standing is None:
        return told.value not in UNSAID
    return told.said_at > standing.said_at and told.value != standing.value


def _reason_of(parts: dict[Key, Part]) -> dict[str, Any]:
    reason: dict[str, Any] = {name: {} for name in MEANT}
    for (name, line), part in parts.items():
        if name in MEANT:
            reason[name][line] = part.value
        else:
            reason[name] = list(part.value) if name == "medicines" else part.value
    return reason
