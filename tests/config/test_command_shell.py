"""The command in a process of its own: what the shell sees of it, and what it does when a pipe is closed."""

import pytest

from tests.config.commanding import EXAMPLES, Command, shell
from unknot import __version__
from unknot.config.command import SUBCOMMANDS

FULL = '{"born": "1980-01-01", "answers": {"everything_else": false}}'


def test_without_arguments_it_says_what_it_can_do(command: Command) -> None:
    ended = command()
    assert ended.status == 0
    for name, each in SUBCOMMANDS.items():
        assert name in ended.out
        assert each.summary[:20] in ended.out
    assert "for example:" in ended.out


def test_it_tells_its_version(command: Command) -> None:
    assert command("--version").out == f"unknot {__version__}\n"


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_every_subcommand_explains_itself_with_an_example(command: Command, name: str) -> None:
    ended = command(name, "--help")
    assert ended.status == 0
    assert f"usage: unknot {name}" in ended.out
    for example in SUBCOMMANDS[name].examples:
        assert f"\n  {example}\n" in ended.out
        assert f"unknot {name}" in example


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["scren"], "'scren'"),
        (["screen"], "CLIENT"),
        (["screen", "a.toml", "b.toml"], "b.toml"),
        (["screen", "a.toml", "--jso"], "--jso"),
        (["plan", "a.toml", "--on"], "--on"),
        (["knowledge"], "action"),
        (["knowledge", "burn"], "'burn'"),
        (["serve", "--port", "many"], "'many'"),
        (["--\x1b[31m"], "\\x1b"),
    ],
)
def test_wrong_arguments_are_one_line_with_a_way_on(
    command: Command, arguments: list[str], told: str
) -> None:
    ended = command(*arguments)
    assert ended.status == 2
    assert ended.message.count("\n") == 1
    assert ended.message.rstrip("\n").isprintable()
    assert told in ended.message
    assert "--help" in ended.message


@pytest.mark.parametrize(
    ("line", "status", "told"),
    [
        (f"printf '%s' '{FULL}' | $UNKNOT screen - --json", 0, ""),
        (f"printf '%s' '{FULL}' | $UNKNOT screen /dev/stdin", 0, ""),
        ("$UNKNOT screen - < /dev/null", 2, "the input: found an empty file"),
        ("$UNKNOT screen - < /dev/zero", 2, "more than 1 MB"),
        ("$UNKNOT screen - <&-", 2, "standard input is closed"),
        ("$UNKNOT schema >&-", 1, "standard output is closed"),
        ("$UNKNOT screen nobody.toml 2>&-", 2, ""),
    ],
)
def test_it_says_in_one_line_what_is_wrong_with_its_pipes(line: str, status: int, told: str) -> None:
    ended = shell(line)
    assert ended.returncode == status, ended.stderr
    assert told in ended.stderr
    assert ended.stderr.count("\n") == (1 if told else 0)


@pytest.mark.parametrize(
    "arguments", ["schema", "questions", f"plan {EXAMPLES[0]}", f"screen {EXAMPLES[0]} --json"]
)
def test_it_ends_quietly_when_nobody_reads_on(arguments: str) -> None:
    ended = shell(f"$UNKNOT {arguments} | head -n 1")
    assert ended.returncode == 0
    assert ended.stderr == ""
    assert ended.stdout.count("\n") == 1


def test_it_says_that_a_disk_is_full() -> None:
    ended = shell("$UNKNOT schema > /dev/full")
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert "Traceback" not in ended.stderr


def test_it_speaks_to_terminals_that_know_few_signs() -> None:
    ended = shell(f"$UNKNOT screen {EXAMPLES[0]}", environment={"PYTHONIOENCODING": "ascii"})
    assert ended.returncode == 0
    assert ended.stderr == ""
    assert ended.stdout.isascii()


def test_it_screens_before_anything_of_the_web_is_loaded() -> None:
    ended = shell(f"$UNKNOT screen {EXAMPLES[0]}", environment={"PYTHONPROFILEIMPORTTIME": "1"})
    assert "unknot.clinical.screening" in ended.stderr
    assert "django" not in ended.stderr
