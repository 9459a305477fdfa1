"""The guide to a practice's own rules is true: its example works as told, and what it calls refused is."""

import re
from pathlib import Path

import pytest

from tests.config.commanding import ON, ROOT, Command
from unknot.clinical.cases import differences, read_cases
from unknot.clinical.errors import KnowledgeError
from unknot.clinical.loading import base_folder, default_knowledge, load_knowledge

GUIDE = (ROOT / "docs/guides/overlays.md").read_text(encoding="utf-8")
EXAMPLE = dict(re.findall(r"^`([\w/]+\.toml)`\n\n```toml\n(.*?)^```$", GUIDE, re.M | re.S))
ROWS = re.findall(r"^\| ([\w' ]+) \| `([\w/.]+)` \| `(.+)` \| (.+) \|$", GUIDE, re.M)


def lay(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def example(tmp_path: Path) -> Path:
    return lay(tmp_path, EXAMPLE)


def test_the_example_has_a_file_of_each_kind() -> None:
    assert set(EXAMPLE) == {"sources.toml", "settings.toml", "conditions/house.toml", "cases/house.toml"}


def test_the_example_does_what_its_cases_say(example: Path) -> None:
    knowledge = load_knowledge(base_folder(), example)
    cases = read_cases(example / "cases")
    assert len(cases) == 2
    assert [differences(case, knowledge=knowledge) for case in cases] == [(), ()]
    assert all(differences(case, knowledge=default_knowledge()) for case in cases), "the base says otherwise"


def test_the_check_finds_no_fault_in_the_example(command: Command, example: Path) -> None:
    ended = command("knowledge", "check", str(example), "--on", ON)
    assert ended.status == 0, ended.out
    first, last = ended.out.splitlines()
    assert re.fullmatch(r"Stricter with [1-9]\d* of the \d+ clients in the base's cases\.", first)
    assert last.startswith(f"{len(default_knowledge().entries) + 1} entries, ")


def test_the_scope_it_shows_switches_off_what_it_says(tmp_path: Path) -> None:
    (shown,) = re.findall(r"^```toml\n(techniques_off.*?)^```$", GUIDE, re.M | re.S)
    scope = load_knowledge(base_folder(), lay(tmp_path, {"scope.toml": shown})).scope
    assert (scope.off_in("US-NY"), scope.off_in("US-CA")) == ({"cupping", "thai"}, {"cupping"})


def test_the_guide_lists_what_is_refused() -> None:
    assert len(ROWS) == 16


@pytest.mark.parametrize(("remark", "file", "text", "found"), ROWS, ids=[row[0] for row in ROWS])
def test_what_the_guide_calls_refused_is(
    tmp_path: Path, remark: str, file: str, text: str, found: str
) -> None:
    with pytest.raises(KnowledgeError) as refusal:
        load_knowledge(base_folder(), lay(tmp_path, {file: f"{text}\n"}))
    message = str(refusal.value)
    assert found in message, remark
    assert Path(file).name in message
    assert "accepted" in message
