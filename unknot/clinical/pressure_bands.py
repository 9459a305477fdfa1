"""Which bands does a blood pressure reach?

A reading is in every band whose line it reaches, so that a higher one is never under fewer limits.
"""

from typing import Final

from unknot.clinical.derivation import DERIVED_NO, Derived, copied
from unknot.clinical.facts import Reading, Value
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.levels import Answer
from unknot.clinical.said import Said

__all__ = ["BANDS", "HYPERTENSION", "band_of", "pressure_bands", "readings"]

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


def pressure_bands(said: Said) -> dict[str, Derived]:
    """Each band, from the highest reading; without any, from a higher band that was told."""
    told = readings(said)
    return _by_readings(said, told) if told else _by_name(said)


def _by_readings(said: Said, told: list[Reading]) -> dict[str, Derived]:
    reached = max(band_of(each, knowledge=said.knowledge) for each in told)
    highest = Reading(max(r.systolic for r in told), max(r.diastolic for r in told))
    is_in = Derived(Answer.YES, {**_follow_ups(said), "reading": highest})
    return {entry_id: is_in if band <= reached else DERIVED_NO for band, entry_id in enumerate(BANDS, 1)}


def _by_name(said: Said) -> dict[str, Derived]:
    stated = max((band for band, entry_id in enumerate(BANDS, 1) if said.is_yes(entry_id)), default=0)
    return {
        entry_id: Derived(Answer.YES, _follow_ups(said))
        if band < stated
        else _without_reading(said, entry_id)
        for band, entry_id in enumerate(BANDS, 1)
    }


def _without_reading(said: Said, entry_id: str) -> Derived:
    known = said.answer(KNOWN)
    if known is Answer.NO:
        return DERIVED_NO
    if known is Answer.YES:
        return Derived(Answer.NOT_SURE, _follow_ups(said), needs=said.needs(f"{KNOWN}.reading", entry_id))
    return Derived(known, needs=said.needs(KNOWN, entry_id))


def _follow_ups(said: Said) -> dict[str, Value]:
    return copied(tuple(statement for entry in HYPERTENSION for statement in said.about(entry)))
