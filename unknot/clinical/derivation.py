"""What a named derivation says of an entry, before it is laid beside what people said of it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from unknot.clinical.conditions import NO_NEEDS, Needs
from unknot.clinical.facts import Statement, Value
from unknot.clinical.levels import Answer

__all__ = ["DERIVED_NO", "Derived", "copied"]


class Derived(NamedTuple):
    """An answer that follows from other facts. NOT_SURE and NOT_ASKED say that `needs` are missing.

    `replaces` are statements that were right when they were made, and are worked out anew for the visit.
    """

    answer: Answer
    attributes: Mapping[str, Value] = MappingProxyType({})
    needs: Needs = NO_NEEDS
    replaces: tuple[Statement, ...] = ()


DERIVED_NO = Derived(Answer.NO)


def copied(statements: tuple[Statement, ...]) -> dict[str, Value]:
    """The follow-ups of statements about other entries: a yes where any says so, else the first answer."""
    values: dict[str, Value] = {}
    for statement in statements:
        for name, value in statement.attributes.items():
            if value is True or name not in values:
                values[name] = value
    return values
