"""Which entries may a person mean by what they wrote, such as "slipped disc"? Offers the likeliest; decides nothing.

A word counts the more, the fewer names hold it. An entry is as likely as the best of its names: how much of that name
was written, word by word, a slip of the pen or a plural forgiven. Names of medicines lead to their entries too.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import Final

from unknot.clinical.entries import Entry
from unknot.clinical.medicines import MedicineList, recognise
from unknot.clinical.near_names import near_names
from unknot.clinical.plain_words import plain_words

__all__ = ["Finder", "finder_of"]

FILLERS: Final = frozenset(
    (
        "a", "an", "and", "the", "of", "in", "on", "at", "to", "or", "for", "with", "from", "by", "as", "is", "are",
        "was", "were", "be", "been", "am", "i", "im", "ive", "me", "my", "it", "its", "have", "has", "had", "having",
        "got", "get", "do", "does", "did", "that", "this", "there", "some", "any", "very", "bit", "also", "take",
        "taking", "ago", "since", "last", "year", "years", "problem", "problems", "trouble", "issue", "issues",
        "condition",
    )
)  # fmt: skip
"""Words that tell nothing about health."""
LIKELY: Final = 0.55
"""How much of a name must have been written. A number of our own."""
SLIP: Final = 0.8
"""How like a written word must be to the right one. A number of our own."""
SHORTEST_BEGUN: Final = 4
"""Letters of a word that may stand for all of it."""
MOST: Final = 5


@dataclass(frozen=True)
class _Name:
    """One name of an entry, as its words."""

    entry_id: str
    words: frozenset[str]


@dataclass(frozen=True)
class Finder:
    """All names of all entries that a person can be asked to confirm."""

    names: tuple[_Name, ...]
    medicines: MedicineList
    asked: frozenset[str]

    @cached_property
    def by_word(self) -> Mapping[str, tuple[_Name, ...]]:
        """The names that hold a word."""
        found: dict[str, list[_Name]] = {}
        for name in self.names:
            for word in name.words:
                found.setdefault(word, []).append(name)
        return {word: tuple(names) for word, names in found.items()}

    @cached_property
    def vocabulary(self) -> tuple[str, ...]:
        """Every word of every name."""
        return tuple(self.by_word)

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """How much each word tells: a word of one entry more than one of many."""
        entries = Counter(
            word for word, names in self.by_word.items() for _ in {each.entry_id for each in names}
        )
        return {word: 1 + log(len(self.asked) / count) for word, count in entries.items()}

    def offers(self, text: str, *, most: int = MOST) -> tuple[str, ...]:
        """The ids of the entries that may be meant, the likeliest first; none where nothing is like it."""
        read = recognise(text, medicines=self.medicines)
        maybe = (entry for offer in read.offers for entry in offer.medicine.entries)
        likely = (*read.entries, *self._likely(text), *maybe)
        return tuple(dict.fromkeys(each for each in likely if each in self.asked))[:most]

    def _likely(self, text: str) -> list[str]:
        written = self._understood(text)
        best: dict[str, tuple[float, float]] = {}
        for name in {name for word in written for name in self.by_word[word]}:
            told = sum(written.get(word, 0) * self.weights[word] for word in name.words)
            part = told / sum(self.weights[word] for word in name.words)
            if part >= LIKELY:
                best[name.entry_id] = max(best.get(name.entry_id, (0, 0)), (part * told, told))
        return sorted(best, key=lambda entry_id: (best[entry_id], entry_id), reverse=True)

    def _understood(self, text: str) -> dict[str, float]:
        """The words of names that a text holds, each with how surely."""
        understood: dict[str, float] = {}
        for word in _telling(text):
            for known, surely in self._like(word):
                understood[known] = max(surely, understood.get(known, 0))
        return understood

    def _like(self, word: str) -> Iterator[tuple[str, float]]:
        if word in self.by_word:
            yield word, 1.0
            return
        yield from near_names(word, self.vocabulary, most=3, least=SLIP)
        if len(word) >= SHORTEST_BEGUN:
            yield from ((each, SLIP) for each in self.vocabulary if each.startswith(word))


def finder_of(entries: Iterable[Entry], medicines: MedicineList) -> Finder:
    """A finder for the entries that a client can be asked about."""
    asked = [entry for entry in entries if entry.asked_of == "client"]
    names = (
        _Name(entry.id, words)
        for entry in asked
        for name in (entry.title, entry.label, *entry.synonyms)
        if (words := frozenset(_telling(name)))
    )
    return Finder(tuple(dict.fromkeys(names)), medicines, frozenset(entry.id for entry in asked))


def _telling(text: str) -> list[str]:
    return [_singular(word) for word in plain_words(text) if word not in FILLERS]


def _singular(word: str) -> str:
    return (
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
    )
