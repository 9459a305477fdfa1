"""A second, obvious way to screen: walks the parsed tables and writes down everything each rule could come to.

Written from the contract, apart from the engine: a condition yields the set of its outcomes, so that unknown is simply
"both". Only the body map and the facts are shared. Slow on purpose; the engine is held against it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from typing import Any

from unknot.clinical.facts import Reading
from unknot.clinical.regions import RegionMap

LEVELS = ["proceed", "modify", "local", "clearance", "absolute"]
DECISIONS = {
    "proceed": "proceed",
    "modify": "modify",
    "local": "modify",
    "clearance": "needs_medical_clearance",
    "absolute": "do_not_treat_today",
}
ORDER = ["proceed", "modify", "needs_medical_clearance", "do_not_treat_today"]
URGENCIES = ["none", "routine", "same_day", "emergency"]
SETS = (
    "exclude_techniques",
    "exclude_positions",
    "prefer_positions",
    "exclude_lubricants",
    "require_qualifications",
)
EITHER = frozenset((True, False))
YES, NO = frozenset((True,)), frozenset((False,))


@dataclass
class Plainly:
    """One answer: yes, no, not_sure or not_asked."""

    answer: str
    attributes: Mapping[str, Any] = field(default_factory=dict)
    said_on: date | None = None
    by_staff: bool = False
    derived: bool = False
    needs: frozenset[str] = frozenset()
    at_least: frozenset[str] = frozenset()


@dataclass
class World:
    """Everything that is known of one client on one day."""

    tables: Mapping[str, Any]
    facts: Mapping[str, list[Plainly]]
    on: date
    regions: RegionMap
    age: int | None = None
    first_visit: bool = True
    answered_on: date | None = None

    def about(self, entry_id: str) -> list[Plainly]:
        return list(self.facts.get(entry_id, [])) or [Plainly("not_asked", needs=frozenset((entry_id,)))]


@dataclass
class Outcome:
    """What came out, in the words of the JSON."""

    decision: str = "proceed"
    urgency: str = "none"
    levels: dict[str, str] = field(default_factory=dict)
    possible: set[str] = field(default_factory=set)
    unresolved: set[str] = field(default_factory=set)
    at_the_visit: set[str] = field(default_factory=set)
    not_before: Any = None
    pressure_max: int = 5
    session_max_minutes: int | None = None
    sets: dict[str, set[str]] = field(default_factory=lambda: {name: set() for name in SETS})
    avoid: set[str] = field(default_factory=set)
    pressure_on: dict[str, int] = field(default_factory=dict)
    excluded_on: dict[str, set[str]] = field(default_factory=dict)


def evaluate(world: World) -> Outcome:
    outcome = Outcome(pressure_on=dict(world.regions.endangerment))
    for entry_id, table in world.tables.items():
        for fact in world.about(entry_id):
            judge_fact(entry_id, table, fact, world, outcome)
    return outcome


def judge_fact(entry_id: str, table: Any, fact: Plainly, world: World, outcome: Outcome) -> None:
    if fact.answer == "no":
        return
    if fact.answer == "not_asked" and table["asked_of"] == "therapist":
        outcome.at_the_visit.add(entry_id)
        return
    for name, ask in table.get("ask", {}).items():
        if fact.answer == "yes" and not fact.derived and ask.get("required") and name not in fact.attributes:
            outcome.unresolved.add(f"{entry_id}.{name}")
    for rule in table.get("rules", []):
        judge_rule(entry_id, table, rule, fact, world, outcome)


def judge_rule(entry_id: str, table: Any, rule: Any, fact: Plainly, world: World, outcome: Outcome) -> None:
    said = YES if fact.answer == "yes" else EITHER
    opened, shuts_on, open_needs = window(entry_id, table, rule, fact, world)
    when, when_needs = condition(rule.get("when"), entry_id, fact, world, urgent=is_urgent(rule))
    results = {all(each) for each in product(said, opened, when)}
    name = f"{entry_id}.{rule.get('name') or rule['level']}"
    if results == {False}:
        return
    if results == {True}:
        hold(name, entry_id, rule, fact, shuts_on, world, outcome)
        return
    needs = fact.needs if fact.answer != "yes" else open_needs | when_needs
    outcome.unresolved |= needs
    outcome.possible.add(name)
    if fact.answer in ("yes", "not_sure"):
        limit(entry_id, table, rule, fact, world, outcome)


def hold(
    name: str, entry_id: str, rule: Any, fact: Plainly, shuts_on: Any, world: World, outcome: Outcome
) -> None:
    level = rule["level"]
    if level == "clearance" and cleared(rule, fact, world.on):
        level = "modify"
    refused = any(each.answer == "yes" for each in world.facts.get("contact_with_clinician_refused", []))
    if level == "clearance" and refused:
        level, shuts_on = "absolute", "no_date"
    outcome.levels[name] = max(level, outcome.levels.get(name, "proceed"), key=LEVELS.index)
    outcome.decision = max(outcome.decision, DECISIONS[level], key=ORDER.index)
    outcome.urgency = max(outcome.urgency, rule.get("urgency", "none"), key=URGENCIES.index)
    if level == "absolute":
        dates = [each for each in (outcome.not_before, shuts_on) if each is not None]
        outcome.not_before = "no_date" if "no_date" in dates else max(dates)
    outcome.unresolved |= limit(entry_id, world.tables[entry_id], rule, fact, world, outcome)


def is_urgent(rule: Any) -> bool:
    return rule.get("urgency", "none") != "none"


def cleared(rule: Any, fact: Plainly, on: date) -> bool:
    written = fact.attributes.get("cleared_on")
    if is_urgent(rule) or not fact.by_staff or written is None or not fact.attributes.get("cleared_by"):
        return False
    last = fact.attributes.get("cleared_until") or a_year_after(written)
    return written <= on <= last


def a_year_after(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return date(day.year + 1, day.month, 28 if leap_day else day.day)


def window(entry_id: str, table: Any, rule: Any, fact: Plainly, world: World) -> tuple[Any, Any, set[str]]:
    """Whether it may be open, the first day it is not, and what would have to be known."""
    opens = rule.get("window")
    until = fact.attributes.get("until")
    counts_end = any(each.get("window", {}).get("after") == "end" for each in table.get("rules", []))
    if opens is None:
        may_end = "until" in table.get("ask", {}) and not counts_end and not is_urgent(rule)
        return (NO if may_end and until and until <= world.on else YES), "no_date", set()
    if opens["after"] != "end":
        start = fact.attributes.get(opens["after"])
        if start is None:
            return EITHER, "no_date", {f"{entry_id}.{opens['after']}"}
        return until_day(start, opens["days"], world)
    if until:
        return until_day(until, opens["days"], world)
    if not table.get("transient"):
        return YES, "no_date", set()
    told = None if fact.answer == "not_asked" else fact.said_on or world.answered_on
    since = fact.attributes.get("since")
    if told is None and since and (world.on - since).days > 14:
        return EITHER, "no_date", {f"{entry_id}.until"}
    return until_day(told or world.on, opens["days"], world)


def until_day(start: date, days: int, world: World) -> tuple[Any, Any, set[str]]:
    first = start + timedelta(days=days)
    return (YES if world.on < first else NO), first, set()


def condition(
    table: Any, entry_id: str, fact: Plainly, world: World, *, urgent: bool
) -> tuple[Any, set[str]]:
    """The outcomes a condition may have, and what would have to be known to have only one."""
    if table is None:
        return YES, set()
    parts = table.get("all") or table.get("any") or table.get("of")
    if parts:
        least = {"all": len(parts), "any": 1}.get(next(iter(table)), table.get("at_least"))
        judged = [condition(part, entry_id, fact, world, urgent=urgent) for part in parts]
        outcomes = frozenset(sum(each) >= least for each in product(*(outcomes for outcomes, _ in judged)))
        open_parts = (needs for part, needs in judged if len(part) == 2)
        return outcomes, set().union(*open_parts) if len(outcomes) == 2 else set()
    if "yes" in table:
        return other_is_yes(table["yes"], world, urgent=urgent)
    if "first_visit" in table:
        return frozenset((world.first_visit,)), set()
    if "age_at_least" in table or "age_under" in table:
        if world.age is None:
            return EITHER, {"born"}
        years = table.get("age_at_least", table.get("age_under"))
        return frozenset((world.age >= years if "age_at_least" in table else world.age < years,)), set()
    return follow_up(table, entry_id, fact, world)


def other_is_yes(entry_id: str, world: World, *, urgent: bool) -> tuple[Any, set[str]]:
    table, results, needs = world.tables[entry_id], [], set()
    calm = [rule for rule in table.get("rules", []) if not is_urgent(rule)]
    for fact in world.about(entry_id):
        if fact.answer == "no":
            results.append(NO)
            continue
        said = YES if fact.answer == "yes" else EITHER
        windows = [] if urgent or not calm else [window(entry_id, table, rule, fact, world) for rule in calm]
        opened = [each[0] for each in windows] or [YES]
        active = frozenset(any(each) for each in product(*opened))
        result = frozenset(all(each) for each in product(said, active))
        results.append(result)
        if len(result) == 2:
            needs |= fact.needs if fact.answer != "yes" else set().union(*(each[2] for each in windows))
    return frozenset(any(each) for each in product(*results)), needs


def follow_up(table: Any, entry_id: str, fact: Plainly, world: World) -> tuple[Any, set[str]]:
    key = next(key for key in ("flag", "unless", "days_since", "attr") if key in table)
    name, _, half = table[key].partition(".")
    value = fact.attributes.get(name)
    if value is None:
        return EITHER, {f"{entry_id}.{name}"}
    if isinstance(value, Reading):
        value = getattr(value, half)
    holds = {"flag": lambda: value, "unless": lambda: not value}.get(key)
    if key == "days_since":
        value = (world.on - value).days
    found = holds() if holds else compare(table, value, fact, world)
    if not found and name in fact.at_least:
        return EITHER, {entry_id}
    return frozenset((bool(found),)), set()


def compare(table: Any, value: Any, fact: Plainly, world: World) -> bool:
    if "within" in table:
        touched = world.regions.expand(value, side=fact.attributes.get("side"))
        return bool(touched & world.regions.expand(table["within"]))
    if "one_of" in table:
        given = {value} if isinstance(value, str) else set(value)
        return bool(given & set(table["one_of"]))
    if "count_at_least" in table:
        return len(value) >= table["count_at_least"]
    if "at_least" in table:
        return value >= table["at_least"]
    if "at_most" in table:
        return value <= table["at_most"]
    return value < table["under"] if "under" in table else value > table["over"]


def limit(entry_id: str, table: Any, rule: Any, fact: Plainly, world: World, outcome: Outcome) -> set[str]:
    """Tightens the outcome; gives back the regions that would have to be told."""
    limits, missing = rule.get("limits", {}), set()
    outcome.pressure_max = min(outcome.pressure_max, limits.get("pressure_max", 5))
    minutes = [each for each in (outcome.session_max_minutes, limits.get("session_max_minutes")) if each]
    outcome.session_max_minutes = min(minutes, default=None)
    for name in SETS:
        outcome.sets[name] |= set(limits.get(name, []))
    for row in limits.get("regions", []):
        leaves = lands_on(row, table, fact, world)
        if leaves is None:
            missing.add(f"{entry_id}.{row['of_attribute']}")
            continue
        for leaf in leaves:
            tighten(leaf, row, outcome)
    return missing


def lands_on(row: Any, table: Any, fact: Plainly, world: World) -> frozenset[str] | None:
    by_side = row.get("side_attribute") or (
        "side" if "of_attribute" in row and "side" in table["ask"] else None
    )
    side = fact.attributes.get(by_side) if by_side else None
    stands_in = world.regions.expand(row["otherwise"], side=side) if "otherwise" in row else None
    named = row.get("of") or fact.attributes.get(row["of_attribute"])
    if named is None:
        return stands_in
    landed = world.regions.expand(named, side=side, widen=row.get("widen", "itself"))
    if stands_in is None:
        return landed
    return landed & stands_in if landed & stands_in else landed | stands_in


def tighten(leaf: str, row: Any, outcome: Outcome) -> None:
    if row.get("avoid"):
        outcome.avoid.add(leaf)
    if "pressure_max" in row:
        outcome.pressure_on[leaf] = min(row["pressure_max"], outcome.pressure_on.get(leaf, 5))
    if row.get("exclude_techniques"):
        outcome.excluded_on.setdefault(leaf, set()).update(row["exclude_techniques"])


def differences(outcome: Outcome, screening: Any) -> Iterator[tuple[str, Any, Any]]:
    """Every part in which a screening by the engine says something else."""
    limits = screening.limits
    sets = {name: set(getattr(limits, name)) for name in SETS}
    pairs = {
        "decision": (outcome.decision, screening.decision.value),
        "urgency": (outcome.urgency, screening.urgency.value),
        "levels": (outcome.levels, {each.id: each.level.value for each in screening.findings}),
        "possible": (outcome.possible, {each.id for each in screening.possible}),
        "unresolved": (outcome.unresolved, set(screening.unresolved)),
        "complete": (not outcome.unresolved, screening.complete),
        "at_the_visit": (outcome.at_the_visit, set(screening.at_the_visit)),
        "not_before": (outcome.not_before, limits.not_before),
        "pressure_max": (outcome.pressure_max, limits.pressure_max),
        "session_max_minutes": (outcome.session_max_minutes, limits.session_max_minutes),
        "sets": (outcome.sets, sets),
        "avoid": (outcome.avoid, set(limits.avoid_regions)),
        "pressure_on": (outcome.pressure_on, dict(limits.regional_pressure_max)),
        "excluded_on": (
            outcome.excluded_on,
            {leaf: set(out) for leaf, out in limits.regional_exclude_techniques.items()},
        ),
    }
    return ((name, slow, fast) for name, (slow, fast) in pairs.items() if slow != fast)
