"""Decisions, urgencies, levels and marks in words: one wording for the command and for the manual."""

from collections.abc import Mapping
from typing import Final

from unknot.clinical.levels import Decision, Level, Urgency

DECISIONS: Final[Mapping[Decision, str]] = {
    Decision.PROCEED: "Go ahead",
    Decision.MODIFY: "Go ahead, with changes",
    Decision.NEEDS_MEDICAL_CLEARANCE: "Ask a doctor first",
    Decision.DO_NOT_TREAT_TODAY: "Do not treat today",
}
URGENCIES: Final[Mapping[Urgency, str]] = {
    Urgency.NONE: "",
    Urgency.ROUTINE: "See a doctor in the next days.",
    Urgency.SAME_DAY: "SEE A DOCTOR TODAY.",
    Urgency.EMERGENCY: "EMERGENCY: call the emergency number now.",
}
LEVELS: Final[Mapping[Level, str]] = {
    Level.ABSOLUTE: "do not treat",
    Level.CLEARANCE: "a doctor is asked first",
    Level.LOCAL: "not there",
    Level.MODIFY: "with changes",
    Level.PROCEED: "nothing to change",
}
MARKS: Final[Mapping[str, str]] = {
    "m": "practice convention, not verified",
    "d": "a number of our own, from a source that gives only the direction",
}
