"""What may stand in a note, by path, so that every stroke is one small change.

    subjective, objective, assessment, plan    words
    beyond                                     why something went beyond the limits, in words
    mark/<id>       a mark on the body: see MARK
    work/<id>       a technique on regions, for minutes, at a pressure: see WORK
    comfort/<id>    what the client said of the pressure, with the minute of the session
    asked/<region>  that a sensitive region was asked about again in this session, and what the client said
    unasked/<region>  why a sensitive region was worked on without that, in words
    stop            that the session was stopped, when and why
    position/<id>, lubricant                   ids of the knowledge base
    also/<id>       what was written at the same time elsewhere, and could not stand at the same path; and why a
                    supervisor sent the note back

The knowledge base's own ids are checked where they are used, so that an old note stays readable when they change.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from unknot.visits.errors import NotNoteworthy

Content: TypeAlias = Mapping[str, Any]

SECTIONS = ("subjective", "objective", "assessment", "plan")
TEXTS = (*SECTIONS, "beyond")
LISTS = ("mark", "work", "comfort", "asked", "unasked", "position", "also")
SINGLES = ("stop", "lubricant")
MOST_TEXT = 20_000
MOST_REASON = 600
MOST_ROWS = 400
LONGEST_SESSION = 600
MARK_KINDS = ("pain", "tension", "trigger_point", "numbness", "swelling", "skin", "scar", "treated")
LAYERS = ("skin", "fascia", "muscle", "deep")
WHEN = ("before", "after")
COMFORT = ("lighter", "good", "firmer", "stop")
ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
SENT_BACK = "also/sent-back-"
"""Where a supervisor's words stand in the draft, and later in what is signed. The draft's version follows."""
HALF_A_LETTER = re.compile("[\ud800-\udfff]")
PIN_VIEW = re.compile(r"[a-z_]{1,30}")


def check_path(path: object) -> str:
    """The path, or NotNoteworthy for one that no note has."""
    if path in TEXTS or path in SINGLES:
        return str(path)
    kind, _, row = path.partition("/") if isinstance(path, str) else ("", "", "")
    if str(path).startswith(SENT_BACK):
        raise NotNoteworthy("also: found a supervisor's words; accepted: words of one's own")
    if kind in LISTS and ID.fullmatch(row):
        return f"{kind}/{row}"
    raise NotNoteworthy(
        f"path: found {path!r:.60}; accepted: {', '.join((*TEXTS, *SINGLES))} or {', '.join(LISTS)} with an id"
    )


def check_value(path: str, value: Any) -> Any:
    """The value as it may stand at the path; None means that nothing does. Raises NotNoteworthy."""
    if value is None or value == "":
        return None
    kind = path.partition("/")[0]
    if kind in TEXTS or kind == "also":
        return text(path, value, most=MOST_TEXT)
    if kind in ("lubricant", "position"):
        return an_id(path, value)
    if kind == "unasked":
        return text(path, value, most=MOST_REASON)
    shape = SHAPES[kind]
    if not isinstance(value, Mapping) or not set(value) <= set(shape):
        raise refused(path, value, ", ".join(shape))
    return {key: check(f"{path}.{key}", value.get(key)) for key, check in shape.items()}


def is_words(path: str) -> bool:
    """Whether words stand at the path that two may write at once, so that both are kept in one text."""
    return path in TEXTS or path.startswith("unasked/")


def refused(path: str, found: object, accepted: str) -> NotNoteworthy:
    return NotNoteworthy(f"{path}: found {found!r:.60}; accepted: {accepted}")


def text(path: str, value: object, *, most: int = MOST_REASON) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > most or not is_writable(value):
        raise refused(path, value, f"words, at most {most} letters")
    return value


def is_writable(words: str) -> bool:
    """Whether both databases keep the words: no NUL, and no half of a letter, as a device may send in JSON."""
    return "\x00" not in words and not HALF_A_LETTER.search(words)


def an_id(path: str, value: object) -> str:
    if not isinstance(value, str) or not ID.fullmatch(value):
        raise refused(path, value, "an id of the knowledge base")
    return value


def an_id_or_none(path: str, value: object) -> str:
    return "" if value in (None, "") else an_id(path, value)


def ids(path: str, value: object) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list | tuple) or len(value) > 200:
        raise refused(path, value, "a list of ids")
    return [an_id(path, each) for each in value]


def one_of(*names: str) -> Callable[[str, object], str]:
    def check(path: str, value: object) -> str:
        if value not in names:
            raise refused(path, value, " or ".join(names))
        return str(value)

    return check


def whole(low: int, high: int, *, may_be_left_out: bool = False) -> Callable[[str, object], int | None]:
    def check(path: str, value: object) -> int | None:
        if value is None and may_be_left_out:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise refused(path, value, f"a whole number from {low} to {high}")
        return value

    return check


def pin(path: str, value: object) -> dict[str, Any] | None:
    """A free pin: a point of a view, from its left and top edge, each as a share from 0 to 1."""
    if value is None:
        return None
    if not isinstance(value, Mapping) or set(value) != {"view", "x", "y"}:
        raise refused(path, value, "view, x and y")
    if not isinstance(value["view"], str) or not PIN_VIEW.fullmatch(value["view"]):
        raise refused(f"{path}.view", value["view"], "the name of a view")
    return {"view": value["view"], "x": share(f"{path}.x", value["x"]), "y": share(f"{path}.y", value["y"])}


def share(path: str, value: object) -> float:
    # NaN compares as false with everything, and must not pass for a place.
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise refused(path, value, "a number from 0 to 1")
    return round(float(value), 4)


MARK: Mapping[str, Callable[[str, object], Any]] = {
    "kind": one_of(*MARK_KINDS),
    "region": an_id_or_none,
    "pin": pin,
    "intensity": whole(0, 10, may_be_left_out=True),
    "layer": one_of("", *LAYERS),
    "when": one_of(*WHEN),
    "refers_to": ids,
    "words": text,
}
WORK: Mapping[str, Callable[[str, object], Any]] = {
    "technique": an_id,
    "regions": ids,
    "strokes": ids,
    "minutes": whole(0, LONGEST_SESSION),
    "pressure": whole(0, 5),
    "words": text,
}
COMFORT_SAID: Mapping[str, Callable[[str, object], Any]] = {
    "said": one_of(*COMFORT),
    "minute": whole(0, LONGEST_SESSION),
    "words": text,
}
ASKED: Mapping[str, Callable[[str, object], Any]] = {
    "said": one_of("yes", "no"),
    "minute": whole(0, LONGEST_SESSION),
}
STOPPED: Mapping[str, Callable[[str, object], Any]] = {"minute": whole(0, LONGEST_SESSION), "because": text}
SHAPES = {"mark": MARK, "work": WORK, "comfort": COMFORT_SAID, "asked": ASKED, "stop": STOPPED}


def minute_of(started_at: datetime | None, now: datetime) -> int:
    """The minute of the session, counted from 0; a note that is written the day after says the longest there is."""
    passed = int((now - started_at).total_seconds() // 60) if started_at else 0
    return min(max(passed, 0), LONGEST_SESSION)


def rows(content: Content, kind: str) -> dict[str, Any]:
    """What stands in one list of a note, by the id of the row. Ids are made so that they sort as rows were written."""
    found = [(path, value) for path, value in content.items() if path.partition("/")[0] == kind]
    return {path.partition("/")[2]: value for path, value in sorted(found, key=lambda row: row[0])}
