"""The reference of the command is what the command says of itself."""

from pathlib import Path

from tests.config.commanding import ROOT, Command
from unknot.config.command import SUBCOMMANDS
from unknot.config.command_docs import FILE, HOME


def test_the_reference_is_not_stale(command: Command) -> None:
    ended = command("docs", "--check")
    assert ended.status == 0, ended.message


def test_it_writes_every_subcommand_where_it_is_told(command: Command, tmp_path: Path) -> None:
    assert command("docs", "--folder", str(tmp_path / "new")).status == 0
    written = (tmp_path / "new" / FILE).read_text(encoding="utf-8")
    assert written == (HOME / FILE).read_text(encoding="utf-8")
    for name in SUBCOMMANDS:
        assert f"\n## unknot {name}\n" in written


def test_it_tells_a_stale_reference_and_leaves_it_alone(command: Command, tmp_path: Path) -> None:
    stale = tmp_path / FILE
    for text in (None, "# Once upon a time\n"):
        if text:
            stale.write_text(text)
        ended = command("docs", "--check", "--folder", str(tmp_path))
        assert ended.status == 1
        assert "make fix" in ended.message
    assert stale.read_text() == "# Once upon a time\n"


def test_the_examples_it_names_are_there() -> None:
    named = [word for each in SUBCOMMANDS.values() for line in each.examples for word in line.split()]
    files = [word for word in named if word.startswith("examples/")]
    assert files
    assert all((ROOT / word).is_file() for word in files)
