"""The body map as shipped."""

import pytest

from tests.clinical.small import ground
from unknot.clinical.errors import KnowledgeError
from unknot.clinical.loading_regions import regions_from
from unknot.clinical.shapes import Place

MAP = ground()[0]

EXPANDED = [
    ("a leaf is itself", "left_calf", None, "itself", {"left_calf"}),
    ("a sided name is both sides", "calf", None, "itself", {"left_calf", "right_calf"}),
    ("a side narrows", "calf", "left", "itself", {"left_calf"}),
    ("both is no narrowing", "calf", "both", "itself", {"left_calf", "right_calf"}),
    ("midline is on every side", "neck", "left", "itself", {"neck_front", "neck_back", "left_neck_side"}),
    ("a side that leaves nothing is ignored", "left_calf", "right", "itself", {"left_calf"}),
    ("beyond the shin lies the foot", "shin", "left", "distal", {"left_shin", "left_calf", "left_foot"}),
    ("the hand ends", "left_hand", None, "distal", {"left_hand"}),
    ("the spine has no limb", "spine", None, "limb", {"spine"}),
]


@pytest.mark.parametrize(
    ("remark", "of", "side", "widen", "leaves"), EXPANDED, ids=[row[0] for row in EXPANDED]
)
def test_a_name_means_leaves(remark: str, of: str, side: str, widen: str, leaves: set[str]) -> None:
    assert MAP.expand(of, side=side, widen=widen) == leaves  # type: ignore[arg-type]


def test_the_map_has_52_leaves_each_seen_from_somewhere() -> None:
    assert len(MAP.leaves) == 52
    assert all(set(leaf.views) <= {"front", "back"} and leaf.views for leaf in MAP.leaves)


def test_left_and_right_mirror_each_other() -> None:
    def mirrored(name: str) -> str:
        side, _, rest = name.partition("_")
        return {"left": f"right_{rest}", "right": f"left_{rest}"}.get(side, name)

    for region in MAP.regions.values():
        if region.side:
            twin = MAP.regions[mirrored(region.id)]
            for part in ("leaves", "limb", "distal", "quadrant"):
                assert {mirrored(leaf) for leaf in getattr(region, part)} == getattr(twin, part)


def test_a_limb_and_a_quadrant_reach_as_far_as_their_groups() -> None:
    assert MAP.expand("left_knee", widen="limb") == MAP.expand("left_leg")
    assert MAP.expand("left_forearm", widen="quadrant") == MAP.expand("left_upper_quadrant")
    assert MAP.expand("left_armpit", widen="limb") == MAP.expand("left_arm") | {"left_armpit"}


def test_a_list_of_regions_is_their_union() -> None:
    assert MAP.expand(frozenset({"face", "hand"})) == {"face", "left_hand", "right_hand"}


def test_endangerment_sites_take_light_pressure_on_both_sides() -> None:
    assert MAP.expand("endangerment") == MAP.endangerment.keys()
    assert {
        "neck_front",
        "left_back_knee",
        "right_groin",
        "left_armpit",
        "abdomen",
    } <= MAP.endangerment.keys()
    assert all(0 < most <= 2 for most in MAP.endangerment.values())


def test_an_unknown_region_is_no_region() -> None:
    assert "elbow_pit" not in MAP
    with pytest.raises(KeyError):
        MAP.expand("elbow_pit")


ABOUT = {
    "marks": [], "written_by": "w", "checked_by": "c", "sources": [],
    "reviewed_on": ground()[3].reviews["goals.toml"].reviewed_on,
    "review_due": ground()[3].reviews["goals.toml"].review_due,
}  # fmt: skip
LEAF = {"label": "Face", "views": ["front"], "quadrant": []}
BROKEN = [
    ("a table nobody reads", {"leafs": {}}, "leafs"),
    ("no leaves", {"leaves": {}}, "leaves"),
    ("a group of nothing known", {"groups": {"head": {"label": "Head", "of": ["fase"]}}}, "head"),
    ("two regions of one id", {"groups": {"face": {"label": "Face", "of": ["face"]}}}, "face"),
]


@pytest.mark.parametrize(("remark", "change", "path"), BROKEN, ids=[row[0] for row in BROKEN])
def test_a_map_that_does_not_hold_together_is_refused(
    remark: str, change: dict[str, object], path: str
) -> None:
    whole = {"about": ABOUT, "leaves": {"face": LEAF}, "groups": {"head": {"label": "Head", "of": ["face"]}}}
    regions_from(whole, Place("regions.toml"))
    with pytest.raises(KnowledgeError) as refused:
        regions_from({**whole, **change}, Place("regions.toml"))
    assert refused.value.path == path


def test_it_knows_the_places_that_are_asked_about_again_in_each_session():
    assert MAP.sensitive == {
        "left_chest", "right_chest", "left_inner_thigh", "right_inner_thigh", "left_hip", "right_hip",
    }  # fmt: skip
