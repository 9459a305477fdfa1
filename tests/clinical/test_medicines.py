"""Typed medicines: what is understood, what is only offered, and what is left to the therapist."""

import copy
import tomllib
from pathlib import Path
from typing import Any

import pytest

from unknot.clinical.errors import KnowledgeError
from unknot.clinical.medicine_files import medicines_from, read_medicines
from unknot.clinical.medicines import MedicineList, medicines_among, recognise
from unknot.clinical.shapes import Place

FILE = Path(__file__).parents[2] / "unknot" / "knowledge" / "medicines.toml"


@pytest.fixture(scope="module")
def medicines() -> MedicineList:
    return read_medicines(FILE)


@pytest.mark.parametrize(
    ("typed", "names", "entries", "remark"),
    [
        ("apixaban", ["apixaban"], ["anticoagulant"], "the generic name"),
        ("Eliquis 5 mg", ["apixaban"], ["anticoagulant"], "a brand and a dose"),
        ("apixiban 5mg tablets twice daily", ["apixaban"], ["anticoagulant"], "a usual misspelling"),
        ("WARFARIN", ["warfarin"], ["anticoagulant"], "capitals"),
        ("warfarin and enoxaparin", ["warfarin", "enoxaparin"], ["anticoagulant"], "two in one line"),
        (
            "Lisinopril-HCTZ 20/12.5",
            ["lisinopril", "hydrochlorothiazide"],
            ["antihypertensives_diuretics"],
            "combined",
        ),
        ("low dose aspirin 81 mg", ["aspirin"], ["antiplatelet"], "words around it"),
        (
            "diazepam 5mg at night",
            ["diazepam"],
            ["opioids_sedatives", "muscle_relaxants"],
            "a name in two groups",
        ),
        ("fentanyl 50 mcg orally", ["fentanyl"], ["opioids_sedatives"], "not the patch"),
        (
            "Fentanyl patch 25mcg/hr",
            ["fentanyl patch"],
            ["topical_patch", "opioids_sedatives"],
            "the longest name wins",
        ),
        ("estradiol gel", ["oestrogen gel"], ["topical_patch", "dvt_risk_factors"], "a form in the name"),
        ("Evra", ["hormone patch"], ["topical_patch", "dvt_risk_factors"], "a patch, and hormones"),
        ("Zoloft 50mg", ["sertraline"], ["psych_meds"], "for the mood"),
        ("Seroquel", ["quetiapine"], ["opioids_sedatives", "psych_meds"], "for the mind; makes sleepy"),
        ("St. John's Wort", ["st johns wort"], ["photosensitisers"], "an apostrophe"),
        ("ketoprofen gel", ["ketoprofen"], ["nsaid_analgesic", "topical_patch"], "a form beside the name"),
        ("5-FU", ["fluorouracil"], ["chemotherapy_recent"], "a name that begins with a number"),
        ("Ozempic® 0,5 mg", ["semaglutide"], ["insulin_injection"], "signs"),
        ("levothyroxine 100µg", ["levothyroxine"], [], "a medicine that changes nothing"),
        ("Vit. D 1000IU", ["vitamin d"], [], "a supplement"),
    ],
)
def test_it_reads_names_through_dose_and_form(
    medicines: MedicineList, typed: str, names: list[str], entries: list[str], remark: str
) -> None:
    read = recognise(typed, medicines=medicines)
    assert ([each.name for each in read.medicines], list(read.entries)) == (names, entries), remark


@pytest.mark.parametrize("typed", ["none", "None.", "no medicines", "N/A", "", "  "])
def test_it_understands_that_nothing_is_taken(medicines: MedicineList, typed: str) -> None:
    read = recognise(typed, medicines=medicines)
    assert read.settled
    assert not read.entries


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("apixibann 5mg", "apixaban"),
        ("warfarrin", "warfarin"),
        ("levothyroxinne", "levothyroxine"),
        ("prednisonee", "prednisone"),
    ],
)
def test_it_offers_a_near_miss_and_takes_it_for_nothing(
    medicines: MedicineList, typed: str, offered: str
) -> None:
    read = recognise(typed, medicines=medicines)
    assert read.offered[0] == offered
    assert not read.medicines
    assert not read.entries
    assert not read.settled


@pytest.mark.parametrize(
    ("typed", "entries", "remark"),
    [
        ("qwertamab", [], "a name nobody listed"),
        ("a pill", [], "only words around a name"),
        ("a patch", ["topical_patch"], "a form without a name still counts as the form"),
        ("no aspirin", ["antiplatelet"], "a word that may turn the meaning round"),
        ("stopped warfarin", ["anticoagulant"], "the same"),
        ("aspirin + qwertamab", ["antiplatelet"], "one known, one not"),
        ("doxycycline", ["photosensitisers"], "its entry is known; the infection it is for is not"),
        ("Lamictal", [], "known, but given for several things"),
    ],
)
def test_it_leaves_the_rest_to_the_therapist(
    medicines: MedicineList, typed: str, entries: list[str], remark: str
) -> None:
    read = recognise(typed, medicines=medicines)
    assert (read.settled, list(read.entries)) == (False, entries), remark


def test_it_counts_two_agents_once_each(medicines: MedicineList) -> None:
    lines = ["Eliquis 5 mg", "apixaban", "warfarin", "omeprazole"]
    assert medicines_among(lines, "anticoagulant", medicines=medicines) == ("apixaban", "warfarin")


def test_every_spelling_is_read_as_its_own_name(medicines: MedicineList) -> None:
    for spelling, medicine in medicines.by_spelling.items():
        assert recognise(spelling, medicines=medicines).medicines == (medicine,), spelling


def test_the_list_knows_many_medicines_that_stop_nobody(medicines: MedicineList) -> None:
    free = {each.name for each in medicines.by_spelling.values() if not each.entries and not each.settle}
    assert len(free) >= 120


def table() -> dict[str, Any]:
    return copy.deepcopy(tomllib.loads(FILE.read_text(encoding="utf-8")))


def test_it_refuses_a_spelling_of_two_names() -> None:
    broken = table()
    broken["group"][0]["names"]["warfarin"].append("eliquis")
    with pytest.raises(KnowledgeError, match=r"eliquis.*already means .warfarin."):
        medicines_from(broken, Place("medicines.toml"))


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda broken: broken.update(extra=1), "extra"),
        (lambda broken: broken.update(group={}), "group"),
        (lambda broken: broken.update(group=[1]), "group.0"),
        (lambda broken: broken["group"][0].update(entreis=[]), "group.0.entreis"),
        (lambda broken: broken["group"][0].pop("names"), "group.0.names"),
        (lambda broken: broken["group"][0]["names"].update(warfarin="coumadin"), "group.0.names.warfarin"),
        (lambda broken: broken["group"][0]["names"].update(Warfarin=[]), "group.0.names.Warfarin"),
        (lambda broken: broken["about"].pop("reviewed_on"), "about.reviewed_on"),
        (lambda broken: broken.pop("forms"), "forms"),
    ],
)
def test_it_refuses_a_broken_list_and_says_where(change: Any, path: str) -> None:
    broken = table()
    change(broken)
    with pytest.raises(KnowledgeError) as caught:
        medicines_from(broken, Place("medicines.toml"))
    assert (caught.value.file, caught.value.path) == ("medicines.toml", path)
