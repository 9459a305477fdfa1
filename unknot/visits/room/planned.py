"""The session as it was booked, row by row: what the note's table of work is filled in with, to be ticked off.

Ids are the same wherever it is worked out, so a row ticked off on two devices stands once.
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from unknot.clinical.catalogue import Catalogue
from unknot.clinical.limits import Limits
from unknot.drawing.timeline import Segment


def planned_work(
    shape: Mapping[str, Any], *, limits: Limits, catalogue: Catalogue
) -> dict[str, dict[str, Any]]:
    """Each treatment of a kept shape as a row of work, by its id. Empty where nothing is planned."""
    treatments = list(shape.get("treatments", ()))
    minutes = shared_minutes(
        [each["minutes"] for each in treatments], whole=shape.get("hands_on_minutes") or 0
    )
    return {
        f"planned-{number:02}": {
            "technique": each["technique"],
            "regions": list(each["regions"]),
            "strokes": strokes_of(each["technique"], each["regions"], limits=limits, catalogue=catalogue),
            "minutes": its_minutes,
            "pressure": int(each["pressure"]),
            "words": "",
        }
        for number, (each, its_minutes) in enumerate(zip(treatments, minutes, strict=True), start=1)
    }


def planned_table(shape: Mapping[str, Any], *, catalogue: Catalogue) -> dict[str, str]:
    """How the client was to lie and what was to be on the skin, as a note keeps it: by path."""
    positions = [each for each in shape.get("positions", ()) if each in catalogue.positions]
    lubricant = shape.get("lubricant")
    on_the_skin = {"lubricant": lubricant} if lubricant in catalogue.lubricants else {}
    return {f"position/{each}": each for each in positions} | on_the_skin


def shared_minutes(listed: list[float], *, whole: int) -> list[int]:
    """The minutes of each row, so that they add up to the whole: rows of one stretch of time each list all of it.

    >>> shared_minutes([20, 20, 10], whole=30)
    [12, 12, 6]
    """
    total, ends, passed = sum(listed) or 1, [0], 0.0
    for each in listed:
        passed += each
        ends.append(round((whole or total) * passed / total))
    return [end - start for start, end in pairwise(ends)]


def strokes_of(technique: str, regions: Iterable[str], *, limits: Limits, catalogue: Catalogue) -> list[str]:
    """The strokes of a technique that are ruled out on none of the places."""
    known = catalogue.techniques.get(technique)
    out = frozenset[str]().union(limits.exclude_techniques, *(limits.excluded_on(leaf) for leaf in regions))
    strokes = known.strokes if known else ()
    return [each for each in strokes if catalogue.strokes[each].falls_with not in out]


def segments_of(
    work: Mapping[str, Mapping[str, Any]], *, minutes: int, words: Mapping[str, str]
) -> list[Segment]:
    """The rows as stretches of the session, between arriving and closing. `words` names each by its id."""
    rest = max(minutes - sum(row["minutes"] for row in work.values()), 0)
    middle = [Segment(row["minutes"], words[id], row["pressure"] or None) for id, row in work.items()]
    ends = [Segment(rest - rest // 2, "Arrive and settle"), Segment(rest // 2, "Close")]
    return [each for each in (ends[0], *middle, ends[1]) if each.minutes]
