"""Which pages are meant by a few words? Looks at titles and other names; decides nothing about anybody."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from unknot.library.pages.manual import Manual
from unknot.library.pages.page import Page

MOST = 30
WORD = re.compile(r"[^\W_]+")
IGNORED = frozenset(("a", "an", "and", "the", "of", "in", "on", "my", "is", "i", "do", "for", "to"))


def found(manual: Manual, typed: str) -> list[Page]:
    """The pages that are meant, best first. Every word must begin a word of the page's names."""
    words = [each for each in words_of(typed) if each not in IGNORED]
    return _matching(manual, words) or _matching(manual, corrected(words, manual)) if words else []


def corrected(words: Iterable[str], manual: Manual) -> list[str]:
    """Words that no page has, read as the nearest that one has."""
    known = {each for page in manual.pages.values() for name in names_of(page) for each in words_of(name)}
    return [
        each if each in known else next(iter(get_close_matches(each, known, n=1, cutoff=0.75)), each)
        for each in words
    ]


def words_of(text: str) -> list[str]:
    """The words of a text without capitals and accents.

    >>> words_of("Ménière's disease")
    ['meniere', 's', 'disease']
    """
    bare = unicodedata.normalize("NFKD", text.casefold())
    return WORD.findall("".join(each for each in bare if not unicodedata.combining(each)))


def names_of(page: Page) -> tuple[str, ...]:
    """Every name of a page, its title first."""
    return (page.title, *page.names)


def _matching(manual: Manual, words: list[str]) -> list[Page]:
    ranked = [(_rank(page, words), number, page) for number, page in enumerate(manual.pages.values())]
    hits = sorted((each for each in ranked if each[0] is not None), key=lambda each: each[:2])
    return [page for _, _, page in hits[:MOST]]


def _rank(page: Page, words: list[str]) -> int | None:
    """How well a page is meant: 0 by its very title, up to 3; None where it is not. The index is never meant."""
    if page.kind == "index":
        return None
    title = words_of(page.title)
    if title == words or any(words_of(name) == words for name in page.names):
        return 0
    if _begin(words, title):
        return 1 if title[: len(words)] == words else 2
    return 3 if any(_begin(words, words_of(name)) for name in page.names) else None


def _begin(words: list[str], among: list[str]) -> bool:
    return all(any(each.startswith(word) for each in among) for word in words)
