"""Which answers to what is computed cannot be true beside the facts they are computed from?

Each answer is held against the day on which it was given. What happens then is left to the border.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from unknot.clinical.facts import Client, Statement
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.levels import Answer
from unknot.clinical.pressure_bands import BANDS, band_of, readings
from unknot.clinical.said import Said
from unknot.clinical.trimesters import TRIMESTERS, due_dates, trimester_on

__all__ = ["Contradiction", "contradictions"]

AGES: Final = {"minor": 18, "child_under_12": 12}
OLD: Final = ("older_frail", 75)


@dataclass(frozen=True)
class Contradiction:
    """An answer about `entry_id`, what was found and what would be accepted."""

    entry_id: str
    found: str
    accepted: str


def contradictions(client: Client, *, knowledge: Knowledge, on: date) -> tuple[Contradiction, ...]:
    """The answers to computed entries that do not follow from the other facts, as of `on`."""
    said = Said(client, knowledge, on, {})
    return (*_ages(said), *_bands(said), *_trimesters(said))


def _ages(said: Said) -> Iterator[Contradiction]:
    born = said.client.person.born
    for entry_id, age in AGES.items():
        for each in said.about(entry_id):
            years = said.client.person.age_on(said.day_of(each))
            if years is not None and each.answer is _opposite(years < age):
                yield _wrong(each, years < age, f"born on {born}")
    entry_id, age = OLD
    for each in said.about(entry_id):
        # Frail is also said of the young, so that only a no can be wrong.
        years = said.client.person.age_on(said.day_of(each))
        if years is not None and years >= age and each.answer is Answer.NO:
            yield _wrong(each, True, f"born on {born}")


def _bands(said: Said) -> Iterator[Contradiction]:
    told = readings(said)
    if not told:
        return
    reached = max(band_of(each, knowledge=said.knowledge) for each in told)
    highest = max(told, key=lambda each: (each.systolic, each.diastolic))
    for band, entry_id in enumerate(BANDS, start=1):
        for each in said.about(entry_id):
            # A reading is in every band whose line it reaches, so that a no is wrong for the highest only.
            if (each.answer is Answer.YES and band > reached) or (
                each.answer is Answer.NO and band == reached
            ):
                yield _wrong(each, band == reached, f"a reading of {highest.systolic}/{highest.diastolic}")


def _trimesters(said: Said) -> Iterator[Contradiction]:
    dues = due_dates(said)
    if not dues:
        return
    words = " or ".join(str(due) for due in dues)
    for entry_id in TRIMESTERS:
        for each in said.about(entry_id):
            is_it = entry_id in {trimester_on(said.day_of(each), due_on=due) for due in dues}
            if each.answer is _opposite(is_it):
                yield _wrong(each, is_it, f"a baby due on {words}")


def _opposite(truth: bool) -> Answer:
    return Answer.NO if truth else Answer.YES


def _wrong(statement: Statement, truth: bool, beside: str) -> Contradiction:
    said, computed = ("false", "true") if truth else ("true", "false")
    return Contradiction(
        statement.entry_id, f"{said}, beside {beside}", f"{computed}, or leave it out: it is computed"
    )
