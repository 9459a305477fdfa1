"""`unknot knowledge check`: does it load, do its cases hold, is every rule tried, is all of it within reach?"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from unknot.clinical.cases import Case, differences, read_cases, rules_without_case
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.loading import base_folder, load_knowledge
from unknot.clinical.questions import questionnaire_faults
from unknot.config.command import Run
from unknot.config.command_client import day_named
from unknot.config.knowledge_reach import overdue, unreached


def prepare_knowledge(parser: argparse.ArgumentParser) -> Run:
    """`unknot knowledge`."""
    parser.add_argument("action", choices=["check"], help="what to do with the knowledge")
    parser.add_argument(
        "overlays", metavar="OVERLAY", nargs="*", type=Path, help="folders of a practice, laid over the base"
    )
    parser.add_argument(
        "--on", metavar="YYYY-MM-DD", help="the day by which reviews are due; today unless named"
    )
    return run_check


def run_check(options: argparse.Namespace) -> int:
    """Print what is wrong, then what is overdue, then how much was checked. Status 1 where anything is wrong."""
    on = day_named(options.on)
    folders = (base_folder(), *options.overlays)
    knowledge = load_knowledge(*folders)
    cases = [case for folder in folders for case in read_cases(folder / "cases")]
    faults = list(_faults(cases, knowledge))
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    for warning in overdue(knowledge, folders, on=on):
        sys.stdout.write(f"warning: {warning}\n")
    rules = sum(len(entry.rules) for entry in knowledge.entries.values())
    sys.stdout.write(
        f"{len(knowledge.entries)} entries, {rules} rules, {len(cases)} cases: "
        f"{f'{len(faults)} faults' if faults else 'all hold'}. Knowledge {knowledge.version}.\n"
    )
    return 1 if faults else 0


def _faults(cases: list[Case], knowledge: Knowledge) -> Iterator[str]:
    for case in cases:
        for difference in differences(case, knowledge=knowledge):
            yield f"cases/{case.file}: {case.name}: {difference}"
    yield from rules_without_case(cases, knowledge=knowledge)
    yield from questionnaire_faults(knowledge)
    yield from unreached(knowledge)
