"""An alarm in words: what to do, for whoever treats; whom to call, for the client at once. Never a diagnosis."""

from collections.abc import Iterable, Mapping
from typing import Final

from unknot.clinical.alarms import Alarm
from unknot.clinical.levels import Urgency

__all__ = ["alarms_for_client", "nobody_watches", "what_to_do"]

SINCE: Final[Mapping[str, str]] = {"first": "when we began", "last_time": "the last time"}
WHAT_TO_DO: Final[Mapping[Urgency, str]] = {
    Urgency.NONE: "Ask what has changed before you begin.",
    Urgency.ROUTINE: "This is no diagnosis. Ask how they are, and refer to their doctor in the next days.",
    Urgency.SAME_DAY: "Call them now: they need to see a doctor today.",
    Urgency.EMERGENCY: "Call them now: this is for the emergency services.",
}
TELL: Final = "This is no diagnosis. Ask how they are, and say who can help."


def what_to_do(kind: str, urgency: Urgency) -> str:
    """For whoever treats. A red answer that refers nobody is talked about all the same."""
    return TELL if (kind, urgency) == ("red_answer", Urgency.NONE) else WHAT_TO_DO[urgency]


def alarms_for_client(alarms: Iterable[Alarm], *, emergency_number: str) -> tuple[str, ...]:
    """What the client is told at once, the most urgent first, each sentence once; nothing where there is no alarm."""
    told = [_for_client(each, emergency_number) for each in alarms]
    return tuple(dict.fromkeys((*told, nobody_watches(emergency_number)))) if told else ()


def _for_client(alarm: Alarm, emergency_number: str) -> str:
    if alarm.kind == "worse":
        return (
            f"You are worse than {SINCE[alarm.part]}. Your therapist will see this before your next visit. "
            "If it goes on, talk to your doctor."
        )
    if alarm.kind == "red_answer" and not alarm.refers:
        return "Your therapist will ask you about some of your answers. You can show them to your doctor too."
    if alarm.kind == "red_answer":
        return "Your answers say that things are hard right now. Please talk to your doctor in the next days."
    if alarm.urgency is Urgency.EMERGENCY:
        return f"{alarm.found} Call {_or_any(emergency_number)} now."
    soon = "today" if alarm.urgency is Urgency.SAME_DAY else "in the next days"
    return f"{alarm.found} See a doctor {soon}."


def nobody_watches(emergency_number: str) -> str:
    """That answers are not read at once, and what to do instead."""
    return f"Nobody reads this at night. If you cannot wait, or feel in danger: call {_or_any(emergency_number)}."


def _or_any(emergency_number: str) -> str:
    return emergency_number or "the emergency number"
