"""Questions that derivations ask of everything a client said, as of one day."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import TypeVar

from unknot.clinical.facts import Client, Statement
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.levels import Answer

__all__ = ["Said"]

V = TypeVar("V")


class Said:
    """What was said about a client; `named` are the generic names of medicines by the entries they answer."""

    def __init__(
        self, client: Client, knowledge: Knowledge, on: date, named: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.client, self.knowledge, self.on, self.named = client, knowledge, on, named
        self.statements, self.age = client.facts.statements, client.person.age_on(on)

    @cached_property
    def yes(self) -> frozenset[str]:
        """The entries that are yes."""
        stated = (each for about in self.statements.values() for each in about)
        return frozenset(each.entry_id for each in stated if each.answer is Answer.YES).union(self.named)

    def about(self, entry_id: str) -> tuple[Statement, ...]:
        """The statements about one entry."""
        return self.statements.get(entry_id, ())

    def answer(self, entry_id: str) -> Answer:
        """Yes if anything says yes, else not sure, else no, else not asked."""
        if entry_id in self.yes:
            return Answer.YES
        answers = [statement.answer for statement in self.about(entry_id)]
        return next(
            (answer for answer in (Answer.NOT_SURE, Answer.NO) if answer in answers), Answer.NOT_ASKED
        )

    def is_yes(self, *entry_ids: str) -> bool:
        """Whether any of these entries is yes."""
        return not self.yes.isdisjoint(entry_ids)

    def values(self, entry_ids: Iterable[str], attribute: str, kind: type[V]) -> list[tuple[Statement, V]]:
        """Each value of a follow-up that was said with any of these entries, with its statement."""
        return [
            (statement, value)
            for entry_id in entry_ids
            for statement in self.about(entry_id)
            if isinstance(value := statement.attributes.get(attribute), kind)
        ]

    def day_of(self, statement: Statement) -> date:
        """The day a statement was made; the day of the visit where nobody wrote it down."""
        return statement.said_on or self.client.answered_on or self.on

    def needs(self, *ids: str) -> frozenset[str]:
        """The first of these ids that can be answered: a follow-up's entry must be in the knowledge."""
        known = [each for each in ids if each.partition(".")[0] in self.knowledge.entries or each == "born"]
        return frozenset(known[:1])
