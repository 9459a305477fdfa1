"""Reads back the limits of a kept screening. What cannot be read comes back as the tightest there is."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from unknot.clinical.levels import Decision, Urgency
from unknot.clinical.limits import NO_DATE, Limits, NotBefore

CLOSED = Limits(
    pressure_max=0,
    session_max_minutes=0,
    not_before=NO_DATE,
    decision=Decision.DO_NOT_TREAT_TODAY,
)


def limits_of(result: Mapping[str, Any]) -> Limits:
    """The limits in a screening's kept JSON, with its decision and urgency."""
    try:
        return _read(result["limits"], result)
    except (AttributeError, KeyError, TypeError, ValueError):
        return CLOSED


def _read(kept: Mapping[str, Any], result: Mapping[str, Any]) -> Limits:
    return Limits(
        pressure_max=_number(kept["pressure_max"]),
        regional_pressure_max={leaf: _number(most) for leaf, most in kept["regional_pressure_max"].items()},
        exclude_techniques=_ids(kept["exclude_techniques"]),
        regional_exclude_techniques={
            leaf: _ids(out) for leaf, out in kept["regional_exclude_techniques"].items()
        },
        avoid_regions=_ids(kept["avoid_regions"]),
        exclude_positions=_ids(kept["exclude_positions"]),
        prefer_positions=_ids(kept["prefer_positions"]),
        exclude_lubricants=_ids(kept["exclude_lubricants"]),
        session_max_minutes=None
        if kept["session_max_minutes"] is None
        else _number(kept["session_max_minutes"]),
        require_qualifications=_ids(kept["require_qualifications"]),
        not_before=_not_before(kept["not_before"]),
        decision=Decision(result["decision"]),
        urgency=Urgency(result["urgency"]),
    )


def _number(kept: object) -> int:
    if not isinstance(kept, int) or isinstance(kept, bool):
        raise ValueError(kept)
    return kept


def _ids(kept: Iterable[str]) -> frozenset[str]:
    """A list of ids. A text is none: read letter by letter it would exclude nothing."""
    if not isinstance(kept, list) or not all(isinstance(each, str) for each in kept):
        raise ValueError(kept)
    return frozenset(kept)


def _not_before(kept: str | None) -> NotBefore:
    if kept is None:
        return None
    return NO_DATE if kept == NO_DATE else date.fromisoformat(kept)
