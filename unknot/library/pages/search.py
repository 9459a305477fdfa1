"""Which pages are meant by a few words? Looks at titles and other names; decides nothing about anybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from unknot.clinical.finding_entries import FILLERS
from unknot.clinical.near_names import near_names
from unknot.clinical.plain_words import plain_words
from unknot.library.pages.manual import INDEX, Manual
from unknot.library.pages.page import Page

MOST = 30
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
        words = [each for each in plain_words(typed) if each not in FILLERS | ASKING]
        if not words:
            return []
        pages = self.manual.pages
        meant = self._matching(words) or self._matching(self._corrected(words))
        offers = (pages[ref] for ref in (f"conditions/{each}" for each in offered) if ref in pages)
        also = () if meant else self._by_most(self._corrected(words))
        by_ref = {page.ref: page for page in (*meant, *offers, *also)}
        return list(by_ref.values())[:MOST]

    def _corrected(self, words: Words) -> Words:
        return [each if each in self.known else self._nearest(each) for each in words]

    def _nearest(self, word: str) -> str:
        near = near_names(word, self.known, most=1, least=LIKE)
        return near[0][0] if near else word

    def _matching(self, words: Words) -> list[Page]:
        ranked = ((each.rank(words), each.page) for each in self.named)
        hits = [(rank, page) for rank, page in ranked if rank is not None]
        return [page for _, page in sorted(hits, key=lambda hit: hit[0])[:MOST]]

    def _by_most(self, words: Words) -> list[Page]:
        """The pages that go by more of the words than any other."""
        counts = [(sum(each.rank([word]) is not None for word in words), each.page) for each in self.named]
        most = max(count for count, _ in counts)
        return [page for count, page in counts if most and count == most][:MOST]


def begin(words: Words, among: Words) -> bool:
    """Whether each word begins one of the others."""
    return all(any(each.startswith(word) for each in among) for word in words)
