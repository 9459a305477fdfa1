"""What a plain form says, as changes of the note: the same changes that a device sends stroke by stroke.

Each form carries what stood there when it was shown, so that two devices without a script meet as well as two with one.
"""

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import QueryDict

from unknot.visits.errors import NotNoteworthy
from unknot.visits.notes.content import TEXTS, Content
from unknot.visits.notes.merging import Change, changes_from
from unknot.visits.room.forward import copied_forward


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What the forms of one visit draw on: its planned rows, what the last note held, and the minute it is."""

    planned: Mapping[str, Any]
    table: Mapping[str, str]
    """By path: how the client was to lie, and what was to be on the skin."""
    last: Content
    content: Content
    minute: int
    phrases: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """By id: the section a phrase is for, and its words."""


def changes_said(post: QueryDict, desk: Desk) -> tuple[Change, ...]:
    """The changes of one form. Raises NotNoteworthy for what no note holds."""
    part = post.get("part", "")
    if part not in PARTS:
        raise NotNoteworthy(f"part: found {part!r:.40}; accepted: {', '.join(PARTS)}")
    return changes_from(PARTS[part](post, desk))


def row_id(now: datetime) -> str:
    """An id for a new row. Ids sort as rows are written; chance keeps two devices apart."""
    return f"{int(now.timestamp() * 1000):011x}-{secrets.token_hex(2)}"


def _words(post: QueryDict, desk: Desk) -> list[dict[str, Any]]:
    """All texts of the form; a phrase that was tapped stands at the end of its section."""
    section, phrase = desk.phrases.get(post.get("phrase", ""), ("", ""))
    now = {name: _lines(post.get(name, "")) for name in TEXTS if name in post}
    if section in now:
        now[section] = f"{now[section].rstrip()} {phrase}".strip()
    return [_change(name, _lines(post.get(f"was-{name}", "")), words) for name, words in now.items()]


def _lines(words: str) -> str:
    """As a script reads the same field: browsers send other ends of lines than they show."""
    return words.replace("\r\n", "\n")


def _mark(post: QueryDict, desk: Desk) -> list[dict[str, Any]]:  # noqa: ARG001
    row = {
        "kind": post.get("kind", ""),
        "region": post.get("region", ""),
        "pin": _json(post.get("pin", "")),
        "intensity": _number(post.get("intensity", "")),
        "layer": post.get("layer", ""),
        "when": post.get("when", "before"),
        "refers_to": post.getlist("refers_to"),
        "words": _lines(post.get("words", "")),
    }
    return [_row("mark", post, row)]


def _work(post: QueryDict, desk: Desk) -> list[dict[str, Any]]:  # noqa: ARG001
    row = {
        "technique": post.get("technique", ""),
        "regions": post.getlist("regions"),
        "strokes": post.getlist("strokes"),
        "minutes": _number(post.get("minutes", "")),
        "pressure": _number(post.get("pressure", "")),
        "words": _lines(post.get("words", "")),
    }
    return [_row("work", post, row)]


def _planned(post: QueryDict, desk: Desk) -> list[dict[str, Any]]:
    """One row of the plan ticked off; or all of them, with how the client was to lie."""
    every = "all" in post
    ticked = list(desk.planned) if every else post.getlist("planned")
    done = {f"work/{each}": desk.planned[each] for each in ticked if each in desk.planned}
    table = desk.table if every else {}
    return [
        _change(path, None, row) for path, row in (done | dict(table)).items() if path not in desk.content
    ]


def _comfort(post: QueryDict, desk: Desk) -> list[dict[str, Any]]:
    said = {"said": post.get("said", ""), "minute": desk.minute, "words": _lines(post.get("words", ""))}
    return [_row("comfort", post, said)]


def _stop(post: QueryDict, desk: Desk) -> list[dict[str, Any]]:
    was = _json(post.get("was", ""))
    minute = was["minute"] if isinstance(was, dict) and "minute" in was else desk.minute
    now = {"minute": minute, "because": _lines(post.get("because", ""))}
    return [_change("stop", was, None if "remove" in post else now)]


def _asked(post: QueryDict, desk: Desk) -> list[dict[str, Any]]:
    region, _, said = post.get("asked", "").partition(" ")
    path = f"asked/{region}"
    return [_change(path, desk.content.get(path), {"said": said, "minute": desk.minute})]


def _lying(post: QueryDict, desk: Desk) -> list[dict[str, Any]]:  # noqa: ARG001
    """Positions are rows by their own id, so that what is ticked twice stands once."""
    had, now = set(post.getlist("was-positions")), set(post.getlist("positions"))
    gone = [_change(f"position/{each}", each, None) for each in sorted(had - now)]
    new = [_change(f"position/{each}", None, each) for each in sorted(now - had)]
    lubricant = _change("lubricant", post.get("was-lubricant") or None, post.get("lubricant") or None)
    return [*gone, *new, lubricant]


def _copy(post: QueryDict, desk: Desk) -> list[dict[str, Any]]:  # noqa: ARG001
    return [_change(path, None, value) for path, value in copied_forward(desk.last, desk.content).items()]


PARTS: Mapping[str, Callable[[QueryDict, Desk], list[dict[str, Any]]]] = {
    "words": _words,
    "mark": _mark,
    "work": _work,
    "planned": _planned,
    "comfort": _comfort,
    "stop": _stop,
    "asked": _asked,
    "lying": _lying,
    "copy": _copy,
}


def _row(kind: str, post: QueryDict, row: dict[str, Any]) -> dict[str, Any]:
    return _change(
        f"{kind}/{post.get('row', '')}", _json(post.get("was", "")), None if "remove" in post else row
    )


def _change(path: str, was: Any, now: Any) -> dict[str, Any]:
    return {"path": path, "was": was, "now": now}


def _number(words: str) -> int | str | None:
    """A whole number; nothing where none was chosen; else the words, which no note holds and which are named."""
    return int(words) if words.isascii() and words.isdigit() and len(words) < 6 else (words or None)


def _json(words: str) -> Any:
    try:
        return json.loads(words) if words else None
    except (ValueError, RecursionError) as error:
        raise NotNoteworthy(
            "was: found something that is not JSON; accepted: what the page was given"
        ) from error
