"""Which parts of the body does a name mean? Leaves are the smallest parts, every other name is a group."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

Side: TypeAlias = Literal["left", "right"]
Widen: TypeAlias = Literal["itself", "limb", "distal", "quadrant"]


@dataclass(frozen=True, kw_only=True)
class Region:
    """A leaf of the body map, or a group. Views are "front" and "back". A midline leaf has no side."""

    id: str
    label: str
    leaves: frozenset[str]
    side: Side | None = None
    views: tuple[str, ...] = ()
    limb: frozenset[str] = frozenset()
    distal: frozenset[str] = frozenset()
    quadrant: frozenset[str] = frozenset()

    @property
    def is_leaf(self) -> bool:
        """Whether it is one of the smallest parts."""
        return self.leaves == {self.id}


@dataclass(frozen=True)
class RegionMap:
    """All regions by id, the pressure (0 to 5) that endangerment sites take on anybody, by leaf, and the leaves
    that are sensitive: treated only where the client says yes again in each session.
    """

    regions: Mapping[str, Region]
    endangerment: Mapping[str, int]
    sensitive: frozenset[str] = frozenset()

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The name of each leaf."""
        return {leaf.id: leaf.label for leaf in self.leaves}

    @cached_property
    def leaves(self) -> tuple[Region, ...]:
        """The smallest parts, in the order of the file."""
        return tuple(region for region in self.regions.values() if region.is_leaf)

    def __contains__(self, region_id: object) -> bool:
        return region_id in self.regions

    def expand(
        self, of: str | Iterable[str], *, side: str | None = None, widen: Widen = "itself"
    ) -> frozenset[str]:
        """The leaf ids that `of` means on `side` (left, right, else both), widened to the limb, to all
        beyond, or to the quadrant. Midline leaves are on every side; a side that leaves nothing is ignored.

        Raises KeyError for a name that is no region.
        """
        names = (of,) if isinstance(of, str) else of
        leaves = frozenset[str]().union(*(self.regions[name].leaves for name in names))
        leaves = self._on_side(leaves, side)
        if widen == "itself":
            return leaves
        return leaves.union(*(getattr(self.regions[leaf], widen) for leaf in leaves))

    def _on_side(self, leaves: frozenset[str], side: str | None) -> frozenset[str]:
        if side not in ("left", "right"):
            return leaves
        return frozenset(leaf for leaf in leaves if self.regions[leaf].side in (None, side)) or leaves
