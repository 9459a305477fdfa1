"""Do the rows of the catalogue hold together: sources there, marks known, numbers in range, ids real?"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from unknot.clinical.evidence import Evidence
from unknot.clinical.measure_checks import check_measure
from unknot.clinical.measures import Measure
from unknot.clinical.motion import Threshold
from unknot.clinical.shapes import Place
from unknot.clinical.taper import DAYS_OF, Taper, step_out_of_order
from unknot.clinical.vocabulary import (
    Aftercare,
    Dose,
    Frequency,
    HomeItem,
    Listed,
    PlainAnswer,
    StopRule,
    Technique,
)

MARKS = ("m", "d")
CERTAINTIES = ("moderate", "low_to_moderate", "low", "very_low", "none")
# What is said of one trial or review may also be that its parts differ, or that nobody graded it.
OF_EVIDENCE = (*CERTAINTIES[:-1], "mixed", "unclear")
EVERY = ("week", "month", "once")
DESCRIBED = ("strokes", "uses", "not_with", "qualifications", "evidence")
TOPICS = ("why", "who", "technique", "session", "home", "reading")

# Which field of which kind names ids of which other kind.
LINKS: dict[str, dict[str, str]] = {
    "strokes": {"falls_with": "techniques"},
    "techniques": {
        "strokes": "strokes",
        "positions": "positions",
        "regions": "regions",
        "avoid_regions": "regions",
        "qualifications": "qualifications",
    },
    "positions": {"reaches": "regions"},
    "areas": {"regions": "regions", "careful": "regions"},
    "goals": {
        "techniques": "techniques",
        "areas": "areas",
        "dose": "doses",
        "measures": "measures",
        "home": "home",
        "claims": "claims",
        "evidence": "evidence",
    },
    "doses": {"measures": "measures", "evidence": "evidence"},
    "evidence": {"techniques": "techniques", "claims": "claims"},
    "movements": {"regions": "regions"},
    "profiles": {"goals": "goals", "areas": "areas", "measures": "measures"},
    "aftercare": {"after_techniques": "techniques"},
    "home": {"regions": "regions", "never_on": "regions", "techniques": "techniques"},
    "answers": {
        "techniques": "techniques",
        "goals": "goals",
        "profiles": "profiles",
        "evidence": "evidence",
        "claims": "claims",
        "measures": "measures",
        "home": "home",
    },
}


def check_whole(
    ids: Mapping[str, Collection[str]],
    kinds: Mapping[str, Mapping[str, Listed]],
    *,
    regions: Collection[str],
    sources: Collection[str],
) -> None:
    """Refuses the first id that names nothing."""
    known = {**ids, "regions": regions}
    for kind, rows in kinds.items():
        for row in rows.values():
            place = Place(f"{kind} of the catalogue", f"{kind}.{row.id}")
            check_known([each.key for each in row.cited], sources, "sources", place.inside("sources"))
            for field, target in LINKS.get(kind, {}).items():
                check_known(named(row, field), known[target], target, place.inside(field))


def named(row: Listed, field: str) -> tuple[str, ...]:
    """The ids a field names, one or many."""
    value = getattr(row, field)
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(value)


def check_known(ids: Iterable[str], known: Collection[str], kind: str, place: Place) -> None:
    """Refuses an id that is not known."""
    for each in ids:
        if each not in known:
            raise place.refuse(found=each, accepted=f"one of the {kind}: {', '.join(sorted(known))}")


def check_row(row: Listed, place: Place) -> None:
    """Refuses a row without source, with a mark nobody knows, or with numbers that cannot be."""
    if not row.cited:
        raise place.inside("sources").refuse(found="none", accepted="at least one source")
    check_known(row.marks, MARKS, "marks", place.inside("marks"))
    for kind, check in CHECKS.items():
        if isinstance(row, kind):
            check(row, place)


def check_technique(row: Technique, place: Place) -> None:
    """Pressure on the scale of 0 to 5, minutes in order; all but a tool beside another is described in full."""
    check_order(0, row.lightest, place.inside("lightest"))
    check_order(row.lightest, row.strongest, place.inside("strongest"))
    check_order(row.strongest, 5, place.inside("strongest"))
    check_order(row.least_minutes, row.most_minutes, place.inside("most_minutes"))
    if row.evidence or row.certainty:
        check_known([row.certainty], CERTAINTIES, "certainties", place.inside("certainty"))
    if row.modifier and row.planned:
        raise place.inside("planned").refuse(
            found="true", accepted="false: a modifier is no session of its own"
        )
    for field in DESCRIBED:
        if not row.modifier and not getattr(row, field):
            raise place.inside(field).refuse(
                found="nothing", accepted="a value: this is a technique of its own"
            )


def check_dose(row: Dose, place: Place) -> None:
    """Minutes and weeks in order, certainty and rhythm from the closed lists."""
    check_order(row.least_minutes, row.most_minutes, place.inside("most_minutes"))
    check_known([row.certainty], CERTAINTIES, "certainties", place.inside("certainty"))
    if row.least_weeks is not None and row.most_weeks is not None:
        check_order(row.least_weeks, row.most_weeks, place.inside("most_weeks"))
    check_frequency(row.frequency, place.inside("frequency"))
    if row.review_week is not None and row.most_weeks is not None:
        check_order(row.review_week, row.most_weeks, place.inside("most_weeks"))
    if row.taper is not None:
        check_taper(row.taper, row.frequency, place.inside("taper"))
    if row.review and not row.review_for_client:
        raise place.inside("review_for_client").refuse(
            found="nothing", accepted="words: a client reads this too"
        )


def check_frequency(row: Frequency, place: Place) -> None:
    """At least once, and in a rhythm we know."""
    check_known([row.every], EVERY, "rhythms", place.inside("every"))
    check_order(1, row.least, place.inside("least"))
    check_order(row.least, row.most, place.inside("most"))


def check_taper(row: Taper, before: Frequency, place: Place) -> None:
    """At least one step, each with an end but the last, and no visits closer together than in the course before."""
    for number, step in enumerate(row.steps):
        here = place.inside("steps").inside(number)
        check_known([step.unit], tuple(DAYS_OF), "units", here.inside("unit"))
        check_order(1, step.least, here.inside("least"))
        check_order(step.least, step.most, here.inside("most"))
        check_order(1, 1 if step.visits is None else step.visits, here.inside("visits"))
    span = DAYS_OF.get(before.every)
    if not row.steps or span is None:
        raise place.refuse(
            found="a taper with nothing to space out", accepted="steps, after a rhythm by week or month"
        )
    if (wrong := step_out_of_order(row.steps, than_days=span // before.most)) is not None:
        raise (
            place.inside("steps")
            .inside(wrong)
            .refuse(
                found="visits closer together than before, or a step without an end before another",
                accepted="steps that only space out, each but the last with its visits",
            )
        )


def check_order(low: float, high: float, place: Place) -> None:
    """Refuses a high below its low."""
    if high < low:
        raise place.refuse(found=high, accepted=f"{low} or more")


def check_answer(row: PlainAnswer, place: Place) -> None:
    """A question as people ask it, and no passage without a source of its own."""
    check_known([row.topic], TOPICS, "topics", place.inside("topic"))
    if not row.title.endswith("?"):
        raise place.inside("title").refuse(found=row.title, accepted="a question, as people ask it")
    for number, passage in enumerate(row.passages):
        here = place.inside("passages").inside(number)
        if not passage.words.strip():
            raise here.inside("words").refuse(found="nothing", accepted="words")
        if not passage.sources:
            raise here.inside("sources").refuse(found="none", accepted="at least one source")


def check_evidence(row: Evidence, place: Place) -> None:
    """A certainty of the closed list, and people and trials that can be."""
    check_known([row.certainty], OF_EVIDENCE, "certainties", place.inside("certainty"))
    for field in ("people", "trials"):
        if getattr(row, field) is not None:
            check_order(1, getattr(row, field), place.inside(field))


def check_home(row: HomeItem, place: Place) -> None:
    """Do, do not, stop when: all three are said."""
    for field in ("how", "do_not", "stop_if"):
        if not getattr(row, field):
            raise place.inside(field).refuse(
                found="nothing", accepted="words: every item says do, do not, stop when"
            )


def check_stop_rule(row: StopRule, place: Place) -> None:
    """At least one session, weeks in order."""
    check_order(1, row.sessions, place.inside("sessions"))
    check_order(row.least_weeks, row.most_weeks, place.inside("most_weeks"))


def check_aftercare(row: Aftercare, place: Place) -> None:
    """A kind of the closed list; a sign for which to call says how soon. Soreness goes from 0 to 10."""
    check_known([row.kind], ("expect", "call", "on_record"), "kinds", place.inside("kind"))
    soon = ("routine", "same_day", "emergency") if row.kind == "call" else ("",)
    check_known([row.urgency], soon, "urgencies", place.inside("urgency"))
    if row.soreness_from is not None:
        check_order(1, row.soreness_from, place.inside("soreness_from"))
        check_order(row.soreness_from, 10, place.inside("soreness_from"))


def check_threshold(row: Threshold, place: Place) -> None:
    """Degrees in order."""
    check_order(row.least, row.most, place.inside("most"))


CHECKS: Mapping[type[Listed], Callable[[Any, Place], None]] = {
    Technique: check_technique,
    Dose: check_dose,
    Evidence: check_evidence,
    Measure: check_measure,
    StopRule: check_stop_rule,
    Aftercare: check_aftercare,
    HomeItem: check_home,
    PlainAnswer: check_answer,
    Threshold: check_threshold,
}
