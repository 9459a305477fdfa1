"""The `unknot` command: which subcommand was meant, and what its end means to the shell.

Exit status 0 for any decision, 1 where the knowledge or the product is at fault, 2 where the reader can mend what
was given. A subcommand is a row of SUBCOMMANDS; only the module of the one that was named is imported.
"""

import argparse
import io
import os
import sys
import textwrap
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, NamedTuple, NoReturn, TypeAlias

from unknot import __version__
from unknot.clinical.errors import OurFault, ReaderCanFix

Run: TypeAlias = Callable[[argparse.Namespace], int]
Prepare: TypeAlias = Callable[[argparse.ArgumentParser], Run]
"""Adds the arguments of a subcommand to its parser, and gives back what runs it."""


class Subcommand(NamedTuple):
    """What a subcommand is for, which function prepares it, and lines to try it with."""

    summary: str
    prepare: str
    examples: tuple[str, ...]


SUBCOMMANDS: dict[str, Subcommand] = {
    "screen": Subcommand(
        "what may be done with a client, and why",
        "unknot.config.command_client:prepare_screen",
        (
            "unknot screen examples/neck_pain_on_apixaban.toml",
            "unknot screen examples/pregnant_ten_weeks.toml --on 2026-12-20 --json",
        ),
    ),
    "plan": Subcommand(
        "a session and its dose, within the limits",
        "unknot.config.command_client:prepare_plan",
        ("unknot plan examples/healthy_runner.toml",),
    ),
    "explain": Subcommand(
        "how each finding came about",
        "unknot.config.command_client:prepare_explain",
        ("unknot explain examples/neck_pain_on_apixaban.toml",),
    ),
    "schema": Subcommand(
        "the JSON Schema of a client's file",
        "unknot.config.command_lists:prepare_schema",
        ("unknot schema > client.schema.json",),
    ),
    "questions": Subcommand(
        "all questions with their ids",
        "unknot.config.command_lists:prepare_questions",
        ("unknot questions", "unknot questions --json"),
    ),
    "vocabulary": Subcommand(
        "the ids a client's file may use",
        "unknot.config.command_lists:prepare_vocabulary",
        ("unknot vocabulary", "unknot vocabulary --json"),
    ),
    "knowledge": Subcommand(
        "check the knowledge and run its cases",
        "unknot.config.command_knowledge:prepare_knowledge",
        ("unknot knowledge check", "unknot knowledge check data/knowledge/quiet-hands"),
    ),
    "manual": Subcommand(
        "write the rule manual as files: conditions, techniques, goals, questions, research, measures",
        "unknot.config.command_manual:prepare_manual",
        ("unknot manual --to /tmp/manual",),
    ),
    "serve": Subcommand(
        "serve the product, with a demo practice where asked",
        "unknot.config.command_serve:prepare_serve",
        ("unknot serve --demo", "UNKNOT_DATA=/srv/unknot unknot serve --port 8080"),
    ),
    "chores": Subcommand(
        "let visits lapse, send what waits, erase what nobody claimed",
        "unknot.config.command_chores:prepare_chores",
        ("unknot chores", "unknot chores --every 60"),
    ),
    "rescreen": Subcommand(
        "judge upcoming visits by the rules of now, after an upgrade or a change of an overlay",
        "unknot.config.command_rescreen:prepare_rescreen",
        ("unknot rescreen --dry-run", "unknot rescreen --practice quiet-hands"),
    ),
    "audit": Subcommand(
        "find what was changed in signed notes past the product, and whether the database still refuses it",
        "unknot.config.command_audit:prepare_audit",
        ("unknot audit verify", "unknot audit verify --practice quiet-hands"),
    ),
    "demo": Subcommand(
        "fill an empty installation with a practice or a town that does not exist",
        "unknot.config.demo.command:prepare_demo",
        ("UNKNOT_DATA=/tmp/a-town unknot demo --scale town",),
    ),
    "docs": Subcommand(
        "write the reference of this command anew",
        "unknot.config.command_docs:prepare_docs",
        ("unknot docs", "unknot docs --check"),
    ),
}

DESCRIPTION = "Screens clients for massage and plans sessions, from files, without a server."
FIRST_STEP = "unknot screen examples/neck_pain_on_apixaban.toml"
EXIT_STATUS = (
    "Exit status: 0 for any decision, 2 where what was given can be mended (one line says how), 1 where the fault is "
    "in the knowledge."
)


class Parser(argparse.ArgumentParser):
    """An argparse parser whose mistakes are one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, and where help is."""
        self.exit(2, f"{self.prog}: {printable(message)} (see `{self.prog} --help`)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a subcommand; the exit status."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if sys.stdout is None:
        return _say("unknot: standard output is closed", 1)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that cannot show a sign shows a question mark, and the rest of the screening.
        sys.stdout.reconfigure(errors="replace")
    try:
        status = _run(given)
        sys.stdout.flush()
    except ReaderCanFix as mistake:
        return _say(f"unknot: {mistake}", 2)
    except OurFault as fault:
        return _say(f"unknot: the fault is in the knowledge, not in the client's file: {fault}", 1)
    except OSError as trouble:
        # Whoever read our output has gone, or there is no room for it. Python would complain again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(trouble, BrokenPipeError):
            return 0
        return _say(f"unknot: {(trouble.strerror or str(trouble)).lower()} {trouble.filename or ''}", 1)
    except KeyboardInterrupt:
        return 130
    return status


def build_parser(named: Sequence[str] = tuple(SUBCOMMANDS)) -> Parser:
    """The parser, with the arguments of the subcommands named; the others are only listed."""
    parser = _parser("unknot", DESCRIPTION, (FIRST_STEP,))
    parser.add_argument(
        "--version", action="version", version=f"unknot {__version__}", help="print the version"
    )
    subparsers = parser.add_subparsers(title="subcommands", metavar="SUBCOMMAND", parser_class=Parser)
    for name, (summary, _, examples) in SUBCOMMANDS.items():
        settings = _settings(f"{summary[:1].upper()}{summary[1:]}.", examples)
        subparser = subparsers.add_parser(name, help=summary, **settings)
        if name in named:
            subparser.set_defaults(run=_prepare(name)(subparser))
    return parser


def _parser(name: str, description: str, examples: tuple[str, ...]) -> Parser:
    return Parser(prog=name, **_settings(description, examples))


def _settings(description: str, examples: tuple[str, ...]) -> dict[str, Any]:
    lines = "\n".join(f"  {each}" for each in examples)
    return {
        "description": description,
        "epilog": f"for example:\n{lines}\n\n{textwrap.fill(EXIT_STATUS, 78)}",
        "formatter_class": argparse.RawDescriptionHelpFormatter,
        "allow_abbrev": False,
    }


def _run(given: list[str]) -> int:
    parser = build_parser([each for each in given if each in SUBCOMMANDS])
    options = parser.parse_args(given)
    if not hasattr(options, "run"):
        parser.print_help()
        return 0
    status: int = options.run(options)
    return status


def _prepare(name: str) -> Prepare:
    module, _, function = SUBCOMMANDS[name].prepare.partition(":")
    prepare: Prepare = getattr(import_module(module), function)
    return prepare


def _say(message: str, status: int) -> int:
    if sys.stderr is not None:
        print(printable(message), file=sys.stderr)
    return status


def printable(message: str) -> str:
    """A message on one line, with signs that could steer a terminal written out."""
    line = " ".join(message.split())
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in line)
