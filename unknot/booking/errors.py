"""What can go wrong when a visit is booked or changed. No message holds health text: they say the kind.

ReaderCanFix
└── BookingError
    ├── Taken            somebody else was quicker; carries near alternatives
    ├── NotOffered       this time is not offered: outside hours, notice, horizon, load ...; carries the kinds
    ├── ClientBusy       the client already has a visit then
    ├── NotFitting       the visit goes beyond the client's limits, or nobody may be treated; carries the kinds
    ├── PriceChanged     the price is no longer what was shown
    ├── KeyUsed          this form has already booked another visit
    ├── WrongState       the visit is not in a state that allows this
    └── CannotStart      a visit that may not begin; carries what is missing
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from unknot.clinical.errors import ReaderCanFix

if TYPE_CHECKING:
    from unknot.booking.availability import Opening


class BookingError(ReaderCanFix):
    """The base of this room's errors."""


class _WithKinds(BookingError):
    def __init__(self, words: str, *, kinds: Iterable[str]) -> None:
        self.kinds = tuple(kinds)
        super().__init__(words)


class Taken(BookingError):
    """The time was free and is not any more. `alternatives` are up to three free times nearby."""

    def __init__(self, alternatives: Iterable["Opening"] = ()) -> None:
        self.alternatives = tuple(alternatives)
        super().__init__("This time has just been taken. Please choose another.")


class NotOffered(_WithKinds):
    """The time is not offered; `alternatives` are up to three free times nearby."""

    def __init__(self, words: str, *, kinds: Iterable[str], alternatives: Iterable["Opening"] = ()) -> None:
        self.alternatives = tuple(alternatives)
        super().__init__(words, kinds=kinds)


class ClientBusy(BookingError):
    """The client cannot be in two rooms at once."""


class NotFitting(_WithKinds):
    """The health answers do not allow this visit."""


class PriceChanged(BookingError):
    """The price is no longer what was shown."""


class KeyUsed(BookingError):
    """An idempotency key that belongs to another visit."""


class WrongState(BookingError):
    """The visit is not in a state that allows this."""


class CannotStart(_WithKinds):
    """The visit may not begin yet."""
