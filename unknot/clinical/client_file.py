"""Who is this client, what do they want, and what did they answer? Reads a client's file into a `Client`.

What cannot be accepted is one ClientFileError with file, dotted path, what was found and what is accepted.
What follows from a client is screening's.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal, cast

from unknot.clinical.client_answers import SIDES, statements_in
from unknot.clinical.client_meanings import meanings_in
from unknot.clinical.client_text import read_table
from unknot.clinical.client_values import Spot
from unknot.clinical.contradictions import contradictions
from unknot.clinical.errors import ClientFileError
from unknot.clinical.facts import Area, Client, Facts, Person, Wishes
from unknot.clinical.knowledge import Knowledge

__all__ = ["AREA_KEYS", "SEXES", "TOP_KEYS", "WISH_KEYS", "client_of_table", "read_client"]

TOP_KEYS: Final = (
    "born", "sex", "first_visit", "answered_on", "goals", "profile", "medicines", "medicines_meant", "notes",
    "notes_meant", "areas", "wishes", "answers",
)  # fmt: skip
AREA_KEYS: Final = ("region", "side", "intensity", "since")
WISH_KEYS: Final = (
    "minutes",
    "pressure",
    "techniques",
    "avoid_techniques",
    "avoid_regions",
    "positions",
    "lubricant",
)
SEXES: Final = ("female", "male", "other")
MOST_MINUTES: Final = 240


def read_client(source: Path | bytes, *, knowledge: Knowledge, on: date) -> Client:
    """The client in a TOML or JSON file, or in its bytes, as judged on a day. Raises ClientFileError."""
    name, table = read_table(source)
    return client_of_table(table, name=name, knowledge=knowledge, on=on)


def client_of_table(table: Mapping[str, object], *, name: str, knowledge: Knowledge, on: date) -> Client:
    """The client in a table already read; dates may be texts. `name` is how messages call it."""
    spot = Spot(name, "", dict(table), on)
    keys = spot.known_keys(TOP_KEYS)
    answered_on = keys["answered_on"].past_day() if "answered_on" in keys else None
    client = Client(
        person=_person(keys),
        answered_on=answered_on,
        **_typed(keys, knowledge),
        **_wanted(keys, knowledge),
    )
    answers = statements_in(
        keys.get("answers", spot.inside("answers", {})),
        knowledge=knowledge,
        answered_on=answered_on,
        meant=(id for each in client.notes_meant.values() for id in each.ids),
    )
    client = replace(client, facts=Facts.of(answers))
    _check_computed(client, name, knowledge, on)
    return client


def _person(keys: Mapping[str, Spot]) -> Person:
    sex = keys["sex"].one_of(SEXES, what="a sex") if "sex" in keys else None
    return Person(
        born=keys["born"].past_day() if "born" in keys else None,
        sex=cast(Literal["female", "male", "other"] | None, sex),
        first_visit=keys["first_visit"].yes_no() if "first_visit" in keys else True,
    )


def _typed(keys: Mapping[str, Spot], knowledge: Knowledge) -> dict[str, Any]:
    """Medicines and notes as typed, and what lines of them were said to stand for."""
    typed: dict[str, Any] = {}
    for key, known, what in (
        ("medicines", knowledge.medicines.named, "a medicine by its generic name"),
        (
            "notes",
            {each.id for each in knowledge.entries.values() if each.asked_of != "computed"},
            "an entry",
        ),
    ):
        lines = keys[key].items(Spot.text) if key in keys else ()
        typed[key] = tuple(each for each in lines if each)
        if f"{key}_meant" in keys:
            typed[f"{key}_meant"] = meanings_in(
                keys[f"{key}_meant"], lines=typed[key], known=known, what=what
            )
    return typed


def _wanted(keys: Mapping[str, Spot], knowledge: Knowledge) -> dict[str, Any]:
    catalogue = knowledge.catalogue
    wanted: dict[str, Any] = {}
    if "goals" in keys:
        wanted["goals"] = keys["goals"].some_of(catalogue.goals, what="a goal")
    if "profile" in keys:
        wanted["profile"] = keys["profile"].one_of(catalogue.profiles, what="a profile")
    if "areas" in keys:
        wanted["areas"] = keys["areas"].items(lambda each: _area(each, knowledge.regions.regions))
    if "wishes" in keys:
        wanted["wishes"] = _wishes(keys["wishes"].known_keys(WISH_KEYS), knowledge)
    return wanted


def _area(spot: Spot, regions: Collection[str]) -> Area:
    keys = spot.known_keys(AREA_KEYS)
    if "region" not in keys:
        raise spot.refuse("a table with region", found="a table without region")
    side = keys["side"].one_of(SIDES, what="a side") if "side" in keys else None
    return Area(
        region=keys["region"].one_of(regions, what="a region"),
        side=cast(Literal["left", "right", "both"] | None, side),
        intensity=keys["intensity"].whole(0, 10) if "intensity" in keys else None,
        since=keys["since"].past_day() if "since" in keys else None,
    )


def _wishes(keys: Mapping[str, Spot], knowledge: Knowledge) -> Wishes:
    catalogue, regions = knowledge.catalogue, knowledge.regions.regions

    def ids(key: str, known: Collection[str], what: str) -> tuple[str, ...]:
        return keys[key].some_of(known, what=what) if key in keys else ()

    return Wishes(
        minutes=keys["minutes"].whole(1, MOST_MINUTES) if "minutes" in keys else None,
        pressure=keys["pressure"].whole(1, 5) if "pressure" in keys else None,
        techniques=ids("techniques", catalogue.techniques, "a technique"),
        avoid_techniques=ids("avoid_techniques", catalogue.techniques, "a technique"),
        avoid_regions=ids("avoid_regions", regions, "a region"),
        positions=ids("positions", catalogue.positions, "a position"),
        lubricant=keys["lubricant"].one_of(catalogue.lubricants, what="a lubricant")
        if "lubricant" in keys
        else None,
    )


def _check_computed(client: Client, name: str, knowledge: Knowledge, on: date) -> None:
    """Refuses an answer to what is worked out, where it is not what follows from the other facts."""
    for wrong in contradictions(client, knowledge=knowledge, on=on):
        raise ClientFileError(
            file=name, path=f"answers.{wrong.entry_id}", found=wrong.found, accepted=wrong.accepted
        )
