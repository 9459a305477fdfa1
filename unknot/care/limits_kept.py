"""Reads back the limits of a kept screening. What cannot be read comes back as the tightest there is."""

from collections.abc import Mapping
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
    except (KeyError, TypeError, ValueError):
        return CLOSED


def _read(kept: Mapping[str, Any], result: Mapping[str, Any]) -> Limits:
    return Limits(
        pressure_max=int(kept["pressure_max"]),
        regional_pressure_max={leaf: int(most) for leaf, most in kept["regional_pressure_max"].items()},
        exclude_techniques=frozenset(kept["exclude_techniques"]),
        regional_exclude_techniques={
            leaf: frozenset(out) for leaf, out in kept["regional_exclude_techniques"].items()
        },
        avoid_regions=frozenset(kept["avoid_regions"]),
        exclude_positions=frozenset(kept["exclude_positions"]),
        prefer_positions=frozenset(kept["prefer_positions"]),
        exclude_lubricants=frozenset(kept["exclude_lubricants"]),
        session_max_minutes=kept["session_max_minutes"],
        require_qualifications=frozenset(kept["require_qualifications"]),
        not_before=_not_before(kept["not_before"]),
        decision=Decision(result["decision"]),
        urgency=Urgency(result["urgency"]),
    )


def _not_before(kept: str | None) -> NotBefore:
    if kept is None:
        return None
    return NO_DATE if kept == NO_DATE else date.fromisoformat(kept)
