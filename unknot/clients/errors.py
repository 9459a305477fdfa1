"""What can go wrong with a client's record.

ReaderCanFix
├── NotSigned    a consent came without a name
├── NotJoined    two rows that cannot become one as they stand
└── NotRecognised    who holds a link has not shown who they are; they are asked, and then go on
"""

from unknot.clinical.errors import ReaderCanFix


class NotSigned(ReaderCanFix):
    """A consent came without a signature."""


class NotJoined(ReaderCanFix):
    """Two rows that cannot become one as they stand."""


class NotRecognised(ReaderCanFix):
    """Whoever holds the link has not shown that they are its client."""
