"""Entries as read from their tables: asks, rules and limits. What is refused is said in `entry_checks`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from unknot.clinical.entries import Ask, Entry, Rule, Window, Words
from unknot.clinical.entry_checks import (
    Known,
    check_ask,
    check_entry,
    check_id,
    check_limits,
    check_region_limit,
    check_rule,
)
from unknot.clinical.levels import Level, Urgency
from unknot.clinical.limits import OPEN_LIMITS, OPEN_PRESSURE, Limits
from unknot.clinical.loading_conditions import Readable, condition_from
from unknot.clinical.reach import RegionLimit, RuleLimits
from unknot.clinical.shapes import Place, build
from unknot.clinical.vocabulary import Citation

__all__ = ["Part", "entry_from"]

Part: TypeAlias = tuple[str, Mapping[str, Any]]
"""The name of a file, and the table that this file holds about an entry."""

Asks: TypeAlias = Mapping[str, Ask]

ENDED = Ask(name="until", type="date", worse="evidence", question="If it is over: when did it end?")


@dataclass(frozen=True, kw_only=True)
class LimitsTable:
    """The limits of a rule as its file writes them."""

    pressure_max: int | None = None
    session_max_minutes: int | None = None
    exclude_techniques: frozenset[str] = frozenset()
    exclude_positions: frozenset[str] = frozenset()
    prefer_positions: frozenset[str] = frozenset()
    exclude_lubricants: frozenset[str] = frozenset()
    require_qualifications: frozenset[str] = frozenset()
    regions: tuple[RegionLimit, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RuleTable:
    """A rule as its file writes it."""

    level: Level
    because: str
    for_client: str
    for_therapist: str
    name: str = ""
    urgency: Urgency = Urgency.NONE
    window: Window | None = None
    when: object = None
    next_step: str = ""
    require: tuple[str, ...] = ()
    sources: tuple[Citation, ...] = ()
    limits: LimitsTable = field(default_factory=LimitsTable)


def entry_from(entry_id: str, parts: Sequence[Part], known: Known) -> Entry:
    """The entry in `parts`: the first in full, the others what overlays add. Raises KnowledgeError."""
    file, table = parts[0]
    place = Place(file, entry_id)
    check_id(entry_id, place)
    plain = {key: value for key, value in table.items() if key not in ("ask", "rules")}
    entry = build(Entry, plain, place, id=entry_id, asks={}, rules=())
    check_entry(entry, known, place)
    asks = _asks(entry_id, parts, known)
    return replace(entry, asks=asks, rules=tuple(_rules(entry, asks, parts, known).values()))


def _rules(entry: Entry, asks: Asks, parts: Sequence[Part], known: Known) -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
    for file, table in parts:
        for row, place in _rows(table, Place(file, entry.id).inside("rules")):
            rule = _rule(row, entry, asks, known, place)
            if rule.id in rules:
                raise place.refuse(found=f"a second {rule.id}", accepted="a name for each")
            rules[rule.id] = rule
    return rules


def _asks(entry_id: str, parts: Sequence[Part], known: Known) -> dict[str, Ask]:
    asks: dict[str, Ask] = {}
    for file, table in parts:
        place = Place(file, entry_id).inside("ask")
        tables = table.get("ask", {})
        if not isinstance(tables, dict):
            raise place.refuse(found=repr(tables), accepted="a table of asks")
        for name, row in tables.items():
            if name in asks:
                raise place.inside(name).refuse(found="a second ask of this name", accepted="one")
            asks[name] = build(Ask, row, place.inside(name), name=name)
            check_ask(asks[name], known, place.inside(name))
    if "until" not in asks and any(_counts_from_the_end(table) for _, table in parts):
        asks["until"] = ENDED
    return asks


def _counts_from_the_end(table: Mapping[str, Any]) -> bool:
    rules = table.get("rules", [])
    windows = (
        [rule.get("window") for rule in rules if isinstance(rule, dict)] if isinstance(rules, list) else []
    )
    return any(isinstance(window, dict) and window.get("after") == "end" for window in windows)


def _rows(table: Mapping[str, Any], place: Place) -> list[tuple[object, Place]]:
    rows = table.get("rules", [])
    if not isinstance(rows, list):
        raise place.refuse(found=repr(rows), accepted="a list of rules")
    return [(row, place.inside(number)) for number, row in enumerate(rows)]


def _rule(row: object, entry: Entry, asks: Asks, known: Known, place: Place) -> Rule:
    table = build(RuleTable, row, place)
    readable = Readable(asks, known.entries, known.regions.regions, table.urgency is not Urgency.NONE)
    rule = Rule(
        id=f"{entry.id}.{table.name or table.level.value}",
        entry_id=entry.id,
        level=table.level,
        words=Words(
            because=table.because,
            for_client=table.for_client,
            for_therapist=table.for_therapist,
            next_step=table.next_step,
        ),
        name=table.name,
        urgency=table.urgency,
        window=table.window,
        when=condition_from(table.when, readable, place.inside("when")),
        require=table.require,
        sources=table.sources or entry.sources,
        limits=_limits(table.limits, asks, known, place.inside("limits")),
    )
    check_rule(rule, entry, asks, known, place)
    return rule


def _limits(table: LimitsTable, asks: Asks, known: Known, place: Place) -> RuleLimits:
    fixed = Limits(
        pressure_max=OPEN_PRESSURE if table.pressure_max is None else table.pressure_max,
        session_max_minutes=table.session_max_minutes,
        exclude_techniques=table.exclude_techniques,
        exclude_positions=table.exclude_positions,
        prefer_positions=table.prefer_positions,
        exclude_lubricants=table.exclude_lubricants,
        require_qualifications=table.require_qualifications,
    )
    check_limits(fixed, known, place)
    by_answer: list[RegionLimit] = []
    for number, row in enumerate(table.regions):
        limit = _with_side(row, asks)
        check_region_limit(limit, asks, known, place.inside("regions").inside(number))
        if limit.of_attribute or limit.side_attribute:
            by_answer.append(limit)
        else:
            leaves = known.regions.expand(limit.of, widen=limit.widen)
            fixed = fixed.fold(limit.on(leaves))
    return RuleLimits(fixed=OPEN_LIMITS if fixed.is_open else fixed, by_answer=tuple(by_answer))


def _with_side(limit: RegionLimit, asks: Asks) -> RegionLimit:
    """A region that was asked with its side is meant on that side, without saying so in every rule."""
    if limit.of_attribute and not limit.side_attribute and "side" in asks:
        return replace(limit, side_attribute="side")
    return limit
