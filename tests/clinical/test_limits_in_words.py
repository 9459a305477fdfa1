"""Limits in words: the fewest names for regions, and nothing that holds for everybody."""

import pytest

from unknot.clinical.limits import Limits
from unknot.clinical.limits_in_words import (
    lighter_regions,
    limit_phrases,
    region_names,
    techniques_in_places,
    titles,
)
from unknot.clinical.loading import default_knowledge

REGIONS = default_knowledge().regions
NAMED = [
    (REGIONS.expand("legs"), "legs"),
    (REGIONS.expand("calf"), "calves"),
    (REGIONS.expand("calf", side="left"), "left calf"),
    (REGIONS.expand("left_leg") | REGIONS.expand("calf"), "left leg and right calf"),
    (REGIONS.expand("whole_body"), "whole body"),
    (frozenset(), ""),
]


@pytest.mark.parametrize(("leaves", "words"), NAMED)
def test_regions_go_by_the_fewest_names(leaves: frozenset[str], words: str) -> None:
    assert region_names(leaves, REGIONS) == words


def test_a_region_nobody_knows_is_still_named() -> None:
    assert region_names({"left_calf", "left_wing"}, REGIONS) == "left calf and left wing"


def test_a_technique_nobody_knows_is_still_named() -> None:
    assert titles(["deep_tissue", "moon_stones"], default_knowledge().catalogue.techniques) == (
        "deep tissue massage and moon stones"
    )


def test_ceilings_are_told_lowest_first_without_those_of_everybody() -> None:
    knowledge = default_knowledge()
    usual = knowledge.base_limits.regional_pressure_max
    capped = dict(usual) | {"left_calf": 2, "right_calf": 2, "left_hand": 1}
    assert lighter_regions(Limits(regional_pressure_max=capped), knowledge) == [
        (1, "left hand"),
        (2, "calves"),
    ]


def test_a_ceiling_is_not_told_where_the_whole_body_is_no_higher() -> None:
    capped = Limits(pressure_max=2, regional_pressure_max={"left_calf": 2, "left_hand": 1})
    assert lighter_regions(capped, default_knowledge()) == [(1, "left hand")]


def test_techniques_are_told_with_their_places_but_not_where_nothing_is_done() -> None:
    out = {
        "left_calf": frozenset({"deep_tissue", "cupping"}),
        "right_calf": frozenset({"deep_tissue"}),
        "left_hand": frozenset({"cupping"}),
    }
    limits = Limits(regional_exclude_techniques=out, avoid_regions=frozenset({"left_hand"}))
    assert techniques_in_places(limits, default_knowledge()) == [
        "no cupping on left calf",
        "no deep tissue massage on calves",
    ]


@pytest.mark.parametrize(
    ("most", "exact", "plain"),
    [
        (0, "pressure 0 at most", "only a still, resting hand"),
        (1, "pressure 1 at most", "very light pressure at most (1 of 5)"),
        (2, "pressure 2 at most", "light pressure at most (2 of 5)"),
        (3, "pressure 3 at most", "medium pressure at most (3 of 5)"),
        (4, "pressure 4 at most", "firm pressure at most (4 of 5)"),
    ],
)
def test_pressure_is_exact_for_whoever_treats_and_plain_for_the_client(
    most: int, exact: str, plain: str
) -> None:
    knowledge, limits = default_knowledge(), Limits(pressure_max=most)
    assert limit_phrases(limits, knowledge=knowledge)[0] == exact
    assert limit_phrases(limits, knowledge=knowledge, for_client=True)[0] == plain
