"""What can go wrong with a client's record.

ReaderCanFix
└── NotSigned    a consent came without a name
"""

from unknot.clinical.errors import ReaderCanFix


class NotSigned(ReaderCanFix):
    """A consent came without a signature."""
