"""What was noted on the body in one session, as data: checked, and refused with words where it is not understood.

The picture is marked_body's, the list mark_words', the comparison of two visits mark_differences'.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, TypeGuard, cast, get_args

from unknot.drawing.body_shapes import EVERY_VIEW, View, leaf_at, leaves

MarkKind: TypeAlias = Literal[
    "pain", "tension", "trigger_point", "numbness", "swelling", "skin", "scar", "treated"
]
Layer: TypeAlias = Literal["", "skin", "fascia", "muscle", "deep"]
When: TypeAlias = Literal["before", "after"]

KINDS: tuple[MarkKind, ...] = get_args(MarkKind)
LAYERS: tuple[Layer, ...] = get_args(Layer)
MOMENTS: tuple[When, ...] = get_args(When)
MOST_MARKS, MOST_REFERRED, LONGEST_WORDS = 200, 12, 300
STRONGEST = 10

_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
_KEYS = ("id", "kind", "region", "pin", "intensity", "layer", "when", "refers_to", "words")


class MarkError(ValueError):
    """A mark that is not understood: where it stands, what was found, what would be accepted."""

    def __init__(self, *, where: str, found: str, accepted: str) -> None:
        self.where, self.found, self.accepted = where, found, accepted
        super().__init__(f"{where}: found {found}; accepted: {accepted}")


@dataclass(frozen=True)
class Pin:
    """An exact point of one view: parts of its width from the left, of its height from the top."""

    view: View
    x: float
    y: float


@dataclass(frozen=True, kw_only=True)
class SessionMark:
    """One thing noted at one place, before or after the treatment. `region` is a leaf, or "" where only a pin tells."""

    id: str
    kind: MarkKind
    region: str = ""
    pin: Pin | None = None
    intensity: int | None = None
    layer: Layer = ""
    when: When = "before"
    refers_to: tuple[str, ...] = ()
    words: str = ""

    @property
    def leaf(self) -> str:
        """The part of the body it lies on: the region named, else what is under the pin, else ""."""
        return self.region or (leaf_at(self.pin.view, self.pin.x, self.pin.y) if self.pin else "")


def session_marks_from(rows: object) -> tuple[SessionMark, ...]:
    """All marks of a session, as a page or a draft sent them. Raises MarkError at the first that is not understood."""
    if not isinstance(rows, list):
        raise MarkError(where="marks", found=_kind_of(rows), accepted="a list of marks")
    if len(rows) > MOST_MARKS:
        raise MarkError(where="marks", found=f"{len(rows)} marks", accepted=f"at most {MOST_MARKS}")
    marks = tuple(_mark(_Row(row, f"marks[{n}]")) for n, row in enumerate(rows))
    _check_ids(marks)
    return marks


class _Row:
    """One row as it came, read key by key. What somebody wrote is never repeated in a refusal."""

    def __init__(self, row: object, where: str, keys: Collection[str] = _KEYS) -> None:
        if not isinstance(row, Mapping):
            raise MarkError(where=where, found=_kind_of(row), accepted=f"an object with {', '.join(keys)}")
        self.row, self.where = row, where
        self.check_keys(keys)

    def refuse(self, key: str, found: str, accepted: str) -> MarkError:
        return MarkError(where=f"{self.where}.{key}", found=found, accepted=accepted)

    def check_keys(self, known: Collection[str]) -> None:
        for key in self.row:
            if key not in known:
                raise self.refuse(str(key)[:40], "a key nobody knows", ", ".join(known))

    def one_of(self, key: str, accepted: Collection[str], default: str | None = None) -> str:
        value = self.row.get(key, default)
        if not isinstance(value, str) or value not in accepted:
            raise self.refuse(key, _shown(value), ", ".join(each or '""' for each in sorted(accepted)))
        return value

    def share(self, key: str) -> float:
        value = self.row.get(key)
        if not _is_number(value) or not 0 <= value <= 1:
            raise self.refuse(key, _shown(value), "a number from 0 to 1")
        return round(float(value), 3)

    def text(self, key: str) -> str:
        value = self.row.get(key, "")
        if not isinstance(value, str) or "\0" in value:
            raise self.refuse(key, _kind_of(value), "words")
        if len(value.strip()) > LONGEST_WORDS:
            raise self.refuse(key, f"{len(value)} letters", f"at most {LONGEST_WORDS}")
        return value.strip()


def _mark(row: _Row) -> SessionMark:
    mark = SessionMark(
        id=_id(row),
        kind=cast(MarkKind, row.one_of("kind", KINDS)),
        region=row.one_of("region", {"", *leaves()}, ""),
        pin=_pin(row),
        intensity=_intensity(row),
        layer=cast(Layer, row.one_of("layer", LAYERS, "")),
        when=cast(When, row.one_of("when", MOMENTS, "before")),
        refers_to=_referred(row),
        words=row.text("words"),
    )
    if not mark.region and mark.pin is None:
        raise row.refuse("region", "neither a region nor a pin", "a leaf of the body map, a pin, or both")
    return mark


def _id(row: _Row) -> str:
    value = row.row.get("id")
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise row.refuse("id", _shown(value), "1 to 40 letters, digits, - and _")
    return value


def _pin(row: _Row) -> Pin | None:
    value = row.row.get("pin")
    if value is None:
        return None
    pin = _Row(value, f"{row.where}.pin", ("view", "x", "y"))
    return Pin(cast(View, pin.one_of("view", EVERY_VIEW)), pin.share("x"), pin.share("y"))


def _intensity(row: _Row) -> int | None:
    value = row.row.get("intensity")
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= STRONGEST:
        raise row.refuse("intensity", _shown(value), f"a whole number from 0 to {STRONGEST}, or null")
    return value


def _referred(row: _Row) -> tuple[str, ...]:
    value = row.row.get("refers_to", [])
    if not isinstance(value, list | tuple) or len(value) > MOST_REFERRED:
        raise row.refuse("refers_to", _kind_of(value), f"a list of at most {MOST_REFERRED} leaves")
    for n, leaf in enumerate(value):
        if not isinstance(leaf, str) or leaf not in leaves():
            raise row.refuse(f"refers_to[{n}]", _shown(leaf), "a leaf of the body map")
    return tuple(dict.fromkeys(value))


def _check_ids(marks: tuple[SessionMark, ...]) -> None:
    seen: set[str] = set()
    for n, mark in enumerate(marks):
        if mark.id in seen:
            raise MarkError(where=f"marks[{n}].id", found=f"{mark.id} twice", accepted="an id of its own")
        seen.add(mark.id)


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _shown(value: object) -> str:
    """A value that is no prose, cut short: enough to find it by."""
    return "nothing" if value is None else repr(value)[:60]


def _kind_of(value: object) -> str:
    return {"dict": "an object", "list": "a list", "str": "words", "NoneType": "nothing"}.get(
        type(value).__name__, "a number"
    )
