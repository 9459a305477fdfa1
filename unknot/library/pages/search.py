"""Which pages are meant by a few words? Looks at titles and other names; decides nothing about anybody."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, takewhile
from typing import TypeAlias

from unknot.clinical.finding_entries import FILLERS
from unknot.clinical.near_names import near_names
from unknot.clinical.plain_words import plain_words
from unknot.library.pages.manual import INDEX, Manual
from unknot.library.pages.page import Page

MOST = 30
MOST_WORDS = 12
"""Words of a search that are looked for. The longest title has eight; what is longer than a question is not one."""
LIKE = 0.75
ASKING = frozenset(("be", "can", "does", "how", "if", "should", "what", "when", "why", "will"))
"""Words with which questions are asked, whatever they are about."""

Words: TypeAlias = list[str]


@dataclass(frozen=True)
class Named:
    """A page and the words of its names, the title's first."""

    page: Page
    names: tuple[Words, ...]

    def rank(self, words: Words) -> int | None:
        """How well it is meant: 0 by a very name, up to 3; None where it is not."""
        title, *others = self.names
        if words in self.names:
            return 0
        if begin(words, title):
            return 1 if title[: len(words)] == words else 2
        return 3 if any(begin(words, name) for name in others) else None


@dataclass(frozen=True)
class Search:
    """A search among the pages of a manual."""

    manual: Manual

    @cached_property
    def named(self) -> tuple[Named, ...]:
        """Every page but the index, which is never meant."""
        pages = (page for page in self.manual.pages.values() if page.ref != INDEX)
        return tuple(Named(page, tuple(map(plain_words, (page.title, *page.names)))) for page in pages)

    @cached_property
    def known(self) -> tuple[str, ...]:
        """Every word of every name; among equally near ones the first by the alphabet is taken."""
        return tuple(sorted({word for each in self.named for name in each.names for word in name}))

    def found(self, typed: str, *, offered: Iterable[str] = ()) -> list[Page]:
        """The pages that are meant, best first: by every word, else by words mistyped; then the conditions `offered`
        for what was typed; where no name holds every word, then also those that go by most of the words.
        """
        words = looked_for(typed)
        if not words:
            return []
        pages = self.manual.pages
        meant = self._matching(words)
        corrected = words if meant else self._corrected(words)
        meant = meant or self._matching(corrected)
        offers = (pages[ref] for ref in (f"conditions/{each}" for each in offered) if ref in pages)
        also = () if meant else self._by_most(corrected)
        by_ref = {page.ref: page for page in (*meant, *offers, *also)}
        return list(by_ref.values())[:MOST]

    def _corrected(self, words: Words) -> Words:
        return [each if each in self.known else self._nearest(each) for each in words]

    def _nearest(self, word: str) -> str:
        # One that is longer or shorter by more than its share of slips cannot be like it, and comparing takes long.
        near = near_names(word, self._as_long(len(word)), most=1, least=LIKE)
        return near[0][0] if near else word

    def _as_long(self, length: int) -> tuple[str, ...]:
        return tuple(each for each in self.known if length * LIKE <= len(each) <= length / LIKE)

    @cached_property
    def _by_word(self) -> Mapping[str, frozenset[int]]:
        """By each word, the places among `named` of the pages that go by it: most pages need not be looked at."""
        found: dict[str, set[int]] = {word: set() for word in self.known}
        for number, each in enumerate(self.named):
            for name in each.names:
                for word in name:
                    found[word].add(number)
        return {word: frozenset(numbers) for word, numbers in found.items()}

    def _begun(self, word: str) -> frozenset[int]:
        """The pages that go by a word which begins like this one."""
        since = bisect_left(self.known, word)
        begun = takewhile(lambda each: each.startswith(word), islice(self.known, since, None))
        return frozenset().union(*(self._by_word[each] for each in begun))

    def _matching(self, words: Words) -> list[Page]:
        maybe = frozenset.intersection(*map(self._begun, words))
        ranked = ((self.named[number].rank(words), self.named[number].page) for number in sorted(maybe))
        hits = [(rank, page) for rank, page in ranked if rank is not None]
        return [page for _, page in sorted(hits, key=lambda hit: hit[0])[:MOST]]

    def _by_most(self, words: Words) -> list[Page]:
        """The pages that go by more of the words than any other."""
        counts = Counter(number for word in words for number in self._begun(word))
        most = max(counts.values(), default=0)
        return [self.named[number].page for number in sorted(counts) if counts[number] == most][:MOST]


def looked_for(typed: str) -> Words:
    """The words that tell something, each once. Of too many the longest, in their order: letters tell least."""
    words = list(dict.fromkeys(each for each in plain_words(typed) if each not in FILLERS | ASKING))
    kept = sorted(words, key=len, reverse=True)[:MOST_WORDS]
    return [each for each in words if each in kept]


def begin(words: Words, among: Words) -> bool:
    """Whether each word begins one of the others."""
    return all(any(each.startswith(word) for each in among) for word in words)
