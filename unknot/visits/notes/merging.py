"""Two devices write on one draft, and one of them was offline: how do their changes meet, with nothing lost?

A change says what stood at its path when it was made. Where that still stands, the change is simply made. Where
something else stands there by now, both are kept. Making a change again changes nothing.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from unknot.visits.errors import NotNoteworthy
from unknot.visits.notes.content import (
    LISTS,
    MOST_ROWS,
    MOST_TEXT,
    Content,
    check_path,
    check_value,
    is_words,
    refused,
)

ALSO = "\n\n[Written at the same time on another device:]\n"
MOST_CHANGES = 500


@dataclass(frozen=True)
class Change:
    """At `path`, what `was` there when it was made, and what is there `now`. None is nothing."""

    path: str
    was: Any
    now: Any


@dataclass(frozen=True)
class Merged:
    """The content after the changes, and the paths at which both texts or rows were kept."""

    content: dict[str, Any]
    clashes: tuple[str, ...] = ()


def changes_from(posted: object) -> tuple[Change, ...]:
    """The changes as a device sends them: a list of {path, was, now}. Raises NotNoteworthy."""
    if not isinstance(posted, list) or len(posted) > MOST_CHANGES:
        raise refused("changes", posted, f"a list of at most {MOST_CHANGES}")
    return tuple(change_from(each) for each in posted)


def change_from(posted: object) -> Change:
    if not isinstance(posted, Mapping) or not {"path", "now"} <= set(posted) <= {"path", "was", "now"}:
        raise refused("change", posted, "path, was and now")
    path = check_path(posted["path"])
    return Change(path, check_value(path, posted.get("was")), check_value(path, posted["now"]))


def merge(content: Content, changes: Iterable[Change]) -> Merged:
    """The content with the changes made, in their order. Raises NotNoteworthy where it grows beyond measure."""
    merged, clashes = dict(content), []
    for change in changes:
        place, value, clashed = meet(merged, change)
        put(merged, place, value)
        if clashed:
            clashes.append(change.path)
    check_size(merged)
    return Merged(merged, tuple(dict.fromkeys(clashes)))


def meet(content: Content, change: Change) -> tuple[str, Any, bool]:
    """Where one change is written, what is written there, and whether it met another."""
    current = content.get(change.path)
    if current == change.now:
        return change.path, current, False
    if current == change.was:
        return change.path, change.now, False
    if is_words(change.path):
        return change.path, both_texts(current, change), True
    return both_rows(current, change)


def both_texts(current: str | None, change: Change) -> str | None:
    """Both texts. What this device wrote before, and stands by itself, is replaced by what it writes now.

    Never within what somebody else wrote: "no" of this device is not the "no" of their "no numbness".
    """
    standing, was, now = current or "", change.was or "", change.now or ""
    if was and (alone := f"{ALSO}{was}{ALSO}") in (framed := f"{ALSO}{standing}{ALSO}"):
        instead = f"{ALSO}{now}{ALSO}" if now else ALSO
        return framed.replace(alone, instead, 1).removeprefix(ALSO).removesuffix(ALSO)
    if not now or re.search(rf"(?<!\w){re.escape(now)}(?!\w)", standing):
        return standing
    return f"{standing}{ALSO}{now}" if standing else now


def both_rows(current: Any, change: Change) -> tuple[str, Any, bool]:
    """Both rows. A row taken away on one device and changed on the other stays as changed; a no outweighs a yes."""
    if change.now is None:
        return change.path, current, True
    if current is None:
        return change.path, change.now, True
    if change.path.startswith("asked/"):
        return change.path, change.now if change.now["said"] == "no" else current, True
    return beside(change), beside_value(change), True


def beside(change: Change) -> str:
    """A path of its own for what cannot stand where it was written; the same one each time."""
    mark = hashlib.sha256(json.dumps(change.now, sort_keys=True).encode()).hexdigest()[:8]
    kind, _, row = change.path.partition("/")
    return f"{kind}/{row[:31]}-{mark}" if kind in LISTS else f"also/{kind}-{mark}"


def beside_value(change: Change) -> Any:
    if change.path.partition("/")[0] in LISTS or isinstance(change.now, str):
        return change.now
    return f"Stopped at minute {change.now['minute']}: {change.now['because'] or 'no reason given'}"


def put(content: dict[str, Any], path: str, value: Any) -> None:
    if value is None:
        content.pop(path, None)
    else:
        content[path] = value


def check_size(content: Content) -> None:
    """Raises NotNoteworthy for a text or a number of rows that no session has."""
    for path in filter(is_words, content):
        if len(content[path]) > 2 * MOST_TEXT:
            raise NotNoteworthy(
                f"{path}: found {len(content[path])} letters; accepted: at most {2 * MOST_TEXT}"
            )
    if len(content) > MOST_ROWS:
        raise NotNoteworthy(f"note: found {len(content)} rows; accepted: at most {MOST_ROWS}")
