"""The small sheet on which one mark or one row of work is written: blank, for one place, or as a row stands."""

import json
from dataclasses import dataclass
from typing import Any

from unknot.visits.room.fixed import fixed, rendered
from unknot.visits.room.page import Room
from unknot.visits.room.writing import row_id


@dataclass(frozen=True)
class Sheets:
    """What the sheets say and hold: the kind that is open, whether a row stands already, and what differs each time."""

    opened: str
    is_standing: bool
    holes: dict[str, str]


def sheets_of(room: Room, opened: str) -> Sheets:
    """The sheets of the page. `opened` is the path of a row, or "mark/" with a region in its place; "" opens none."""
    kind, _, what = opened.partition("/")
    standing, new = room.content.get(opened) if kind in FIELDS else None, row_id(room.now)
    shown = {kind: standing or ({"region": what} if kind == "mark" else {})}
    holes = {
        "row": what if standing else new,
        "new_row": new,
        "row_was": json.dumps(standing) if standing else "",
        "pin": json.dumps(standing["pin"]) if standing and standing.get("pin") else "",
        **{f"{each}_fields": _fields(each, shown.get(each), room) for each in FIELDS},
    }
    return Sheets(kind if kind in FIELDS else "", bool(standing), holes)


FIELDS = ("mark", "work")


def _fields(kind: str, row: dict[str, Any] | None, room: Room) -> str:
    template = f"room_{kind}_fields"
    if not row:
        return fixed(template, room.knowledge)
    return rendered(template, room.knowledge, **{kind: row})
