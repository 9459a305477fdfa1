"""What was a line as typed said to stand for? Reads the tables `medicines_meant` and `notes_meant` of a client's file.

A line stands for a list of ids; an empty list says that it changes nothing about a massage, which only staff may say.
"""

from collections.abc import Collection
from typing import Final

from unknot.clinical.client_values import Spot
from unknot.clinical.facts import Meant

__all__ = ["meanings_in", "one_meaning"]

NOT_SURE: Final = ("not sure", "not_sure")
KEYS: Final = ("is", "said_by")


def meanings_in(spot: Spot, *, lines: Collection[str], known: Collection[str], what: str) -> dict[str, Meant]:
    """The meaning of each line in the table; `known` are the ids that may be meant, `what` is how one is called."""
    table = spot.known_keys(lines, what="line, which is not among those typed")
    return {line: one_meaning(each, known=known, what=what) for line, each in table.items()}


def one_meaning(spot: Spot, *, known: Collection[str], what: str) -> Meant:
    """What one line stands for: a list of ids, "not sure", or a table with `is` and `said_by`."""
    if spot.value in NOT_SURE:
        return Meant(sure=False)
    if isinstance(spot.value, list):
        return Meant(spot.some_of(known, what=what))
    if not isinstance(spot.value, dict):
        raise spot.refuse('a list of ids, "not sure", or a table with is and said_by')
    table = spot.known_keys(KEYS)
    if "is" not in table:
        raise spot.refuse("a table with is", found="a table without is")
    ids = table["is"].some_of(known, what=what)
    by_client = (
        "said_by" in table and table["said_by"].one_of(("client", "staff"), what="who said it") == "client"
    )
    if by_client and not ids:
        raise spot.refuse(
            "said_by staff: only they may say that a line changes nothing", found="said_by client"
        )
    return Meant(ids, "client" if by_client else "staff")
