"""Cases: clients written down with what screening them must find. Reads them, runs them, says what differs.

A case is the proof of a rule: each rule needs one in which it fires and one in which it is named silent. A combination
is a case too: several things at once, and what they come to together. Which files hold cases is for whoever runs them.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeAlias

from unknot.clinical.catalogue import read_file
from unknot.clinical.client_file import client_of_table
from unknot.clinical.errors import ClientFileError
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.limits import Limits
from unknot.clinical.regions import RegionMap
from unknot.clinical.screening import Screening, screen
from unknot.clinical.shapes import Place, build
from unknot.clinical.showing import limits_to_json

__all__ = ["Case", "Expected", "differences", "read_cases", "rules_without_case", "run_case"]

Table: TypeAlias = Mapping[str, Any]
TABLES: Final = (
    "pressure_at_most", "pressure_at_least", "excludes_on", "limits", "limits_include", "limits_exclude",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What a case asks of its screening; what is None or empty is not asked. `limits` are exact values.

    Regions may be groups: what is said of one holds for every part of it. `does_not_avoid` and
    `pressure_at_least` hold that a limit of one place is none of another.
    """

    decision: str | None = None
    urgency: str | None = None
    complete: bool | None = None
    fires: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    unresolved_include: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    avoids: tuple[str, ...] = ()
    does_not_avoid: tuple[str, ...] = ()
    pressure_at_most: Table = field(default_factory=dict)
    pressure_at_least: Table = field(default_factory=dict)
    excludes_on: Table = field(default_factory=dict)
    limits: Table = field(default_factory=dict)
    limits_include: Table = field(default_factory=dict)
    limits_exclude: Table = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A client as in a client's file, the day of the visit, and what must come of it."""

    file: str
    name: str
    because: str
    on: datetime.date
    client: Table
    expect: Expected


def read_cases(folder: Path) -> tuple[Case, ...]:
    """Every case in the TOML files of a folder. Raises KnowledgeError where one has not the shape of a case."""
    return tuple(case for path in sorted(folder.glob("*.toml")) for case in _cases_in(path))


def run_case(case: Case, *, knowledge: Knowledge) -> Screening:
    """The screening of a case's client."""
    client = client_of_table(case.client, name=case.file, knowledge=knowledge, on=case.on)
    return screen(client, knowledge=knowledge, on=case.on)


def differences(case: Case, *, knowledge: Knowledge) -> tuple[str, ...]:
    """What is not as the case says; empty where everything is."""
    try:
        screening = run_case(case, knowledge=knowledge)
    except ClientFileError as mistake:
        return (str(mistake),)
    expect = case.expect
    return (
        *_plain(expect, screening, knowledge),
        *_by_place(expect, screening.limits, knowledge.regions),
        *_limits(expect, limits_to_json(screening.limits)),
    )


def rules_without_case(cases: Iterable[Case], *, knowledge: Knowledge) -> tuple[str, ...]:
    """Rules that no case fires, or none keeps silent, in words."""
    fires, silent = set[str](), set[str]()
    for case in cases:
        fires |= set(case.expect.fires)
        silent |= set(case.expect.silent)
    rules = sorted(rule.id for entry in knowledge.entries.values() for rule in entry.rules)
    return (
        *(f"{rule}: no case in which it fires" for rule in rules if rule not in fires),
        *(f"{rule}: no case in which it is silent" for rule in rules if rule not in silent),
    )


def _cases_in(path: Path) -> Iterator[Case]:
    place = Place(f"cases/{path.name}", "case")
    rows = read_file(path).get("case")
    if not isinstance(rows, list):
        raise place.refuse(found=repr(rows), accepted="a list of tables, each [[case]]")
    for number, row in enumerate(rows):
        yield _case(row, place.inside(number), path.name)


def _case(row: object, place: Place, file: str) -> Case:
    if not isinstance(row, dict):
        raise place.refuse(found=repr(row), accepted="a table")
    expect = row.get("expect", {})
    tables = {name: _table(expect, name, place) for name in TABLES}
    plain = {name: value for name, value in expect.items() if name not in tables}
    return build(
        Case,
        {name: value for name, value in row.items() if name not in ("client", "expect")},
        place,
        file=file,
        client=_table(row, "client", place),
        expect=build(Expected, plain, place.inside("expect"), **tables),
    )


def _table(row: Mapping[str, object], name: str, place: Place) -> Table:
    table = row.get(name, {})
    if not isinstance(table, dict):
        raise place.inside(name).refuse(found=repr(table), accepted="a table")
    return table


def _plain(expect: Expected, screening: Screening, knowledge: Knowledge) -> Iterator[str]:
    found = {
        "decision": screening.decision.value,
        "urgency": screening.urgency.value,
        "complete": screening.complete,
    }
    for name, value in found.items():
        wanted = getattr(expect, name)
        if wanted is not None and wanted != value:
            yield f"{name}: expected {wanted}, found {value}"
    fired = {each.id for each in screening.findings}
    rules = {rule.id for entry in knowledge.entries.values() for rule in entry.rules}
    yield from (f"{each} is no rule" for each in (*expect.fires, *expect.silent) if each not in rules)
    yield from (f"{each} did not fire" for each in expect.fires if each not in fired)
    yield from (f"{each} fired" for each in expect.silent if each in fired)
    open_too = set(screening.unresolved)
    yield from (f"{each} is not unresolved" for each in expect.unresolved_include if each not in open_too)
    yield from (f"{each} is not required" for each in expect.requires if each not in screening.require)


def _by_place(expect: Expected, limits: Limits, regions: RegionMap) -> Iterator[str]:
    named = dict.fromkeys(
        (
            *expect.avoids,
            *expect.does_not_avoid,
            *expect.pressure_at_most,
            *expect.pressure_at_least,
            *expect.excludes_on,
        )
    )
    for name in named:
        if name not in regions:
            yield f"{name} is no region"
            continue
        for leaf in sorted(regions.expand(name)):
            yield from _on_leaf(expect, limits, name, leaf)


def _on_leaf(expect: Expected, limits: Limits, name: str, leaf: str) -> Iterator[str]:
    """What a leaf of a region lacks; whether a limit stands for the body or for the place is all one."""
    pressure, is_avoided = limits.pressure_on(leaf), leaf in limits.avoid_regions
    if pressure > (most := expect.pressure_at_most.get(name, pressure)):
        yield f"{leaf} takes pressure {pressure}, expected at most {most}"
    if pressure < (least := expect.pressure_at_least.get(name, pressure)):
        yield f"{leaf} takes pressure {pressure}, expected at least {least}"
    if name in expect.avoids and not is_avoided:
        yield f"{leaf} is not avoided"
    if name in expect.does_not_avoid and is_avoided:
        yield f"{leaf} is avoided"
    allowed = set(expect.excludes_on.get(name, ())) - limits.excluded_on(leaf)
    yield from (f"{technique} is allowed on {leaf}" for technique in sorted(allowed))


def _limits(expect: Expected, found: Table) -> Iterator[str]:
    for name in {*expect.limits, *expect.limits_include, *expect.limits_exclude} - found.keys():
        yield f"{name} is no limit"
    for name, wanted in _known(expect.limits, found):
        if _sorted(wanted) != found[name]:
            yield f"{name}: expected {wanted}, found {found[name]}"
    for name, wanted in _known(expect.limits_include, found):
        yield from (f"{name} lacks {each}" for each in _missing(wanted, found[name]))
    for name, wanted in _known(expect.limits_exclude, found):
        yield from (f"{name} has {each}" for each in wanted if each in found[name])


def _known(table: Table, found: Table) -> Iterator[tuple[str, Any]]:
    return ((name, value) for name, value in table.items() if name in found)


def _missing(wanted: Any, found: Any) -> Iterator[str]:
    if not isinstance(wanted, dict):
        yield from (each for each in wanted if each not in found)
        return
    for leaf, value in wanted.items():
        held = found.get(leaf)
        lacks = set(value) - set(held or ()) if isinstance(value, list) else held != value
        if lacks:
            yield f"{leaf} = {value} (found {held})"


def _sorted(value: Any) -> Any:
    """A value as JSON shows it: lists sorted, days as text, and none for what is open."""
    if isinstance(value, list):
        return sorted(value)
    if isinstance(value, dict):
        return {key: _sorted(each) for key, each in value.items()}
    if isinstance(value, datetime.date):
        return value.isoformat()
    return None if value == "none" else value
