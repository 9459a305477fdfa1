"""Knowledge without conditions, and screenings by hand, so that plans are tried apart from the rules."""

from datetime import date
from functools import cache

from unknot.clinical.catalogue import catalogue_from
from unknot.clinical.findings import Finding, Possible
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.levels import Level, Urgency
from unknot.clinical.limits import Limits
from unknot.clinical.loading import base_folder, read_folder
from unknot.clinical.loading_regions import regions_from
from unknot.clinical.medicines import MedicineList
from unknot.clinical.plan import NoPlan, Plan
from unknot.clinical.screening import Screening
from unknot.clinical.shapes import Place

TODAY = date(2026, 11, 24)


@cache
def bare_knowledge() -> Knowledge:
    read = read_folder(base_folder())
    regions = regions_from(read["regions.toml"], Place("regions.toml"))
    return Knowledge(
        entries={},
        regions=regions,
        sources={},
        catalogue=catalogue_from(read, regions=regions.regions, sources=read["sources.toml"]),
        medicines=MedicineList({}, frozenset(), frozenset(), {}),
        screens=(),
        settings={},
        version="by hand",
    )


def screened(
    limits: Limits | None = None,
    *,
    findings: tuple[Finding, ...] = (),
    possible: tuple[Possible, ...] = (),
    unresolved: tuple[str, ...] = (),
    require: tuple[str, ...] = (),
) -> Screening:
    """A screening with these limits and those of its findings, on top of what holds for everybody."""
    folded = bare_knowledge().base_limits.fold(limits or Limits())
    for each in findings:
        folded = folded.fold(each.limits)
    return Screening(
        on=TODAY,
        findings=findings,
        possible=possible,
        limits=folded,
        unresolved=unresolved,
        at_the_visit=(),
        require=require,
        knowledge_version="by hand",
    )


def finding(
    entry: str, title: str, limits: Limits, *, level: Level = Level.MODIFY, next_step: str = ""
) -> Finding:
    return Finding(
        id=f"{entry}.{level.value}",
        entry_id=entry,
        title=title,
        level=level,
        urgency=Urgency.NONE,
        because="",
        for_client=f"{title}: said to the client.",
        for_therapist="",
        next_step=next_step,
        require=(),
        sources=(),
        marks=(),
        limits=limits.fold(Limits(decision=level.decision)),
    )


def planned(plan: Plan | NoPlan) -> Plan:
    assert isinstance(plan, Plan), plan
    return plan


def unplanned(plan: Plan | NoPlan) -> NoPlan:
    assert isinstance(plan, NoPlan), plan
    return plan
