"""What is given to the command and cannot be true ends with status 2 and one line that says how to mend it."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.config.commanding import ON, Command, Ended

WELL = "born = 1980-01-01\nanswers.everything_else = false\n"
DIGITS, MORE_DIGITS, LETTERS = "9" * 400, "9" * 5000, "a" * 10_000
LONG = LETTERS[:501]
NOBODY = 65_534
BELLY = "{region = 'abdomen'}, "

Row = tuple[str, str, str, str]
TOML: list[Row] = [
    # what is written, where it stands, what was found, what is accepted or near
    ("answers.feverr = true", "answers.feverr", "'feverr'", "nearest: fever"),
    ('answers."fev\u0435r" = true', "answers.fev\u0435r", "unknown id", "nearest: fever"),  # a Cyrillic letter
    ("anwers = {}", "anwers", "unknown key", "nearest: answers"),
    ("answers.fever = 3", "answers.fever", "found 3", '"not sure"'),
    ('answers.fever = "yes"', "answers.fever", "'yes'", '"not sure"'),
    ("answers.fever = []", "answers.fever", "an empty list", '"not sure"'),
    ("answers.fever = {sinse = 2026-01-01}", "answers.fever.sinse", "'sinse'", "nearest: since"),
    ("answers.fever = {since = 2026-11-25}", "answers.fever.since", "2026-11-25", "on or before 2026-11-24"),
    ("answers.fever = {said_on = 2026-11-25}", "answers.fever.said_on", "2026-11-25", "on or before 2026-11-24"),
    ("answers.fever = {since = 0001-01-01}", "answers.fever.since", "0001-01-01", "125 years"),
    ("answers.fever = {until = 9999-12-31}", "answers.fever.until", "9999-12-31", "100 years"),
    ("answers.fever = {since = 2026-11-02, until = 2026-11-01}", "answers.fever.until", "2026-11-01", "2026-11-02"),
    ("answers.pregnancy = {due_on = 9999-12-31}", "answers.pregnancy.due_on", "9999-12-31", "300 days"),
    ("answers.pregnancy = {due_on = 0001-01-01}", "answers.pregnancy.due_on", "0001-01-01", "125 years"),
    ("answers.pregnancy = {weeks = 45}", "answers.pregnancy.weeks", "45", "from 0 to 44"),
    ("answers.pregnancy = {weeks = -1}", "answers.pregnancy.weeks", "-1", "from 0 to 44"),
    ("answers.thrombocytopenia = {platelets = nan}", "answers.thrombocytopenia.platelets", "nan", "0 to 5000"),
    ("answers.thrombocytopenia = {platelets = inf}", "answers.thrombocytopenia.platelets", "inf", "0 to 5000"),
    (f"answers.pregnancy = {{weeks = {DIGITS}}}", "answers.pregnancy.weeks", "9999...", "from 0 to 44"),
    ("answers.surgery_recent = [true, {region = \"knie\"}]", "answers.surgery_recent.1.region", "'knie'", "knee"),
    ('answers.hypertension_controlled = {reading = "80/120"}', "reading", "'80/120'", "higher number first"),
    ('answers.hypertension_controlled = {reading = "-120/80"}', "reading", "'-120/80'", '"152/95"'),
    ("answers = [1]", "answers", "a list", "a table"),
    ("answers.everything_else = true", "answers.everything_else", "true", "only a no"),
    ("born = 2026-11-25", "born", "2026-11-25", "on or before 2026-11-24"),
    ("born = 0001-01-01", "born", "0001-01-01", "125 years"),
    ("born = 9999-12-31", "born", "9999-12-31", "on or before 2026-11-24"),
    ('born = "1980-02-31"', "born", "'1980-02-31'", "date of the calendar"),
    ("born = 1980-01-01T00:00:00", "born", "1980-01-01", "a date"),
    ("born = 1980", "born", "1980", "a date"),
    ("medicines = [1]", "medicines.0", "found 1", "a text"),
    ('medicines = "aspirin"', "medicines", "'aspirin'", "a list"),
    (f'medicines = ["{LONG}"]', "medicines.0", "501 characters", "at most 500"),
    ('medicines = ["\\u001b[31m"]', "medicines.0", "\\x1b", "without control characters"),
    (f'medicines = {["ginger"] * 5000}', "medicines", "a list of 5000", "at most 200"),
    (f"areas = [{BELLY * 5000}]", "areas", "a list of 5000", "at most 200"),
    ("areas = [{side = 'left'}]", "areas.0", "without region", "a table with region"),
    ("areas = [{region = 'abd\u043emen'}]", "areas.0.region", "abd\u043emen", "nearest: abdomen"),  # Cyrillic
    ("areas = [{region = 'abdomen', intensity = 11}]", "areas.0.intensity", "11", "0 to 10"),
    ("areas = [{region = 'abdomen', intensity = 3.5}]", "areas.0.intensity", "3.5", "whole number"),
    ("areas = [{region = 'abdomen', intensity = true}]", "areas.0.intensity", "true", "a number"),
    ("areas = [{region = 'abdomen', since = 2026-11-25}]", "areas.0.since", "2026-11-25", "on or before"),
    ("wishes.pressure = -1", "wishes.pressure", "-1", "1 to 5"),
    (f"wishes.minutes = {DIGITS}", "wishes.minutes", "9999...", "1 to 240"),
    ("wishes.techniques = ['deep']", "wishes.techniques.0", "'deep'", "deep_tissue"),
    ('answers.stent_bypass_valve = {access = "groin"}', "stent_bypass_valve.access", "'groin'", "a list"),
    ('goals = "wellness"', "goals", "'wellness'", "a list, each the id of a goal"),
    ("goals = ['sleep']", "goals.0", "'sleep'", "restful_sleep"),
    (f"profile = '{LETTERS}'", "profile", "aaa...", "office_worker"),
    (f"answers.{LETTERS} = true", "answers.aaa", "unknown id", "unknot questions"),
    ('answers."\\u001b[31m" = true', "answers.\\x1b[31m", "unknown id", "unknot questions"),
]  # fmt: skip

COMPUTED: list[Row] = [
    ("born = 2020-01-01\nanswers.minor = false", "answers.minor", "born on 2020-01-01", "true"),
    ("born = 1980-01-01\nanswers.minor = true", "answers.minor", "born on 1980-01-01", "false"),
    ("born = 1940-01-01\nanswers.older_frail = false", "answers.older_frail", "born on 1940-01-01", "true"),
    (
        "answers = {pregnancy = {due_on = 2027-06-20}, pregnancy_t3 = true}",
        "answers.pregnancy_t3", "due on 2027-06-20", "false",
    ),
    (
        "answers = {pregnancy = {due_on = 2027-06-20}, pregnancy_t1 = false}",
        "answers.pregnancy_t1", "due on 2027-06-20", "true",
    ),
    (
        'answers = {hypertension_controlled = {reading = "130/85"}, hypertensive_severe = true}',
        "answers.hypertensive_severe", "130/85", "false",
    ),
    (
        'answers = {hypertension_controlled = {reading = "190/115"}, hypertensive_severe = false}',
        "answers.hypertensive_severe", "190/115", "true",
    ),
]  # fmt: skip

UNREADABLE: list[tuple[bytes | str, str, str, str]] = [
    # the file, its name, what was found, what is accepted
    ("", "client.toml", "an empty file", "at least born"),
    (" \r\n\n", "client.toml", "an empty file", "at least born"),
    ("# nothing but a remark\n", "client.toml", "without any key", "at least born"),
    ("{}", "client.json", "without any key", "at least born"),
    ("#" * 1_000_001, "client.toml", "more than 1 MB", "at most 1 MB"),
    (bytes(range(256)), "client.toml", "not UTF-8", "in UTF-8"),
    (WELL.encode("utf-16"), "client.toml", "not UTF-8", "in UTF-8"),
    (WELL.encode() + b"\0", "client.toml", "line 3", "TOML without mistakes"),
    ("born = ", "client.toml", "Invalid value", "TOML without mistakes"),
    ("born = 1980-02-30", "client.toml", "line 1", "TOML without mistakes"),
    (WELL + WELL, "client.toml", "line 3", "TOML without mistakes"),
    ("a = " + "[" * 5000 + "]" * 5000, "client.toml", "nested too deeply", "at most 12"),
    (".".join("a" * 5000) + " = 1", "client.toml", "nested too deeply", "at most 12"),
    ("[" * 100_000, "client.json", "nested too deeply", "at most 12"),
    ('{"a":' * 20 + "1" + "}" * 20, "client.json", "nested too deeply", "at most 12"),
    (f"wishes.pressure = {MORE_DIGITS}", "client.toml", "thousands of digits", "ordinary size"),
    (f'{{"wishes": {{"pressure": {MORE_DIGITS}}}}}', "client.json", "thousands of digits", "ordinary size"),
    ('{"born": "1980-01-01",}', "client.json", "column", "JSON without mistakes"),
    ('{"answers": {"fever": false, "fever": true}}', "client.json", "answers.fever: found the key", "each key once"),
    ('{"areas": [{"region": "abdomen", "intensity": NaN}]}', "client.json", "NaN", "a number"),
    ('{"areas": [{"region": "abdomen", "intensity": -Infinity}]}', "client.json", "-Infinity", "a number"),
    ('{"areas": [{"region": "abdomen", "intensity": 1e999}]}', "client.json", "areas.0.intensity", "0 to 10"),
    ('{"medicines": ["\\ud800"]}', "client.json", "medicines.0", "without control characters"),
    ("[]", "client.json", "a list or a single value", "a table"),
    ("null", "client.json", "a list or a single value", "a table"),
    ('{"answers": null}', "client.json", "answers: found null", "a table"),
]  # fmt: skip


def refused(ended: Ended, *parts: str) -> None:
    """One line, status 2, nothing on standard output, and every part told."""
    assert ended.status == 2
    assert ended.out == ""
    assert ended.message.startswith("unknot: ")
    assert ended.message.count("\n") == 1, "one line"
    assert ended.message.rstrip("\n").isprintable()
    assert len(ended.message) < 700
    assert "accepted: " in ended.message
    for part in parts:
        assert part in ended.message


@pytest.mark.parametrize(("written", "path", "found", "accepted"), [*TOML, *COMPUTED])
@pytest.mark.parametrize("subcommand", ["screen", "plan", "explain"])
def test_it_names_file_path_what_was_found_and_what_is_accepted(
    command: Command, subcommand: str, written: str, path: str, found: str, accepted: str
) -> None:
    ended = command.with_file(written, subcommand, "--on", ON)
    refused(ended, str(command.folder / "client.toml"), path, found, accepted)


@pytest.mark.parametrize(("content", "name", "found", "accepted"), UNREADABLE)
def test_it_refuses_what_cannot_be_read(
    command: Command, content: bytes | str, name: str, found: str, accepted: str
) -> None:
    refused(command.with_file(content, "screen", "--on", ON, name=name), name, found, accepted)


def test_it_refuses_a_folder_and_what_is_not_there(command: Command, tmp_path: Path) -> None:
    refused(command("screen", str(tmp_path)), str(tmp_path), "a folder")
    refused(command("screen", str(tmp_path / "nobody.toml")), "nobody.toml", "no such file")
    refused(command("plan", f"{tmp_path}/\x1b[31m\n.toml"), "\\x1b[31m", "no such file")


@pytest.fixture
def nobody() -> Iterator[None]:
    """Nothing is closed to root, so that root becomes nobody for a while; anybody else stays who they are."""
    us = os.geteuid()
    if us == 0:
        os.seteuid(NOBODY)
    yield
    os.seteuid(us)


def test_it_refuses_a_file_that_it_may_not_read(command: Command, tmp_path: Path, request: Any) -> None:
    closed = tmp_path / "closed.toml"
    closed.write_text(WELL)
    closed.chmod(0)
    assert command.with_file(WELL).status == 0, "the knowledge is loaded before root becomes nobody"
    request.getfixturevalue("nobody")
    refused(command("screen", str(closed)), "closed.toml", "permission denied")


@pytest.mark.parametrize(
    "day",
    ["", "tomorrow", "2026-1-1", "2026-02-30", "20261124", "2026-W48-2", "0001-01-01", "9999-12-31", "２０２６-11-24",
     "x" * 5000],
)  # fmt: skip
def test_it_refuses_a_day_that_is_none(command: Command, day: str) -> None:
    refused(command.with_file(WELL, "screen", "--on", day), "--on", "as 2026-11-24")


FOLLOW_UPS_OF_ALL_DATES = {"since", "until", "due_on", "cleared_until"}


@pytest.mark.parametrize("on", ["1900-01-01", "2026-11-24", "2199-12-31"])
def test_it_counts_with_every_day_it_accepts(command: Command, on: str) -> None:
    """The earliest and the latest day that any file may name, for a visit on the earliest and the latest day."""
    questions = json.loads(command("questions", "--json").out)
    dates = {
        each["id"]: [ask["id"] for ask in each["follow_ups"] if ask["type"] == "date"] for each in questions
    }
    year = int(on[:4])
    for late in (False, True):
        answers = {
            entry: {name: _furthest(name, on, year, late=late) for name in names}
            for entry, names in dates.items() if names and not entry.startswith("pregnancy")
        }  # fmt: skip
        client = json.dumps({"answers": answers})
        assert command.with_file(client, "screen", "--on", on, name="client.json").message == ""
        assert command.with_file(client, "plan", "--on", on, name="client.json").status == 0


def _furthest(name: str, on: str, year: int, *, late: bool) -> str:
    if not late:
        return f"{year - 125}-01-01"
    return f"{year + 99}-12-01" if name in FOLLOW_UPS_OF_ALL_DATES - {"since", "due_on"} else on


def test_it_takes_as_little_of_an_endless_file_as_it_needs(command: Command) -> None:
    refused(command("screen", "/dev/zero"), "/dev/zero", "more than 1 MB")
