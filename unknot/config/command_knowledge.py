"""`unknot knowledge check`: does it load, do its cases hold, is every rule tried, is all of it within reach?"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from unknot.clinical.cases import Case, differences, read_cases, rules_without_case
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.loading import base_folder, default_knowledge, load_knowledge
from unknot.clinical.overlay_effect import effect_of_overlay
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
    cases = [read_cases(folder / "cases") for folder in folders]
    faults = list(_faults(cases, knowledge))
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    for warning in overdue(knowledge, folders, on=on):
        sys.stdout.write(f"warning: {warning}\n")
    rules = sum(len(entry.rules) for entry in knowledge.entries.values())
    sys.stdout.write(
        f"{len(knowledge.entries)} entries, {rules} rules, {sum(map(len, cases))} cases: "
        f"{f'{len(faults)} faults' if faults else 'all hold'}. Knowledge {knowledge.version}.\n"
    )
    return 1 if faults else 0


def _faults(cases: Sequence[Sequence[Case]], knowledge: Knowledge) -> Iterator[str]:
    """The cases of the base hold without overlays, which may make them stricter; those of overlays hold under all."""
    of_base, *of_overlays = cases
    yield from _differences(of_base, default_knowledge())
    for own in of_overlays:
        yield from _differences(own, knowledge)
    if of_overlays:
        yield from _loosened(of_base, knowledge)
    yield from rules_without_case(chain.from_iterable(cases), knowledge=knowledge)
    yield from questionnaire_faults(knowledge)
    yield from unreached(knowledge)


def _differences(cases: Iterable[Case], knowledge: Knowledge) -> Iterator[str]:
    for case in cases:
        for difference in differences(case, knowledge=knowledge):
            yield f"cases/{case.file}: {case.name}: {difference}"


def _loosened(cases: Sequence[Case], knowledge: Knowledge) -> Iterator[str]:
    """Says how many clients an overlay is stricter with; a fault where it is looser with any."""
    effect = effect_of_overlay(cases, base=default_knowledge(), overlaid=knowledge)
    sys.stdout.write(
        f"Stricter with {len(effect.stricter)} of the {len(cases)} clients in the base's cases.\n"
    )
    yield from (f"cases/{case.file}: {case.name}: looser than the base" for case in effect.looser)
