"""What a session may not go beyond, as a lattice: folding two limits gives the tighter of each part.

Because every part is a minimum, a union or a latest, the order in which limits are folded cannot matter and
folding one twice changes nothing. Which limits apply is for `screening`, whether a visit fits for `fitting`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial, reduce
from operator import attrgetter
from typing import Any, Final, Literal, TypeAlias

from unknot.clinical.levels import Decision, Urgency, worst

NO_DATE: Final = "no_date"
NotBefore: TypeAlias = date | Literal["no_date"] | None
"""The first day that could be booked; None where nothing forbids today, NO_DATE where no day can be named."""

OPEN_PRESSURE: Final = 5
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Limits:
    """Pressure 0 to 5 (5 is open) for the body and by leaf; what is excluded; most minutes (None is open).

    `prefer_positions` is advice and no part of tightness.
    """

    pressure_max: int = OPEN_PRESSURE
    regional_pressure_max: Mapping[str, int] = field(default_factory=dict)
    exclude_techniques: frozenset[str] = _NONE
    regional_exclude_techniques: Mapping[str, frozenset[str]] = field(default_factory=dict)
    avoid_regions: frozenset[str] = _NONE
    exclude_positions: frozenset[str] = _NONE
    prefer_positions: frozenset[str] = _NONE
    exclude_lubricants: frozenset[str] = _NONE
    session_max_minutes: int | None = None
    require_qualifications: frozenset[str] = _NONE
    not_before: NotBefore = None
    decision: Decision = Decision.PROCEED
    urgency: Urgency = Urgency.NONE

    @classmethod
    def open(cls, base: Mapping[str, int] | None = None) -> "Limits":
        """Limits that allow everything but the pressures in `base`, by leaf."""
        return cls(regional_pressure_max=dict(base or {}))

    def fold(self, *others: "Limits") -> "Limits":
        """The limits that keep to these and to all others."""
        columns = zip(*map(_PARTS, (self, *others)), strict=True)
        parts = zip(_TIGHTEST.items(), columns, strict=True)
        return Limits(**{name: tightest(column) for (name, tightest), column in parts})

    @property
    def is_open(self) -> bool:
        """Whether they limit nothing."""
        return self is OPEN_LIMITS or self == OPEN_LIMITS

    def is_at_least_as_tight_as(self, other: "Limits") -> bool:
        """Whether nothing that these limits allow is forbidden by `other`."""
        return self._body_holds(other) and self._verdict_holds(other)

    def pressure_on(self, leaf: str) -> int:
        """The most pressure on one leaf, 0 to 5; the word "avoid" is not pressure 0 and is asked apart."""
        return min(self.pressure_max, self.regional_pressure_max.get(leaf, OPEN_PRESSURE))

    def excluded_on(self, leaf: str) -> frozenset[str]:
        """The techniques that may not be used on one leaf."""
        return self.exclude_techniques | self.regional_exclude_techniques.get(leaf, _NONE)

    def without_verdict(self) -> "Limits":
        """Only what concerns the body: no decision, no urgency, no day."""
        if self.not_before is None and (self.decision, self.urgency) == _NO_VERDICT:
            return self
        return replace(self, not_before=None, decision=Decision.PROCEED, urgency=Urgency.NONE)

    def _body_holds(self, other: "Limits") -> bool:
        return (
            self.pressure_max <= other.pressure_max
            and all(self.pressure_on(leaf) <= most for leaf, most in other.regional_pressure_max.items())
            and self.exclude_techniques >= other.exclude_techniques
            and all(self.excluded_on(leaf) >= out for leaf, out in other.regional_exclude_techniques.items())
            and self.avoid_regions >= other.avoid_regions
            and self.exclude_positions >= other.exclude_positions
            and self.exclude_lubricants >= other.exclude_lubricants
            and _fewest((self.session_max_minutes, other.session_max_minutes)) == self.session_max_minutes
            and self.require_qualifications >= other.require_qualifications
        )

    def _verdict_holds(self, other: "Limits") -> bool:
        return (
            latest(self.not_before, other.not_before) == self.not_before
            and self.decision >= other.decision
            and self.urgency >= other.urgency
        )


_NO_VERDICT: Final = (Decision.PROCEED, Urgency.NONE)
OPEN_LIMITS: Final = Limits()


def latest(one: NotBefore, other: NotBefore) -> NotBefore:
    """The later of two days; no date at all is the latest of all.

    >>> latest(date(2026, 3, 1), "no_date")
    'no_date'
    """
    if one is None or other is None:
        return one or other
    if isinstance(one, str) or isinstance(other, str):
        return NO_DATE
    return max(one, other)


def _all_of(excluded: Iterable[frozenset[str]]) -> frozenset[str]:
    return _NONE.union(*excluded)


def _fewest(minutes: Iterable[int | None]) -> int | None:
    return min((each for each in minutes if each is not None), default=None)


def _least(by_leaf: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    merged: dict[str, int] = {}
    for one in by_leaf:
        for leaf, most in one.items():
            if most < merged.get(leaf, OPEN_PRESSURE + 1):
                merged[leaf] = most
    return merged


def _joined(by_leaf: Iterable[Mapping[str, frozenset[str]]]) -> Mapping[str, frozenset[str]]:
    merged: dict[str, frozenset[str]] = {}
    for one in by_leaf:
        for leaf, excluded in one.items():
            merged[leaf] = excluded | merged[leaf] if leaf in merged else excluded
    return merged


# How the tightest of several is found, part by part.
_TIGHTEST: Final[Mapping[str, Callable[[tuple[Any, ...]], Any]]] = {
    "pressure_max": min,
    "regional_pressure_max": _least,
    "exclude_techniques": _all_of,
    "regional_exclude_techniques": _joined,
    "avoid_regions": _all_of,
    "exclude_positions": _all_of,
    "prefer_positions": _all_of,
    "exclude_lubricants": _all_of,
    "session_max_minutes": _fewest,
    "require_qualifications": _all_of,
    "not_before": partial(reduce, latest),
    "decision": partial(worst, mildest=Decision.PROCEED),
    "urgency": partial(worst, mildest=Urgency.NONE),
}
_PARTS: Final = attrgetter(*_TIGHTEST)
