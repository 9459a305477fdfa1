"""The body map as read from its file: sided leaves stand for two, and groups are spelt out as leaves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from unknot.clinical.regions import Region, RegionMap, Side
from unknot.clinical.shapes import Place, build
from unknot.clinical.vocabulary import Citation

__all__ = ["regions_from"]

SIDES: tuple[Side, ...] = ("left", "right")
Row = TypeVar("Row")


@dataclass(frozen=True, kw_only=True)
class AboutTable:
    """Who wrote the map and who checked it."""

    marks: tuple[str, ...]
    written_by: str
    checked_by: str
    reviewed_on: date
    review_due: date
    sources: tuple[Citation, ...]


@dataclass(frozen=True, kw_only=True)
class LeafTable:
    """A leaf as the file writes it; sided ones once for both sides."""

    label: str
    views: tuple[str, ...]
    quadrant: tuple[str, ...]
    plural: str = ""
    sided: bool = False
    limb: str = ""
    beyond: tuple[str, ...] = ()
    endangerment_pressure_max: int | None = None
    sensitive: bool = False


@dataclass(frozen=True, kw_only=True)
class GroupTable:
    """A group as the file writes it; `both` is the id of the two sides together."""

    label: str
    of: tuple[str, ...]
    sided: bool = False
    both: str = ""
    plural: str = ""


def regions_from(table: Mapping[str, object], place: Place) -> RegionMap:
    """The body map in a table. Raises KnowledgeError for a name that means nothing or two things."""
    for key in table:
        if key not in ("about", "leaves", "groups"):
            raise place.inside(key).refuse(found="an unknown table", accepted="about, leaves, groups")
    build(AboutTable, table.get("about"), place.inside("about"))
    leaves = _rows(LeafTable, table.get("leaves"), place.inside("leaves"))
    groups = _rows(GroupTable, table.get("groups"), place.inside("groups"))
    regions = _Map(place)
    for leaf_id, leaf in leaves.items():
        regions.add_leaf(leaf_id, leaf)
    for group_id, group in groups.items():
        regions.add_group(group_id, group)
    regions.add("whole_body", "Whole body", regions.all_leaves())
    regions.add("endangerment", "Places that take only light pressure", regions.endangerment)
    return RegionMap(regions.with_extents(leaves), regions.endangerment, frozenset(regions.sensitive))


def _rows(row: type[Row], tables: object, place: Place) -> dict[str, Row]:
    if not isinstance(tables, dict) or not tables:
        raise place.refuse(found=repr(tables), accepted="at least one table")
    return {key: build(row, table, place.inside(key)) for key, table in tables.items()}


class _Map:
    """The map while it is being drawn."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.regions: dict[str, Region] = {}
        self.endangerment: dict[str, int] = {}
        self.sensitive: set[str] = set()

    def add(
        self,
        region_id: str,
        label: str,
        leaves: Iterable[str],
        *,
        side: Side | None = None,
        views: tuple[str, ...] = (),
    ) -> None:
        if region_id in self.regions:
            raise self.place.inside(region_id).refuse(found="a second region of this id", accepted="one")
        self.regions[region_id] = Region(
            id=region_id, label=label, leaves=frozenset(leaves), side=side, views=views
        )

    def add_leaf(self, leaf_id: str, leaf: LeafTable) -> None:
        for side in _sides(leaf):
            name = _sided(leaf_id, side)
            label = f"{side.capitalize()} {leaf.label}" if side else leaf.label
            self.add(name, label, [name], side=side, views=leaf.views)
            if leaf.endangerment_pressure_max is not None:
                self.endangerment[name] = leaf.endangerment_pressure_max
            if leaf.sensitive:
                self.sensitive.add(name)
        if leaf.sided:
            self.add(leaf_id, leaf.plural, [_sided(leaf_id, side) for side in SIDES])

    def add_group(self, group_id: str, group: GroupTable) -> None:
        if not group.sided:
            self.add(group_id, group.label, self.leaves_of(group.of, None, group_id))
            return
        for side in SIDES:
            leaves = self.leaves_of(group.of, side, group_id)
            self.add(_sided(group_id, side), f"{side.capitalize()} {group.label}", leaves, side=side)
        if group.both:
            both = [self.regions[_sided(group_id, side)].leaves for side in SIDES]
            self.add(group.both, group.plural, both[0] | both[1])

    def leaves_of(self, names: Iterable[str], side: Side | None, user: str) -> frozenset[str]:
        return frozenset[str]().union(*(self._named(name, side, user).leaves for name in names))

    def _named(self, name: str, side: Side | None, user: str) -> Region:
        found = self.regions.get(_sided(name, side)) or self.regions.get(name)
        if found is None:
            raise self.place.inside(user).refuse(
                found=name, accepted=f"a region: {', '.join(sorted(self.regions))}"
            )
        return found

    def all_leaves(self) -> list[str]:
        return [region.id for region in self.regions.values() if region.is_leaf]

    def with_extents(self, leaves: Mapping[str, LeafTable]) -> dict[str, Region]:
        """The same regions, each leaf with its limb, what lies beyond it, and its quadrant."""
        regions = dict(self.regions)
        for leaf_id, leaf in leaves.items():
            for side in _sides(leaf):
                region = regions[_sided(leaf_id, side)]
                regions[region.id] = replace(
                    region,
                    limb=self.leaves_of([leaf.limb] if leaf.limb else [], side, leaf_id),
                    distal=self.leaves_of(leaf.beyond, side, leaf_id),
                    quadrant=self.leaves_of(leaf.quadrant, side, leaf_id),
                )
        return regions


def _sides(leaf: LeafTable) -> tuple[Side | None, ...]:
    return SIDES if leaf.sided else (None,)


def _sided(name: str, side: Side | None) -> str:
    return f"{side}_{name}" if side else name
