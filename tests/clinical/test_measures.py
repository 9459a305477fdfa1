"""What a measure may say of itself, and what its reader refuses."""

from pathlib import Path

import pytest

from tests.clinical.test_catalogue import CATALOGUE, edited, read
from unknot.clinical.errors import KnowledgeError

MEASURES = CATALOGUE.measures


@pytest.mark.parametrize(
    ("ids", "ships"),
    [
        ("pain_nrs peg psfs rdq phq_4 phq_2 gad_2 sleep_nrs fatigue_nrs stress_nrs concentration_nrs", True),
        ("well_being_nrs body_comfort global_change session_rating", True),
        ("ndi odi pss_4 pss_10 isi who_5", False),
        ("promis_pain_interference promis_sleep_disturbance promis_fatigue promis_physical_function", False),
    ],
)
def test_only_what_the_licence_allows_carries_items(ids: str, ships: bool) -> None:
    for each in ids.split():
        row = MEASURES[each]
        assert row.may_ship_items is ships, each
        assert bool(row.items or row.question) is ships, each
        assert (row.scoring == "given") is not ships, each


@pytest.mark.parametrize(
    ("measure", "items", "score"),
    [
        ("peg", 3, (0, 10)),
        ("psfs", 5, (0, 10)),
        ("rdq", 24, (0, 24)),
        ("phq_4", 4, (0, 12)),
        ("gad_2", 2, (0, 6)),
    ],
)
def test_a_published_form_has_its_items_and_range(measure: str, items: int, score: tuple[int, int]) -> None:
    row = MEASURES[measure]
    assert (len(row.items), (row.low, row.high)) == (items, score)
    assert row.attribution or measure == "psfs"


def test_the_two_screens_are_the_halves_of_the_four_questions() -> None:
    assert MEASURES["phq_4"].items == (*MEASURES["gad_2"].items, *MEASURES["phq_2"].items)


def test_the_client_names_the_activities() -> None:
    assert all(each.named_by_client for each in MEASURES["psfs"].items)


def test_a_value_has_its_own_words_where_there_are_as_many() -> None:
    days, ends = MEASURES["phq_4"].items[0], MEASURES["peg"].items[1]
    assert [days.label_of(each) for each in range(4)][1:3] == ["Several days", "More than half the days"]
    assert (ends.label_of(0), ends.label_of(5), ends.label_of(10)) == (
        "Does not interfere",
        "",
        "Completely interferes",
    )
    assert MEASURES["rdq"].items[0].label_of(1) == ""


def test_only_codes_that_were_read_in_a_source_stand_there() -> None:
    codes = {each.id: each.loinc for each in MEASURES.values() if each.loinc}
    assert codes == {"pain_nrs": "72514-3", "phq_4": "70272-0", "pss_10": "106860-0"}
    items = [each.loinc for each in MEASURES["phq_4"].items]
    assert items == ["69725-0", "68509-9", "44250-9", "44255-8"]


def test_a_change_that_counts_says_among_whom_and_by_which_source() -> None:
    for row in MEASURES.values():
        assert bool(row.mcid) == bool(row.mcid_population and row.mcid_sources), row.id
        assert bool(row.mdc) == bool(row.mdc_population and row.mdc_sources), row.id
        assert {*row.mcid_sources, *row.mdc_sources} <= set(row.cited), row.id


NDI = 'title = "Neck disability index"\n'
REFUSED = [
    (NDI, NDI + 'question = "Pain?"\n', "ndi.question", "words of a form that may not be shown"),
    (NDI, NDI + 'items = [{ id = "a", text = "Lifting", low = 0, high = 5 }]\n', "ndi.items", "items of such a form"),
    ('scoring = "given"', 'scoring = "sum"', "ndi.scoring", "a sum of what is not there"),
    ('scoring = "mean"', 'scoring = "given"', "peg.scoring", "only a score, of what may be shown"),
    ('scoring = "mean"', 'scoring = "sum"', "peg.items", "items that give another range"),
    ('scoring = "mean"', 'scoring = "middle"', "peg.scoring", "a scoring nobody knows"),
    ('scoring = "single"', 'scoring = "sum"', "pain_nrs.items", "a sum of nothing"),
    ('id = "enjoyment"', 'id = "pain"', "peg.items", "two items of one id"),
    ('text = "Activity 1"', 'text = " "', "psfs.items.0.text", "an item without words"),
    ('"Pain as bad as you can imagine"]', '"Pain", "Bad"]', "peg.items.0.labels", "three labels for eleven values"),
    ("least_answered = 3", "least_answered = 6", "psfs.least_answered", "more answers than items"),
    ('missing = "mean_of_answered"', 'missing = "counts_as_no"', "psfs.missing", "a no in a mean"),
    ('missing = "counts_as_no"', 'missing = "mean_of_answered"', "rdq.missing", "a mean in a sum"),
    ('items = ["nervous", "worrying"]', 'items = ["nervous", "worry"]', "phq_4.subscales.0.items", "an unknown item"),
    ('low = 3, high = 5, title = "mild"', 'low = 4, high = 5, title = "mild"', "phq_4.bands.1", "a gap in the bands"),
    ('low = 9, high = 12, title', 'low = 9, high = 11, title', "phq_4.bands", "bands that end too soon"),
    ('low = 3, high = 6, title', 'low = 3, high = 7, title', "phq_4.subscales.0.bands", "bands past the subscale"),
    ("loinc_verified = true", "loinc_verified = false", "pain_nrs.loinc", "a code nobody verified"),
    ("mcid_sources = [{ key = \"REED24\" }]\n", "", "peg.mcid_sources", "a change without a source"),
    ("mdc_population =", "mdc_populations =", "pain_nrs.mdc_populations", "a key nobody reads"),
    ("mdc = 1.77", "mdc = 0", "pain_nrs.mdc", "an error of nothing"),
    ("{ low = 8, change = 4 }", "{ low = 2, change = 4 }", "pain_nrs.mcid_by_first", "steps out of order"),
    ("high = 10\nworse", "high = 0\nworse", "pain_nrs.high", "no range"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "path", "remark"), REFUSED)
def test_it_refuses_and_names_the_place(tmp_path: Path, old: str, new: str, path: str, remark: str) -> None:
    with pytest.raises(KnowledgeError) as refused:
        read(edited(tmp_path, "measures.toml", old, new))
    assert refused.value.path == f"measures.{path}", remark
    assert refused.value.accepted
