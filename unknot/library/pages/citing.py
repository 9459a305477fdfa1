"""Which sources does a page cite, under which numbers, and where are they kept?"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from unknot.clinical.entries import Source
from unknot.clinical.vocabulary import Citation
from unknot.library.pages.page import Cited, Paragraph, References, Section

KEPT_AT: Final = (
    (re.compile(r"\bdoi:(10\.\d{4,}/[^\s,;)]+)"), "https://doi.org/{}"),
    (re.compile(r"\b(PMC\d+)"), "https://www.ncbi.nlm.nih.gov/pmc/articles/{}/"),
    (re.compile(r"\bPMID (\d+)"), "https://pubmed.ncbi.nlm.nih.gov/{}/"),
    (re.compile(r"\b(CD\d{6}(?:\.pub\d+)?)"), "https://doi.org/10.1002/14651858.{}"),
    (re.compile(r"\b(NCT\d{8})"), "https://clinicaltrials.gov/study/{}"),
    (
        re.compile(r"\b((?:[a-z0-9-]+\.)+(?:com|org|net|gov|edu|ca|uk|au|de|ie|nz))\b(?![@/\w])"),
        "https://{}/",
    ),
)
"""How a source says where it is kept, the most lasting way first, and the address that this means."""


class Citing:
    """Numbers the sources of one page as they are cited; the same place in a source keeps its number."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._cited: dict[Citation, Cited] = {}

    def __call__(self, citations: Iterable[Citation]) -> tuple[Cited, ...]:
        return tuple(sorted(map(self._number, citations), key=lambda each: each.number))

    def _number(self, citation: Citation) -> Cited:
        if citation not in self._cited:
            source = self._sources[citation.key]
            self._cited[citation] = cited(source, number=len(self._cited) + 1, place=citation.place)
        return self._cited[citation]

    @property
    def all(self) -> tuple[Cited, ...]:
        """All that was cited, by number."""
        return tuple(self._cited.values())

    def section(self) -> Section:
        """All that was cited, in full, to stand at the end of a page."""
        grades = Paragraph(
            words="A: an authority, a review or a study. B: a professional association or a known author. "
            "C: shows what people do, not what is proven.",
            manner="quiet",
        )
        return Section(id="sources", title="Sources", blocks=(References(cited=self.all), grades))


def cited(source: Source, *, number: int, place: str = "") -> Cited:
    """A source under a number."""
    return Cited(
        number=number,
        key=source.key,
        title=source.title,
        where=source.where,
        grade=source.grade,
        place=place,
        read=source.read,
        link=link_of(source.where),
    )


def link_of(where: str) -> str:
    """The address of what `where` describes; "" where it names none.

    >>> link_of("Li YH. PLoS One 2014;9:e89304, PMID 24586677")
    'https://pubmed.ncbi.nlm.nih.gov/24586677/'
    """
    for pattern, address in KEPT_AT:
        if found := pattern.search(where):
            return address.format(found[1].rstrip("."))
    return ""
