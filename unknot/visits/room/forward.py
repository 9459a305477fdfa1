"""What is taken over from the last note, and where the new one differs from it. Values in, values out."""

from collections.abc import Mapping
from typing import Any

from unknot.visits.notes.content import SECTIONS, Content, rows


def copied_forward(last: Content, content: Content) -> dict[str, Any]:
    """What a copy adds by path: words where none stand yet, and work where none does. Marks are looked at anew each
    time: they stand on the picture as ghosts instead.
    """
    words = {each: last[each] for each in SECTIONS if last.get(each) and not content.get(each)}
    if rows(content, "work"):
        return words
    again = enumerate(rows(last, "work").values(), start=1)
    return words | {f"work/again-{number:02}": row for number, row in again}


def was_in_words(last: Content, content: Content) -> dict[str, str]:
    """The words of the last note, by section, where those of now are others."""
    return {each: last[each] for each in SECTIONS if last.get(each) and content.get(each) != last[each]}


def work_last_time(last: Content) -> Mapping[str, list[str]]:
    """Minutes and pressure of the last note's work, by what was done where: what a row of now is held against."""
    found: dict[str, list[str]] = {}
    for row in rows(last, "work").values():
        found.setdefault(done_where(row), []).append(dosed(row))
    return found


def was_otherwise(row: Mapping[str, Any], last: Mapping[str, list[str]]) -> list[str]:
    """What the same was last time, where it was something else: of `work_last_time`."""
    before = last.get(done_where(row), [])
    return [] if dosed(row) in before else before


def done_where(row: Mapping[str, Any]) -> str:
    """A technique on its places, in whatever order they were ticked."""
    return " ".join([row["technique"], *sorted(row["regions"])])


def dosed(row: Mapping[str, Any]) -> str:
    return f"{row['minutes']} min, pressure {row['pressure']}"
