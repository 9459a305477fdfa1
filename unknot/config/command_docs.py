"""`unknot docs`: the reference of the command, written from its own arguments so that it cannot fall behind them.

It is put together from the parsers and not from their printed help, whose layout differs from one Python to the next.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from unknot.clinical.client_file import AREA_KEYS, TOP_KEYS, WISH_KEYS
from unknot.clinical.limits_in_words import listed
from unknot.clinical.loading import default_knowledge
from unknot.config.command import (
    DESCRIPTION,
    EXIT_STATUS,
    FIRST_STEP,
    SUBCOMMANDS,
    Parser,
    Run,
    build_parser,
)
from unknot.config.command_lists import vocabulary

HOME = Path(__file__).resolve().parents[2] / "docs/reference"
FILE = "commands.md"


def prepare_docs(parser: argparse.ArgumentParser) -> Run:
    """`unknot docs`."""
    parser.add_argument(
        "--check", action="store_true", help="change nothing; exit status 1 where the reference is stale"
    )
    parser.add_argument(
        "--folder",
        metavar="FOLDER",
        type=Path,
        default=HOME,
        help="where to write it; docs/reference of the checkout unless named",
    )
    return run_docs


def run_docs(options: argparse.Namespace) -> int:
    """Write the reference, or say whether it is as it would be written."""
    path, text = options.folder / FILE, reference()
    if options.check:
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            return 0
        print(f"unknot docs: {path} is stale; `make fix` writes it anew", file=sys.stderr)
        return 1
    options.folder.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    print(f"Wrote {path}")
    return 0


def reference() -> str:
    """The whole page."""
    parts = ["# The command", _opening(), *_subcommands(), _client_file()]
    return "\n\n".join(parts) + "\n"


def _opening() -> str:
    rows = [f"| [`unknot {name}`](#unknot-{name}) | {each.summary} |" for name, each in SUBCOMMANDS.items()]
    return "\n".join(
        [
            "<!-- Written by `unknot docs`. Change the command, then run `make fix`. -->",
            "",
            f"{DESCRIPTION} Try it:",
            "",
            f"    {FIRST_STEP}",
            "",
            f"{EXIT_STATUS} `unknot --version` prints the version, `unknot SUBCOMMAND --help` the arguments.",
            "",
            "| subcommand | what it does |",
            "|---|---|",
            *rows,
        ]
    )


def _subcommands() -> Iterator[str]:
    for name, parser in _parsers(build_parser()).items():
        yield "\n".join([f"## unknot {name}", "", *_about(name, parser)])


def _parsers(parser: Parser) -> dict[str, argparse.ArgumentParser]:
    choices = (each.choices for each in parser._actions if isinstance(each, argparse._SubParsersAction))
    return dict(next(choices))


def _about(name: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    actions = [each for each in parser._actions if not isinstance(each, argparse._HelpAction)]
    yield f"{parser.description}"
    yield ""
    yield f"    unknot {' '.join([name, *(_usage(each) for each in actions)])}"
    if actions:
        yield from ("", "| argument | meaning |", "|---|---|")
        yield from (f"| `{_in_a_cell(_written(each))}` | {each.help} |" for each in actions)
    yield from ("", "For example:", "", *(f"    {line}" for line in SUBCOMMANDS[name].examples))


def _usage(action: argparse.Action) -> str:
    written = _written(action)
    if action.option_strings:
        return f"[{written}]"
    return f"[{written} ...]" if action.nargs == "*" else written


def _written(action: argparse.Action) -> str:
    value = "|".join(action.choices) if action.choices else action.metavar or action.dest.upper()
    if not action.option_strings:
        return str(value)
    return action.option_strings[0] if action.nargs == 0 else f"{action.option_strings[0]} {value}"


def _in_a_cell(text: str) -> str:
    return text.replace("|", "\\|")


def _client_file() -> str:
    kinds = vocabulary(default_knowledge())
    return "\n".join(
        [
            "## A client's file",
            "",
            "TOML, or JSON of the same shape. `unknot schema` describes every key, `unknot questions` every answer, "
            "and `examples/` holds files to begin from.",
            "",
            f"- At the top: {_codes(TOP_KEYS)}.",
            f"- In each of `areas`: {_codes(AREA_KEYS)}.",
            f"- In `wishes`: {_codes(WISH_KEYS)}.",
            '- In `answers`: one key for each id that `unknot questions` prints, with `true`, `false`, `"not sure"`, '
            "a table such as `{ answer = true, since = 2026-11-01 }`, or a list of these. `everything_else = false` "
            "says no to every question that is asked and not listed. An id that is missing was not asked, and never "
            "counts as no.",
            "",
            f"`unknot vocabulary` prints the ids of {listed(kind.replace('_', ' ') for kind in kinds)}.",
        ]
    )


def _codes(keys: tuple[str, ...]) -> str:
    return ", ".join(f"`{key}`" for key in keys)
