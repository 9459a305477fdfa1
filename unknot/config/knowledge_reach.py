"""Is what the knowledge names within reach: on the body map, in the demo's hands, and not overdue for review?"""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from unknot.clinical.knowledge import Knowledge
from unknot.clinical.regions import Region
from unknot.config.demo.staff import THERAPISTS, Colleague
from unknot.drawing.body_shapes import VIEWS, figure

LICENCE = "base_licence"


def unreached(knowledge: Knowledge) -> Iterator[str]:
    """What nobody can point at, and what nobody in the demo may do."""
    yield from undrawn(knowledge.regions.leaves, {view: tuple(figure(view).outlines) for view in VIEWS})
    yield from unperformed(knowledge, THERAPISTS)


def undrawn(leaves: Collection[Region], drawn: Mapping[str, Collection[str]]) -> Iterator[str]:
    """Leaves that the body map does not show where the knowledge says they are seen, and shapes of no leaf."""
    for leaf in leaves:
        if not leaf.views:
            yield f"regions.toml: {leaf.id} is seen from nowhere, so nobody can point at it"
        for view in leaf.views:
            if leaf.id not in drawn.get(view, ()):
                yield f"regions.toml: {leaf.id} is not on the body map seen from the {view}"
    known = {leaf.id for leaf in leaves}
    for view, shapes in drawn.items():
        yield from (f"body map, {view}: {each} is no region" for each in shapes if each not in known)


def unperformed(knowledge: Knowledge, people: Collection[Colleague]) -> Iterator[str]:
    """Techniques for which nobody has valid papers."""
    papers = [papers_of(each) for each in people]
    for technique in knowledge.catalogue.techniques.values():
        needed = set(technique.qualifications)
        if not any(needed <= held for held in papers):
            yield f"techniques.toml: {technique.id}: nobody in the demo holds {', '.join(sorted(needed))}"


def papers_of(colleague: Colleague) -> set[str]:
    """What a therapist of the demo holds on the day it is made."""
    licence = {LICENCE} if colleague.licence_days > 0 else set()
    return licence | (set(colleague.certificates) if colleague.certificate_days > 0 else set())


def overdue(knowledge: Knowledge, folders: Collection[Path], *, on: date) -> Iterator[str]:
    """What should have been read again before `on`: each entry, and each file that says when it is due."""
    for entry in knowledge.entries.values():
        if entry.review_due < on:
            yield f"{entry.id}: its review was due on {entry.review_due}"
    for path in sorted(path for folder in folders for path in folder.glob("*.toml")):
        due = due_on(tomllib.loads(path.read_text("utf-8")))
        if due and due < on:
            yield f"{path.name}: its review was due on {due}"


def due_on(tables: Mapping[str, Any]) -> date | None:
    """When a file is due to be read again, where it says so."""
    about = tables.get("about")
    due = about.get("review_due") if isinstance(about, Mapping) else None
    return due if isinstance(due, date) else None
