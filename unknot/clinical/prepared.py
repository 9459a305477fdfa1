"""What of a screening follows from the knowledge alone, worked out once for everybody.

That is the finding of each rule where no answer changes it, whether its window can shut at all, and what is possible
of entries nobody asked about. What the answers of a client make of it is for `screening`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from unknot.clinical.entries import Entry, Rule
from unknot.clinical.facts import Value
from unknot.clinical.findings import Finding, Possible, found
from unknot.clinical.limits import NO_DATE, OPEN_LIMITS, Limits, NotBefore
from unknot.clinical.regions import RegionMap

__all__ = ["Prepared", "ReadyRule", "prepared"]


@dataclass(frozen=True, slots=True)
class ReadyRule:
    """A rule of an entry, with its limits, the asks they miss and its finding while nobody told where they land."""

    rule: Rule
    entry: Entry
    limits: Limits
    missing: tuple[str, ...]
    finding: Finding
    never_shuts: bool

    def landed(self, attributes: Mapping[str, Value], regions: RegionMap) -> tuple[Limits, tuple[str, ...]]:
        """The limits for these answers, and the asks that would have to be answered to place the rest."""
        if self.rule.limits.places.isdisjoint(attributes):
            return self.limits, self.missing
        return self.rule.limits.landed(attributes, regions)

    def found(self, limits: Limits, not_before: NotBefore, *, cleared: bool) -> Finding:
        """The finding under these limits."""
        if cleared or limits is not self.limits or not_before != NO_DATE:
            return found(self.rule, self.entry, limits, not_before, cleared=cleared)
        return self.finding


@dataclass(frozen=True)
class Prepared:
    """The rules of each entry and their ids, and what is left possible while it is not asked.

    `endings` are the rules whose windows end an entry, none where a window of it never shuts. `possible` is by rule,
    the most pressing first; `ruled_out_by` is what of it other facts can make impossible, by what they are about. An
    entry that is `open_anyway` leaves something possible whatever else is known; the rules of the others are
    `open_perhaps`.
    """

    rules: Mapping[str, tuple[ReadyRule, ...]]
    ids: Mapping[str, tuple[str, ...]]
    endings: Mapping[str, tuple[ReadyRule, ...]]
    possible: Mapping[str, Possible]
    ruled_out_by: Mapping[str, tuple[Possible, ...]]
    open_anyway: frozenset[str]
    open_perhaps: tuple[Possible, ...]


def prepared(entries: Iterable[Entry], regions: RegionMap) -> Prepared:
    """What follows from these entries on this body map."""
    rules = {entry.id: tuple(_ready(rule, entry, regions) for rule in entry.rules) for entry in entries}
    unasked = [_unasked(each.rule) for of_entry in rules.values() for each in of_entry]
    anyway = frozenset(each.entry_id for each in unasked if not each.rule.when.ruled_out_by())
    return Prepared(
        rules=rules,
        ids={entry_id: tuple(each.rule.id for each in of_entry) for entry_id, of_entry in rules.items()},
        endings={entry_id: _endings(of_entry) for entry_id, of_entry in rules.items()},
        possible={each.id: each for each in sorted(unasked, key=attrgetter("order"))},
        ruled_out_by=_ruled_out_by(unasked),
        open_anyway=anyway,
        open_perhaps=tuple(each for each in unasked if each.entry_id not in anyway),
    )


def _ready(rule: Rule, entry: Entry, regions: RegionMap) -> ReadyRule:
    limits, missing = rule.limits.landed({}, regions)
    return ReadyRule(
        rule=rule,
        entry=entry,
        limits=limits,
        missing=missing,
        finding=found(rule, entry, limits, NO_DATE, cleared=False),
        never_shuts=rule.window is None and (rule.is_urgent or not entry.may_end),
    )


def _endings(rules: Iterable[ReadyRule]) -> tuple[ReadyRule, ...]:
    """The windows that end an entry: red flags have no say, for they do not run out."""
    calm = tuple(each for each in rules if not each.rule.is_urgent)
    return () if any(each.never_shuts for each in calm) else calm


def _unasked(rule: Rule) -> Possible:
    return Possible(rule, (rule.entry_id,), OPEN_LIMITS)


def _ruled_out_by(unasked: Iterable[Possible]) -> dict[str, tuple[Possible, ...]]:
    found: dict[str, list[Possible]] = {}
    for possible in unasked:
        for fact in possible.rule.when.ruled_out_by():
            found.setdefault(fact, []).append(possible)
    return {fact: tuple(possible) for fact, possible in found.items()}
