"""An index by body system: which conditions are known, and how far the worst of each reaches."""

from collections.abc import Iterable, Mapping
from typing import Final

from unknot.clinical.entries import Entry
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.levels import Level, Urgency, worst
from unknot.clinical.verdicts_in_words import LEVELS
from unknot.library.pages.page import Link, Links, Page, Section, sections

SYSTEMS: Final[Mapping[str, str]] = {
    "infection": "Infection and feeling ill",
    "skin": "Skin",
    "blood": "Clots, bleeding and veins",
    "heart": "Heart, arteries and blood pressure",
    "pregnancy": "Pregnancy and after birth",
    "cancer": "Cancer and its treatment",
    "nerves": "Nerves, head and brain",
    "bones": "Bones, joints and rheumatic illness",
    "surgery": "Operations",
    "injury": "Injuries",
    "hormones": "Hormones and metabolism",
    "lungs": "Lungs and breathing",
    "digestion": "Stomach, gut, liver and gall bladder",
    "kidneys": "Kidneys and bladder",
    "medicines": "Medicines",
    "allergy": "Allergies and products",
    "circumstances": "Consent, mind and circumstances",
}
"""Plain titles, in the order of the index."""


def systems_in(entries: Iterable[Entry]) -> list[str]:
    """The systems that have entries, in order; one without a title yet comes last, under its own name."""
    found = {entry.system for entry in entries}
    return [each for each in SYSTEMS if each in found] + sorted(found - SYSTEMS.keys())


def system_title(system: str) -> str:
    """The plain title of a system."""
    return SYSTEMS.get(system, system.replace("_", " ").capitalize())


def system_page(system: str, knowledge: Knowledge) -> Page:
    """The conditions of a system, by title."""
    entries = [entry for entry in knowledge.entries.values() if entry.system == system]
    items = tuple(entry_link(entry) for entry in sorted(entries, key=lambda each: each.title.lower()))
    return Page(
        ref=f"systems/{system}",
        title=system_title(system),
        kind_words="Body system",
        lead=f"{len(items)} conditions, each with what it changes and why.",
        sections=sections(Section(id="conditions", title="Conditions", blocks=(Links(items=items),))),
    )


def entry_link(entry: Entry) -> Link:
    """A way to a condition, with the furthest that any of its rules goes."""
    level = worst((rule.level for rule in entry.rules), mildest=Level.PROCEED)
    urgent = worst((rule.urgency for rule in entry.rules), mildest=Urgency.NONE) > Urgency.ROUTINE
    note = f"at worst: {LEVELS[level]}{', with red flags' if urgent else ''}"
    return Link(entry.title, f"conditions/{entry.id}", note, level.value)
