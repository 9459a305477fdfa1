"""The small sheet on which one mark or one row of work is written: blank, for one place, or as a row stands."""

import json
from typing import Any

from unknot.visits.room.fixed import fixed, rendered
from unknot.visits.room.page import Room
from unknot.visits.room.writing import row_id


def sheet_of(room: Room, opened: str) -> dict[str, Any]:
    """The sheets of the page. `opened` is the path of a row, or "mark/" with a region in its place; "" opens none."""
    kind, _, what = opened.partition("/")
    standing, new = room.content.get(opened) if kind in FIELDS else None, row_id(room.now)
    shown = {kind: standing or ({"region": what} if kind == "mark" else {})}
    return {
        "opened": kind if kind in FIELDS else "",
        "row": what if standing else new,
        "new": new,
        "was": json.dumps(standing) if standing else "",
        "pin": json.dumps(standing["pin"]) if standing and standing.get("pin") else "",
        **{f"{each}_fields": _fields(each, shown.get(each), room) for each in FIELDS},
    }


FIELDS = ("mark", "work")


def _fields(kind: str, row: dict[str, Any] | None, room: Room) -> str:
    template = f"room_{kind}_fields"
    if not row:
        return fixed(template, room.knowledge)
    return rendered(template, room.knowledge, **{kind: row})
