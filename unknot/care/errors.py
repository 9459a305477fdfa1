"""What can go wrong when care is decided.

ReaderCanFix
├── NoPermit        a screening does not let a visit be confirmed
└── NotCorrectable  a fact behind an urgency, which nobody may talk away
"""

from unknot.clinical.errors import ReaderCanFix


class NoPermit(ReaderCanFix):
    """The screening does not let a visit be confirmed."""


class NotCorrectable(ReaderCanFix):
    """A fact that stands behind an urgency may not be corrected away."""
