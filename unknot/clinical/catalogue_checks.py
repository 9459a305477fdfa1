"""Do the rows of the catalogue hold together: sources there, marks known, numbers in range, ids real?"""

from collections.abc import Collection, Iterable, Mapping

from unknot.clinical.shapes import Place
from unknot.clinical.vocabulary import (
    Aftercare,
    Citation,
    Dose,
    Frequency,
    Listed,
    Measure,
    PlainAnswer,
    Technique,
)

MARKS = ("m", "d")
CERTAINTIES = ("moderate", "low_to_moderate", "low", "very_low", "none")
EVERY = ("week", "month", "once")
TOPICS = ("why", "who", "technique", "session", "home", "reading")

# Which field of which kind names ids of which other kind.
LINKS: dict[str, dict[str, str]] = {
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
    },
    "doses": {"measures": "measures"},
    "profiles": {"goals": "goals", "areas": "areas", "measures": "measures"},
    "aftercare": {"after_techniques": "techniques"},
    "home": {"regions": "regions", "never_on": "regions", "techniques": "techniques"},
    "answers": {
        "techniques": "techniques",
        "goals": "goals",
        "profiles": "profiles",
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
            check_known([each.key for each in cited(row)], sources, "sources", place.inside("sources"))
            for field, target in LINKS.get(kind, {}).items():
                check_known(named(row, field), known[target], target, place.inside(field))


def cited(row: Listed) -> tuple[Citation, ...]:
    """Every source that a row names."""
    return row.cited if isinstance(row, PlainAnswer) else row.sources


def named(row: Listed, field: str) -> tuple[str, ...]:
    """The ids a field names, one or many."""
    value = getattr(row, field)
    return (value,) if isinstance(value, str) else value


def check_known(ids: Iterable[str], known: Collection[str], kind: str, place: Place) -> None:
    """Refuses an id that is not known."""
    for each in ids:
        if each not in known:
            raise place.refuse(found=each, accepted=f"one of the {kind}: {', '.join(sorted(known))}")


def check_row(row: Listed, place: Place) -> None:
    """Refuses a row without source, with a mark nobody knows, or with numbers that cannot be."""
    if not cited(row):
        raise place.inside("sources").refuse(found="none", accepted="at least one source")
    check_known(row.marks, MARKS, "marks", place.inside("marks"))
    if isinstance(row, Technique):
        check_technique(row, place)
    if isinstance(row, Dose):
        check_dose(row, place)
    if isinstance(row, Measure):
        check_known([row.worse], ("higher", "lower"), "directions", place.inside("worse"))
        check_order(row.low, row.high, place.inside("high"))
    if isinstance(row, Aftercare):
        check_known([row.kind], ("expect", "call"), "kinds", place.inside("kind"))
    if isinstance(row, PlainAnswer):
        check_answer(row, place)


def check_technique(row: Technique, place: Place) -> None:
    """Pressure on the scale of 0 to 5, minutes in order; what a plan proposes is described in full."""
    check_order(0, row.lightest, place.inside("lightest"))
    check_order(row.lightest, row.strongest, place.inside("strongest"))
    check_order(row.strongest, 5, place.inside("strongest"))
    check_order(row.least_minutes, row.most_minutes, place.inside("most_minutes"))
    if row.evidence or row.certainty:
        check_known([row.certainty], CERTAINTIES, "certainties", place.inside("certainty"))
    if row.planned:
        for field in ("strokes", "uses", "not_with", "qualifications", "evidence"):
            if not getattr(row, field):
                raise place.inside(field).refuse(
                    found="nothing", accepted="a value: plans propose this technique"
                )


def check_dose(row: Dose, place: Place) -> None:
    """Minutes and weeks in order, certainty and rhythm from the closed lists."""
    check_order(row.least_minutes, row.most_minutes, place.inside("most_minutes"))
    check_known([row.certainty], CERTAINTIES, "certainties", place.inside("certainty"))
    if row.least_weeks is not None and row.most_weeks is not None:
        check_order(row.least_weeks, row.most_weeks, place.inside("most_weeks"))
    check_frequency(row.frequency, place.inside("frequency"))
    if row.article is not None:
        check_frequency(row.article, place.inside("article"))


def check_frequency(row: Frequency, place: Place) -> None:
    """At least once, and in a rhythm we know."""
    check_known([row.every], EVERY, "rhythms", place.inside("every"))
    check_order(1, row.least, place.inside("least"))
    check_order(row.least, row.most, place.inside("most"))


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
