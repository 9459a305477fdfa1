"""Marks of a session are kept whole, refused with words, told in words and compared with those of another visit."""

from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.drawing.body_shapes import leaves
from unknot.drawing.mark_differences import differences_between
from unknot.drawing.mark_words import rows_of_marks
from unknot.drawing.noted import noted_from
from unknot.drawing.session_marks import MOST_MARKS, MarkError, SessionMark, session_marks_from

WHOLE: dict[str, Any] = {
    "id": "m1", "kind": "trigger_point", "region": "left_shoulder", "pin": {"view": "back", "x": 0.31, "y": 0.2},
    "intensity": 6, "layer": "muscle", "when": "before", "refers_to": ["left_forearm"], "words": "since Monday",
}  # fmt: skip


def mark(**changed: Any) -> dict[str, Any]:
    return {"id": "m1", "kind": "pain", "region": "left_calf"} | changed


def one(**changed: Any) -> SessionMark:
    return session_marks_from([mark(**changed)])[0]


def several(*rows: dict[str, Any]) -> tuple[SessionMark, ...]:
    return session_marks_from([mark(id=f"m{n}") | row for n, row in enumerate(rows)])


def told(*rows: dict[str, Any]) -> list[str]:
    return [row for part in rows_of_marks(several(*rows)) for row in part.rows]


def as_sent(kept: SessionMark) -> dict[str, Any]:
    return asdict(kept) | {"refers_to": list(kept.refers_to)}


def test_a_mark_is_read_as_it_was_sent() -> None:
    assert as_sent(session_marks_from([WHOLE])[0]) == WHOLE


def test_a_mark_needs_no_more_than_a_kind_and_a_place() -> None:
    assert as_sent(one()) == mark(pin=None, intensity=None, layer="", when="before", refers_to=[], words="")


REFUSED = [
    ({"marks": []}, "marks", "a list", "no list"),
    ([mark()] * (MOST_MARKS + 1), "marks", "at most 200", "more than anybody notes"),
    (["pain"], "marks[0]", "an object", "no object"),
    ([mark(colour="red")], "marks[0].colour", "id, kind", "a key nobody knows"),
    ([mark(kind="ache")], "marks[0].kind", "tension", "a kind nobody knows"),
    ([mark(kind=["pain"])], "marks[0].kind", "tension", "a list for a word"),
    ([mark(id="")], "marks[0].id", "1 to 40", "no id"),
    ([mark(id='"><b>')], "marks[0].id", "1 to 40", "markup for an id"),
    ([mark(), mark()], "marks[1].id", "an id of its own", "the same id twice"),
    ([mark(region="calf")], "marks[0].region", "left_calf", "a group for a leaf"),
    ([mark(region="")], "marks[0].region", "a pin, or both", "no place at all"),
    ([mark(intensity=11)], "marks[0].intensity", "from 0 to 10", "stronger than the scale"),
    ([mark(intensity=-1)], "marks[0].intensity", "from 0 to 10", "weaker than nothing"),
    ([mark(intensity=True)], "marks[0].intensity", "a whole number", "yes is no number"),
    ([mark(intensity=2.5)], "marks[0].intensity", "a whole number", "half a step"),
    ([mark(layer="bone")], "marks[0].layer", "fascia", "a layer nobody knows"),
    ([mark(when="during")], "marks[0].when", "after, before", "a moment nobody knows"),
    ([mark(refers_to="left_hand")], "marks[0].refers_to", "a list", "a word for a list"),
    ([mark(refers_to=["hand"])], "marks[0].refers_to[0]", "a leaf", "a group for a leaf"),
    ([mark(refers_to=["left_hand"] * 13)], "marks[0].refers_to", "at most 12", "more than is referred to"),
    ([mark(words="x" * 301)], "marks[0].words", "at most 300", "too many words"),
    ([mark(words="a\0b")], "marks[0].words", "words", "what a database cannot keep"),
    ([mark(words=7)], "marks[0].words", "words", "a number for words"),
    ([mark(pin=[0, 0])], "marks[0].pin", "view, x, y", "a list for a pin"),
    ([mark(pin={"view": "side", "x": 0, "y": 0})], "marks[0].pin.view", "soles", "a view nobody draws"),
    ([mark(pin={"view": "back", "x": 1.01, "y": 0})], "marks[0].pin.x", "0 to 1", "beside the picture"),
    ([mark(pin={"view": "back", "x": 0, "y": float("nan")})], "marks[0].pin.y", "0 to 1", "nowhere"),
    ([mark(pin={"view": "back", "x": 0})], "marks[0].pin.y", "0 to 1", "half a point"),
    ([mark(pin={"view": "back", "x": 0, "y": 0, "z": 0})], "marks[0].pin.z", "view, x, y", "a third axis"),
]


@pytest.mark.parametrize(("rows", "where", "accepted", "remark"), REFUSED)
def test_it_refuses_with_the_place_and_what_would_do(
    rows: object, where: str, accepted: str, remark: str
) -> None:
    with pytest.raises(MarkError) as refused:
        session_marks_from(rows)
    assert refused.value.where == where, remark
    assert accepted in refused.value.accepted, remark


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=8), inside, max_size=3),
    max_leaves=6,
)


@given(key=st.sampled_from(sorted(WHOLE)), value=ANYTHING)
def test_whatever_stands_in_a_mark_is_kept_or_refused_with_its_place(key: str, value: Any) -> None:
    try:
        (kept,) = session_marks_from([WHOLE | {key: value}])
    except MarkError as refused:
        assert refused.where.startswith(f"marks[0].{key}")
    else:
        assert session_marks_from([as_sent(kept)]) == (kept,)


@given(ANYTHING)
def test_whatever_is_sent_for_marks_is_understood_or_refused(rows: Any) -> None:
    try:
        assert session_marks_from(rows) == ()
    except MarkError as refused:
        assert refused.where.startswith("marks")


def test_a_refusal_repeats_no_words() -> None:
    with pytest.raises(MarkError) as refused:
        session_marks_from([mark(words="my knee " * 60)])
    assert "knee" not in str(refused.value)


PLACES = [
    ({"region": "", "pin": {"view": "front", "x": 0.5, "y": 0.4}}, "abdomen", "the part under the pin"),
    ({"region": "", "pin": {"view": "front", "x": 0.01, "y": 0.01}}, "", "beside the body"),
    ({"region": "left_hip", "pin": {"view": "front", "x": 0.5, "y": 0.4}}, "left_hip", "what was named wins"),
]


@pytest.mark.parametrize(("row", "leaf", "remark"), PLACES)
def test_a_mark_lies_on_the_part_named_or_under_its_pin(row: dict[str, Any], leaf: str, remark: str) -> None:
    assert one(**row).leaf == leaf, remark


ROWS = [
    ([{"intensity": 6}], "Left calf: pain, 6 of 10 before", "found on arrival"),
    ([{"when": "after"}], "Left calf: pain, after", "no number"),
    (
        [{"intensity": 6}, {"intensity": 3, "when": "after"}],
        "Left calf: pain, 6 of 10 before, 3 after",
        "both",
    ),
    (
        [{}, {"intensity": 3, "when": "after"}],
        "Left calf: pain, before, 3 of 10 after",
        "a number only after",
    ),
    (
        [{"layer": "deep", "words": "a knot"}],
        "Left calf: pain, before; deep layers; a knot",
        "layer and words",
    ),
    (
        [{"refers_to": ["left_foot", "left_back_knee", "sacrum"]}],
        "Left calf: pain, before, refers to left foot, left back knee and sacrum",
        "three places",
    ),
    ([{"kind": "treated", "when": "after"}], "Left calf: treated", "no moment"),
    (
        [{"region": "", "pin": {"view": "front", "x": 0.5, "y": 0.4}}],
        "Abdomen, at a point (front): pain, before",
        "a pin",
    ),
    (
        [{"region": "", "pin": {"view": "front", "x": 0, "y": 0}}],
        "A point beside the body, at a point (front): pain, before",
        "a pin beside the body",
    ),
]


@pytest.mark.parametrize(("rows", "row", "remark"), ROWS)
def test_a_row_says_the_whole_mark(rows: list[dict[str, Any]], row: str, remark: str) -> None:
    assert told(*rows) == [row], remark


def test_the_rows_stand_under_headings_from_head_to_foot() -> None:
    regions = ["right_foot", "left_calf", "face", "left_low_back"]
    parts = rows_of_marks(several(*({"region": each} for each in regions)))
    assert [(part.heading, len(part.rows)) for part in parts] == [
        ("Head and neck", 1),
        ("Back and hips", 1),
        ("Legs and feet", 2),
    ]
    assert parts[2].rows[0].startswith("Left calf")


def test_every_leaf_has_its_row() -> None:
    assert len(told(*({"region": leaf} for leaf in sorted(leaves())))) == len(leaves())


def test_a_row_speaks_with_the_readers_labels() -> None:
    parts = rows_of_marks([one(refers_to=["left_hand"])], {"left_calf": "Wade", "left_hand": "Hand links"})
    assert parts[0].rows == ("Wade: pain, before, refers to hand links",)


def test_two_marks_of_one_moment_stay_two() -> None:
    noted = noted_from(several({"intensity": 5}, {"intensity": 7}, {"intensity": 2, "when": "after"}))
    numbers = [[mark.intensity for mark in each.marks] for each in noted]
    assert numbers == [[5, 2], [7]]


DIFFERENCES = [
    ([{"intensity": 6}], [{"intensity": 3}], "less (6, now 3 of 10 before treatment)", "less on arrival"),
    ([{"intensity": 3}], [{"intensity": 4}], "more (3, now 4 of 10 before treatment)", "more on arrival"),
    ([{"intensity": 3}], [{"intensity": 3}], "the same (3, now 3 of 10 before treatment)", "as much"),
    ([{}], [{}], "the same", "neither has a number"),
    ([], [{"intensity": 4}], "new (now 4 of 10 before treatment)", "only later"),
    ([{"intensity": 4}], [], "no longer marked (was 4 of 10 before treatment)", "only earlier"),
    ([{"intensity": 4}], [{}], "marked both times, without two numbers to compare (was 4", "one number"),
    (
        [{"intensity": 6}, {"intensity": 2, "when": "after"}],
        [{"intensity": 6}],
        "the same (6, now 6 of 10 before treatment)",
        "relief that did not last is not called worse",
    ),
    (
        [{"intensity": 6}],
        [{"intensity": 2, "when": "after"}],
        "marked both times, without two numbers to compare",
        "on arrival is not compared with afterwards",
    ),
    (
        [{"intensity": 6, "when": "after"}],
        [{"intensity": 2, "when": "after"}],
        "less (6, now 2 of 10 after treatment)",
        "afterwards with afterwards",
    ),
    ([{"intensity": 2}, {"intensity": 5}], [{"intensity": 4}], "less (5, now 4", "the strongest counts"),
]


@pytest.mark.parametrize(("earlier", "later", "says", "remark"), DIFFERENCES)
def test_a_difference_is_said_in_words(
    earlier: list[dict[str, Any]], later: list[dict[str, Any]], says: str, remark: str
) -> None:
    (found,) = differences_between(several(*earlier), several(*later))
    assert found.says().startswith(f"Left calf: pain, {says}"), remark


def test_what_was_treated_is_no_difference() -> None:
    assert differences_between(several({"kind": "treated"}), ()) == ()


def test_differences_stand_from_head_to_foot_by_region_and_kind() -> None:
    later = several({"region": "left_foot"}, {"kind": "scar"}, {}, {"region": "scalp"})
    assert [(each.region, each.kind) for each in differences_between((), later)] == [
        ("scalp", "pain"),
        ("left_calf", "pain"),
        ("left_calf", "scar"),
        ("left_foot", "pain"),
    ]
