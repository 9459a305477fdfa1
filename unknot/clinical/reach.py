"""Where on the body do the limits of a rule land, once the answers name a region and a side?"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from unknot.clinical.facts import Value
from unknot.clinical.limits import OPEN_LIMITS, Limits
from unknot.clinical.regions import RegionMap, Widen


@dataclass(frozen=True, kw_only=True)
class RegionLimit:
    """A limit on part of the body: on the group `of`, or on the region answered in `of_attribute`.

    `otherwise` is the group that stands in while that answer is missing. `side_attribute` narrows the region
    and its stand-in to the side answered there; both sides while it is missing. The loader takes an ask called
    "side" unnamed.
    """

    of: str = ""
    of_attribute: str = ""
    otherwise: str = ""
    side_attribute: str = ""
    widen: Widen = "itself"
    avoid: bool = False
    pressure_max: int | None = None
    exclude_techniques: frozenset[str] = frozenset()

    def leaves(self, attributes: Mapping[str, Value], regions: RegionMap) -> frozenset[str] | None:
        """The leaves it lands on; None where the answer is missing and nothing stands in."""
        named = attributes.get(self.of_attribute) if self.of_attribute else self.of
        side = str(attributes.get(self.side_attribute)) if self.side_attribute else None
        stand_in = regions.expand(self.otherwise, side=side) if self.otherwise else None
        if not isinstance(named, str | frozenset) or not named:
            return stand_in
        landed = regions.expand(named, side=side, widen=self.widen)
        if stand_in is None:
            return landed
        # Not beyond what stood in for it, or leaving it unanswered had been looser; both where they contradict.
        return (landed & stand_in) or (landed | stand_in)

    def on(self, leaves: frozenset[str]) -> Limits:
        """The limits on exactly these leaves."""
        most, excluded = self.pressure_max, self.exclude_techniques
        return Limits(
            regional_pressure_max={} if most is None else dict.fromkeys(leaves, most),
            regional_exclude_techniques=dict.fromkeys(leaves, excluded) if excluded else {},
            avoid_regions=leaves if self.avoid else frozenset(),
        )


@dataclass(frozen=True, kw_only=True)
class RuleLimits:
    """What a rule limits: `fixed` always, and `by_answer` where answers name a region or a side."""

    fixed: Limits = OPEN_LIMITS
    by_answer: tuple[RegionLimit, ...] = ()

    @cached_property
    def places(self) -> frozenset[str]:
        """The follow-ups that say where these limits land."""
        named = (name for limit in self.by_answer for name in (limit.of_attribute, limit.side_attribute))
        return frozenset(name for name in named if name)

    def landed(self, attributes: Mapping[str, Value], regions: RegionMap) -> tuple[Limits, tuple[str, ...]]:
        """The limits for these answers, and the asks that would have to be answered to place the rest."""
        if not self.by_answer:
            return self.fixed, ()
        landed = [(limit, limit.leaves(attributes, regions)) for limit in self.by_answer]
        placed = (limit.on(leaves) for limit, leaves in landed if leaves is not None)
        return self.fixed.fold(*placed), tuple(
            limit.of_attribute for limit, leaves in landed if leaves is None
        )


OPEN_REACH = RuleLimits()
