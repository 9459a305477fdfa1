"""A practice's overlay: what it may add, and that it can only be stricter."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.clinical.small import TODAY, a_client, a_rule, an_ask, an_entry, no, yes
from tests.clinical.toml_writing import written
from unknot.clinical.cases import read_cases
from unknot.clinical.entries import Entry
from unknot.clinical.errors import KnowledgeError
from unknot.clinical.facts import Reading
from unknot.clinical.levels import Decision
from unknot.clinical.loading import base_folder, default_knowledge, load_knowledge
from unknot.clinical.overlay_effect import effect_of_overlay
from unknot.clinical.screening import screen


def an_overlay(folder: Path, **files: dict[str, Any]) -> Path:
    (folder / "conditions").mkdir(parents=True)
    for name, tables in files.items():
        place = folder / "conditions" / "own.toml" if name == "conditions" else folder / f"{name}.toml"
        place.write_text(written(tables))
    return folder


STRICTER = {"rules": [a_rule("clearance", name="first_ask", limits={"pressure_max": 1})]}


def test_an_added_rule_tightens_an_entry_of_the_base(tmp_path: Path) -> None:
    knowledge = load_knowledge(base_folder(), an_overlay(tmp_path, conditions={"anaemia": STRICTER}))
    client = a_client(yes("anaemia"))
    found = screen(client, knowledge=knowledge, on=TODAY)
    assert {"anaemia.modify", "anaemia.first_ask"} <= {each.id for each in found.findings}
    assert found.decision is Decision.NEEDS_MEDICAL_CLEARANCE
    assert found.limits.is_at_least_as_tight_as(
        screen(client, knowledge=default_knowledge(), on=TODAY).limits
    )


def test_an_added_entry_may_cite_an_added_source(tmp_path: Path) -> None:
    source = {"HOUSE": {"title": "House rules", "where": "on the wall", "grade": "C"}}
    entry = {"house_rule": an_entry(sources=[{"key": "HOUSE"}], rules=[a_rule()])}
    knowledge = load_knowledge(base_folder(), an_overlay(tmp_path, conditions=entry, sources=source))
    assert knowledge.sources["HOUSE"].title == "House rules"
    assert "house_rule" in screen(a_client(), knowledge=knowledge, on=TODAY).unresolved


def test_a_stricter_setting_moves_the_line(tmp_path: Path) -> None:
    chosen = {"blood_pressure_high_systolic": 150}
    knowledge = load_knowledge(base_folder(), an_overlay(tmp_path, settings=chosen))
    client = a_client(yes("hypertension_controlled", reading=Reading(152, 80)))
    assert screen(client, knowledge=default_knowledge(), on=TODAY).decision is Decision.MODIFY
    assert screen(client, knowledge=knowledge, on=TODAY).decision is Decision.NEEDS_MEDICAL_CLEARANCE


def test_every_choice_and_addition_changes_the_version(tmp_path: Path) -> None:
    overlays = [
        an_overlay(tmp_path / "one", settings={"blood_pressure_high_systolic": 150}),
        an_overlay(tmp_path / "two", settings={"blood_pressure_high_systolic": 140}),
        an_overlay(tmp_path / "three", conditions={"anaemia": STRICTER}),
    ]
    versions = {load_knowledge(base_folder(), each).version for each in overlays}
    assert len(versions | {default_knowledge().version}) == 4


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("a change to an entry", {"conditions": {"fever": {"title": "Warm"}}}, "fever.title"),
    ("an entry told anew", {"conditions": {"fever": an_entry(rules=[])}}, "change to an entry"),
    ("a rule of the base told anew", {"conditions": {"anaemia": {"rules": [a_rule()]}}}, "a second anaemia.modify"),
    ("an ask told anew", {"conditions": {"fever": {"ask": {"until": an_ask("date", "evidence")}}}}, "loosen"),
    ("an end for what has none", {"conditions": {"anticoagulant": {"ask": {"until": an_ask("date", "evidence")}}}},
     "loosen"),
    ("a side for what has none", {"conditions": {"open_wound": {"ask": {"side": an_ask("side", "unordered")}}}},
     "loosen"),
    ("a source told anew", {"sources": {"ART": {"title": "t", "where": "w", "grade": "A"}}}, "second source"),
    ("a setting nobody listed", {"settings": {"fever_degrees": 39}}, "id of a setting"),
    ("a looser setting", {"settings": {"blood_pressure_high_systolic": 170}}, "one of 160, 150, 140"),
    ("a setting between", {"settings": {"blood_pressure_high_systolic": 155}}, "one of 160, 150, 140"),
    ("a setting that is no number", {"settings": {"blood_pressure_high_systolic": True}}, "one of 160, 150, 140"),
    ("a file of the base", {"regions": {}}, "unknown file"),
]  # fmt: skip


@pytest.mark.parametrize(("remark", "files", "says"), REFUSED, ids=[row[0] for row in REFUSED])
def test_an_overlay_is_refused(tmp_path: Path, remark: str, files: dict[str, Any], says: str) -> None:
    with pytest.raises(KnowledgeError, match=says):
        load_knowledge(base_folder(), an_overlay(tmp_path, **files))


def test_a_second_overlay_cannot_loosen_the_first(tmp_path: Path) -> None:
    first = an_overlay(tmp_path / "one", settings={"blood_pressure_high_systolic": 140})
    second = an_overlay(tmp_path / "two", settings={"blood_pressure_high_systolic": 150})
    assert load_knowledge(base_folder(), second, first).setting("blood_pressure_high_systolic") == 140
    with pytest.raises(KnowledgeError, match="nothing looser than 140"):
        load_knowledge(base_folder(), first, second)


LOOSE_OPTIONS = {
    "id": {
        "title": "t", "unit": "mmHg", "default": 140, "options": [140, 150], "stricter": "lower",
        "sources": [{"key": "ART"}],
    }
}  # fmt: skip


def test_a_setting_of_the_base_offers_only_stricter_numbers() -> None:
    from unknot.clinical.settings import settings_from

    with pytest.raises(KnowledgeError, match="numbers that are lower"):
        settings_from(LOOSE_OPTIONS, "settings.toml")


def test_a_rule_takes_the_number_that_was_chosen(tmp_path: Path) -> None:
    line = {"attr": "reading.systolic", "at_least": {"setting": "blood_pressure_moderate_systolic"}}
    entry = an_entry(ask={"reading": an_ask("reading", "higher")}, rules=[a_rule(when=line)])
    overlay = an_overlay(
        tmp_path, conditions={"own": entry}, settings={"blood_pressure_moderate_systolic": 130}
    )
    knowledge = load_knowledge(base_folder(), overlay)
    said = [no(each) for each in knowledge.entries if each != "own"]
    found = screen(
        a_client(yes("own", reading=Reading(131, 70)), *said), knowledge=knowledge, on=date(2026, 11, 24)
    )
    assert [each.id for each in found.findings] == ["own.modify"]


# ---- whatever is accepted, nobody is treated less carefully

LAX = {"pressure_max": 5, "session_max_minutes": 240}
ACCEPTED: list[tuple[str, dict[str, Any]]] = [
    ("a rule that would allow more", {"rules": [a_rule("modify", name="lax", limits=LAX)]}),
    ("a rule that finds nothing wrong", {"rules": [a_rule("proceed", name="fine")]}),
    ("a rule that asks first", {"rules": [a_rule("clearance", name="first_ask")]}),
    ("a rule that ends some days after the end",
     {"rules": [a_rule("modify", name="after", window={"after": "end", "days": 2})]}),
    ("a follow-up that tells of safety", {"ask": {"all_is_well": an_ask("yes_no", "evidence")},
                                          "rules": [a_rule("modify", name="own", when={"unless": "all_is_well"})]}),
]  # fmt: skip
CASES = [each for each in read_cases(base_folder() / "cases") if each.file.startswith("combinations_")]
"""Those that answer most."""


@pytest.mark.parametrize(("remark", "added"), ACCEPTED, ids=[row[0] for row in ACCEPTED])
def test_no_overlay_that_is_accepted_loosens_a_case(
    tmp_path: Path, remark: str, added: dict[str, Any]
) -> None:
    told = {id: added for id, each in default_knowledge().entries.items() if takes(each, added)}
    assert len(told) > 100, remark
    overlaid = load_knowledge(base_folder(), an_overlay(tmp_path, conditions=told))
    assert effect_of_overlay(CASES, base=default_knowledge(), overlaid=overlaid).looser == ()


def takes(entry: Entry, added: dict[str, Any]) -> bool:
    """Whether an entry may be given this; none that is worked out can be answered, or end."""
    return entry.asked_of != "computed" and not (entry.may_end and "window" in added["rules"][0])


def test_the_strictest_settings_loosen_no_case(tmp_path: Path) -> None:
    strictest = {
        id: (min if each.stricter == "lower" else max)(each.options)
        for id, each in default_knowledge().settings.items()
    }
    overlaid = load_knowledge(base_folder(), an_overlay(tmp_path, settings=strictest))
    effect = effect_of_overlay(CASES, base=default_knowledge(), overlaid=overlaid)
    assert effect.looser == ()
    assert effect.stricter


def test_it_tells_which_clients_an_overlay_is_stricter_with(tmp_path: Path) -> None:
    overlaid = load_knowledge(base_folder(), an_overlay(tmp_path, conditions={"anaemia": STRICTER}))
    effect = effect_of_overlay(CASES, base=default_knowledge(), overlaid=overlaid)
    assert {"anaemia.modify" in case.expect.fires for case in effect.stricter} == {True}
    turned = effect_of_overlay(CASES, base=overlaid, overlaid=default_knowledge())
    assert (turned.looser, turned.stricter) == (effect.stricter, ())
