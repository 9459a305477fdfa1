"""The life of a visit: which state may follow which. Everything that changes a state asks here."""

from collections.abc import Mapping

from unknot.booking.errors import WrongState
from unknot.booking.models import Appointment

State = Appointment.State
FOLLOWS: Mapping[State, frozenset[State]] = {
    State.PROVISIONAL: frozenset({State.CONFIRMED, State.CANCELLED, State.LAPSED}),
    State.CONFIRMED: frozenset({State.PROVISIONAL, State.STARTED, State.CANCELLED, State.MISSED}),
    State.STARTED: frozenset({State.FINISHED}),
    State.FINISHED: frozenset(),
    State.CANCELLED: frozenset(),
    State.LAPSED: frozenset(),
    State.MISSED: frozenset(),
}
AHEAD = (State.PROVISIONAL, State.CONFIRMED)
"""Still to come, and may be moved, settled and cancelled."""
LIVE = (State.PROVISIONAL, State.CONFIRMED, State.STARTED)
"""Takes its client's, its therapist's and its room's time."""
COUNTED = (*LIVE, State.FINISHED)
"""Counts as load on its therapist."""


def may_follow(now: str, then: str) -> bool:
    """Whether a visit in the state `now` may go over to `then`; staying is no change and always may."""
    return now == then or State(then) in FOLLOWS[State(now)]


def check_may_follow(now: str, then: str) -> None:
    """Raises WrongState where a visit may not go over."""
    if not may_follow(now, then):
        raise WrongState(
            f"This visit is {State(now).label.lower()} and cannot become {State(then).label.lower()}."
        )
