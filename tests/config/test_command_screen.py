"""Screening and planning by command: the examples, the shape of the JSON, all the ways a file may say something."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.config.commanding import EXAMPLES, ON, ROOT, Command

DECISIONS = {"proceed", "modify", "needs_medical_clearance", "do_not_treat_today"}
URGENCIES = {"none", "routine", "same_day", "emergency"}
KEYS = {
    "decision", "complete", "unresolved", "urgency", "findings", "limits", "require", "knowledge_version",
}  # fmt: skip
FINDING_KEYS = {"id", "level", "because", "for_client", "for_therapist", "sources"}
LIMIT_KEYS = {
    "pressure_max", "regional_pressure_max", "exclude_techniques", "regional_exclude_techniques", "avoid_regions",
    "exclude_positions", "prefer_positions", "exclude_lubricants", "session_max_minutes", "require_qualifications",
    "not_before",
}  # fmt: skip

TOLD = [
    # example, day, decision, complete, urgency, findings, limits that tell
    (
        "healthy_runner", ON, "proceed", True, "none", set(),
        {"pressure_max": 5, "exclude_techniques": [], "avoid_regions": [], "session_max_minutes": None},
    ),
    (
        "neck_pain_on_apixaban", ON, "modify", True, "none", {"anticoagulant.modify", "arrhythmia_af.modify"},
        {"pressure_max": 2, "avoid_regions": ["left_neck_side", "neck_front", "right_neck_side"]},
    ),
    (
        "pregnant_ten_weeks", ON, "modify", True, "none", {"pregnancy.modify", "pregnancy_t1.modify"},
        {"pressure_max": 3, "require_qualifications": ["prenatal"], "session_max_minutes": 60},
    ),
    (
        "pregnant_ten_weeks", "2027-02-01", "modify", True, "none", {"pregnancy.modify", "pregnancy_t2.modify"},
        {"pressure_max": 3, "exclude_positions": ["prone", "supine"], "require_qualifications": ["prenatal"]},
    ),
    (
        "after_lymph_node_removal", ON, "modify", True, "none", {"lymph_node_removal.modify"},
        {"pressure_max": 5, "exclude_techniques": [], "avoid_regions": []},
    ),
    (
        "dizzy_and_not_sure", ON, "modify", False, "none", {"hypotension.modify"},
        {"pressure_max": 3, "session_max_minutes": 45, "exclude_positions": ["prone"]},
    ),
    (
        "suspected_clot", ON, "do_not_treat_today", True, "emergency",
        {"dvt_suspected.absolute", "dvt_suspected.breathless"}, {"not_before": "no_date"},
    ),
]  # fmt: skip


def screened(command: Command, client: str, *, on: str = ON) -> dict[str, Any]:
    ended = command.with_file(client, "screen", "--on", on, "--json")
    assert (ended.status, ended.message) == (0, "")
    shown: dict[str, Any] = json.loads(ended.out)
    return shown


@pytest.mark.parametrize(("name", "on", "decision", "complete", "urgency", "findings", "limits"), TOLD)
def test_every_example_ends_as_its_first_lines_say(
    command: Command, name: str, on: str, decision: str, complete: bool, urgency: str, findings: set[str],
    limits: dict[str, Any],
) -> None:  # fmt: skip
    shown = json.loads(command("screen", f"{ROOT}/examples/{name}.toml", "--on", on, "--json").out)
    assert (shown["decision"], shown["complete"], shown["urgency"]) == (decision, complete, urgency)
    assert findings <= {each["id"] for each in shown["findings"]}
    assert {key: shown["limits"][key] for key in limits} == limits


def test_every_example_is_tried() -> None:
    assert {row[0] for row in TOLD} == {path.stem for path in EXAMPLES}
    assert len(EXAMPLES) == 6


def test_lymph_nodes_limit_their_own_quarter_only(command: Command) -> None:
    shown = json.loads(command("screen", f"{ROOT}/examples/after_lymph_node_removal.toml", "--json").out)
    limits = shown["limits"]
    assert all(
        limits["regional_pressure_max"][f"right_{each}"] == 2 for each in ("forearm", "chest", "upper_back")
    )
    assert not {"left_forearm", "left_upper_back", "right_calf"} & limits["regional_pressure_max"].keys()
    assert {"deep_tissue", "heat", "cupping"} <= set(
        limits["regional_exclude_techniques"]["right_upper_back"]
    )


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_json_has_every_key_spelled_as_promised(command: Command, path: Any) -> None:
    shown = json.loads(command("screen", str(path), "--on", ON, "--json").out)
    assert shown.keys() >= KEYS
    assert shown["limits"].keys() >= LIMIT_KEYS
    assert shown["decision"] in DECISIONS
    assert shown["urgency"] in URGENCIES
    assert re.fullmatch(r"[0-9a-f]{12,64}", shown["knowledge_version"])
    for finding in shown["findings"]:
        assert finding.keys() >= FINDING_KEYS
        assert finding["sources"]
        assert all(finding[key].strip() for key in ("because", "for_client", "for_therapist"))


def test_json_says_the_same_as_toml(command: Command) -> None:
    for path in EXAMPLES:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        as_json = json.dumps(table, default=str)
        from_json = command.with_file(as_json, "screen", "--on", ON, "--json", name="client.json").out
        assert from_json == command("screen", str(path), "--on", ON, "--json").out


@pytest.mark.parametrize(
    "spoilt", [lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n"), lambda text: text + "\n" * 999],
    ids=["byte order mark", "carriage returns", "empty lines"],
)  # fmt: skip
def test_it_reads_what_editors_make_of_a_file(command: Command, spoilt: Any) -> None:
    text = EXAMPLES[0].read_text(encoding="utf-8")
    assert screened(command, spoilt(text)) == screened(command, text)


WELL = "born = 1980-01-01\nanswers.everything_else = false\n"
SAYING = [
    # how something is said, complete, findings
    ("", True, set()),
    ("answers.fever = false", True, set()),
    ('answers.fever = "not sure"', False, set()),
    ("answers.fever = true", True, {"fever.absolute"}),
    ("answers.fever = {answer = true}", True, {"fever.absolute"}),
    ("answers.fever = {since = 2026-11-23}", True, {"fever.absolute"}),
    ('answers.fever = {since = "2026-11-23"}', True, {"fever.absolute"}),
    ("answers.fever = {until = 2026-11-21}", True, set()),
    ('answers.fever = {answer = "not sure"}', False, set()),
    ("answers.fever = [{until = 2026-11-10}, {since = 2026-11-24}]", True, {"fever.absolute"}),
    ("answers.fever = [false, true]", True, {"fever.absolute"}),
    ("answers.fever = {stiff_neck = true}", True, {"fever.absolute", "fever.stiff_neck"}),
    ('answers.arrhythmia_af = {answer = true, stable = "not sure"}', False, {"arrhythmia_af.modify"}),
    ('medicines = ["Eliquis 5"]', True, {"anticoagulant.modify"}),
    ('medicines = ["something white"]', False, set()),
]


@pytest.mark.parametrize(("said", "complete", "findings"), SAYING)
def test_it_understands_every_way_of_answering(
    command: Command, said: str, complete: bool, findings: set[str]
) -> None:
    shown = screened(command, f"{said}\n{WELL}" if said.startswith("medicines") else f"{WELL}{said}\n")
    found = {each["id"] for each in shown["findings"]}
    assert findings <= found
    assert bool(found) == bool(findings)
    assert shown["complete"] is complete
    assert bool(shown["unresolved"]) is not complete


def test_without_everything_else_whatever_is_missing_stays_open(command: Command) -> None:
    shown = screened(command, "born = 1980-01-01\nanswers.fever = false\n")
    assert shown["complete"] is False
    assert "fever" not in shown["unresolved"]
    assert {"dvt_suspected", "pregnancy", "anticoagulant"} <= set(shown["unresolved"])


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("subcommand", ["screen", "plan", "explain"])
def test_the_words_fit_a_terminal_of_eighty_columns(command: Command, subcommand: str, path: Any) -> None:
    ended = command(subcommand, str(path), "--on", ON)
    assert ended.status == 0
    assert ended.out.endswith("\n")
    assert max(len(line) for line in ended.out.splitlines()) < 80
    assert not re.search(r"None|<[a-z]|\{|\bfrozenset\b|  $", ended.out, re.M)


def test_the_words_begin_with_what_matters_most(command: Command) -> None:
    clot = command("screen", f"{ROOT}/examples/suspected_clot.toml", "--on", ON).out
    assert clot.startswith(
        "Do not treat today · 24 November 2026\n\nEMERGENCY: call the emergency number now.\n"
    )
    assert "no day can be named yet" in clot
    assert "In places" not in clot, "how to treat would only invite to it"
    open_one = command("screen", f"{ROOT}/examples/dizzy_and_not_sure.toml", "--on", ON).out
    assert open_one.index("Not final") < open_one.index("Still to be answered") < open_one.index("Limits")


def test_every_number_of_a_source_is_written_out_once(command: Command) -> None:
    for path in EXAMPLES:
        out = command("screen", str(path), "--on", ON).out
        why, _, written = out.partition("\nSources\n")
        cited = set(re.findall(r"\[(\d+)\]", why))
        assert cited == set(re.findall(r"^  \[(\d+)\]", written, re.M))


def test_no_day_named_means_today(command: Command) -> None:
    from datetime import datetime

    before = datetime.now().astimezone().date()
    shown = json.loads(command.with_file(WELL, "screen", "--json").out)
    after = datetime.now().astimezone().date()
    assert shown["on"] in {before.isoformat(), after.isoformat()}, "unless midnight passed in between"


UNCLEAR = """
born = 1990-01-02
medicines = ["hydralyzine", "qwertamab", "Xarelto"]
notes = ["clot in my leg", "zxcv"]
medicines_meant = { "Xarelto" = "not sure" }
[answers]
everything_else = false
"""


def test_it_says_what_is_unclear_about_lines_as_typed(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "unclear.toml"
    file.write_text(UNCLEAR, encoding="utf-8")
    told = " ".join(command("screen", str(file), "--on", ON).out.split())
    assert "“hydralyzine” is a name that is easily mixed up. Did you mean hydralazine or hydroxyzine?" in told
    assert "“qwertamab” is not wholly known: qwertamab." in told
    assert "“Xarelto” is a name that is easily mixed up. Did you mean rivaroxaban or ethosuximide?" in told
    assert "“clot in my leg”: what does it tell of? Perhaps: A clot found in the last three months;" in told
    assert "“zxcv”: what does it tell of?" in told
