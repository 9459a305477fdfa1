"""Under which headings do the parts of the body stand, for those who answer by list, not by picture?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from unknot.drawing.body_marks import label_of

_HEADINGS: tuple[tuple[str, str], ...] = (
    ("Head and neck", "scalp face neck_front neck_back neck_side"),
    ("Shoulders, chest and belly", "sternum abdomen shoulder armpit chest"),
    ("Back and hips", "spine sacrum upper_back flank low_back hip"),
    ("Arms and hands", "upper_arm inner_upper_arm inner_elbow forearm hand"),
    ("Legs and feet", "groin front_thigh inner_thigh back_thigh knee back_knee shin calf foot"),
)
_MIDLINE = frozenset(["face", "scalp", "neck_front", "neck_back", "sternum", "abdomen", "spine", "sacrum"])


@dataclass(frozen=True)
class ListedRegion:
    """One box of the list."""

    id: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class BodyPart:
    """One heading and its boxes. Open when something under it is chosen."""

    heading: str
    regions: tuple[ListedRegion, ...]

    @property
    def open(self) -> bool:
        return any(region.chosen for region in self.regions)


def headed_leaves() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each heading and its leaves, from head to foot, left before right."""
    return tuple(
        (heading, tuple(leaf for name in names.split() for leaf in _leaves(name)))
        for heading, names in _HEADINGS
    )


def parts_of_body(
    *, chosen: Collection[str] = (), labels: Mapping[str, str] | None = None
) -> tuple[BodyPart, ...]:
    """The headings with a box for each leaf, and what is chosen already."""
    return tuple(
        BodyPart(heading, tuple(_listed(leaf, chosen, labels) for leaf in leaves))
        for heading, leaves in headed_leaves()
    )


def _leaves(name: str) -> tuple[str, ...]:
    return (name,) if name in _MIDLINE else (f"left_{name}", f"right_{name}")


def _listed(leaf: str, chosen: Collection[str], labels: Mapping[str, str] | None) -> ListedRegion:
    return ListedRegion(leaf, label_of(leaf, labels), leaf in chosen)
