"""What lines as typed were said to mean, as a sheet keeps it and as a client file says it. Decides nothing."""

from collections.abc import Collection
from typing import Any

from unknot.clinical.facts import Meant
from unknot.clinical.knowledge import Knowledge
from unknot.intake.merging import NOT_SURE
from unknot.intake.models import Reason

LONGEST_LINE = 200


def lines_of(text: str) -> list[str]:
    """The lines of a text, each once, without signs that nobody can see.

    >>> lines_of("zinc\\n\\n iron \\nzinc")
    ['zinc', 'iron']
    """
    visible = ("".join(sign for sign in line if sign.isprintable()).strip() for line in text.splitlines())
    return list(dict.fromkeys(line[:LONGEST_LINE].strip() for line in visible if line))


def typed_in(reason: Reason, knowledge: Knowledge) -> dict[str, Any]:
    """Medicines and notes with their meanings, in the shape of a client file.

    A meaning of a line that is no longer there, or in names that the knowledge has dropped, is left out: the line is
    open again.
    """
    medicines, notes = reason.medicines or [], reason.notes or []
    return {
        "medicines": medicines,
        "medicines_meant": _known(reason.medicines_meant, medicines, knowledge.medicines.named),
        "notes": notes,
        "notes_meant": _known(reason.notes_meant, notes, knowledge.entries),
    }


def _known(meant: dict[str, Any], lines: Collection[str], ids: Collection[str]) -> dict[str, Any]:
    return {
        line: each
        for line, each in meant.items()
        if line in lines and (each == NOT_SURE or all(id in ids for id in each["is"]))
    }


def meant_by(kept: Any) -> Meant | None:
    """One meaning as the pure centre takes it; None where nothing was said."""
    if kept is None:
        return None
    return Meant(sure=False) if kept == NOT_SURE else Meant(tuple(kept["is"]), kept["said_by"])
