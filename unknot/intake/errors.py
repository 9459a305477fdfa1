"""What can go wrong with what a person tells us.

ReaderCanFix
└── NotYours    staff wrote what only the client may say, or the other way round
"""

from unknot.clinical.errors import ReaderCanFix


class NotYours(ReaderCanFix):
    """This answer is for somebody else to give."""
