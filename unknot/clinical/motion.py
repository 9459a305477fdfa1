"""How far does a joint move, and is a change or a difference between the sides more than the error of measuring it?

Sides are compared first: reference values differ by age and sex, so falling short of one is never a flag.
"""

from dataclasses import dataclass
from enum import Enum
from math import isfinite

from unknot.clinical.errors import ClientFileError
from unknot.clinical.vocabulary import Listed

__all__ = ["Flag", "Movement", "Reference", "Threshold", "flag_difference"]

LOWEST, HIGHEST = -30, 200
"""Degrees that a joint may be written down with: a little beyond straight to a little beyond half a turn."""


@dataclass(frozen=True, kw_only=True)
class Reference:
    """Another value for the same movement, and who gives it."""

    degrees: int
    given_by: str


@dataclass(frozen=True, kw_only=True)
class Movement(Listed):
    """A movement of a joint with its reference value. `sided` ones are measured left and right."""

    joint: str
    movement: str
    degrees: int
    alternatives: tuple[Reference, ...] = ()
    sided: bool = True
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Threshold(Listed):
    """Degrees from which something is perhaps meant (`least`) and surely meant (`most`)."""

    least: int
    most: int


class Flag(Enum):
    """What a difference in degrees says."""

    WITHIN_ERROR = "within_error"
    """It may be nothing but the measuring."""
    PAST_ERROR = "past_error"
    """More than measuring explains, less than is called notable."""
    PERHAPS = "perhaps"
    """Notable by some sources."""
    NOTABLE = "notable"


def flag_difference(one: float, other: float, *, error: Threshold, notable: Threshold) -> Flag:
    """What lies between two measurings of a movement, first and latest or left and right.

    `error` is that of one tester or of two, `notable` what is called notable between times or between sides; what
    is notable is never less than the error.
    """
    degrees = abs(check_degrees(other) - check_degrees(one))
    if degrees >= max(notable.most, error.most):
        return Flag.NOTABLE
    if degrees >= max(notable.least, error.most):
        return Flag.PERHAPS
    return Flag.PAST_ERROR if degrees > error.most else Flag.WITHIN_ERROR


def check_degrees(degrees: float) -> float:
    """The degrees, or ClientFileError for what no joint can do."""
    if not isfinite(degrees) or not LOWEST <= degrees <= HIGHEST:
        raise ClientFileError(
            file="answers",
            path="degrees",
            found=repr(degrees),
            accepted=f"degrees from {LOWEST} to {HIGHEST}",
        )
    return degrees
