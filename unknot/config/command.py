"""The `unknot` command: which subcommand was meant, and what its end means to the shell.

Exit status 0 for any decision, 1 where the knowledge or the product is at fault, 2 where the reader can mend what
was given. A subcommand is a row of SUBCOMMANDS; only the module of the one that was named is imported.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NoReturn, TypeAlias

from unknot.clinical.errors import OurFault, ReaderCanFix

Run: TypeAlias = Callable[[argparse.Namespace], int]
Prepare: TypeAlias = Callable[[argparse.ArgumentParser], Run]
"""Adds the arguments of a subcommand to its parser, and gives back what runs it."""

SUBCOMMANDS: dict[str, tuple[str, str]] = {
    "screen": ("what may be done with a client, and why", "unknot.config.command_client:prepare_screen"),
    "plan": ("a session and its dose, within the limits", "unknot.config.command_client:prepare_plan"),
    "explain": ("how each finding came about", "unknot.config.command_client:prepare_explain"),
    "schema": ("the JSON Schema of a client's file", "unknot.config.command_lists:prepare_schema"),
    "questions": ("all questions with their ids", "unknot.config.command_lists:prepare_questions"),
    "vocabulary": ("the ids a client's file may use", "unknot.config.command_lists:prepare_vocabulary"),
    "knowledge": (
        "check the knowledge and run its cases",
        "unknot.config.command_knowledge:prepare_knowledge",
    ),
    "serve": (
        "serve the product, with a demo practice where asked",
        "unknot.config.command_serve:prepare_serve",
    ),
    "demo": (
        "fill an empty installation with a practice or a town that does not exist",
        "unknot.config.demo.command:prepare_demo",
    ),
}

DESCRIPTION = "Screens clients for massage and plans sessions, from files, without a server."


class Parser(argparse.ArgumentParser):
    """An argparse parser whose mistakes are one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, and where help is."""
        self.exit(2, f"{self.prog}: {message} (see `{self.prog} --help`)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a subcommand; the exit status."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        status = _run(given)
        sys.stdout.flush()
    except ReaderCanFix as mistake:
        return _say(f"unknot: {mistake}", 2)
    except OurFault as fault:
        return _say(f"unknot: the fault is in the knowledge, not in the client's file: {fault}", 1)
    except BrokenPipeError:
        # Whoever read our output has gone. Without this, Python complains again while it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return status


def build_parser(named: Sequence[str] = tuple(SUBCOMMANDS)) -> Parser:
    """The parser, with the arguments of the subcommands named; the others are only listed."""
    parser = Parser(prog="unknot", description=DESCRIPTION, allow_abbrev=False)
    subparsers = parser.add_subparsers(title="subcommands", metavar="SUBCOMMAND", parser_class=Parser)
    for name, (summary, _) in SUBCOMMANDS.items():
        description = f"{summary[:1].upper()}{summary[1:]}."
        subparser = subparsers.add_parser(name, help=summary, description=description, allow_abbrev=False)
        if name in named:
            subparser.set_defaults(run=_prepare(name)(subparser))
    return parser


def _run(given: list[str]) -> int:
    parser = build_parser([each for each in given if each in SUBCOMMANDS])
    options = parser.parse_args(given)
    if not hasattr(options, "run"):
        parser.print_help()
        return 0
    status: int = options.run(options)
    return status


def _prepare(name: str) -> Prepare:
    module, _, function = SUBCOMMANDS[name][1].partition(":")
    prepare: Prepare = getattr(import_module(module), function)
    return prepare


def _say(message: str, status: int) -> int:
    print(" ".join(message.split()), file=sys.stderr)
    return status
