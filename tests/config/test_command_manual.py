"""`unknot manual` writes a page for everything into a folder of its own, the same each time."""

from pathlib import Path

import pytest

from tests.config.commanding import ON, Command
from unknot.clinical.loading import default_knowledge

CATALOGUE = default_knowledge().catalogue


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return written(tmp_path_factory.mktemp("first") / "manual")


def written(folder: Path) -> dict[str, str]:
    from unknot.config.command import main

    assert main(["manual", "--to", str(folder), "--on", ON]) == 0
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.md")}


def test_it_writes_the_same_each_time(pages: dict[str, str], tmp_path: Path) -> None:
    assert written(tmp_path / "again") == pages


def test_it_writes_a_page_for_every_entry_and_every_row_that_has_one(pages: dict[str, str]) -> None:
    wanted = {f"conditions/{each}.md" for each in default_knowledge().entries}
    wanted |= {f"techniques/{each}.md" for each in CATALOGUE.techniques}
    wanted |= {f"goals/{each}.md" for each in CATALOGUE.goals}
    wanted |= {f"questions/{each}.md" for each in CATALOGUE.answers}
    wanted |= {f"evidence/{each}.md" for each in CATALOGUE.evidence}
    wanted |= {f"measures/{each}.md" for each in CATALOGUE.measures}
    assert {*wanted, "about/evidence.md", "about/measures.md", "about/motion.md"} <= set(pages)
    assert default_knowledge().version in pages["index.md"]


def test_it_says_how_many_pages_and_where_to_begin(command: Command, tmp_path: Path) -> None:
    ended = command("manual", "--to", str(tmp_path / "m"), "--on", ON)
    assert ended.status == 0
    assert str(tmp_path / "m" / "index.md") in ended.out
    assert f"{len(list((tmp_path / 'm').rglob('*.md')))} pages" in ended.out


def test_it_takes_away_pages_that_are_no_more(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "m"
    command("manual", "--to", str(folder), "--on", ON)
    stale = folder / "conditions" / "hysteria.md"
    stale.write_text("# Hysteria\n")
    assert command("manual", "--to", str(folder), "--on", ON).status == 0
    assert not stale.exists()


@pytest.mark.parametrize(
    ("held", "remark"),
    [
        ("diary.txt", "no manual at all"),
        ("README.md", "a document"),
        ("index.md/x.md", "a folder of that name"),
    ],
)
def test_it_leaves_a_folder_alone_that_holds_something_else(
    command: Command, tmp_path: Path, held: str, remark: str
) -> None:
    mine = tmp_path / "mine" / held
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    ended = command("manual", "--to", str(tmp_path / "mine"))
    assert ended.status == 2, remark
    assert "something else" in ended.message
    assert mine.read_text() == "mine"


def test_it_refuses_a_file_for_a_folder(command: Command, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    ended = command("manual", "--to", str(tmp_path / "file"))
    assert ended.status == 2
    assert "a folder" in ended.message
