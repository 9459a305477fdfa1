"""What changed since last time is told as a difference, and what stayed the same is not told."""

from typing import Any

import pytest

from unknot.visits.changes_since import Difference, changed_answers, changed_lines

YES, NO, NOT_SURE = [{"answer": True}], [{"answer": False}], [{"answer": "not sure"}]
ROWS: list[tuple[str, Any, Any, tuple[str, str, str] | None]] = [
    ("the same yes", YES, YES, None),
    ("a first no to what was never asked", None, NO, None),
    ("a first yes", None, YES, ("new", "", "Yes")),
    ("a first not sure", None, NOT_SURE, ("new", "", "Not sure")),
    ("no became yes", NO, YES, ("changed", "No", "Yes")),
    ("yes became no", YES, NO, ("changed", "Yes", "No")),
    ("a detail more", YES, [{"answer": True, "since": "2026-03-01"}],
     ("changed", "Yes", "Yes (since: 2026-03-01)")),
    ("a detail otherwise", [{"answer": True, "stable": True}], [{"answer": True, "stable": False}],
     ("changed", "Yes (stable: yes)", "Yes (stable: no)")),
    ("a second one", YES, [{"answer": True}, {"answer": True, "region": ["left_knee", "spine"]}],
     ("changed", "Yes", "Yes (region: left knee, spine)")),
]  # fmt: skip


@pytest.mark.parametrize(("remark", "before", "now", "told"), ROWS, ids=[row[0] for row in ROWS])
def test_answers_are_told_where_they_differ(remark, before, now, told):
    found = changed_answers({"x": before} if before else {}, {"x": now}, {"x": "Gout"})
    assert [(each.kind, each.was, each.now) for each in found] == ([told] if told else [])


def test_answers_stand_by_title_and_what_the_base_forgot_is_left_out():
    found = changed_answers({}, {"b": YES, "a": YES, "gone": YES}, {"a": "Zoster", "b": "Asthma"})
    assert [each.title for each in found] == ["Asthma", "Zoster"]


LINES: list[tuple[str, Any, Any, list[tuple[str, str]]]] = [
    ("never asked, then two", None, ["aspirin"], [("", "aspirin")]),
    ("one came, one went", ["aspirin", "insulin"], ["insulin", "apixaban"], [("", "apixaban"), ("aspirin", "")]),
    ("the same in another order", ["a", "b"], ["b", "a"], []),
    ("none any more", ["aspirin"], [], [("aspirin", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("remark", "before", "now", "told"), LINES, ids=[row[0] for row in LINES])
def test_lines_are_told_as_they_come_and_go(remark, before, now, told):
    assert list(changed_lines("Medicine", before, now)) == [
        Difference("Medicine", was, is_now) for was, is_now in told
    ]
