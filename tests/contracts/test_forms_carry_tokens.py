"""A form in a part of a page carries its token: a part that is given only what is named must be given that too."""

import re
from pathlib import Path

import pytest

import unknot

PACKAGE = Path(unknot.__file__).parent
TEMPLATES = {
    str(path).rpartition("/templates/")[2]: path.read_text(encoding="utf-8")
    for path in sorted(PACKAGE.rglob("templates/**/*.html"))
}
ONLY_NAMED = re.compile(r'{% include "([^"]+)"([^%]*) only %}')
PARTS = [
    (page, part, given)
    for page, words in TEMPLATES.items()
    for part, given in ONLY_NAMED.findall(words)
    if "{% csrf_token %}" in TEMPLATES[part]
]


def test_there_are_such_parts() -> None:
    assert PARTS


@pytest.mark.parametrize(("page", "part", "given"), PARTS, ids=[f"{page} {part}" for page, part, _ in PARTS])
def test_a_part_with_a_form_is_given_the_token(page: str, part: str, given: str) -> None:
    assert "csrf_token=csrf_token" in given, (
        f"{page} shows {part} with a form that every browser is refused with"
    )
