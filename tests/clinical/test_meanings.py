"""What a line as typed was said to stand for: read from a client's file, and what a screening makes of it."""

from datetime import date
from typing import Any

import jsonschema_rs
import pytest

from unknot.clinical.client_file import client_of_table
from unknot.clinical.client_schema import json_schema
from unknot.clinical.errors import ClientFileError
from unknot.clinical.facts import Meant
from unknot.clinical.loading import default_knowledge
from unknot.clinical.screening import Screening, screen

ON = date(2026, 11, 26)
HEALTHY: dict[str, Any] = {"born": date(1990, 1, 2), "answers": {"everything_else": False}}


def screening_of(**more: Any) -> Screening:
    knowledge = default_knowledge()
    client = client_of_table(HEALTHY | more, name="it", knowledge=knowledge, on=ON)
    return screen(client, knowledge=knowledge, on=ON)


def test_somebody_healthy_leaves_nothing_open() -> None:
    assert screening_of().unresolved == ()


ROWS: list[tuple[dict[str, Any], set[str], set[str], str]] = [
    ({"medicines": ["qwertamab"]}, {"medicines.0"}, set(), "an unknown name is open"),
    ({"medicines": ["zinc", "qwertamab"]}, {"medicines.1"}, set(), "and the other is not"),
    (
        {"medicines": ["qwertamab"], "medicines_meant": {"qwertamab": ["methotrexate"]}},
        set(), {"immunosuppressants_dmard"}, "a therapist found out what it is",
    ),
    ({"medicines": ["qwertamab"], "medicines_meant": {"qwertamab": []}}, set(), set(), "it changes nothing"),
    (
        {"medicines": ["Xarelto"], "medicines_meant": {"Xarelto": "not sure"}},
        {"medicines.0"}, {"anticoagulant"}, "asked which one, and not answered: it counts as what it says",
    ),
    (
        {"medicines": ["warfarrin"], "medicines_meant": {"warfarrin": {"is": ["warfarin"], "said_by": "client"}}},
        set(), {"anticoagulant"}, "the client chose the near miss",
    ),
    ({"notes": ["clot in my leg"]}, {"notes.0"}, set(), "free text decides nothing, and is open"),
    (
        {"notes": ["clot in my leg"], "notes_meant": {"clot in my leg": ["dvt_suspected"]}},
        set(), {"dvt_suspected"}, "confirmed: it is a yes",
    ),
    (
        {
            "notes": ["clot in my leg"],
            "notes_meant": {"clot in my leg": ["dvt_suspected"]},
            "answers": {"everything_else": False, "dvt_suspected": False},
        },
        set(), set(), "confirmed once, and answered since",
    ),
    ({"notes": ["I like cats"], "notes_meant": {"I like cats": []}}, set(), set(), "nothing to do with a massage"),
    ({"notes": ["   "]}, set(), set(), "nothing was written"),
]  # fmt: skip


@pytest.mark.parametrize(("more", "is_open", "found", "remark"), ROWS, ids=[row[-1] for row in ROWS])
def test_it_leaves_open_what_nobody_gave_a_meaning(
    more: dict[str, Any], is_open: set[str], found: set[str], remark: str
) -> None:
    screening = screening_of(**more)
    lines = {each for each in screening.unresolved if each.startswith(("medicines.", "notes."))}
    assert lines == is_open, remark
    assert {finding.entry_id for finding in screening.findings} == found, remark


@pytest.mark.parametrize(
    ("more", "remark"), [(row[0], row[-1]) for row in ROWS], ids=[row[-1] for row in ROWS]
)
def test_the_schema_accepts_what_the_file_may_say(more: dict[str, Any], remark: str) -> None:
    plain = HEALTHY | {"born": "1990-01-02"} | more
    jsonschema_rs.validate(json_schema(default_knowledge()), plain)


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"medicines": ["a"], "medicines_meant": {"b": []}}, "medicines_meant.b", "a line that nobody typed"),
    ({"medicines": ["a"], "medicines_meant": {"a": ["eliquis"]}}, "medicines_meant.a.0", "a brand, not the name"),
    ({"medicines": ["a"], "medicines_meant": {"a": True}}, "medicines_meant.a", "no list"),
    ({"medicines": ["a"], "medicines_meant": {"a": {"said_by": "client"}}}, "medicines_meant.a", "no meaning in it"),
    (
        {"medicines": ["a"], "medicines_meant": {"a": {"is": [], "said_by": "client"}}},
        "medicines_meant.a", "only staff may say that it changes nothing",
    ),
    ({"notes": ["a"], "notes_meant": {"a": ["minor"]}}, "notes_meant.a.0", "what is computed is not said"),
    ({"notes": "a"}, "notes", "no list"),
    ({"notes": [1]}, "notes.0", "no text"),
]  # fmt: skip


@pytest.mark.parametrize(("more", "path", "remark"), WRONG, ids=[row[-1] for row in WRONG])
def test_it_refuses_a_meaning_that_cannot_be_and_says_where(
    more: dict[str, Any], path: str, remark: str
) -> None:
    with pytest.raises(ClientFileError) as caught:
        screening_of(**more)
    assert caught.value.path == path, remark


def test_a_meaning_is_kept_with_who_said_it() -> None:
    table = HEALTHY | {
        "medicines": ["a", "b"],
        "medicines_meant": {"a": {"is": ["zinc"], "said_by": "client"}, "b": []},
    }
    client = client_of_table(table, name="it", knowledge=default_knowledge(), on=ON)
    assert client.medicines_meant == {"a": Meant(("zinc",), "client"), "b": Meant((), "staff")}
