"""The manual as Markdown files, one a page: the same words as in the library, to print, to read offline, to compare."""

import re
from collections.abc import Iterator
from posixpath import relpath

from unknot.library.pages.manual import Manual
from unknot.library.pages.page import (
    Block,
    Bullets,
    Card,
    Cited,
    Facts,
    Link,
    Links,
    Page,
    Paragraph,
    References,
    Section,
)

SIGNS = re.compile(r"([\\*_`\[\]<>|#])")
FOOT = "Rules with sources, not a diagnosis. Knowledge {}."


def markdown_files(manual: Manual) -> Iterator[tuple[str, str]]:
    """The name of each file and what stands in it."""
    for page in manual.pages.values():
        foot = ["", plain(FOOT.format(manual.version))] if page.ref == "index" else []
        yield file_of(page.ref), "\n".join([*page_lines(page), *foot]) + "\n"


def file_of(ref: str) -> str:
    """The file of a page.

    >>> file_of("conditions/fever")
    'conditions/fever.md'
    """
    return f"{ref}.md"


def page_lines(page: Page) -> Iterator[str]:
    """A page, line by line."""
    yield f"# {plain(page.title)}"
    if page.kind_words:
        yield ""
        yield f"*{plain(page.kind_words)}* · {link(page.up, page)}"
    for words in (page.lead, "; ".join(page.mark_words)):
        if words:
            yield from ("", plain(words) if words == page.lead else f"Mark, in part: {plain(words)}.")
    for section in page.sections:
        yield from section_lines(section, page)


def section_lines(section: Section, page: Page) -> Iterator[str]:
    """A heading and what stands below it."""
    if section.title:
        yield from ("", f'## <a id="{section.id}"></a>{plain(section.title)}')
    if section.note:
        yield from ("", f"{plain(section.note)}:")
    for block in section.blocks:
        lines = list(block_lines(block, page))
        if lines:
            yield from ("", *lines)


def block_lines(block: Block, page: Page) -> Iterator[str]:
    """A block, line by line."""
    match block:
        case Paragraph():
            if block.words:
                asked = "> " if block.manner == "asked" else ""
                yield f"{asked}{plain(block.words)}{numbers(block.cited)}"
        case Bullets():
            signs = (f"{number}." if block.ordered else "-" for number, _ in enumerate(block.items, 1))
            yield from (f"{sign} {plain(each)}" for sign, each in zip(signs, block.items, strict=True))
        case Links():
            yield from (f"- {link(each, page)}" for each in block.items)
        case Facts():
            yield from fact_lines(block.rows)
        case Card():
            yield from card_lines(block, page)
        case References():
            yield from (reference(each, page) for each in block.cited)


def card_lines(card: Card, page: Page) -> Iterator[str]:
    """A rule, claim or item."""
    anchor = f'<a id="{card.anchor}"></a>' if card.anchor else ""
    badge = f" ({plain(card.badge)})" if card.badge else ""
    yield f"### {anchor}{plain(card.title)}{badge}"
    if card.words:
        yield from ("", f"{plain(' '.join(card.words))}{numbers(card.cited)}")
    if card.rows or card.links:
        yield ""
    yield from fact_lines(card.rows)
    yield from (f"- {link(each, page)}" for each in card.links)
    if card.marks:
        yield from ("", f"Mark: {plain('; '.join(card.mark_words))}.")


def fact_lines(rows: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """Terms, each with what is said of it."""
    return (f"- **{plain(term)}{'' if term.endswith('?') else ':'}** {plain(words)}" for term, words in rows)


def reference(cited: Cited, page: Page) -> str:
    """A source in full, leading to the list of all sources and to where it is kept."""
    title = link(Link(cited.title, f"about/sources#{cited.key}"), page)
    anchor = f'<a id="{cited.key}"></a>' if page.ref == "about/sources" else ""
    place = f", {plain(cited.place)}" if cited.place else ""
    kept = f" <{cited.link}>" if cited.link else ""
    read = f" Read: {plain(cited.read)}." if cited.read else ""
    where = plain(cited.where.rstrip("."))
    number = f'{cited.number}. <a id="source-{cited.number}"></a>{anchor}'
    return f"{number}{title}{place} ({cited.grade}). {where}.{read}{kept}"


def numbers(cited: tuple[Cited, ...]) -> str:
    """Numbers that lead to the sources at the end of the page."""
    return "".join(f" [[{each.number}]](#source-{each.number})" for each in cited)


def link(to: Link, page: Page) -> str:
    """Words that lead to another page's file."""
    note = f": {plain(to.note)}" if to.note else ""
    ref, _, anchor = to.ref.partition("#")
    path = relpath(file_of(ref), file_of(page.ref).rpartition("/")[0] or ".")
    return f"[{plain(to.words)}]({path}{f'#{anchor}' if anchor else ''}){note}"


def plain(words: str) -> str:
    """Words with the signs that Markdown would read as its own written out."""
    return SIGNS.sub(r"\\\1", " ".join(words.split()))
