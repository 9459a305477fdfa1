"""The catalogue of what can be done: what it holds, and what its reader refuses."""

import shutil
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from unknot.clinical.catalogue import FILES, Catalogue, catalogue_from
from unknot.clinical.errors import KnowledgeError
from unknot.clinical.fitting import FIRM_FROM, GENTLER, POSITION_INSTEAD
from unknot.clinical.loading import default_knowledge, read_folder
from unknot.clinical.loading_regions import regions_from
from unknot.clinical.regions import RegionMap
from unknot.clinical.shapes import Place

BASE = Path(__file__).parents[2] / "unknot" / "knowledge"


def tables(name: str) -> dict[str, object]:
    return tomllib.loads((BASE / name).read_text("utf-8"))


REGIONS: RegionMap = regions_from(tables("regions.toml"), Place("regions.toml"))
SOURCES = tables("sources.toml")


def read(folder: Path = BASE) -> Catalogue:
    return catalogue_from(read_folder(folder), regions=REGIONS.regions, sources=SOURCES)


CATALOGUE = read()

TECHNIQUES = """
    swedish deep_tissue sports trigger_point reflexology myofascial_release mld prenatal hot_stone
    cupping chair thai craniosacral friction tapotement percussive_device stretching heat cold
    aromatherapy abdominal_work
"""
POSITIONS = "prone supine side_lying left_side_lying semi_reclined seated"
LUBRICANTS = """
    unscented_lotion jojoba_oil grapeseed_oil sunflower_oil fractionated_coconut_oil sweet_almond_oil
    macadamia_oil hazelnut_oil walnut_oil sesame_oil soy_oil olive_oil peanut_oil shea_butter
    lanolin_balm beeswax_balm arnica_gel essential_oils fragranced_oil comedogenic_oil menthol_rub
    citrus_oils none
"""
QUALIFICATIONS = """
    base_licence prenatal postpartum oncology lymphatic paediatric deep_tissue_ce sports_ce
    reflexology_certificate hospice
"""
REQUIREMENTS = """
    medical_clearance emergency_call same_day_assessment slow_rise sit_before_standing guardian_consent
    gloves guardian_present help_on_table fresh_linen therapist_symptom_free mask inspect_feet
    inspect_skin refer stop_word blood_pressure_check ask_symptoms_every_visit medicine_reason
    water_to_thirst padded_supports unscented_room glucose_at_hand warm_room consent_for_sensitive_areas
"""
ARTICLE_GOALS = (
    """anxiety_stress restful_sleep pain_and_tension circulation_and_healing flexibility_and_mobility"""
)


@pytest.mark.parametrize(
    ("kind", "ids"),
    [
        ("techniques", TECHNIQUES),
        ("positions", POSITIONS),
        ("lubricants", LUBRICANTS),
        ("qualifications", QUALIFICATIONS),
        ("requirements", REQUIREMENTS),
        ("profiles", "athlete chronic_pain office_worker anxiety_or_sleep senior recovering"),
    ],
)
def test_it_holds_the_vocabulary(kind: str, ids: str) -> None:
    assert set(ids.split()) <= set(getattr(CATALOGUE, kind))


ALLERGENS = [
    ("allergy_tree_nut.modify", "tree_nut"),
    ("allergy_tree_nut.coconut", "coconut"),
    ("allergy_tree_nut.shea", "shea"),
    ("allergy_peanut.modify", "peanut"),
    ("allergy_soy_sesame_olive.modify", "soy sesame olive coconut"),
    ("allergy_lanolin_beeswax.modify", "lanolin beeswax propolis"),
    ("allergy_fragrance.modify", "fragrance essential_oil citrus"),
    ("allergy_adhesive_menthol.modify", "menthol"),
]


@pytest.mark.parametrize(("rule_id", "contents"), ALLERGENS)
def test_an_allergy_keeps_off_the_skin_whatever_contains_it(rule_id: str, contents: str) -> None:
    knowledge = default_knowledge()
    (rule,) = (each for entry in knowledge.entries.values() for each in entry.rules if each.id == rule_id)
    out = rule.limits.landed({}, knowledge.regions)[0].exclude_lubricants
    for content in contents.split():
        holding = {each.id for each in CATALOGUE.lubricants.values() if content in each.contains}
        assert holding, content
        assert holding <= out, content


def test_it_holds_a_goal_for_each_benefit_of_the_article() -> None:
    assert {"ART"} == {CATALOGUE.goals[each].sources[0].key for each in ARTICLE_GOALS.split()}


def test_plans_propose_the_techniques_of_the_article_and_the_one_for_pregnancy() -> None:
    planned = {each.id for each in CATALOGUE.techniques.values() if each.planned}
    assert planned == {"swedish", "deep_tissue", "sports", "trigger_point", "reflexology", "prenatal"}


@pytest.mark.parametrize(
    ("technique", "pressure", "minutes"),
    [
        ("swedish", (1, 3), (30, 90)),
        ("deep_tissue", (3, 5), (30, 60)),
        ("sports", (2, 4), (10, 60)),
        ("trigger_point", (3, 4), (15, 45)),
        ("reflexology", (2, 3), (20, 60)),
        ("prenatal", (1, 3), (45, 60)),
    ],
)
def test_a_planned_technique_has_the_range_of_the_reference(
    technique: str, pressure: tuple[int, int], minutes: tuple[int, int]
) -> None:
    row = CATALOGUE.techniques[technique]
    assert (row.lightest, row.strongest) == pressure
    assert (row.least_minutes, row.most_minutes) == minutes


@pytest.mark.parametrize(
    ("dose", "minutes", "often", "weeks", "certainty"),
    [
        ("chronic_neck_pain", (60, 60), (2, 3, "week"), (4, 4), "low_to_moderate"),
        ("chronic_low_back", (60, 60), (1, 1, "week"), (10, 10), "moderate"),
        ("knee_osteoarthritis", (60, 60), (1, 1, "week"), (8, 8), "moderate"),
        ("fibromyalgia", (45, 60), (1, 2, "week"), (5, None), "low"),
        ("anxiety_stress", (45, 60), (1, 2, "week"), (6, 6), "low"),
        ("doms_post_event", (20, 30), (1, 1, "once"), (None, None), "low"),
        ("wellness", (60, 60), (1, 2, "month"), (None, None), "none"),
        ("acute_stress", (30, 60), (1, 1, "once"), (None, None), "low"),
        ("post_op", (30, 45), (1, 1, "week"), (4, 6), "very_low"),
    ],
)
def test_a_dose_is_the_one_of_the_reference(
    dose: str,
    minutes: tuple[int, int],
    often: tuple[int, int, str],
    weeks: tuple[int | None, int | None],
    certainty: str,
) -> None:
    row = CATALOGUE.doses[dose]
    assert (row.least_minutes, row.most_minutes) == minutes
    assert (row.frequency.least, row.frequency.most, row.frequency.every) == often
    assert (row.least_weeks, row.most_weeks) == weeks
    assert row.certainty == certainty


def test_tools_beside_a_technique_are_no_sessions_of_their_own() -> None:
    tools = {each.id for each in CATALOGUE.techniques.values() if each.modifier}
    named = "stretching heat cold percussive_device aromatherapy friction tapotement abdominal_work"
    assert tools == set(named.split())
    assert not any(CATALOGUE.techniques[each].planned for each in tools)


def test_every_home_item_says_do_do_not_and_stop_when() -> None:
    assert len(CATALOGUE.home) == 22
    assert all(each.how and each.do_not and each.stop_if for each in CATALOGUE.home.values())


def test_harm_on_record_is_told_but_is_no_sign_to_expect() -> None:
    kinds = Counter(each.kind for each in CATALOGUE.aftercare.values())
    assert kinds == {"expect": 8, "call": 15, "on_record": 1}


def test_every_claim_carries_what_was_found_and_whether_it_is_contested() -> None:
    assert len(CATALOGUE.claims) == 10
    assert not CATALOGUE.claims["serotonin_dopamine"].say
    assert all(each.evidence for each in CATALOGUE.claims.values())


def test_every_leaf_of_the_body_belongs_to_one_area() -> None:
    homes = Counter(
        leaf for area in CATALOGUE.areas.values() for leaf in REGIONS.expand((*area.regions, *area.careful))
    )
    assert homes == Counter(leaf.id for leaf in REGIONS.leaves)


def test_every_area_is_reached_by_some_position() -> None:
    reach = {leaf for each in CATALOGUE.positions.values() for leaf in REGIONS.expand(each.reaches)}
    assert reach == {leaf.id for leaf in REGIONS.leaves}


def test_a_position_that_stands_in_reaches_as_much() -> None:
    for position, other in POSITION_INSTEAD.items():
        reach, stand_in = (REGIONS.expand(CATALOGUE.positions[each].reaches) for each in (position, other))
        assert reach <= stand_in, (position, other)


def test_what_is_marked_as_memory_says_so() -> None:
    for row in CATALOGUE.rows():
        if all(each.key == "MEMORY" for each in row.cited):
            assert "m" in row.marks, row.id


def test_fitting_knows_the_same_firm_techniques_as_the_catalogue() -> None:
    firm = {each.id: each.lightest for each in CATALOGUE.techniques.values() if each.lightest >= 3}
    assert firm == FIRM_FROM
    assert CATALOGUE.techniques[GENTLER].lightest == 1


def test_what_suits_pregnancy_has_no_scent() -> None:
    for row in CATALOGUE.lubricants.values():
        assert not (row.suits_pregnancy and set(row.contains) & {"fragrance", "essential_oil", "menthol"})


def edited(folder: Path, file: str, old: str, new: str) -> Path:
    for name in FILES:
        shutil.copy(BASE / name, folder / name)
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("file", "old", "new", "path"),
    [
        ("goals.toml", "for_client =", "for_clients =", "goals.anxiety_stress.for_clients"),
        ("goals.toml", 'dose = "wellness"', 'dose = "welness"', "goals.circulation_and_healing.dose"),
        (
            "goals.toml",
            "home_by_place = true",
            'home_by_place = "yes"',
            "goals.pain_and_tension.home_by_place",
        ),
        ("goals.toml", "usual_pressure = 2\n", "", ""),
        ("doses.toml", 'certainty = "low"', 'certainty = "high"', "doses.fibromyalgia.certainty"),
        ("doses.toml", "most_minutes = 60", "most_minutes = 30", "doses.chronic_neck_pain.most_minutes"),
        ("doses.toml", 'every = "week"', 'every = "day"', "doses.chronic_neck_pain.frequency.every"),
        ("home.toml", 'do_not = "Do not force down', 'dont = "Do not force down', "home.fluid.dont"),
        (
            "home.toml",
            'stop_if = ["Your doctor set a limit on fluid: keep to it."]',
            "stop_if = []",
            "home.fluid.stop_if",
        ),
        ("doses.toml", "review_week = 4", "review_week = 5", "doses.chronic_neck_pain.most_weeks"),
        ("doses.toml", "visits = 6", "visits = 0", "doses.chronic_neck_pain.taper.steps.0.visits"),
        ("doses.toml", ", visits = 6", "", "doses.chronic_neck_pain.taper.steps.0"),
        (
            "doses.toml",
            'least = 1, most = 1, unit = "week", visits = 6',
            'least = 5, most = 6, unit = "week", visits = 6',
            "doses.chronic_neck_pain.taper.steps.1",
        ),
        (
            "doses.toml",
            'certainty = "none"',
            'certainty = "none"\ntaper = { steps = [{ least = 1, most = 1, unit = "week" }] }',
            "doses.wellness.taper.steps.0",
        ),
        ("doses.toml", 'unit = "week"', 'unit = "day"', "doses.chronic_neck_pain.taper.steps.0.unit"),
        (
            "doses.toml",
            "steps = [{ least = 2, most = 4",
            "steps = [{ least = 4, most = 2",
            "doses.chronic_low_back.taper.steps.0.most",
        ),
        (
            "doses.toml",
            'certainty = "none"',
            'certainty = "none"\ntaper = { steps = [] }',
            "doses.wellness.taper",
        ),
        (
            "doses.toml",
            'review_for_client = "After 5 weeks',
            'review_for_client = ""\n# "',
            "doses.fibromyalgia.review_for_client",
        ),
        ("doses.toml", '"neck_dose_2014", ', '"neck_dose_2015", ', "doses.chronic_neck_pain.evidence"),
        ("doses.toml", "sessions = 4", "sessions = 0", "stop_rules.no_change.sessions"),
        ("goals.toml", '"pain_map_2024"', '"pain_map"', "goals.pain_and_tension.evidence"),
        (
            "evidence.toml",
            'techniques = ["swedish"]',
            'techniques = ["swede"]',
            "evidence.low_back_2011.techniques",
        ),
        ("evidence.toml", 'claims = ["flexibility"]', 'claims = ["bend"]', "evidence.knee_dose_2012.claims"),
        ("evidence.toml", 'certainty = "unclear"', 'certainty = "none"', "evidence.pregnancy_2021.certainty"),
        ("evidence.toml", "people = 228", "people = 0", "evidence.neck_dose_2014.people"),
        ("motion.toml", 'regions = ["neck"]', 'regions = ["throat"]', "movements.neck_flexion.regions"),
        ("motion.toml", "least = 6", "least = 11", "thresholds.two_testers.most"),
        (
            "aftercare.toml",
            "soreness_from = 7",
            "soreness_from = 11",
            "aftercare.severe_soreness.soreness_from",
        ),
        (
            "aftercare.toml",
            "soreness_from = 7",
            "soreness_from = 0",
            "aftercare.severe_soreness.soreness_from",
        ),
        ("aftercare.toml", 'kind = "on_record"', 'kind = "rare"', "aftercare.harm_on_record.kind"),
        (
            "techniques.toml",
            'falls_with = "tapotement"',
            'falls_with = "tapping"',
            "strokes.tapotement.falls_with",
        ),
        (
            "techniques.toml",
            "planned = false\nmodifier",
            "planned = true\nmodifier",
            "techniques.friction.planned",
        ),
        ("techniques.toml", 'strokes = ["suction"]', "strokes = []", "techniques.cupping.strokes"),
        ("home.toml", 'marks = ["d"]', 'marks = ["x"]', "home.fluid.marks"),
        ("home.toml", 'sources = [{ key = "PS-WATER" }]', "sources = []", "home.fluid.sources"),
        ("home.toml", '{ key = "PS-WATER" }', '{ key = "NOWHERE" }', "home.fluid.sources"),
        ("techniques.toml", "lightest = 1", "lightest = 4", "techniques.swedish.strongest"),
        (
            "techniques.toml",
            'regions = ["feet", "hands"]',
            'regions = ["ears"]',
            "techniques.reflexology.regions",
        ),
        ("positions.toml", "[positions.prone]", "[places.prone]", "places"),
        ("measures.toml", 'worse = "higher"', 'worse = "up"', "measures.pain_nrs.worse"),
        ("claims.toml", "[about]", "[abut]", "about"),
    ],
)
def test_it_refuses_and_names_the_place(tmp_path: Path, file: str, old: str, new: str, path: str) -> None:
    folder = edited(tmp_path, file, old, new)
    if not path:
        assert read(folder).goals["anxiety_stress"].usual_pressure == 3
        return
    with pytest.raises(KnowledgeError) as refused:
        read(folder)
    assert refused.value.path == path
    assert refused.value.accepted


def test_it_refuses_a_home_item_of_an_unknown_entry() -> None:
    with pytest.raises(KnowledgeError, match="excluded_when"):
        CATALOGUE.check_entries(["fever"])
