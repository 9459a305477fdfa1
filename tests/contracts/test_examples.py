"""The examples in docstrings do what they say."""

import doctest
import importlib
from pathlib import Path

import pytest

from tests.contracts.test_documents import ROOT, SOURCES

WITH_EXAMPLES = [each for each in SOURCES if ">>> " in each.read_text()]


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_an_example_does_what_it_says(path: Path) -> None:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    done = doctest.testmod(importlib.import_module(name))
    assert done.attempted
    assert not done.failed
