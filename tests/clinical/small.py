"""Small knowledge written in a test, on the real ground: body map, catalogue, sources, settings."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from unknot.clinical.catalogue import Catalogue, catalogue_from
from unknot.clinical.entries import Entry, Source
from unknot.clinical.entry_checks import Known
from unknot.clinical.facts import Client, Facts, Person, Statement, Value
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.levels import Answer
from unknot.clinical.loading import (
    base_folder,
    known_ids,
    read_entries,
    read_folder,
    read_settings,
    read_sources,
    version_of,
)
from unknot.clinical.loading_regions import regions_from
from unknot.clinical.medicines import MedicineList
from unknot.clinical.regions import RegionMap
from unknot.clinical.settings import Setting
from unknot.clinical.shapes import Place

TODAY = date(2026, 11, 24)
NO_MEDICINES = MedicineList({}, frozenset(), frozenset(), {})

Tables = Mapping[str, Any]


@cache
def ground() -> tuple[RegionMap, Mapping[str, Source], Mapping[str, Setting], Catalogue]:
    base = read_folder(base_folder())
    regions = regions_from(base["regions.toml"], Place("regions.toml"))
    sources = read_sources([base])
    catalogue = catalogue_from(base, regions=regions.regions, sources=sources)
    return regions, sources, read_settings(base, []), catalogue


def an_entry(**keys: Any) -> dict[str, Any]:
    """The table of an entry that holds together, with `keys` changed or added."""
    return {
        "title": "Something",
        "system": "circumstances",
        "asked_of": "client",
        "question": "Do you have something?",
        "sources": [{"key": "OURS"}],
        "written_by": "the tests",
        "checked_by": "nobody",
        "reviewed_on": date(2026, 11, 24),
        "review_due": date(2027, 11, 24),
        **keys,
    }


def a_rule(level: str = "modify", **keys: Any) -> dict[str, Any]:
    """The table of a rule that holds together."""
    return {"level": level, "because": "why", "for_client": "plain", "for_therapist": "exact", **keys}


def an_ask(kind: str, worse: str, **keys: Any) -> dict[str, Any]:
    """The table of a follow-up that holds together."""
    return {"type": kind, "worse": worse, "question": "And?", **keys}


def known_for(tables: Tables) -> Known:
    regions, sources, _, catalogue = ground()
    return known_ids({each: [] for each in tables}, regions, sources, catalogue)


def entries_of(tables: Tables, *, file: str = "conditions/test.toml") -> dict[str, Entry]:
    return read_entries({each: [(file, table)] for each, table in tables.items()}, known_for(tables))


def knowledge_of(tables: Tables, *, medicines: MedicineList = NO_MEDICINES) -> Knowledge:
    """Knowledge that holds these entries and nothing else."""
    regions, sources, settings, catalogue = ground()
    return Knowledge(
        entries=entries_of(tables),
        regions=regions,
        sources=sources,
        catalogue=catalogue,
        medicines=medicines,
        screens=(),
        settings=settings,
        version=version_of(tables),
    )


def yes(entry_id: str, *, by: str = "client", on: date | None = None, **attributes: Value) -> Statement:
    return Statement(entry_id, Answer.YES, attributes, on, by)  # type: ignore[arg-type]


def no(entry_id: str, **attributes: Value) -> Statement:
    return Statement(entry_id, Answer.NO, attributes)


def not_sure(entry_id: str, **attributes: Value) -> Statement:
    return Statement(entry_id, Answer.NOT_SURE, attributes)


def a_client(*statements: Statement, born: date | None = date(1984, 5, 2), **keys: Any) -> Client:
    first_visit = keys.pop("first_visit", True)
    return Client(person=Person(born=born, first_visit=first_visit), facts=Facts.of(statements), **keys)
