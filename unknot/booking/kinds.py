"""The kinds of rule that keep a time from being offered, and their words for everybody. Findings are in `why`."""

from enum import StrEnum


class Kind(StrEnum):
    """Why a time is not offered, the reason to name first standing first."""

    OFFER = "offer"
    LICENCE = "licence"
    LIMITS = "limits"
    QUALIFICATION = "qualification"
    HOURS = "outside_hours"
    NOTICE = "notice"
    HORIZON = "horizon"
    TAKEN = "taken"
    NO_ROOM = "no_room"
    HOLD = "hold"
    LOAD = "load"


WORDS: dict[Kind, str] = {
    Kind.OFFER: "Nobody here offers this treatment at this length.",
    Kind.LICENCE: "The therapist holds no licence for this place on that day.",
    Kind.LIMITS: "The client's health answers do not allow this visit on that day.",
    Kind.QUALIFICATION: "The client's care asks for a therapist with another qualification.",
    Kind.HOURS: "Nobody works here at that time. Visits begin on the quarter hour, within working hours.",
    Kind.NOTICE: "This is too soon: the practice needs more notice.",
    Kind.HORIZON: "This is further ahead than the practice books.",
    Kind.TAKEN: "This time is taken.",
    Kind.NO_ROOM: "No room is free at this time.",
    Kind.HOLD: "Somebody else is booking this time just now.",
    Kind.LOAD: "This would be more than the therapist's hands should do that day or week.",
}
GONE = frozenset({Kind.TAKEN, Kind.NO_ROOM, Kind.HOLD})
"""The kinds that mean: it was free, and somebody else was quicker."""
