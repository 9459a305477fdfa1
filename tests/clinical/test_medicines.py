"""Typed medicines: what is understood, what is only offered, and what is left to the therapist."""

import copy
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from unknot.clinical.errors import KnowledgeError
from unknot.clinical.facts import Meant
from unknot.clinical.loading import default_knowledge
from unknot.clinical.medicine_files import medicines_from
from unknot.clinical.medicines import MedicineList, medicines_among, recognise
from unknot.clinical.shapes import Place

FILE = Path(__file__).parents[2] / "unknot" / "knowledge" / "medicines.toml"


@pytest.fixture(scope="module")
def medicines() -> MedicineList:
    return medicines_from(tomllib.loads(FILE.read_text("utf-8")), Place(FILE.name))


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
    read = [recognise(line, medicines=medicines) for line in lines]
    assert medicines_among(read, "anticoagulant") == ("apixaban", "warfarin")


def test_every_spelling_is_read_as_its_own_name(medicines: MedicineList) -> None:
    for spelling, medicine in medicines.by_spelling.items():
        assert recognise(spelling, medicines=medicines).medicines == (medicine,), spelling


CLASSES = (
    "anticoagulant", "antiplatelet", "corticosteroids_longterm", "chemotherapy_recent", "hormone_therapy_cancer",
    "opioids_sedatives", "insulin_injection", "antihypertensives_diuretics", "muscle_relaxants", "nsaid_analgesic",
    "immunosuppressants_dmard", "steroid_injection", "topical_patch", "isotretinoin_retinoids", "psych_meds",
    "photosensitisers", "osteoporosis", "dvt_risk_factors",
)  # fmt: skip


def test_the_list_knows_four_hundred_medicines_that_matter(medicines: MedicineList) -> None:
    matter = [each for each in medicines.named.values() if each.entries]
    assert len(matter) >= 400
    assert set(CLASSES) <= {entry for each in matter for entry in each.entries}


def test_the_list_knows_three_hundred_medicines_that_stop_nobody(medicines: MedicineList) -> None:
    free = [each for each in medicines.named.values() if not each.entries and not each.settle]
    assert len(free) >= 300


@pytest.mark.parametrize(
    "typed",
    [
        "levothyroxine", "omeprazole 20 mg", "atorvastatin", "metformin 500mg bd", "vitamin D", "salbutamol", "Zyrtec",
        "montelukast", "pantoprazole", "allopurinol", "finasteride", "sumatriptan", "folic acid", "iron tablets",
        "rosuvastatin", "budesonide inhaler", "latanoprost eye drops", "magnesium", "fish oil", "Gaviscon",
    ],
)  # fmt: skip
def test_it_lets_a_common_medicine_stop_nobody(medicines: MedicineList, typed: str) -> None:
    read = recognise(typed, medicines=medicines)
    assert (read.settled, read.entries) == (True, ())


def test_every_entry_that_a_medicine_answers_is_there(medicines: MedicineList) -> None:
    assert medicines.entries <= default_knowledge().entries.keys()


def test_it_reads_a_line_fast_enough_to_be_asked_while_somebody_types(medicines: MedicineList) -> None:
    recognise("hydroxizin 25 mg", medicines=medicines)
    before = time.process_time()
    for _ in range(50):
        recognise("hydroxizin 25 mg", medicines=medicines)
    assert (time.process_time() - before) / 50 < 0.005


@pytest.mark.parametrize(
    ("typed", "either", "remark"),
    [
        ("hydralyzine 25mg", ["hydralazine", "hydroxyzine"], "for blood pressure, or for calm"),
        ("inslin", ["insulin", "fibre"], "insulin, or inulin"),
        ("codine", ["codeine", "etodolac", "iodine"], "codeine, Lodine or iodine"),
    ],
)
def test_a_misspelling_that_may_be_another_medicine_is_not_settled_silently(
    medicines: MedicineList, typed: str, either: list[str], remark: str
) -> None:
    read = recognise(typed, medicines=medicines)
    assert not read.settled, remark
    assert list(read.offered) == either
    assert set(medicines.named[either[0]].entries) <= set(read.entries), (
        "until then it counts as what it seems"
    )


@pytest.mark.parametrize(
    ("typed", "either"),
    [
        ("hydroxyzine", ["hydroxyzine", "hydralazine"]),
        ("Hydralazine 25 mg", ["hydralazine", "hydroxyzine"]),
        ("clonidine", ["clonidine", "clonazepam", "clozapine"]),
        ("Klonopin", ["clonazepam", "clonidine"]),
        ("Xarelto 20mg", ["rivaroxaban", "ethosuximide"]),
        ("Zarontin", ["ethosuximide", "rivaroxaban"]),
    ],
)
def test_a_right_name_that_is_often_mixed_up_is_known_as_such(
    medicines: MedicineList, typed: str, either: list[str]
) -> None:
    read = recognise(typed, medicines=medicines)
    assert read.alike
    assert list(read.offered) == either
    assert read.settled, "it is the name on the box; whoever asks a person asks them to look at it"
    asked = recognise(typed, medicines=medicines, meant=Meant(sure=False))
    assert not asked.settled, "asked, and not answered yet"


def test_look_alikes_are_listed_only_where_taking_one_for_the_other_changes_something(
    medicines: MedicineList,
) -> None:
    for name, others in medicines.look_alikes.items():
        for other in others:
            assert medicines.by_spelling[name].differs_from(medicines.by_spelling[other]), (name, other)


MEANT: list[tuple[str, Meant, list[str], list[str], bool, str]] = [
    ("warfarrin", Meant(("warfarin",), "client"), ["warfarin"], [], True, "a near miss, chosen"),
    (
        "qwertamab",
        Meant(("warfarin",), "client"),
        ["warfarin"],
        ["qwertamab"],
        False,
        "nothing like what was offered",
    ),
    ("qwertamab", Meant(("adalimumab",)), ["adalimumab"], [], True, "a therapist looked it up"),
    ("qwertamab", Meant(()), [], [], True, "a therapist says that it changes nothing"),
    (
        "warfarrin, qwertamab",
        Meant(("warfarin",), "client"),
        ["warfarin"],
        ["qwertamab"],
        False,
        "one of two",
    ),
    ("aspirin + qwertamab", Meant(()), ["aspirin"], [], True, "what is sure stays"),
    ("hydralyzine", Meant(("hydroxyzine",), "client"), ["hydroxyzine"], [], True, "the other one was meant"),
    (
        "Xarelto",
        Meant(("ethosuximide",), "client"),
        ["ethosuximide"],
        [],
        True,
        "a right name, but the wrong box",
    ),
    (
        "lamictal",
        Meant(("lamotrigine",), "client"),
        ["lamotrigine"],
        [],
        False,
        "the therapist still has to ask",
    ),
    ("lamictal", Meant(("lamotrigine",)), ["lamotrigine"], [], True, "the therapist asked"),
]


@pytest.mark.parametrize(
    ("typed", "meant", "names", "unknown", "settled", "remark"), MEANT, ids=[row[-1] for row in MEANT]
)
def test_it_takes_a_line_as_somebody_said_it_is_meant(
    medicines: MedicineList,
    typed: str,
    meant: Meant,
    names: list[str],
    unknown: list[str],
    settled: bool,
    remark: str,
) -> None:
    read = recognise(typed, medicines=medicines, meant=meant)
    assert [each.name for each in read.medicines] == names, remark
    assert (list(read.unknown), read.settled) == (unknown, settled), remark
    assert set(read.entries) == {entry for name in names for entry in medicines.named[name].entries}


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
        (lambda broken: broken["group"][0]["misspelt"].update(asprin=["aspirn"]), "group.0.misspelt"),
        (
            lambda broken: broken["look_alikes"].update(warfarin=["nothing of the kind"]),
            "look_alikes.warfarin",
        ),
        (lambda broken: broken["look_alikes"].update(unheard=["warfarin"]), "look_alikes.unheard"),
    ],
)
def test_it_refuses_a_broken_list_and_says_where(change: Any, path: str) -> None:
    broken = table()
    change(broken)
    with pytest.raises(KnowledgeError) as caught:
        medicines_from(broken, Place("medicines.toml"))
    assert (caught.value.file, caught.value.path) == ("medicines.toml", path)
