"""A person's words in one plain spelling, so that capitals, accents and signs never tell two texts apart."""

import re
import unicodedata

__all__ = ["plain_words"]


def plain_words(text: str) -> list[str]:
    """The words of a text: lower case, no accents, no signs.

    >>> plain_words("Crohn's  disease (Café)")
    ['crohns', 'disease', 'cafe']
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(each for each in plain if not unicodedata.combining(each) and each not in "'’")
    return re.sub(r"[^a-z0-9]+", " ", letters).split()
