"""How strong an answer, a finding, a decision or an urgency is, and which of several is the worst.

What makes something strong is left to the knowledge and to `screening`.
"""

from collections.abc import Iterable
from enum import Enum
from operator import attrgetter
from typing import Any, TypeVar


class Answer(Enum):
    """What was answered to a question. Missing is `NOT_ASKED`, and not asked is never "no"."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"
    NOT_ASKED = "not_asked"


class Ranked(Enum):
    """Members rank in the order they are written, mildest first; their values are the words of the JSON."""

    rank: int

    def __init__(self, *_: object) -> None:
        self.rank = len(type(self).__members__)

    def __lt__(self, other: Any) -> bool:
        return self.rank < self._rank_of(other)

    def __le__(self, other: Any) -> bool:
        return self.rank <= self._rank_of(other)

    def __gt__(self, other: Any) -> bool:
        return self.rank > self._rank_of(other)

    def __ge__(self, other: Any) -> bool:
        return self.rank >= self._rank_of(other)

    def _rank_of(self, other: Any) -> int:
        if type(other) is not type(self):
            raise TypeError(f"{self!r} does not rank against {other!r}")
        return int(other.rank)


class Decision(Ranked):
    """What a screening decides, mildest first."""

    PROCEED = "proceed"
    MODIFY = "modify"
    NEEDS_MEDICAL_CLEARANCE = "needs_medical_clearance"
    DO_NOT_TREAT_TODAY = "do_not_treat_today"


class Level(Ranked):
    """How far a single finding reaches, mildest first."""

    PROCEED = "proceed"
    MODIFY = "modify"
    LOCAL = "local"
    CLEARANCE = "clearance"
    ABSOLUTE = "absolute"

    @property
    def decision(self) -> Decision:
        """The decision that a finding of this level asks for by itself."""
        return _DECISIONS[self]


class Urgency(Ranked):
    """How soon a person must be seen by someone medical, mildest first."""

    NONE = "none"
    ROUTINE = "routine"
    SAME_DAY = "same_day"
    EMERGENCY = "emergency"


_DECISIONS = {
    Level.PROCEED: Decision.PROCEED,
    Level.MODIFY: Decision.MODIFY,
    Level.LOCAL: Decision.MODIFY,
    Level.CLEARANCE: Decision.NEEDS_MEDICAL_CLEARANCE,
    Level.ABSOLUTE: Decision.DO_NOT_TREAT_TODAY,
}

R = TypeVar("R", bound=Ranked)
_RANK = attrgetter("rank")


def worst(values: Iterable[R], *, mildest: R) -> R:
    """The worst of `values`, or `mildest` where there is none.

    >>> worst([Urgency.ROUTINE, Urgency.SAME_DAY], mildest=Urgency.NONE)
    <Urgency.SAME_DAY: 'same_day'>
    """
    return max(values, default=mildest, key=_RANK)
