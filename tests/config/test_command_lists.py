"""The schema, the questions and the vocabulary, as integrators read them."""

import json
import tomllib
from copy import deepcopy
from typing import Any

import jsonschema_rs
import pytest

from tests.config.commanding import EXAMPLES, ON, Command
from unknot.clinical.cases import read_cases
from unknot.clinical.loading import base_folder, default_knowledge

CASES = read_cases(base_folder() / "cases")
KNOWLEDGE = default_knowledge()


def as_json(table: Any) -> Any:
    return json.loads(json.dumps(table, default=str))


@pytest.fixture
def schema(command: Command) -> dict[str, Any]:
    shown: dict[str, Any] = json.loads(command("schema").out)
    return shown


def test_the_schema_is_one(schema: dict[str, Any]) -> None:
    jsonschema_rs.meta.validate(schema)
    assert schema["$schema"].endswith("2020-12/schema")
    assert all(
        each.get("description") for each in schema["properties"]["answers"].values() if isinstance(each, dict)
    )
    answers = schema["$defs"]["answers"]["properties"]
    assert answers.keys() == {"everything_else", *KNOWLEDGE.entries}
    assert all(each["description"].strip() for name, each in answers.items() if name != "everything_else")


def test_the_schema_accepts_every_example_and_the_client_of_every_case(schema: dict[str, Any]) -> None:
    accepts = jsonschema_rs.validator_for(schema)
    clients = {path.name: tomllib.loads(path.read_text(encoding="utf-8")) for path in EXAMPLES}
    clients |= {f"{case.file}: {case.name}": case.client for case in CASES}
    assert len(clients) > 500
    wrong = {
        name: [str(each) for each in accepts.iter_errors(as_json(client))] for name, client in clients.items()
    }
    assert {name: errors for name, errors in wrong.items() if errors} == {}


SPOILT = [
    ("an unknown entry", lambda client: client["answers"].update(feverr=True)),
    ("an unknown key", lambda client: client.update(anwers={})),
    ("an unknown follow-up", lambda client: client["answers"].update(fever={"sinse": "2026-01-01"})),
    ("an unknown region", lambda client: client.update(areas=[{"region": "knie"}])),
    ("an area without region", lambda client: client.update(areas=[{"side": "left"}])),
    ("an unknown technique", lambda client: client.update(wishes={"techniques": ["deep"]})),
    ("an unknown goal", lambda client: client.update(goals=["sleep"])),
    ("an unknown profile", lambda client: client.update(profile="boss")),
    ("a yes to everything else", lambda client: client["answers"].update(everything_else=True)),
    ("a word for yes", lambda client: client["answers"].update(fever="yes")),
    ("a number for yes", lambda client: client["answers"].update(fever=1)),
    ("no statement at all", lambda client: client["answers"].update(fever=[])),
    ("a negative pressure", lambda client: client.update(wishes={"pressure": -1})),
    ("a pressure of six", lambda client: client.update(wishes={"pressure": 6})),
    ("forty-five weeks", lambda client: client["answers"].update(pregnancy={"weeks": 45})),
    ("medicines in one text", lambda client: client.update(medicines="aspirin")),
    ("a medicine that is none", lambda client: client.update(medicines=[1])),
    ("thousands of areas", lambda client: client.update(areas=[{"region": "abdomen"}] * 5000)),
    ("a birth date in words", lambda client: client.update(born="last spring")),
    (
        "a blood pressure in words",
        lambda client: client["answers"].update(hypertension_controlled={"reading": "high"}),
    ),
]


@pytest.mark.parametrize(("remark", "spoil"), SPOILT, ids=[remark for remark, _ in SPOILT])
def test_the_schema_and_the_reader_refuse_alike(
    command: Command, schema: dict[str, Any], remark: str, spoil: Any
) -> None:
    client: dict[str, Any] = {"born": "1980-01-01", "answers": {"everything_else": False}}
    accepts = jsonschema_rs.validator_for(schema)
    assert accepts.is_valid(client)
    spoilt = deepcopy(client)
    spoil(spoilt)
    assert not accepts.is_valid(spoilt), remark
    ended = command.with_file(json.dumps(spoilt), "screen", "--on", ON, name="client.json")
    assert ended.status == 2, remark


def test_it_lists_every_question_with_its_id(command: Command) -> None:
    shown = json.loads(command("questions", "--json").out)
    words = command("questions").out
    assert {each["id"] for each in shown} == set(KNOWLEDGE.entries)
    for each in shown:
        assert f"\n  {each['id']}" in words
        assert all(f"    .{ask['id']}" in words for ask in each["follow_ups"])
        assert each["question"] or each["title"]


def test_every_question_it_lists_may_be_answered(command: Command) -> None:
    shown = json.loads(command("questions", "--json").out)
    answers = {each["id"]: "not sure" for each in shown}
    ended = command.with_file(json.dumps({"answers": answers}), "screen", "--on", ON, name="client.json")
    assert (ended.status, ended.message) == (0, "")


def test_it_lists_the_ids_of_the_catalogue(command: Command) -> None:
    shown = json.loads(command("vocabulary", "--json").out)
    words = command("vocabulary").out
    kinds = {"regions", "techniques", "positions", "lubricants", "qualifications", "requirements"}
    assert kinds <= shown.keys()
    for ids in shown.values():
        assert ids
        assert all(f"\n  {id}" in words for id in ids)
    assert set(shown["regions"]) | set(shown["groups_of_regions"]) == set(KNOWLEDGE.regions.regions)


def test_the_ids_it_lists_are_the_ids_that_screenings_use(command: Command) -> None:
    listed = json.loads(command("vocabulary", "--json").out)
    for path in EXAMPLES:
        shown = json.loads(command("screen", str(path), "--on", ON, "--json").out)
        limits = shown["limits"]
        assert set(limits["exclude_techniques"]) <= listed["techniques"].keys()
        assert {*limits["avoid_regions"], *limits["regional_pressure_max"]} <= listed["regions"].keys()
        assert {*limits["exclude_positions"], *limits["prefer_positions"]} <= listed["positions"].keys()
        assert set(limits["exclude_lubricants"]) <= listed["lubricants"].keys()
        assert set(limits["require_qualifications"]) <= listed["qualifications"].keys()
        assert set(shown["require"]) <= listed["requirements"].keys()


def test_its_lists_fit_a_terminal_of_eighty_columns(command: Command) -> None:
    for subcommand in ("questions", "vocabulary"):
        assert max(len(line) for line in command(subcommand).out.splitlines()) < 80
