"""Reads knowledge folders into one `Knowledge`, and refuses whatever does not hold together.

The first folder is the base. Each later one is an overlay of a practice: it may add entries, rules, asks and
sources, choose among settings and switch techniques off, so it can only be stricter. What an entry may say is in
`loading_entries`.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeAlias

from unknot.clinical.catalogue import FILES as CATALOGUE_FILES
from unknot.clinical.catalogue import Catalogue, catalogue_from, read_file
from unknot.clinical.derived import COMPUTED, check_derivations
from unknot.clinical.entries import Entry, Source
from unknot.clinical.entry_checks import Known, check_ids
from unknot.clinical.knowledge import Knowledge, Screen
from unknot.clinical.loading_entries import Part, entry_from
from unknot.clinical.loading_regions import regions_from
from unknot.clinical.medicine_files import medicines_from
from unknot.clinical.regions import RegionMap
from unknot.clinical.scope import scope_from
from unknot.clinical.settings import Setting, choose, settings_from, with_settings
from unknot.clinical.shapes import Place, build

__all__ = ["base_folder", "default_knowledge", "load_knowledge"]

Tables: TypeAlias = dict[str, Any]
Folder: TypeAlias = dict[str, Tables]
"""The tables of a folder's files, by the path of the file inside the folder."""

OWN_FILES: Final = ("regions.toml", "settings.toml", "sources.toml", "medicines.toml", "screens.toml")
OPTIONAL: Final = ("screens.toml",)
OVERLAY_FILES: Final = ("scope.toml", "settings.toml", "sources.toml")
ADDED: Final = ("ask", "rules")
LOOSENING_ASKS: Final = frozenset(("side", "until"))
"""Asked of an entry, `until` ends its rules and `side` narrows its regions: also the rules that were there before."""


def base_folder() -> Path:
    """The folder of the knowledge that comes with the product."""
    return Path(__file__).resolve().parent.parent / "knowledge"


@cache
def default_knowledge() -> Knowledge:
    """The base, without any practice's overlay, read once."""
    return load_knowledge(base_folder())


def load_knowledge(*folders: Path) -> Knowledge:
    """The knowledge in a base folder and its overlays. Raises KnowledgeError, which names file and path."""
    base, *overlays = (read_folder(folder) for folder in folders)
    check_files(base, (*OWN_FILES, *CATALOGUE_FILES), required=True)
    for overlay in overlays:
        check_files(overlay, OVERLAY_FILES, required=False)
    regions = regions_from(base["regions.toml"], Place("regions.toml"))
    sources = read_sources([base, *overlays])
    settings = read_settings(base, overlays)
    catalogue = catalogue_from(base, regions=regions.regions, sources=sources)
    parts = entry_parts([base, *overlays], settings)
    entries = read_entries(parts, known_ids(parts, regions, sources, catalogue))
    return Knowledge(
        entries=entries,
        regions=regions,
        sources=sources,
        catalogue=checked_catalogue(catalogue, entries),
        medicines=read_medicine_list(base["medicines.toml"], entries),
        screens=read_screens(base.get("screens.toml", {}), entries),
        settings=settings,
        scope=scope_from((each.get("scope.toml", {}) for each in overlays), catalogue.techniques),
        version=version_of(folder_contents(base, overlays)),
    )


def read_folder(folder: Path) -> Folder:
    """Every TOML file in a folder but the cases, parsed."""
    if not folder.is_dir():
        raise Place(str(folder)).refuse(found="no folder", accepted="a folder of knowledge")
    paths = sorted(path for path in folder.rglob("*.toml") if "cases" not in path.relative_to(folder).parts)
    return {path.relative_to(folder).as_posix(): read_file(path) for path in paths}


def check_files(folder: Folder, known: Iterable[str], *, required: bool) -> None:
    """Refuses files nobody reads, and missing ones."""
    names = tuple(known)
    for name in folder:
        if name not in names and not name.startswith("conditions/"):
            raise Place(name).refuse(
                found="an unknown file", accepted=f"conditions/*.toml, {', '.join(names)}"
            )
    for name in names:
        if required and name not in folder and name not in OPTIONAL:
            raise Place(name).refuse(found="no file", accepted="a file of this name")


def read_sources(folders: Iterable[Folder]) -> dict[str, Source]:
    """All sources by key; an overlay may add some and change none."""
    sources: dict[str, Source] = {}
    for folder in folders:
        for key, table in folder.get("sources.toml", {}).items():
            place = Place("sources.toml", key)
            if key in sources:
                raise place.refuse(found="a second source of this key", accepted="one")
            sources[key] = build(Source, table, place, key=key)
            check_ids([sources[key].grade], "ABC", "grade", place.inside("grade"))
    return sources


def read_settings(base: Folder, overlays: Iterable[Folder]) -> dict[str, Setting]:
    """The settings with what overlays chose."""
    settings = settings_from(base["settings.toml"], "settings.toml")
    for overlay in overlays:
        settings = choose(settings, overlay.get("settings.toml", {}), "settings.toml")
    return settings


def entry_parts(folders: Iterable[Folder], settings: Mapping[str, Setting]) -> dict[str, list[Part]]:
    """What each folder says about each entry, the base first. Ids are never used twice, and never changed."""
    parts: dict[str, list[Part]] = {}
    for folder in folders:
        before = frozenset(parts)
        for file, tables in folder.items():
            if file.startswith("conditions/"):
                for entry_id, table in tables.items():
                    place = Place(file, entry_id)
                    check_addition(entry_id, table, parts, before, place)
                    part = (file, with_settings(table, settings, place))
                    parts.setdefault(entry_id, []).append(part)
    return parts


def check_addition(
    entry_id: str, table: object, parts: Mapping[str, list[Part]], before: frozenset[str], place: Place
) -> None:
    """Refuses a second entry of an id, and an overlay that would change what an entry says."""
    if not isinstance(table, dict):
        raise place.refuse(found=repr(table), accepted="a table")
    if entry_id not in parts:
        return
    if entry_id not in before:
        raise place.refuse(
            found=f"a second entry of this id, also in {parts[entry_id][-1][0]}", accepted="one"
        )
    for key in table:
        if key not in ADDED:
            raise place.inside(key).refuse(
                found="a change to an entry of the base",
                accepted="rules and asks to add: an overlay is stricter",
            )
    for name in LOOSENING_ASKS.intersection(table.get("ask", ())):
        raise (
            place.inside("ask")
            .inside(name)
            .refuse(
                found="a follow-up whose answer would loosen rules of the base",
                accepted="an ask of another name",
            )
        )


def known_ids(
    parts: Mapping[str, list[Part]], regions: RegionMap, sources: Mapping[str, Source], catalogue: Catalogue
) -> Known:
    """Every id that an entry may name."""
    return Known(
        regions=regions,
        entries=parts,
        computed=COMPUTED,
        sources=sources,
        techniques=catalogue.techniques,
        positions=catalogue.positions,
        lubricants=catalogue.lubricants,
        qualifications=catalogue.qualifications,
        requirements=catalogue.requirements,
    )


def read_entries(parts: Mapping[str, list[Part]], known: Known) -> dict[str, Entry]:
    """All entries by id, in the order of the files."""
    entries = {entry_id: entry_from(entry_id, tables, known) for entry_id, tables in parts.items()}
    check_derivations(entries)
    return entries


def checked_catalogue(catalogue: Catalogue, entries: Mapping[str, Entry]) -> Catalogue:
    """The catalogue, once no row of it names an entry that is not there."""
    catalogue.check_entries(entries)
    return catalogue


def read_medicine_list(tables: Tables, entries: Mapping[str, Entry]) -> Any:
    """The medicines, once each answers an entry that is there."""
    medicines = medicines_from(tables, Place("medicines.toml"))
    check_ids(medicines.entries, entries, "entry", Place("medicines.toml", "group"))
    return medicines


def read_screens(tables: Tables, entries: Mapping[str, Entry]) -> tuple[Screen, ...]:
    """The questionnaire, once each of its questions is there."""
    screens = []
    for number, table in enumerate(tables.get("screens", [])):
        place = Place("screens.toml", "screens").inside(number)
        screen = build(Screen, table, place)
        check_ids(screen.entries, entries, "entry", place.inside("entries"))
        screens.append(screen)
    return tuple(screens)


def folder_contents(base: Folder, overlays: list[Folder]) -> list[Folder]:
    """What counts for the version: how conditions are spread over files does not."""
    return [_without_file_names(folder) for folder in (base, *overlays)]


def version_of(content: object) -> str:
    """A short hash of content; comments, spacing and the order of keys do not count."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()[:12]


def _without_file_names(folder: Folder) -> Folder:
    conditions = [tables for file, tables in folder.items() if file.startswith("conditions/")]
    others = {file: tables for file, tables in folder.items() if not file.startswith("conditions/")}
    merged: Tables = {}
    for tables in conditions:
        merged.update(tables)
    return {**others, "conditions": merged}
