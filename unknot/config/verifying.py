"""Verifies the signed notes of practices, with a bar for how far it is, and says which are broken, by their ids."""

from typing import NamedTuple

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from unknot.audit.actions import COMMAND, record
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
    """Verify every signed note. Exit status 1 where one is broken."""
    refuse_old_database("audit verify")
    counted, found = Counted(), list[str]()
    # Printed afterwards: a bar takes standard output with it, also where that is piped into a file.
    with Progress(*COLUMNS, console=Console(stderr=True), transient=True) as progress:
        for practice in practices_named(slug, command="audit verify"):
            record("verify_notes", by=COMMAND, subject=practice, practice_id=practice.pk)
            task = progress.add_task(practice.slug)
            found += verify_notes(practice, counted=counted, bar=_Bar(progress, task))
    print("\n".join([*found, _summary(counted, len(found))]))
    return 1 if found else 0


def _summary(counted: Counted, broken: int) -> str:
    notes = "1 signed note" if counted.notes == 1 else f"{counted.notes:,} signed notes"
    added = "1 amendment" if counted.amendments == 1 else f"{counted.amendments:,} amendments"
    verdict = (
        f"{broken} {'fault' if broken == 1 else 'faults'} found" if broken else "all as they were signed"
    )
    return f"{notes} and {added} verified: {verdict}."
