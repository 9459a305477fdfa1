"""Which known names are spelt nearly like a word? Says how near; what follows from a near name is decided elsewhere."""

from collections.abc import Sequence
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

__all__ = ["NEAR", "likeness", "near_names"]

NEAR: Final = 0.7
"""The least likeness worth offering: two slips in a name of seven letters, swapped neighbours counting as one."""


def near_names(word: str, names: Sequence[str], *, most: int, least: float = NEAR) -> list[tuple[str, float]]:
    """The names most like `word` with how like they are, from `least` to 1, nearest first.

    >>> near_names("apixabn", ["apixaban", "edoxaban", "zinc"], most=3)
    [('apixaban', 0.875)]
    """
    found = process.extract(word, names, scorer=OSA.normalized_similarity, limit=most, score_cutoff=least)
    return [(name, float(score)) for name, score, _ in found]


def likeness(one: str, other: str) -> float:
    """How like two words are spelt, from 0 to 1."""
    return float(OSA.normalized_similarity(one, other))
