"""What the session room keeps, one module a subject. The visit itself is the appointment."""

from unknot.visits.models.after import Aftercare, CheckIn, DoneAtHome
from unknot.visits.models.measured import Alarm, Measured, MotionMeasured, ReviewHeld
from unknot.visits.models.noted import Amendment, Note, Phrase
from unknot.visits.models.reviewed import Review

__all__ = [
    "Aftercare",
    "Alarm",
    "Amendment",
    "CheckIn",
    "DoneAtHome",
    "Measured",
    "MotionMeasured",
    "Note",
    "Phrase",
    "Review",
    "ReviewHeld",
]
