"""What can go wrong in the session room.

ReaderCanFix
└── NotReviewable   this visit cannot be reviewed: it is not finished, or has been already
"""

from unknot.clinical.errors import ReaderCanFix


class NotReviewable(ReaderCanFix):
    """A review is of a finished visit, once."""
