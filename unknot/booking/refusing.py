"""Why a visit could not be booked, as the error to raise, with three times that could be had instead."""

from collections.abc import Sequence
from datetime import datetime

from unknot.booking.candidates import Candidate
from unknot.booking.errors import BookingError, NotOffered, Taken
from unknot.booking.kinds import GONE, WORDS, Kind
from unknot.booking.near_times import near_times
from unknot.booking.seating import Wish


def refusal(
    wish: Wish, kinds: set[Kind], *, able: Sequence[Candidate], others: Sequence[Candidate], now: datetime
) -> BookingError:
    """Taken where the time would have been offered; NotOffered with the kinds of rule otherwise.

    `able` is whom the visit was wanted with: a single one is asked for near times first.
    """
    alternatives = near_times(
        wish.location,
        therapist_id=able[0].therapist_id if len(able) == 1 else None,
        others=[each.therapist_id for each in others],
        minutes=wish.minutes,
        starts_at=wish.starts_at,
        now=now,
        holds_of=wish.key,
    )
    if kinds <= GONE:
        return Taken(alternatives)
    first = min(kinds, key=list(Kind).index)
    return NotOffered(WORDS[first], kinds=sorted(kinds), alternatives=alternatives)
