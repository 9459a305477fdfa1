"""What do the answers of now say that those of an earlier day did not? Each difference once, as it was and as it is.

Values in, values out: which answers those are is for whoever read them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Statements: TypeAlias = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Difference:
    """One thing that is not what it was. `was` is empty for what is new, `now` for what is no longer said."""

    title: str
    was: str
    now: str

    @property
    def kind(self) -> str:
        if not self.was:
            return "new"
        return "changed" if self.now else "gone"


def changed_answers(
    before: Mapping[str, Statements], now: Mapping[str, Statements], titles: Mapping[str, str]
) -> tuple[Difference, ...]:
    """The entries answered otherwise than before, by title. A first "no" to what was never asked is no change."""
    found = (_changed(titles[id], before.get(id, ()), said) for id, said in now.items() if id in titles)
    return tuple(sorted((each for each in found if each), key=lambda each: each.title))


def _changed(title: str, before: Statements, now: Statements) -> Difference | None:
    was, is_now = said_in_words(before), said_in_words(now)
    if was == is_now or (not was and is_now == "No"):
        return None
    return Difference(title, was, is_now)


def changed_lines(
    title: str, before: Iterable[str] | None, now: Iterable[str] | None
) -> Iterator[Difference]:
    """The lines of a list that came and went, as with medicines. A list that nobody asked for before is all new."""
    was, are = list(before or ()), list(now or ())
    yield from (Difference(title, "", each) for each in are if each not in was)
    yield from (Difference(title, each, "") for each in was if each not in are)


def said_in_words(statements: Statements) -> str:
    """An answer with its details; empty where nothing was said.

    >>> said_in_words([{"answer": True, "since": "2026-03-01"}])
    'Yes (since: 2026-03-01)'
    """
    if not statements:
        return ""
    details = "; ".join(details_of(statements))
    return f"{answer_of(statements)} ({details})" if details else answer_of(statements)


def answer_of(statements: Statements) -> str:
    """Yes where any statement says so, else not sure, else no."""
    answers = [each.get("answer") for each in statements]
    return "Yes" if True in answers else ("Not sure" if "not sure" in answers else "No")


def details_of(statements: Statements) -> tuple[str, ...]:
    """What else was said, as "name: value"."""
    return tuple(
        f"{name.replace('_', ' ')}: {plainly(value)}"
        for statement in statements
        for name, value in statement.items()
        if name != "answer"
    )


def plainly(value: Any) -> str:
    """A value of an answer as words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(str(each).replace("_", " ") for each in value)
    return str(value).replace("_", " ")
