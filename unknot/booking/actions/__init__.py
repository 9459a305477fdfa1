"""Every write that touches more than one row of this room, one module a subject."""

from unknot.booking.actions.book import book_visit
from unknot.booking.actions.change import cancel_visit, lapse_visits, miss_visit
from unknot.booking.actions.hand_over import hand_over_visits, settle_visits_of
from unknot.booking.actions.heed import heed_urgent_answers
from unknot.booking.actions.hold import hold_time
from unknot.booking.actions.lesser import take_lesser
from unknot.booking.actions.move import move_visit
from unknot.booking.actions.rescreen import (
    doubt_visit,
    look_at_visit,
    rescreen_visit,
    visits_on_earlier_rules,
)
from unknot.booking.actions.session import finish_visit, start_visit, what_is_missing
from unknot.booking.actions.settle import attest_visit, mark_to_call, settle_visit

__all__ = [
    "attest_visit",
    "book_visit",
    "cancel_visit",
    "doubt_visit",
    "finish_visit",
    "hand_over_visits",
    "heed_urgent_answers",
    "hold_time",
    "lapse_visits",
    "look_at_visit",
    "mark_to_call",
    "miss_visit",
    "move_visit",
    "rescreen_visit",
    "settle_visit",
    "settle_visits_of",
    "start_visit",
    "take_lesser",
    "visits_on_earlier_rules",
    "what_is_missing",
]
