"""What can go wrong in the session room.

ReaderCanFix
├── NotReviewable   this visit cannot be reviewed: it is not finished, or has been already
├── NotNoteworthy   something that no note holds: an unknown path, or a value out of range
├── NotMeasurable   something that is not measured for this visit, or a decision without its reason
└── NotSignable     a note that may not be signed, changed or amended as it stands
"""

from unknot.clinical.errors import ReaderCanFix


class NotReviewable(ReaderCanFix):
    """A review is of a finished visit, once."""


class NotNoteworthy(ReaderCanFix):
    """What was sent for a note cannot stand in one."""


class NotMeasurable(ReaderCanFix):
    """Nothing is measured for a visit that does not take place; who decides otherwise says why."""


class NotSignable(ReaderCanFix):
    """A note in this state, or of somebody else, is not signed, changed or amended."""
