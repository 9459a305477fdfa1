"""What a line as typed may mean, offered to the person who typed it, and what they chose of it.

A name that is known but often mixed up is asked about; until it is answered the line stays open. Nothing that was not
offered can be chosen, and no choice is the choice of nobody.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from unknot.clinical.entries import Entry
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.medicines import Offer, Recognised, recognise
from unknot.intake.meanings import meant_by, typed_in
from unknot.intake.merging import NOT_SURE
from unknot.intake.models import Reason, Saying, Sheet
from unknot.intake.reading import newest_reason

BY_CLIENT = Saying.By.CLIENT.value


@dataclass(frozen=True)
class Meanings:
    """What lines mean, by line, as a sheet keeps it."""

    medicines: dict[str, Any] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class DoubtfulLine:
    """A line of medicines, what it may be, and whether what was typed is itself one of them."""

    typed: str
    offers: tuple[Offer, ...]
    is_known: bool


@dataclass(frozen=True)
class OpenNote:
    """A line about one's health, by its number, and the entries it may be about."""

    number: int
    typed: str
    entries: tuple[Entry, ...]


def recognised_in_doubt(sheet: Sheet, knowledge: Knowledge) -> list[DoubtfulLine]:
    """The lines of medicines that are not clear, and that something can be offered for."""
    read = (line for line in read_medicines(sheet, knowledge) if line.offers)
    return [
        DoubtfulLine(line.typed, line.offers, not line.unknown)
        for line in read
        if line.unknown or line.doubtful or line.asked
    ]


def read_medicines(sheet: Sheet, knowledge: Knowledge) -> list[Recognised]:
    """Each line of medicines, read with what it was said to mean."""
    reason = newest_reason(sheet)
    typed = typed_in(reason, knowledge) if reason else {"medicines": [], "medicines_meant": {}}
    return [
        recognise(line, medicines=knowledge.medicines, meant=meant_by(typed["medicines_meant"].get(line)))
        for line in typed["medicines"]
    ]


def notes_in_doubt(sheet: Sheet, knowledge: Knowledge) -> list[OpenNote]:
    """The notes nobody gave a meaning to, and that some entry can be offered for."""
    reason = newest_reason(sheet)
    typed = typed_in(reason, knowledge) if reason else {"notes": [], "notes_meant": {}}
    found = [
        OpenNote(number, line, tuple(knowledge.entries[each] for each in knowledge.finder.offers(line)))
        for number, line in enumerate(typed["notes"])
        if line not in typed["notes_meant"]
    ]
    return [note for note in found if note.entries]


def meanings_kept(
    reason: Reason | None, names: Collection[str], notes: Collection[str], knowledge: Knowledge
) -> Meanings:
    """What was said before about lines that are still there; a name often mixed up is asked about from now on."""
    before = Meanings(reason.medicines_meant, reason.notes_meant) if reason else Meanings()
    asked = {name: NOT_SURE for name in names if recognise(name, medicines=knowledge.medicines).alike}
    return Meanings(
        asked | {line: each for line, each in before.medicines.items() if line in names},
        {line: each for line, each in before.notes.items() if line in notes},
    )


def meanings_chosen(
    posted: QueryDict, names: Collection[str], notes: Collection[str], knowledge: Knowledge
) -> Meanings:
    """What a person chose of what was offered."""
    medicines = {
        name: {"is": [chosen], "said_by": BY_CLIENT}
        for name in names
        if (chosen := posted.get(f"instead-{name}", ""))
        in recognise(name, medicines=knowledge.medicines).offered
    }
    about = {
        line: {"is": ids, "said_by": BY_CLIENT}
        for number, line in enumerate(notes)
        if (ids := _among(posted.getlist(f"note-{number}"), knowledge.finder.offers(line)))
    }
    return Meanings(medicines, about)


def _among(chosen: Collection[str], offered: Collection[str]) -> list[str]:
    return [each for each in offered if each in chosen]


def entries_confirmed(chosen: Meanings, said: Mapping[str, Saying]) -> dict[str, list[dict[str, Any]]]:
    """A yes to each entry that a note was confirmed to be about, where it was not answered with yes before."""
    ids = {entry_id for each in chosen.notes.values() for entry_id in each["is"]}
    return {id: [{"answer": True}] for id in sorted(ids) if not (id in said and is_yes(said[id]))}


def is_yes(saying: Saying) -> bool:
    """Whether a saying says yes, to anything in it."""
    return any(each.get("answer") is True for each in saying.statements)
