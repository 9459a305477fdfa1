"""Do the entries hold together: no dangling id, a source each, asks and windows that mean something?"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from unknot.clinical.entries import Ask, Entry, Rule
from unknot.clinical.errors import nearest_ids
from unknot.clinical.levels import Level
from unknot.clinical.limits import Limits
from unknot.clinical.reach import RegionLimit
from unknot.clinical.regions import RegionMap
from unknot.clinical.shapes import Place
from unknot.clinical.vocabulary import Citation

ID: Final = re.compile(r"[a-z][a-z0-9_]*")
SYSTEMS: Final = (
    "infection", "skin", "blood", "heart", "pregnancy", "cancer", "nerves", "bones", "surgery", "injury",
    "hormones", "kidneys", "digestion", "lungs", "medicines", "allergy", "circumstances",
)  # fmt: skip
MARKS: Final = ("m", "d")
LONGEST_SESSION: Final = 240
LONGEST_WINDOW: Final = 36_500

CLEARANCE_ASKS: Final = ("cleared_by", "cleared_on", "cleared_until", "cleared_scope")
"""What staff record of a doctor's letter; accepted on every entry, so no entry declares them."""

RESERVED: Final = ("answer", "said_on", "said_by", *CLEARANCE_ASKS)

WORSE_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "yes_no": ("yes", "unordered", "evidence"),
    "date": ("later", "earlier", "unordered", "evidence"),
    "number": ("higher", "lower", "outside", "unordered"),
    "reading": ("higher", "lower", "unordered"),
    "choice": ("unordered",),
    "choices": ("more",),
    "region": ("more", "unordered"),
    "side": ("unordered",),
    "text": ("unordered",),
}


@dataclass(frozen=True, kw_only=True)
class Known:
    """The ids that an entry may name, and which entries are computed."""

    regions: RegionMap
    entries: Collection[str]
    computed: Collection[str]
    sources: Collection[str]
    techniques: Collection[str]
    positions: Collection[str]
    lubricants: Collection[str]
    qualifications: Collection[str]
    requirements: Collection[str]


def check_id(found: str, place: Place) -> None:
    """Refuses an id that is not in small letters, digits and underscores."""
    if not ID.fullmatch(found):
        raise place.refuse(
            found=repr(found), accepted="small letters, digits and underscores, a letter first"
        )


def check_ids(found: Iterable[str], known: Collection[str], kind: str, place: Place) -> None:
    """Refuses an id that names nothing."""
    for each in sorted(found):
        if each not in known:
            nearest = nearest_ids(each, known)
            raise place.refuse(found=f'"{each}"', accepted=f"the id of a {kind}", nearest=nearest)


def check_entry(entry: Entry, known: Known, place: Place) -> None:
    """Refuses an entry without source or question, or of no known system or mark."""
    check_ids([entry.system], SYSTEMS, "system", place.inside("system"))
    check_ids(entry.marks, MARKS, "mark", place.inside("marks"))
    check_sources(entry.sources, known, place.inside("sources"))
    if entry.review_due <= entry.reviewed_on:
        raise place.inside("review_due").refuse(
            found=entry.review_due, accepted=f"a day after {entry.reviewed_on}"
        )
    if entry.asked_of == "computed":
        check_ids([entry.id], known.computed, "derived fact", place.inside("asked_of"))
    elif not entry.question:
        raise place.inside("question").refuse(found="nothing", accepted="the question that is asked")


def check_sources(sources: tuple[Citation, ...], known: Known, place: Place) -> None:
    """Refuses no source, or one that is not listed."""
    if not sources:
        raise place.refuse(found="none", accepted="at least one source")
    check_ids([source.key for source in sources], known.sources, "source", place)


def check_ask(ask: Ask, known: Known, place: Place) -> None:
    """Refuses an ask whose `worse`, choices or bounds do not fit its type."""
    check_id(ask.name, place)
    if ask.name in RESERVED:
        raise place.refuse(found=f'"{ask.name}"', accepted="a name that statements do not use themselves")
    if ask.worse not in WORSE_OF[ask.type]:
        raise place.inside("worse").refuse(found=ask.worse, accepted=" or ".join(WORSE_OF[ask.type]))
    if ask.worse == "outside" and (ask.low is None or ask.high is None or ask.low > ask.high):
        raise place.inside("low").refuse(found=f"{ask.low} to {ask.high}", accepted="low and high, in order")
    if not ask.least < ask.most:
        raise place.inside("least").refuse(found=f"{ask.least} to {ask.most}", accepted="least below most")
    check_choices(ask, place)
    if ask.within:
        if ask.type != "region":
            raise place.inside("within").refuse(found=ask.within, accepted="nothing: no region is asked")
        check_ids([ask.within], known.regions.regions, "region", place.inside("within"))


def check_choices(ask: Ask, place: Place) -> None:
    """Refuses choices without labels, twice the same, or where none are asked."""
    if bool(ask.choices) != (ask.type in ("choice", "choices")):
        raise place.inside("choices").refuse(
            found=len(ask.choices), accepted="choices where choices are asked"
        )
    if len(ask.choice_labels) != len(ask.choices):
        raise place.inside("choice_labels").refuse(found=len(ask.choice_labels), accepted=len(ask.choices))
    if len(set(ask.choices)) != len(ask.choices):
        raise place.inside("choices").refuse(found="the same choice twice", accepted="each once")


def check_rule(rule: Rule, entry: Entry, asks: Mapping[str, Ask], known: Known, place: Place) -> None:
    """Refuses a rule that cites or requires what is not there, or whose window cannot be."""
    check_sources(rule.sources, known, place.inside("sources"))
    check_ids(rule.require, known.requirements, "requirement", place.inside("require"))
    if rule.name:
        check_id(rule.name, place.inside("name"))
        check_not_a_level(rule.name, place.inside("name"))
    for field in ("because", "for_client", "for_therapist"):
        if not getattr(rule.words, field).strip():
            raise place.inside(field).refuse(found="nothing", accepted="words")
    check_window(rule, asks, place.inside("window"))
    if entry.transient and rule.level is Level.ABSOLUTE and not rule.is_urgent and not rule.window:
        raise place.inside("window").refuse(
            found="none on a transient entry", accepted="a window, or it would forbid every later month"
        )


def check_not_a_level(name: str, place: Place) -> None:
    """Refuses a name that is the id another rule has by its level."""
    if name in [level.value for level in Level]:
        raise place.refuse(found=f'"{name}"', accepted="a name that is not a level")


def check_window(rule: Rule, asks: Mapping[str, Ask], place: Place) -> None:
    """Refuses a window over no date, over one that is not worse later, or over the end behind an urgency."""
    if rule.window is None:
        return
    after, days = rule.window.after, rule.window.days
    if not 1 <= days <= LONGEST_WINDOW:
        raise place.inside("days").refuse(found=days, accepted=f"1 to {LONGEST_WINDOW}")
    if after == "end":
        if rule.is_urgent:
            raise place.inside("after").refuse(
                found='"end", evidence of safety',
                accepted="a date that is a risk: the rule is urgent",
            )
        return
    check_ids([after], asks, "date ask of this entry", place.inside("after"))
    if asks[after].type != "date" or asks[after].worse != "later":
        raise place.inside("after").refuse(
            found=f'"{after}"', accepted='"end", or a date that is worse later'
        )


def check_limits(limits: Limits, known: Known, place: Place) -> None:
    """Refuses pressure and minutes out of range, and dangling ids."""
    check_pressure(limits.pressure_max, place.inside("pressure_max"))
    minutes = limits.session_max_minutes
    if minutes is not None and not 5 <= minutes <= LONGEST_SESSION:
        raise place.inside("session_max_minutes").refuse(found=minutes, accepted=f"5 to {LONGEST_SESSION}")
    for field, ids, kind in (
        ("exclude_techniques", known.techniques, "technique"),
        ("exclude_positions", known.positions, "position"),
        ("prefer_positions", known.positions, "position"),
        ("exclude_lubricants", known.lubricants, "lubricant"),
        ("require_qualifications", known.qualifications, "qualification"),
    ):
        check_ids(getattr(limits, field), ids, kind, place.inside(field))


def check_pressure(pressure: int | None, place: Place) -> None:
    """Refuses a pressure that is not on the scale."""
    if pressure is not None and not 0 <= pressure <= 5:
        raise place.refuse(found=pressure, accepted="0 to 5")


def check_region_limit(limit: RegionLimit, asks: Mapping[str, Ask], known: Known, place: Place) -> None:
    """Refuses a regional limit without region or without effect, or whose `otherwise` is too small."""
    if bool(limit.of) == bool(limit.of_attribute):
        raise place.refuse(
            found=f'of "{limit.of}", of_attribute "{limit.of_attribute}"', accepted="one of them"
        )
    if not limit.avoid and limit.pressure_max is None and not limit.exclude_techniques:
        raise place.refuse(found="no effect", accepted="avoid, pressure_max or exclude_techniques")
    check_pressure(limit.pressure_max, place.inside("pressure_max"))
    check_ids(limit.exclude_techniques, known.techniques, "technique", place.inside("exclude_techniques"))
    for field in ("of", "otherwise"):
        named = [getattr(limit, field)] if getattr(limit, field) else []
        check_ids(named, known.regions.regions, "region", place.inside(field))
    check_reads(limit.of_attribute, "region", asks, place.inside("of_attribute"))
    check_reads(limit.side_attribute, "side", asks, place.inside("side_attribute"))
    check_otherwise(limit, asks, known.regions, place.inside("otherwise"))


def check_reads(name: str, kind: str, asks: Mapping[str, Ask], place: Place) -> None:
    """Refuses to read an ask that is not declared, or of another type."""
    if name and (name not in asks or asks[name].type != kind):
        raise place.refuse(found=f'"{name}"', accepted=f"a declared ask of type {kind}")


def check_otherwise(limit: RegionLimit, asks: Mapping[str, Ask], regions: RegionMap, place: Place) -> None:
    """Refuses a stand-in for a missing region that is smaller than what an answer could reach."""
    if not limit.otherwise:
        return
    if not limit.of_attribute:
        raise place.refuse(found=limit.otherwise, accepted="nothing: the region is not asked")
    reach = regions.expand(asks[limit.of_attribute].within or "whole_body", widen=limit.widen)
    beyond = reach - regions.expand(limit.otherwise)
    if beyond:
        raise place.refuse(
            found=f'"{limit.otherwise}", which leaves out {", ".join(sorted(beyond)[:4])}',
            accepted="a group that covers every region the ask accepts (narrow the ask with `within`)",
        )
