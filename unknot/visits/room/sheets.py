"""The small sheet on which one mark or one row of work is written: blank, for one place, or as a row stands."""

import json
from typing import Any

from unknot.drawing.mark_words import KIND_WORDS, LAYER_WORDS
from unknot.drawing.parts_of_body import headed_leaves
from unknot.visits.room.page import Room
from unknot.visits.room.writing import row_id

NO_MARK: dict[str, Any] = {
    "kind": "", "region": "", "pin": None, "intensity": None, "layer": "", "when": "before", "refers_to": [],
    "words": "",
}  # fmt: skip
NO_WORK: dict[str, Any] = {
    "technique": "", "regions": [], "strokes": [], "minutes": "", "pressure": "", "words": "",
}  # fmt: skip


def sheet_of(room: Room, opened: str) -> dict[str, Any]:
    """The sheets of the page. `opened` is the path of a row, or "mark/" with a region in its place; "" opens none."""
    kind, _, what = opened.partition("/")
    standing = room.content.get(opened)
    blank = {"mark": NO_MARK | {"region": what if kind == "mark" else ""}, "work": NO_WORK}
    rows = {each: (standing if each == kind and standing else blank[each]) for each in blank}
    new = row_id(room.now)
    return {
        "mark": rows["mark"],
        "work": rows["work"],
        "opened": kind if kind in blank else "",
        "row": what if standing else new,
        "pin": json.dumps(rows["mark"]["pin"]) if rows["mark"]["pin"] else "",
        "was": json.dumps(standing) if standing else "",
        "kinds": KIND_WORDS,
        "layers": LAYER_WORDS,
        "headed": _headed(room),
        "techniques": room.knowledge.catalogue.techniques.values(),
        "strokes": room.knowledge.catalogue.strokes.values(),
        "new": new,
    }


def _headed(room: Room) -> list[tuple[str, list[tuple[str, str]]]]:
    regions = room.knowledge.regions.regions
    return [
        (heading, [(leaf, regions[leaf].label) for leaf in leaves]) for heading, leaves in headed_leaves()
    ]
