"""`unknot explain` tells what fired, what nearly did, and what is unknown with what it could change."""

import json

from tests.config.commanding import ON, Command

NECK = "examples/neck_pain_on_apixaban.toml"
NOT_SURE = "examples/dizzy_and_not_sure.toml"


def test_it_tells_in_words_what_nearly_fired_and_what_it_would_have_needed(command: Command) -> None:
    words = " ".join(command("explain", NECK, "--on", ON).out.split())
    _, _, nearly = words.partition("Nearly fired")
    assert (
        "anticoagulant.head_injury absolute, emergency; would need yes to “Have you hit your head" in nearly
    )
    assert "Unknown" not in words, "here everything was answered"


def test_it_tells_what_is_unknown_and_what_that_could_change(command: Command) -> None:
    steps = json.loads(command("explain", NOT_SURE, "--on", ON, "--json").out)
    (unknown,) = steps["unknown"]
    assert unknown["need"] == "osteoporosis"
    (change,) = [each for each in unknown["could_change"] if each["id"] == "osteoporosis.modify"]
    assert [each for each in change["limits"] if each.startswith("pressure ")]
    words = " ".join(command("explain", NOT_SURE, "--on", ON).out.split())
    assert "osteoporosis.modify" in words.partition("Unknown, and what it could change")[2]


def test_nobody_who_answered_nothing_is_told_that_nothing_is_open(command: Command) -> None:
    steps = json.loads(command.with_file("born = 1980-05-02\n", "explain", "--on", ON, "--json").out)
    needs = {each["need"] for each in steps["unknown"]}
    assert needs == set(steps["unresolved"])
    assert "dvt_suspected" in needs
    assert all(each["could_change"] for each in steps["unknown"])
    assert steps["nearly_fired"] == []


def test_a_medicine_that_nobody_knows_could_change_anything(command: Command) -> None:
    client = 'born = 1980-05-02\nmedicines = ["zzyzxomab"]\n[answers]\neverything_else = false\n'
    words = " ".join(command.with_file(client, "explain", "--on", ON).out.split())
    assert "medicines.0 anything: nobody knows yet what it is" in words
