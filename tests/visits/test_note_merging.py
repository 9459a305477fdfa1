"""Two devices on one draft: what both wrote is kept, and what is sent twice stands once."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.visits.errors import NotNoteworthy
from unknot.visits.notes.content import SECTIONS, rows
from unknot.visits.notes.merging import ALSO, Change, changes_from, merge

MARK = {
    "kind": "pain", "region": "left_calf", "pin": None, "intensity": 6, "layer": "", "when": "before",
    "refers_to": [], "words": "",
}  # fmt: skip
MILDER = MARK | {"intensity": 3}
STOP = {"minute": 12, "because": "dizzy"}
YES, NO = {"said": "yes", "minute": 3}, {"said": "no", "minute": 1}

MEETINGS: list[tuple[str, dict[str, Any], Change, dict[str, Any], bool]] = [
    ("first words", {}, Change("plan", None, "Walk"), {"plan": "Walk"}, False),
    ("words go on", {"plan": "Walk"}, Change("plan", "Walk", "Walk daily"), {"plan": "Walk daily"}, False),
    ("words are taken out", {"plan": "Walk"}, Change("plan", "Walk", None), {}, False),
    ("sent again", {"plan": "Walk"}, Change("plan", None, "Walk"), {"plan": "Walk"}, False),
    ("both began", {"plan": "Rest"}, Change("plan", None, "Walk"), {"plan": f"Rest{ALSO}Walk"}, True),
    ("both went on", {"plan": "Walk daily"}, Change("plan", "Walk", "Walk twice"),
     {"plan": f"Walk daily{ALSO}Walk twice"}, True),
    ("both went on with one word", {"plan": f"no numbness{ALSO}no"}, Change("plan", "no", "no pain"),
     {"plan": f"no numbness{ALSO}no pain"}, True),
    ("a word within another's word", {"plan": "Knot, left"}, Change("plan", None, "no"),
     {"plan": f"Knot, left{ALSO}no"}, True),
    ("wrote on after it met another", {"plan": "Knot, left"}, Change("plan", "no", "no pain"),
     {"plan": f"Knot, left{ALSO}no pain"}, True),
    ("its own part taken out again", {"plan": f"Rest{ALSO}Walk"}, Change("plan", "Walk", None), {"plan": "Rest"}, True),
    ("yes here, no there", {"asked/left_hip": NO}, Change("asked/left_hip", None, YES), {"asked/left_hip": NO}, True),
    ("no here, yes there", {"asked/left_hip": YES}, Change("asked/left_hip", None, NO), {"asked/left_hip": NO}, True),
    ("two reasons why nobody asked", {"unasked/left_hip": "Asleep"}, Change("unasked/left_hip", None, "No time"),
     {"unasked/left_hip": f"Asleep{ALSO}No time"}, True),
    ("taken out here, changed there", {"plan": "Rest"}, Change("plan", "Walk", None), {"plan": "Rest"}, True),
    ("a new mark", {}, Change("mark/a", None, MARK), {"mark/a": MARK}, False),
    ("a mark taken away", {"mark/a": MARK}, Change("mark/a", MARK, None), {}, False),
    ("taken away there, changed here", {}, Change("mark/a", MARK, MILDER), {"mark/a": MILDER}, True),
    ("changed there, taken away here", {"mark/a": MILDER}, Change("mark/a", MARK, None), {"mark/a": MILDER}, True),
    ("stopped once", {}, Change("stop", None, STOP), {"stop": STOP}, False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("remark", "content", "change", "after", "clashes"), MEETINGS, ids=[m[0] for m in MEETINGS]
)
def test_change_meets_what_stands(remark, content, change, after, clashes):
    merged = merge(content, [change])
    assert merged.content == after
    assert bool(merged.clashes) is clashes


def test_rows_changed_on_two_devices_both_stay():
    sharper = MARK | {"intensity": 9}
    merged = merge({"mark/a": MILDER}, [Change("mark/a", MARK, sharper)])
    assert sorted(each["intensity"] for each in rows(merged.content, "mark").values()) == [3, 9]
    assert merge(merged.content, [Change("mark/a", MARK, sharper)]).content == merged.content


def test_two_stops_are_both_told():
    other = {"minute": 13, "because": "cold"}
    merged = merge({"stop": STOP}, [Change("stop", None, other)])
    assert merged.content["stop"] == STOP
    assert list(rows(merged.content, "also").values()) == ["Stopped at minute 13: cold"]


def test_typing_on_after_a_clash_keeps_the_other_text():
    merged = merge({"plan": "Rest"}, [Change("plan", None, "Walk")]).content
    merged = merge(merged, [Change("plan", "Walk", "Walk daily")]).content
    assert merged["plan"] == f"Rest{ALSO}Walk daily"


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)


@given(mine=WORDS, theirs=WORDS, was=WORDS, section=st.sampled_from(SECTIONS))
def test_no_text_of_either_device_is_lost(mine, theirs, was, section):
    content = {section: theirs} if theirs else {}
    after = merge(content, [Change(section, was or None, mine or None)]).content.get(section, "")
    assert mine in after
    if theirs != was and was not in theirs:
        assert theirs in after


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 10), st.integers(0, 10)), max_size=8))
def test_sending_everything_again_changes_nothing(sent):
    changes = [
        Change(f"mark/{row}", MARK | {"intensity": was}, MARK | {"intensity": now}) for row, was, now in sent
    ]
    once = merge({"mark/a": MARK}, changes[:1]).content
    assert merge(once, changes[:1]).content == once


NOWHERE = {"view": "front", "x": float("nan"), "y": 0}
REFUSED: list[tuple[str, object]] = [
    ("not a list", {"path": "plan", "now": ""}),
    ("an unknown path", [{"path": "diagnosis", "now": "x"}]),
    ("a path that climbs", [{"path": "mark/../plan", "now": MARK}]),
    ("words that are a number", [{"path": "plan", "now": 3}]),
    ("words with a null", [{"path": "plan", "now": "a\x00b"}]),
    ("half of a letter, which no database keeps", [{"path": "plan", "now": "a\ud83d"}]),
    ("an unknown kind", [{"path": "mark/a", "now": MARK | {"kind": "hex"}}]),
    ("an intensity of eleven", [{"path": "mark/a", "now": MARK | {"intensity": 11}}]),
    ("an intensity that is a yes", [{"path": "mark/a", "now": MARK | {"intensity": True}}]),
    ("a pin off the picture", [{"path": "mark/a", "now": MARK | {"pin": {"view": "front", "x": 2, "y": 0}}}]),
    ("a pin that is no number", [{"path": "mark/a", "now": MARK | {"pin": NOWHERE}}]),
    ("a key nobody knows", [{"path": "mark/a", "now": MARK | {"script": "x"}}]),
    ("an area that was asked about without an answer", [{"path": "asked/left_hip", "now": {"minute": 3}}]),
    ("a mark that is a list", [{"path": "mark/a", "now": []}]),
    ("a change without now", [{"path": "plan", "was": ""}]),
    ("too many at once", [{"path": "plan", "now": ""}] * 501),
]  # fmt: skip


@pytest.mark.parametrize(("remark", "posted"), REFUSED, ids=[each[0] for each in REFUSED])
def test_it_refuses_what_no_note_holds(remark, posted):
    with pytest.raises(NotNoteworthy):
        changes_from(posted)


def test_it_refuses_a_note_that_grows_beyond_measure():
    with pytest.raises(NotNoteworthy):
        merge({f"mark/{number}": MARK for number in range(400)}, [Change("mark/x", None, MARK)])
