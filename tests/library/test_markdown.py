"""The manual as files: the same pages, links between files that are there, and nothing that Markdown would misread."""

import re
from posixpath import dirname, join, normpath

import pytest

from tests.library.test_manual import manual, references
from unknot.library.pages.markdown import file_of, markdown_files, plain

FILES = dict(markdown_files(manual()))


def test_every_page_is_a_file() -> None:
    assert list(FILES) == [file_of(ref) for ref in manual().pages]


def test_writing_twice_writes_the_same() -> None:
    assert dict(markdown_files(manual())) == FILES


def test_every_link_between_files_leads_to_one_and_to_an_anchor_in_it() -> None:
    for name, text in FILES.items():
        for path, anchor in re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", text):
            target = normpath(join(dirname(name), path)) if path else name
            assert target in FILES, f"{name}: {path}"
            assert not anchor or f'<a id="{anchor}"></a>' in FILES[target], f"{name}: {path}#{anchor}"


def test_every_source_is_linked_on_the_page_that_cites_it() -> None:
    for page in manual().pages.values():
        text = FILES[file_of(page.ref)]
        for source in references(page):
            assert f"sources.md#{source.key})" in text, (page.ref, source.key)
            assert not source.link or f"<{source.link}>" in text, (page.ref, source.key)


def test_each_title_stands_once_as_the_heading_of_its_file() -> None:
    for page in manual().pages.values():
        assert re.findall(r"(?m)^# (.+)$", FILES[file_of(page.ref)]) == [plain(page.title)]


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("a < b", r"a \< b"),
        ("*not* _this_", r"\*not\* \_this\_"),
        ("[x](y)", r"\[x\](y)"),
        ("one\n\n# two", r"one \# two"),
    ],
)
def test_words_stay_words(words: str, written: str) -> None:
    assert plain(words) == written
