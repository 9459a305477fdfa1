"""The `when` of a rule as read from its file, refused where it reads what it must not.

A risk may be read only in the direction its ask declares as worse; evidence of safety only by `unless`, and
by no rule that has an urgency.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias, cast

from unknot.clinical.conditions import (
    ALWAYS,
    Aged,
    AtLeast,
    Bound,
    Compared,
    Condition,
    Counted,
    DaysSince,
    FirstVisit,
    Flag,
    OneOf,
    Unless,
    Within,
    Yes,
)
from unknot.clinical.entries import Ask
from unknot.clinical.errors import nearest_ids
from unknot.clinical.shapes import Place

__all__ = ["Readable", "condition_from"]

Table: TypeAlias = Mapping[str, Any]
Reader: TypeAlias = "Callable[[Table, Readable, Place], Condition]"

FORMS: Final = (
    "{flag}, {unless}, {attr, at_least|at_most|under|over|one_of|count_at_least|within}, "
    "{days_since, under|at_least}, {yes}, {age_at_least}, {age_under}, {first_visit = true}, {all}, {any}, "
    "{at_least, of}"
)
BOUNDS: Final = ("at_least", "at_most", "under", "over")
HIGHER: Final = ("at_least", "over")


@dataclass(frozen=True)
class Readable:
    """What the conditions of one rule may read."""

    asks: Mapping[str, Ask]
    entries: Collection[str]
    regions: Collection[str]
    urgent: bool


def condition_from(table: object, readable: Readable, place: Place) -> Condition:
    """The condition in a table; always true where there is none. Raises KnowledgeError."""
    if table is None:
        return ALWAYS
    if not isinstance(table, dict):
        raise place.refuse(found=repr(table), accepted=FORMS)
    for key, (others, read) in _FORMS.items():
        if key in table and len(table) == 1 + len(set(table) & others) == 1 + bool(others):
            return read(table, readable, place)
    raise place.refuse(found=f"a table of {', '.join(table) or 'nothing'}", accepted=FORMS)


def _flag(table: Table, readable: Readable, place: Place) -> Condition:
    ask = _ask(table["flag"], readable, place.inside("flag"), types=("yes_no",))
    _check_risk(ask, place.inside("flag"))
    return Flag(ask.name)


def _unless(table: Table, readable: Readable, place: Place) -> Condition:
    here = place.inside("unless")
    ask = _ask(table["unless"], readable, here, types=("yes_no",))
    if not ask.is_evidence:
        raise here.refuse(found=f'"{ask.name}", a risk', accepted="an ask whose worse is evidence")
    if readable.urgent:
        raise here.refuse(found="evidence of safety", accepted="a risk only, because the rule has an urgency")
    return Unless(ask.name)


def _attr(table: Table, readable: Readable, place: Place) -> Condition:
    name, _, half = str(table["attr"]).partition(".")
    here = place.inside("attr")
    (key,) = set(table) - {"attr"}
    if key in BOUNDS:
        ask = _ask(name, readable, here, types=("reading",) if half else ("number",))
        _check_bound(ask, key, _number(table[key], place.inside(key)), place)
        return Compared(name, _half(half, here), cast(Bound, key), _number(table[key], place.inside(key)))
    if key == "one_of":
        ask = _ask(name, readable, here, types=("choice", "choices"))
        return OneOf(name, frozenset(_choices(table[key], ask, place.inside(key))))
    if key == "count_at_least":
        _ask(name, readable, here, types=("choices",))
        return Counted(name, _whole(table[key], place.inside(key), least=1))
    _ask(name, readable, here, types=("region",))
    return Within(name, _known(table[key], readable.regions, "region", place.inside(key)))


def _days_since(table: Table, readable: Readable, place: Place) -> Condition:
    ask = _ask(table["days_since"], readable, place.inside("days_since"), types=("date",))
    _check_risk(ask, place.inside("days_since"))
    (bound,) = set(table) - {"days_since"}
    agrees = {"later": ("under",), "earlier": ("at_least",)}.get(ask.worse, ("under", "at_least"))
    if bound not in agrees:
        raise place.inside(bound).refuse(found=bound, accepted=_direction(ask, agrees))
    days = _whole(table[bound], place.inside(bound), least=-1000)
    return DaysSince(ask.name, cast(Literal["under", "at_least"], bound), days)


def _yes(table: Table, readable: Readable, place: Place) -> Condition:
    entry = _known(table["yes"], readable.entries, "entry", place.inside("yes"))
    return Yes(entry, whatever_ended=readable.urgent)


def _aged(table: Table, _: Readable, place: Place) -> Condition:
    (key,) = table
    years = _whole(table[key], place.inside(key), least=1)
    return Aged("at_least" if key == "age_at_least" else "under", years)


def _first_visit(table: Table, _: Readable, place: Place) -> Condition:
    if table["first_visit"] is not True:
        raise place.inside("first_visit").refuse(found=repr(table["first_visit"]), accepted="true")
    return FirstVisit()


def _several(table: Table, readable: Readable, place: Place) -> Condition:
    key = next(key for key in ("all", "any", "of") if key in table)
    parts = table[key]
    if not isinstance(parts, list) or not parts:
        raise place.inside(key).refuse(found=repr(parts), accepted="a list of conditions")
    nodes = tuple(condition_from(part, readable, place.inside(key).inside(n)) for n, part in enumerate(parts))
    if key == "of":
        least = _whole(table["at_least"], place.inside("at_least"), least=1, most=len(nodes))
        return AtLeast(least, nodes)
    return AtLeast(len(nodes) if key == "all" else 1, nodes)


_FORMS: Final[Mapping[str, tuple[frozenset[str], Reader]]] = {
    "flag": (frozenset(), _flag),
    "unless": (frozenset(), _unless),
    "attr": (frozenset((*BOUNDS, "one_of", "count_at_least", "within")), _attr),
    "days_since": (frozenset(("under", "at_least")), _days_since),
    "yes": (frozenset(), _yes),
    "age_at_least": (frozenset(), _aged),
    "age_under": (frozenset(), _aged),
    "first_visit": (frozenset(), _first_visit),
    "all": (frozenset(), _several),
    "any": (frozenset(), _several),
    "of": (frozenset(("at_least",)), _several),
}


def _ask(name: object, readable: Readable, place: Place, *, types: Collection[str]) -> Ask:
    ask = readable.asks[_known(name, readable.asks, "ask of this entry", place)]
    if ask.type not in types:
        raise place.refuse(
            found=f'"{name}" of type {ask.type}', accepted=f"an ask of type {' or '.join(types)}"
        )
    return ask


def _known(name: object, known: Collection[str], kind: str, place: Place) -> str:
    if not isinstance(name, str) or name not in known:
        nearest = nearest_ids(str(name), known)
        raise place.refuse(found=f'"{name}"', accepted=f"the id of an {kind}", nearest=nearest)
    return name


def _check_risk(ask: Ask, place: Place) -> None:
    if ask.is_evidence:
        raise place.refuse(
            found=f'"{ask.name}", evidence of safety', accepted="a risk; `unless` reads evidence"
        )


def _check_bound(ask: Ask, bound: str, number: float, place: Place) -> None:
    _check_risk(ask, place.inside("attr"))
    agrees = {"higher": HIGHER, "lower": ("at_most", "under"), "outside": _outside(ask, number)}
    accepted = agrees.get(ask.worse, BOUNDS)
    if bound not in accepted:
        raise place.inside(bound).refuse(found=f"{bound} {number:g}", accepted=_direction(ask, accepted))


def _outside(ask: Ask, number: float) -> tuple[str, ...]:
    if ask.high is not None and number >= ask.high:
        return HIGHER
    return ("at_most", "under") if ask.low is not None and number <= ask.low else ()


def _direction(ask: Ask, accepted: Collection[str]) -> str:
    bounds = " or ".join(accepted) or "a bound outside low and high"
    return f'{bounds}, because "{ask.name}" is worse {ask.worse}'


def _half(half: str, place: Place) -> Literal["", "systolic", "diastolic"]:
    if half not in ("", "systolic", "diastolic"):
        raise place.refuse(found=f'".{half}"', accepted=".systolic or .diastolic")
    return cast(Literal["", "systolic", "diastolic"], half)


def _choices(values: object, ask: Ask, place: Place) -> list[str]:
    if not isinstance(values, list) or not values:
        raise place.refuse(found=repr(values), accepted="a list of choices")
    return [_known(value, ask.choices, "choice of this ask", place) for value in values]


def _number(value: object, place: Place) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise place.refuse(found=repr(value), accepted="a number")
    return value


def _whole(value: object, place: Place, *, least: int, most: int = 100_000) -> int:
    if type(value) is not int or not least <= value <= most:
        raise place.refuse(found=repr(value), accepted=f"a whole number from {least}")
    return value
