"""Verifies the signed notes of practices, with a bar for how far it is, and that the database still refuses what it
should; says what is broken, by ids.
"""

from typing import NamedTuple

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from unknot.audit.actions import COMMAND, record
from unknot.audit.standing import guards_laid, guards_standing
from unknot.config.command_practices import practices_named, refuse_old_database
from unknot.visits.notes.verifying import Counted, verify_notes

COLUMNS = (TextColumn("Notes verified"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())


class _Bar(NamedTuple):
    """How far the notes of one practice are."""

    progress: Progress
    task: TaskID

    def total(self, count: int) -> None:
        self.progress.update(self.task, total=count)

    def step(self, count: int) -> None:
        self.progress.advance(self.task, count)


def verify(*, slug: str | None) -> int:
    """Verify every signed note, and every guard. Exit status 1 where one is broken, or missing."""
    refuse_old_database("audit verify")
    counted, laid = Counted(), guards_laid()
    found = [f"guard {each}: it does not stand" for each in sorted(laid - guards_standing())]
    # Printed afterwards: a bar takes standard output with it, also where that is piped into a file.
    with Progress(*COLUMNS, console=Console(stderr=True), transient=True) as progress:
        for practice in practices_named(slug, command="audit verify"):
            record("verify_notes", by=COMMAND, subject=practice, practice_id=practice.pk)
            task = progress.add_task(practice.slug)
            found += verify_notes(practice, counted=counted, bar=_Bar(progress, task))
    print("\n".join([*found, _summary(counted, len(laid), len(found))]))
    return 1 if found else 0


def _summary(counted: Counted, guards: int, broken: int) -> str:
    notes = "1 signed note" if counted.notes == 1 else f"{counted.notes:,} signed notes"
    added = "1 amendment" if counted.amendments == 1 else f"{counted.amendments:,} amendments"
    verdict = f"{broken} {'fault' if broken == 1 else 'faults'} found" if broken else "all as they should be"
    return f"{notes}, {added} and {guards} guards of the database verified: {verdict}."
