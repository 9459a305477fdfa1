"""The marks of a session in words: the list that is the picture's equal, and the names of kinds and moments."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from unknot.clinical.limits_in_words import listed
from unknot.drawing.body_marks import label_of
from unknot.drawing.body_shapes import VIEW_WORDS
from unknot.drawing.noted import Noted, noted_from
from unknot.drawing.parts_of_body import headed_leaves
from unknot.drawing.session_marks import STRONGEST, Layer, MarkKind, SessionMark

KIND_WORDS: Mapping[MarkKind, str] = {
    "pain": "pain",
    "tension": "tension",
    "trigger_point": "trigger point",
    "numbness": "numbness",
    "swelling": "swelling",
    "skin": "skin",
    "scar": "scar",
    "treated": "treated",
}
LAYER_WORDS: Mapping[Layer, str] = {
    "skin": "skin",
    "fascia": "fascia",
    "muscle": "muscle",
    "deep": "deep layers",
}
ELSEWHERE = "Beside the body"


@dataclass(frozen=True)
class MarkedPart:
    """One heading of the list, and a row for each thing noted under it."""

    heading: str
    rows: tuple[str, ...]


def rows_of_marks(
    marks: Iterable[SessionMark], labels: Mapping[str, str] | None = None
) -> tuple[MarkedPart, ...]:
    """All marks from head to foot, before and after in one row."""
    noted = noted_from(marks)
    parts = []
    for heading, leaves in (*headed_leaves(), (ELSEWHERE, ("",))):
        here = sorted(
            (each for each in noted if each.leaf in leaves), key=lambda each: leaves.index(each.leaf)
        )
        if here:
            parts.append(MarkedPart(heading, tuple(row_of(each, labels) for each in here)))
    return tuple(parts)


def row_of(noted: Noted, labels: Mapping[str, str] | None = None) -> str:
    """One thing noted: "Left shoulder: trigger point, 6 of 10 before, 3 after; muscle"."""
    return f"{_where(noted, labels)}: {', '.join(facts_of(noted, labels))}" + "".join(
        f"; {each}" for each in (*_layers(noted), *noted.words)
    )


def _where(noted: Noted, labels: Mapping[str, str] | None) -> str:
    place = label_of(noted.leaf, labels) if noted.leaf else "A point beside the body"
    return f"{place}, at a point ({VIEW_WORDS[noted.first.pin.view]})" if noted.first.pin else place


def facts_of(noted: Noted, labels: Mapping[str, str] | None = None) -> list[str]:
    """Kind, how strong before and after, and where it is felt too."""
    facts = [KIND_WORDS[noted.first.kind], *_moments(noted)]
    if noted.refers_to:
        facts.append("refers to " + listed(_inside(label_of(leaf, labels)) for leaf in noted.refers_to))
    return facts


def _moments(noted: Noted) -> list[str]:
    """How strong it was before and after. What was treated has no moment."""
    if noted.first.kind == "treated":
        return [f"{mark.intensity} of {STRONGEST}" for mark in noted.marks if mark.intensity is not None]
    said: list[str] = []
    for mark in noted.marks:
        unit = "" if said and said[0][0].isdigit() else f" of {STRONGEST}"
        said.append(mark.when if mark.intensity is None else f"{mark.intensity}{unit} {mark.when}")
    return said


def _layers(noted: Noted) -> list[str]:
    return [listed(LAYER_WORDS[layer] for layer in noted.layers)] if noted.layers else []


def _inside(label: str) -> str:
    """A label within a sentence."""
    return label[:1].lower() + label[1:]
