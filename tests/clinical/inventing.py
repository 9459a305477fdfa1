"""Invents knowledge, clients, and worse clients, for the properties of the engine."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.clinical.small import TODAY, a_rule, an_ask, an_entry
from unknot.clinical.facts import Client, Facts, Person, Reading, Statement, Value
from unknot.clinical.levels import Answer

IDS = ("ache", "burn", "cold")
TECHNIQUES = ("deep_tissue", "cupping", "hot_stone")
REGIONS = ("legs", "left_calf", "foot", "back", "neck", "abdomen")
FACTORS = ("one", "two", "three")

ASKS: dict[str, dict[str, Any]] = {
    "bad": an_ask("yes_no", "yes"),
    "worse": an_ask("yes_no", "yes"),
    "stable": an_ask("yes_no", "evidence"),
    "since": an_ask("date", "later"),
    "began": an_ask("date", "earlier"),
    "until": an_ask("date", "evidence"),
    "size": an_ask("number", "higher"),
    "count": an_ask("number", "lower"),
    "reading": an_ask("reading", "higher"),
    "kind": an_ask("choice", "unordered", choices=list(FACTORS), choice_labels=list(FACTORS)),
    "factors": an_ask("choices", "more", choices=list(FACTORS), choice_labels=list(FACTORS)),
    "region": an_ask("region", "unordered", within="legs"),
    "side": an_ask("side", "unordered"),
}

days = st.integers(-30, 400).map(lambda back: TODAY - timedelta(days=back))
few_days = st.sampled_from((1, 7, 14, 42, 180))


def leaf_conditions(*, urgent: bool) -> st.SearchStrategy[dict[str, Any]]:
    leaves: list[st.SearchStrategy[dict[str, Any]]] = [
        st.sampled_from(("bad", "worse")).map(lambda name: {"flag": name}),
        st.integers(1, 9).map(lambda number: {"attr": "size", "at_least": number}),
        st.integers(1, 9).map(lambda number: {"attr": "count", "under": number}),
        st.integers(120, 180).map(lambda number: {"attr": "reading.systolic", "over": number}),
        st.sets(st.sampled_from(FACTORS), min_size=1).map(lambda s: {"attr": "kind", "one_of": sorted(s)}),
        st.sets(st.sampled_from(FACTORS), min_size=1).map(lambda s: {"attr": "factors", "one_of": sorted(s)}),
        st.integers(1, 3).map(lambda number: {"attr": "factors", "count_at_least": number}),
        few_days.map(lambda number: {"days_since": "since", "under": number}),
        few_days.map(lambda number: {"days_since": "began", "at_least": number}),
        st.sampled_from(REGIONS).map(lambda group: {"attr": "region", "within": group}),
        st.sampled_from(IDS).map(lambda other: {"yes": other}),
        st.sampled_from(({"age_at_least": 40}, {"age_under": 40}, {"first_visit": True})),
    ]
    return st.one_of(leaves if urgent else [*leaves, st.just({"unless": "stable"})])


def conditions(*, urgent: bool) -> st.SearchStrategy[dict[str, Any]]:
    def grown(parts: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
        several = st.lists(parts, min_size=1, max_size=3)
        counted = several.flatmap(
            lambda of: st.integers(1, len(of)).map(lambda least: {"at_least": least, "of": of})
        )
        return st.one_of(
            several.map(lambda all_: {"all": all_}), several.map(lambda any_: {"any": any_}), counted
        )

    return st.recursive(leaf_conditions(urgent=urgent), grown, max_leaves=4)


region_limits = st.one_of(
    st.builds(
        lambda of, effect: {"of": of, **effect},
        st.sampled_from(REGIONS),
        st.sampled_from(({"pressure_max": 2}, {"avoid": True}, {"exclude_techniques": ["cupping"]})),
    ),
    st.builds(
        lambda widen, stand_in, most: {
            "of_attribute": "region", "widen": widen, "pressure_max": most, "avoid": most == 0, **stand_in
        },
        st.sampled_from(("itself", "limb", "distal", "quadrant")),
        st.sampled_from(({}, {"otherwise": "whole_body"})),
        st.integers(0, 4),
    ),
)  # fmt: skip


@st.composite
def limits(draw: st.DrawFn) -> dict[str, Any]:
    """The limits of a rule; often none."""
    table: dict[str, Any] = {}
    if draw(st.booleans()):
        table["pressure_max"] = draw(st.integers(0, 4))
    if draw(st.booleans()):
        table["session_max_minutes"] = draw(st.sampled_from((20, 30, 45)))
    if draw(st.booleans()):
        table["exclude_techniques"] = sorted(draw(st.sets(st.sampled_from(TECHNIQUES), min_size=1)))
    if draw(st.booleans()):
        table["exclude_positions"] = [draw(st.sampled_from(("prone", "supine")))]
    rows = draw(st.lists(region_limits, max_size=2))
    return {**table, "regions": rows} if rows else table


@st.composite
def rules(draw: st.DrawFn, *, number: int, transient: bool) -> dict[str, Any]:
    level = draw(st.sampled_from(("absolute", "clearance", "local", "modify", "proceed")))
    urgency = draw(st.sampled_from(("none", "none", "routine", "same_day", "emergency")))
    urgent = urgency != "none"
    rule = a_rule(level, name=f"rule_{number}", urgency=urgency, limits=draw(limits()))
    ends = st.sampled_from(("since",) if urgent else ("since", "end"))
    if draw(st.booleans()) or (transient and level == "absolute" and not urgent):
        rule["window"] = {"after": draw(ends), "days": draw(few_days)}
    if draw(st.booleans()):
        rule["when"] = draw(conditions(urgent=urgent))
    return rule


@st.composite
def entries(draw: st.DrawFn) -> dict[str, Any]:
    transient = draw(st.booleans())
    asks = {name: dict(ask) for name, ask in ASKS.items()}
    if draw(st.booleans()):
        del asks["until"]
    if draw(st.booleans()):
        asks["bad"]["required"] = True
    count = draw(st.integers(0, 3))
    return an_entry(
        transient=transient,
        asked_of=draw(st.sampled_from(("client", "client", "client", "therapist"))),
        ask=asks,
        rules=[draw(rules(number=number, transient=transient)) for number in range(count)],
    )


tables = st.fixed_dictionaries({entry_id: entries() for entry_id in IDS})

VALUES: dict[str, st.SearchStrategy[Any]] = {
    "yes_no": st.booleans(),
    "date": days,
    "number": st.integers(0, 10),
    "reading": st.builds(Reading, st.integers(90, 200), st.integers(50, 120)),
    "side": st.sampled_from(("left", "right", "both")),
    "text": st.just("something"),
}


def values_of(ask: Any) -> st.SearchStrategy[Any]:
    """Any answer to a follow-up, by its table."""
    if ask["type"] == "choice":
        return st.sampled_from(sorted(ask["choices"]))
    if ask["type"] == "choices":
        return st.frozensets(st.sampled_from(sorted(ask["choices"])))
    if ask["type"] == "region":
        regions = st.sampled_from(("left_calf", "calf", "right_foot", "knee", "legs"))
        return regions | st.frozensets(regions, min_size=1, max_size=2)
    return VALUES[ask["type"]]


LETTER: dict[str, st.SearchStrategy[Any]] = {
    "cleared_by": st.just("Dr A"),
    "cleared_on": days,
    "cleared_until": days,
}


@st.composite
def attributes(draw: st.DrawFn, asks: Any, *, all_of_them: bool = False) -> dict[str, Value]:
    given = {name: draw(values_of(ask)) for name, ask in asks.items() if all_of_them or draw(st.booleans())}
    letter = {name: draw(values) for name, values in LETTER.items()} if draw(st.booleans()) else {}
    return {**given, **letter}


@st.composite
def statements(draw: st.DrawFn, entry_id: str, asks: Any, *, known: bool = False) -> Statement:
    answers = (Answer.NO, Answer.YES) if known else (Answer.YES, Answer.YES, Answer.NO, Answer.NOT_SURE)
    return Statement(
        entry_id,
        draw(st.sampled_from(answers)),
        draw(attributes(asks, all_of_them=known)),
        draw(st.none() | days),
        draw(st.sampled_from(("client", "staff"))),
    )


@st.composite
def clients(draw: st.DrawFn, tables: Any, *, known: bool = False) -> Client:
    """A client who answered some of the questions, or with `known` all of them, each follow-up too."""
    said: list[Statement] = []
    for entry_id, table in tables.items():
        least = 1 if known else 0
        one = statements(entry_id, table.get("ask", {}), known=known)
        said += draw(st.lists(one, min_size=least, max_size=2))
    born = date(1980, 1, 1) if known else draw(st.sampled_from((None, date(1980, 1, 1), date(2000, 1, 1))))
    person = Person(born=born, first_visit=draw(st.booleans()))
    return Client(person=person, facts=Facts.of(said), answered_on=draw(st.none() | days))


def made_worse(name: str, value: Value | None, ask: Any, amount: int) -> Value | None:
    """A follow-up equal or worse in the direction its ask declares; unordered ones and evidence stay."""
    if value is None:
        return None
    if ask["worse"] == "yes":
        return True
    if ask["worse"] in ("later", "earlier") and isinstance(value, date):
        return value + timedelta(days=amount if ask["worse"] == "later" else -amount)
    if isinstance(value, Reading):
        return Reading(value.systolic + amount, value.diastolic + amount)
    if ask["worse"] in ("higher", "lower") and isinstance(value, int | float):
        return value + amount if ask["worse"] == "higher" else value - amount
    if ask["worse"] == "more" and isinstance(value, frozenset) and ask["type"] == "choices":
        return value | frozenset(ask["choices"][: 1 + amount % len(ask["choices"])])
    return value
