"""What a page is made of, as values: sections of blocks. A template and a Markdown writer show the same ones.

A page's `ref` is its kind and its id ("conditions/fever"); a link names one, and may go on to an anchor in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final, TypeAlias

from unknot.clinical.verdicts_in_words import MARKS

KINDS: Final = (
    "conditions", "systems", "techniques", "goals", "questions", "evidence", "measures", "about",
)  # fmt: skip
"""What there are pages of: the first half of every ref but the index."""


@dataclass(frozen=True, kw_only=True)
class Cited:
    """A source as one page cites it. `link` leads out of the house, where the source says where it is kept."""

    number: int
    key: str
    title: str
    where: str
    grade: str
    place: str = ""
    read: str = ""
    link: str = ""


@dataclass(frozen=True)
class Link:
    """Words that lead to a page, and what is said beside them."""

    words: str
    ref: str
    note: str = ""
    state: str = ""


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Words. `manner` is "" or lead, quiet, asked (a question), warning."""

    kind: ClassVar[str] = "paragraph"
    words: str
    manner: str = ""
    cited: tuple[Cited, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Bullets:
    """A list of short words; `ordered` where they are spoken of by number."""

    kind: ClassVar[str] = "bullets"
    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, kw_only=True)
class Links:
    """A list of ways on."""

    kind: ClassVar[str] = "links"
    items: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Terms, each with what is to be said of it."""

    kind: ClassVar[str] = "facts"
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Card:
    """One rule, claim or item by itself. `state` is a level or an urgency, `badge` the words for it."""

    kind: ClassVar[str] = "card"
    title: str
    anchor: str = ""
    state: str = ""
    badge: str = ""
    words: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    links: tuple[Link, ...] = ()
    cited: tuple[Cited, ...] = ()
    marks: tuple[str, ...] = ()

    @property
    def mark_words(self) -> tuple[str, ...]:
        """The marks, spelt out."""
        return tuple(MARKS[mark] for mark in self.marks)


@dataclass(frozen=True, kw_only=True)
class References:
    """The sources of a page, in full."""

    kind: ClassVar[str] = "references"
    cited: tuple[Cited, ...]


Block: TypeAlias = Paragraph | Bullets | Links | Facts | Card | References


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading, an id to link to, and blocks below it. `folded` keeps what few readers need out of the way, behind
    the words of `note`.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    note: str = ""
    folded: bool = False


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page. `names` are other words by which people look for it; `marks` hold for all of it."""

    ref: str
    title: str
    kind_words: str
    lead: str = ""
    up: Link = Link("Library", "index")
    names: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()

    @property
    def kind(self) -> str:
        """What it is a page of: one of KINDS, or the index."""
        return self.ref.partition("/")[0]

    @property
    def mark_words(self) -> tuple[str, ...]:
        """The marks, spelt out."""
        return tuple(MARKS[mark] for mark in self.marks)


def sections(*each: Section) -> tuple[Section, ...]:
    """The sections that have anything to say."""
    return tuple(section for section in each if any(map(has_words, section.blocks)))


def has_words(block: Block) -> bool:
    """Whether a block has anything to say."""
    match block:
        case Bullets() | Links():
            return bool(block.items)
        case Facts():
            return bool(block.rows)
        case References():
            return bool(block.cited)
        case Paragraph():
            return bool(block.words)
        case Card():
            return True


def rows(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """The pairs that have something to say."""
    return tuple(pair for pair in pairs if pair[1])


def sentence(words: str) -> str:
    """Words begun large and ended with a stop.

    >>> sentence("no deep tissue massage")
    'No deep tissue massage.'
    """
    words = words.strip()
    return words[:1].upper() + words[1:] + ("" if not words or words.endswith((".", "?", "!")) else ".")


def sentences(words: Iterable[str]) -> tuple[str, ...]:
    """Each as a sentence, without the empty ones."""
    return tuple(sentence(each) for each in words if each)
