"""Which bands does a blood pressure reach?

A reading is in every band whose line it reaches, so that a higher one is never under fewer limits.
"""

from typing import Final

from unknot.clinical.derivation import DERIVED_NO, Derived, copied
from unknot.clinical.facts import Reading, Value
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.levels import Answer
from unknot.clinical.said import Said

__all__ = ["BANDS", "HYPERTENSION", "band_of", "pressure_band", "readings"]

KNOWN: Final = "hypertension_controlled"
BANDS: Final = ("hypertension_moderate", "hypertension_high", "hypertensive_severe")
HYPERTENSION: Final = (KNOWN, *BANDS)
_LINES: Final = ("moderate", "high", "severe")


def band_of(reading: Reading, *, knowledge: Knowledge) -> int:
    """How many of the bands a reading reaches, 0 to 3. The lines are settings, in mmHg."""
    return sum(
        reading.systolic >= knowledge.setting(f"blood_pressure_{line}_systolic")
        or reading.diastolic >= knowledge.setting(f"blood_pressure_{line}_diastolic")
        for line in _LINES
    )


def readings(said: Said) -> list[Reading]:
    """Every blood pressure told with any of the rows."""
    return [value for _, value in said.values(HYPERTENSION, "reading", Reading)]


def pressure_band(said: Said, entry_id: str) -> Derived | None:
    """One band, from the highest reading; without any, from a higher band that was told."""
    told = readings(said)
    band = BANDS.index(entry_id) + 1
    if told:
        reached = [each for each in told if band_of(each, knowledge=said.knowledge) >= band]
        if not reached:
            return DERIVED_NO
        highest = Reading(max(r.systolic for r in told), max(r.diastolic for r in told))
        return Derived(Answer.YES, {**_follow_ups(said), "reading": highest})
    stated = max((BANDS.index(each) + 1 for each in BANDS if said.is_yes(each)), default=0)
    if stated > band:
        return Derived(Answer.YES, _follow_ups(said))
    return _without_reading(said, entry_id)


def _without_reading(said: Said, entry_id: str) -> Derived:
    known = said.answer(KNOWN)
    if known is Answer.NO:
        return DERIVED_NO
    if known is Answer.YES:
        return Derived(Answer.NOT_SURE, _follow_ups(said), needs=said.needs(f"{KNOWN}.reading", entry_id))
    return Derived(known, needs=said.needs(KNOWN, entry_id))


def _follow_ups(said: Said) -> dict[str, Value]:
    return copied(tuple(statement for entry in HYPERTENSION for statement in said.about(entry)))
