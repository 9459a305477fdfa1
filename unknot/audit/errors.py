"""What can go wrong with the audit trail.

OurFault
├── NeverChanged    somebody tried to change or take away what was appended
└── NotACode        a detail that is not an id or a code, and so may tell of somebody
"""

from unknot.clinical.errors import OurFault


class NeverChanged(OurFault):
    """What was appended stays as it is."""


class NotACode(OurFault):
    """A detail of an audit entry is an id or a code."""
