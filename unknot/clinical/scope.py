"""Which techniques has a practice switched off, everywhere or where the law of a place keeps them out of scope?

A switch only takes away: nothing in a practice's files can switch a technique on that the base or a law leaves off.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from unknot.clinical.errors import nearest_ids
from unknot.clinical.shapes import Place, build

__all__ = ["Scope", "scope_from"]

JURISDICTION = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Technique ids that are off: everywhere, and by jurisdiction as licences name it (US-NY, CA-BC)."""

    everywhere: frozenset[str] = frozenset()
    by_place: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def off_in(self, jurisdiction: str) -> frozenset[str]:
        """What is off in a jurisdiction; a rule for the whole country holds in its states."""
        country = jurisdiction.partition("-")[0]
        there = self.by_place.get(jurisdiction, frozenset()) | self.by_place.get(country, frozenset())
        return self.everywhere | there


@dataclass(frozen=True, kw_only=True)
class _Off:
    techniques_off: tuple[str, ...]


def scope_from(files: Iterable[Mapping[str, Any]], techniques: Collection[str]) -> Scope:
    """The scope that these files leave, each a scope.toml of an overlay. Raises KnowledgeError."""
    everywhere, by_place = set[str](), dict[str, frozenset[str]]()
    for tables in files:
        place = Place("scope.toml")
        check_keys(tables, place)
        everywhere |= off({"techniques_off": tables.get("techniques_off", [])}, techniques, place)
        for where, table in tables.get("places", {}).items():
            here = place.inside("places").inside(where)
            if not JURISDICTION.fullmatch(where):
                raise here.refuse(found=where, accepted="a country, or a country and state, as US or US-NY")
            by_place[where] = by_place.get(where, frozenset()) | off(table, techniques, here)
    return Scope(everywhere=frozenset(everywhere), by_place=by_place)


def check_keys(tables: Mapping[str, Any], place: Place) -> None:
    """Refuses a key nobody reads: a switch spelt wrong would otherwise switch nothing."""
    for key in tables:
        if key not in ("techniques_off", "places"):
            raise place.inside(key).refuse(found="an unknown key", accepted="techniques_off, places")
    if not isinstance(tables.get("places", {}), dict):
        raise place.inside("places").refuse(found=repr(tables["places"]), accepted="a table")


def off(table: object, techniques: Collection[str], place: Place) -> frozenset[str]:
    """The techniques a table switches off, each one that there is."""
    named = build(_Off, table, place).techniques_off
    for each in named:
        if each not in techniques:
            raise place.inside("techniques_off").refuse(
                found=each, accepted="the id of a technique", nearest=nearest_ids(each, techniques)
            )
    return frozenset(named)
