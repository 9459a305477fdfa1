"""ARCHITECTURE.md says only what is there: its rooms, its files and its main flow."""

import os
import re
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "ARCHITECTURE.md").read_text()
DOTTED = sorted(
    set(
        re.findall(
            r"\b((?:accounts|audit|booking|care|clients|clinical|config|directory|intake|library|visits)(?:\.\w+)+)\b",
            PAGE,
        )
    )
)
FLOW_ROOMS = re.findall(r"^      (\w+)/ ", PAGE, re.MULTILINE)


def named(dotted: str) -> object:
    """What a dotted name of the page means: a module, or something in one."""
    parts = f"unknot.{dotted}".split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: object = import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            found = getattr(found, part)
        return found
    raise LookupError(dotted)


@pytest.mark.parametrize("dotted", [each for each in DOTTED if not each.endswith(".py")])
def test_it_names_what_exists(dotted: str) -> None:
    assert named(dotted) is not None


def test_it_draws_every_room() -> None:
    rooms = {
        entry.name
        for entry in os.scandir(ROOT / "unknot")
        if entry.is_dir() and entry.name not in {"__pycache__", "templates", "static"}
    }
    assert set(FLOW_ROOMS) == rooms
