"""What a note is filled in with: the plan as rows of work, the last note taken over, and where it differs."""

from typing import Any

import pytest

from tests.clinical.small import ground
from unknot.clinical.limits import Limits
from unknot.visits.notes.content import rows
from unknot.visits.room.forward import copied_forward, was_in_words, was_otherwise, work_last_time
from unknot.visits.room.planned import planned_table, planned_work, segments_of, shared_minutes

CATALOGUE = ground()[3]
CALF = {"technique": "swedish", "regions": ["left_calf"], "pressure": 2, "minutes": 20}
SHOULDER = {"technique": "swedish", "regions": ["left_shoulder"], "pressure": 3, "minutes": 20}
WORK = {"technique": "swedish", "regions": [], "strokes": [], "minutes": 30, "pressure": 3, "words": ""}


def test_the_plan_is_a_row_for_each_treatment_and_adds_up_to_the_hands_on_time() -> None:
    planned = planned_work(
        {"treatments": [CALF, SHOULDER], "hands_on_minutes": 25}, limits=Limits(), catalogue=CATALOGUE
    )
    assert list(planned) == ["planned-01", "planned-02"]
    assert [row["minutes"] for row in planned.values()] == [12, 13]
    assert "effleurage" in planned["planned-01"]["strokes"]


def test_strokes_that_are_ruled_out_somewhere_are_not_filled_in() -> None:
    limits = Limits(regional_exclude_techniques={"left_calf": frozenset({"tapotement"})})
    planned = planned_work({"treatments": [CALF, SHOULDER]}, limits=limits, catalogue=CATALOGUE)
    assert ["tapotement" in row["strokes"] for row in planned.values()] == [False, True]


def test_nothing_planned_is_nothing_to_tick() -> None:
    assert planned_work({}, limits=Limits(), catalogue=CATALOGUE) == {}


def test_how_the_client_was_to_lie_is_filled_in_as_far_as_it_is_known() -> None:
    shape = {"positions": ["prone", "headstand"], "lubricant": "engine_oil"}
    assert planned_table(shape, catalogue=CATALOGUE) == {"position/prone": "prone"}
    assert planned_table({"lubricant": "jojoba_oil"}, catalogue=CATALOGUE) == {"lubricant": "jojoba_oil"}


SHARES: list[tuple[str, list[float], int, list[int]]] = [
    ("as listed", [20, 10], 30, [20, 10]),
    ("one stretch at two pressures", [20, 20], 20, [10, 10]),
    ("thirds", [10, 10, 10], 20, [7, 6, 7]),
    ("no whole given", [20, 10], 0, [20, 10]),
    ("nothing", [], 30, []),
]


@pytest.mark.parametrize(("remark", "listed", "whole", "shares"), SHARES, ids=[row[0] for row in SHARES])
def test_minutes_add_up(remark: str, listed: list[float], whole: int, shares: list[int]) -> None:
    assert shared_minutes(listed, whole=whole) == shares
    assert sum(shares) == (whole or sum(listed)) * bool(listed)


def test_the_hour_begins_with_arriving_and_ends_with_closing() -> None:
    segments = segments_of({"a": WORK}, minutes=45, words={"a": "Back"})
    assert [(each.minutes, each.words) for each in segments] == [
        (8, "Arrive and settle"),
        (30, "Back"),
        (7, "Close"),
    ]
    assert [each.words for each in segments_of({"a": WORK}, minutes=30, words={"a": "Back"})] == ["Back"]


LAST: dict[str, Any] = {"plan": "Weekly", "assessment": "Tense", "work/x": WORK, "mark/y": {}, "stop": {}}
COPIES: list[tuple[str, dict[str, Any], set[str]]] = [
    ("an empty note", {}, {"plan", "assessment", "work/again-01"}),
    ("words stand already", {"plan": "Rest"}, {"assessment", "work/again-01"}),
    ("work stands already", {"work/planned-01": WORK}, {"plan", "assessment"}),
    ("all stands already", {"plan": "a", "assessment": "b", "work/z": WORK}, set()),
]


@pytest.mark.parametrize(("remark", "content", "copied"), COPIES, ids=[row[0] for row in COPIES])
def test_a_copy_adds_and_never_writes_over(remark: str, content: dict[str, Any], copied: set[str]) -> None:
    assert set(copied_forward(LAST, content)) == copied


def test_what_differs_says_what_it_was() -> None:
    assert was_in_words(LAST, {"plan": "Weekly", "assessment": "Loose"}) == {"assessment": "Tense"}


HELD: list[tuple[str, dict[str, Any], list[str]]] = [
    ("as last time", {}, []),
    ("the strokes are no dose", {"strokes": ["friction"]}, []),
    ("longer", {"minutes": 40}, ["30 min, pressure 3"]),
    ("lighter", {"pressure": 2}, ["30 min, pressure 3"]),
    ("elsewhere as well, so there is nothing to hold it against", {"regions": ["left_calf", "spine"]}, []),
    ("something else", {"technique": "thai"}, []),
]


@pytest.mark.parametrize(("remark", "other", "was"), HELD, ids=[row[0] for row in HELD])
def test_work_is_held_against_the_same_on_the_same_places(
    remark: str, other: dict[str, Any], was: list[str]
) -> None:
    (row,) = rows(LAST, "work").values()
    assert was_otherwise(row | other, work_last_time(LAST)) == was


def test_the_order_in_which_places_were_ticked_is_nothing_else() -> None:
    (row,) = rows(LAST, "work").values()
    places = ["left_calf", "left_shoulder"]
    last = work_last_time({"work/a": row | {"regions": places}})
    assert was_otherwise(row | {"regions": places[::-1], "minutes": 1}, last) == ["30 min, pressure 3"]
