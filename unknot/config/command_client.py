"""Subcommands that read one client's file: screen, plan, explain. The day is today unless --on names one."""

import argparse
import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

from unknot.clinical.client_file import read_client
from unknot.clinical.client_text import LARGEST
from unknot.clinical.client_values import shown
from unknot.clinical.errors import ClientFileError
from unknot.clinical.facts import Client
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.loading import default_knowledge
from unknot.clinical.screening import Screening, screen
from unknot.clinical.showing import plan_to_json, screening_to_json
from unknot.config.command import Run

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Days outside would make arithmetic with decades end beyond what a calendar date can hold."""


def prepare_screen(parser: argparse.ArgumentParser) -> Run:
    """`unknot screen`."""
    _add_client(parser)
    return run_screen


def prepare_plan(parser: argparse.ArgumentParser) -> Run:
    """`unknot plan`."""
    _add_client(parser)
    return run_plan


def prepare_explain(parser: argparse.ArgumentParser) -> Run:
    """`unknot explain`."""
    _add_client(parser)
    return run_explain


def run_screen(options: argparse.Namespace) -> int:
    """Print the screening."""
    client, screening, knowledge = _screened(options)
    if options.json:
        return _print_json(screening_to_json(screening, knowledge=knowledge))
    from unknot.config.command_screening_text import screening_text

    sys.stdout.write(screening_text(screening, client=client, knowledge=knowledge))
    return 0


def run_plan(options: argparse.Namespace) -> int:
    """Print the plan, and with --json the screening it keeps to."""
    # Planning is slower to import than screening, which must start at once.
    from unknot.clinical.planning import make_plan
    from unknot.config.command_plan_text import plan_text
    from unknot.config.command_screening_text import opening_lines

    client, screening, knowledge = _screened(options)
    plan = make_plan(client, screening, knowledge=knowledge)
    if options.json:
        shown = plan_to_json(plan, knowledge=knowledge)
        return _print_json({**shown, "screening": screening_to_json(screening, knowledge=knowledge)})
    opening = opening_lines(screening, client=client, knowledge=knowledge)
    sys.stdout.write("\n".join([*opening, "", plan_text(plan, knowledge=knowledge)]))
    return 0


def run_explain(options: argparse.Namespace) -> int:
    """Print how the screening came about."""
    from unknot.config.command_trace import trace, trace_text

    client, screening, knowledge = _screened(options)
    steps = trace(client, screening, knowledge=knowledge)
    if options.json:
        return _print_json(steps)
    sys.stdout.write(trace_text(steps))
    return 0


def _add_client(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "client", metavar="CLIENT", help="the client's file, in TOML or JSON; - reads standard input"
    )
    parser.add_argument("--on", metavar="YYYY-MM-DD", help="the day of the visit; today unless named")
    parser.add_argument("--json", action="store_true", help="print JSON instead of words")


def _screened(options: argparse.Namespace) -> tuple[Client, Screening, Knowledge]:
    knowledge, on = default_knowledge(), day_named(options.on)
    client = read_client(_source(options.client), knowledge=knowledge, on=on)
    return client, screen(client, knowledge=knowledge, on=on), knowledge


def _source(named: str) -> Path | bytes:
    if named != "-":
        return Path(named)
    if sys.stdin is None:
        raise ClientFileError(
            file="-", path="", found="that standard input is closed", accepted="a client on standard input"
        )
    # One byte too many is enough to know that it is too large.
    return sys.stdin.buffer.read(LARGEST + 1)


def day_named(text: str | None) -> date:
    """The day of the visit: the one named, else today's. The only clock of the command."""
    if text is None:
        return datetime.now().astimezone().date()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text or not FIRST_YEAR <= day.year <= LAST_YEAR:
        accepted = f"a date of the calendar from {FIRST_YEAR} to {LAST_YEAR}, as 2026-11-24"
        raise ClientFileError(file="--on", path="", found=shown(text), accepted=accepted)
    return day


def _print_json(shown: Any) -> int:
    json.dump(shown, sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
    return 0
