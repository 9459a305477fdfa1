"""Plain text for a terminal: headings, rows with a label, wrapped paragraphs. What is said is others'."""

import textwrap
from collections.abc import Iterable

WIDTH = 79
"""One less than the narrowest terminal in use, some of which wrap after a full line."""

LABEL = 20


def heading(text: str) -> list[str]:
    """A heading with a rule below it, and room above."""
    return ["", text, "─" * len(text)]


def row(label: str, text: str) -> list[str]:
    """A label on the left and its text beside it, wrapped under itself."""
    gap = " " * max(1, LABEL - len(label))
    return wrapped(text, first=f"  {label}{gap}", then=" " * (LABEL + 2))


def rows(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Rows, without those that have nothing to say."""
    return [line for label, text in pairs if text for line in row(label, text)]


def bullets(texts: Iterable[str], *, indent: int = 2) -> list[str]:
    """One text each, behind a dash."""
    space = " " * indent
    return [line for text in texts for line in wrapped(text, first=f"{space}– ", then=f"{space}  ")]


def wrapped(text: str, *, first: str = "", then: str = "") -> list[str]:
    """A paragraph."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=then,
        break_on_hyphens=False,
        break_long_words=False,
    ) or [first.rstrip()]


def joined(lines: Iterable[str]) -> str:
    """Lines as one text that ends with a line break."""
    return "\n".join(lines).strip("\n") + "\n"
