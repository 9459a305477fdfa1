"""A screening and a plan as plain values for JSON: lists sorted, days as texts, ids as they are.

Words for a reader at a terminal are the commands'; pages make their own.
"""

import dataclasses
from collections.abc import Mapping, Set
from datetime import date
from enum import Enum
from typing import Any, TypeAlias

from unknot.clinical.findings import Finding, Possible
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.limits import Limits, NotBefore
from unknot.clinical.plan import NoPlan, Plan
from unknot.clinical.screening import Screening
from unknot.clinical.vocabulary import Citation

__all__ = ["limits_to_json", "plan_to_json", "screening_to_json", "screening_to_keep", "sources_to_json"]

Json: TypeAlias = dict[str, Any]


def screening_to_json(screening: Screening, *, knowledge: Knowledge) -> Json:
    """Everything a screening found, with its sources written out."""
    return {
        "on": screening.on.isoformat(),
        "decision": screening.decision.value,
        "complete": screening.complete,
        "unresolved": list(screening.unresolved),
        "at_the_visit": list(screening.at_the_visit),
        "urgency": screening.urgency.value,
        "findings": [_finding(each, knowledge) for each in screening.findings],
        "possible": [_possible(each) for each in screening.possible],
        "limits": limits_to_json(screening.limits),
        "require": list(screening.require),
        "knowledge_version": screening.knowledge_version,
    }


def screening_to_keep(screening: Screening, *, knowledge: Knowledge) -> Json:
    """The same for the record, with the ids alone of what is possible: while little is answered, the words for all of
    it are a hundred times as long as the rest, and every page with limits would read them.
    """
    shown = screening_to_json(screening, knowledge=knowledge)
    return shown | {"possible": [each.id for each in screening.possible]}


def limits_to_json(limits: Limits) -> Json:
    """The limits without their verdict, which stands beside them."""
    return {
        "pressure_max": limits.pressure_max,
        "regional_pressure_max": dict(sorted(limits.regional_pressure_max.items())),
        "exclude_techniques": sorted(limits.exclude_techniques),
        "regional_exclude_techniques": {
            leaf: sorted(techniques)
            for leaf, techniques in sorted(limits.regional_exclude_techniques.items())
        },
        "avoid_regions": sorted(limits.avoid_regions),
        "exclude_positions": sorted(limits.exclude_positions),
        "prefer_positions": sorted(limits.prefer_positions),
        "exclude_lubricants": sorted(limits.exclude_lubricants),
        "session_max_minutes": limits.session_max_minutes,
        "require_qualifications": sorted(limits.require_qualifications),
        "not_before": _day(limits.not_before),
    }


def plan_to_json(plan: Plan | NoPlan, *, knowledge: Knowledge) -> Json:
    """A plan, or why there is none; `possible` tells which."""
    if isinstance(plan, NoPlan):
        return {
            "possible": False,
            "because": list(plan.because),
            "would_make_possible": list(plan.would_make_possible),
            "not_before": _day(plan.not_before),
        }
    shown: Json = {"possible": True, "minutes": plan.minutes, "hands_on_minutes": plan.hands_on_minutes}
    shown |= {each.name: _plain(getattr(plan, each.name), knowledge) for each in dataclasses.fields(plan)}
    for segment, plain in zip(plan.segments, shown["segments"], strict=True):
        plain |= {"ends_at": segment.ends_at, "pressure": segment.pressure}
    return shown


def sources_to_json(sources: tuple[Citation, ...], knowledge: Knowledge) -> list[Json]:
    """Each citation with the title and the grade of what it cites."""
    return [_citation(each, knowledge) for each in sources]


def _finding(finding: Finding, knowledge: Knowledge) -> Json:
    return {
        "id": finding.id,
        "entry": finding.entry_id,
        "title": finding.title,
        "level": finding.level.value,
        "urgency": finding.urgency.value,
        "cleared": finding.cleared,
        "because": finding.because,
        "for_client": finding.for_client,
        "for_therapist": finding.for_therapist,
        "next_step": finding.next_step,
        "require": list(finding.require),
        "limits": limits_to_json(finding.limits),
        "sources": sources_to_json(finding.sources, knowledge),
        "marks": list(finding.marks),
    }


def _possible(possible: Possible) -> Json:
    return {
        "id": possible.id,
        "entry": possible.entry_id,
        "level": possible.level.value,
        "urgency": possible.urgency.value,
        "because": possible.because,
        "needs": list(possible.needs),
    }


def _citation(citation: Citation, knowledge: Knowledge) -> Json:
    source = knowledge.sources[citation.key]
    return {
        "key": citation.key,
        "title": source.title,
        "where": source.where,
        "place": citation.place,
        "grade": source.grade,
    }


def _day(day: NotBefore) -> str | None:
    return day.isoformat() if isinstance(day, date) else day


def _plain(value: Any, knowledge: Knowledge) -> Any:
    if isinstance(value, Citation):
        return _citation(value, knowledge)
    if dataclasses.is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name), knowledge) for each in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(each, knowledge) for key, each in sorted(value.items())}
    if isinstance(value, tuple):
        return [_plain(each, knowledge) for each in value]
    if isinstance(value, Set):
        return sorted(_plain(each, knowledge) for each in value)
    return value.value if isinstance(value, Enum) else _day(value) if isinstance(value, date) else value
