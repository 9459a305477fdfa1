"""What may be said about a part of the body, with which words and look? The picture is body_map's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from unknot.drawing.markup import Drawn, element, words

Kind: TypeAlias = Literal["chosen", "avoid", "pressure", "care"]

# The steps of the Walton pressure scale, said plainly.
PRESSURE_WORDS: Mapping[int, str] = {
    0: "hands resting still",
    1: "as light as spreading lotion",
    2: "as if rubbing lotion in",
    3: "medium",
    4: "strong",
}


@dataclass(frozen=True)
class Mark:
    """What is said of one part. `level` is the most pressure, 0 to 4; `note` stands instead."""

    kind: Kind
    level: int | None = None
    note: str = ""

    @property
    def look(self) -> str:
        """The class and pattern of this mark."""
        return f"pressure-{self.level}" if self.kind == "pressure" else self.kind

    @property
    def says(self) -> str:
        """The mark in words."""
        if self.note:
            return self.note
        if self.kind == "pressure":
            return f"pressure {self.level} at most, {PRESSURE_WORDS[self.level or 0]}"
        return {"chosen": "chosen", "avoid": "leave out", "care": "with care"}[self.kind]


def marks_of_limits(*, avoid: Iterable[str], caps: Mapping[str, int]) -> dict[str, Mark]:
    """Marks for the limits of a visit. A part that is left out shows nothing else; a cap of 5 is no cap."""
    capped = {leaf: Mark("pressure", level) for leaf, level in caps.items() if level < 5}
    return capped | {leaf: Mark("avoid") for leaf in avoid}


def marks_of_areas(areas: Iterable[str]) -> dict[str, Mark]:
    """Marks for the parts a person chose."""
    return {leaf: Mark("chosen") for leaf in areas}


def label_of(leaf: str, labels: Mapping[str, str] | None = None) -> str:
    """The name of a part: from `labels` where it stands there, else made from the id ("Left calf")."""
    return (labels or {}).get(leaf) or leaf.replace("_", " ").capitalize()


def rows_of(marks: Mapping[str, Mark], labels: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The list behind the picture. Two sides with the same mark share a row: "Calf, both sides"."""
    rows = []
    for leaf, mark in sorted(marks.items(), key=lambda item: (_rank(item[1]), _base(item[0]), item[0])):
        twin = _twin(leaf)
        if twin and marks.get(twin) == mark:
            if leaf.startswith("left_"):
                rows.append(f"{_without_side(label_of(leaf, labels))}, both sides: {mark.says}")
        else:
            rows.append(f"{label_of(leaf, labels)}: {mark.says}")
    return tuple(rows)


def legend_of(marks: Mapping[str, Mark]) -> Drawn:
    """A key to those looks that occur, each with its swatch and its words; empty without marks."""
    seen = {mark.look: mark for mark in marks.values()}
    rows = (_legend_row(mark) for mark in sorted(seen.values(), key=_rank))
    return Drawn(element("ul", *rows, class_="body-map-legend") if seen else "")


def _legend_row(mark: Mark) -> str:
    plain = Mark(mark.kind, mark.level)
    sign = str(mark.level) if mark.kind == "pressure" else ""
    swatch = element(
        "span", words(sign) or "&#8203;", class_=f"swatch swatch-{mark.look}", aria_hidden="true"
    )
    return element("li", swatch, element("span", words(plain.says.capitalize())))


def _rank(mark: Mark) -> tuple[int, int]:
    return ("avoid", "pressure", "care", "chosen").index(mark.kind), mark.level or 0


def _twin(leaf: str) -> str | None:
    side, _, name = leaf.partition("_")
    return {"left": f"right_{name}", "right": f"left_{name}"}.get(side)


def _base(leaf: str) -> str:
    return leaf.removeprefix("left_").removeprefix("right_")


def _without_side(label: str) -> str:
    return label.removeprefix("Left ").capitalize()
