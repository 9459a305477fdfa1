"""Pieces of the room that are kept: the same markup as their templates give, and nothing of what somebody wrote."""

from dataclasses import replace
from typing import Any

import pytest

from unknot.clinical.loading import default_knowledge
from unknot.visits.room import fixed
from unknot.visits.room.fixed import filled, rendered

SECTION = {"section": "plan", "title": "Plan", "hint": "What comes next"}
WORDS = ("", "Heat at home.", "Two\nlines", '<b>"bold"</b> & it\'s {{ 1 }} {% if %}', "0", "was", "ünïcode ’")
ROWS: list[tuple[str, str, dict[str, str], dict[str, Any]]] = [
    *(("a section: " + words, "room_section", {"text": words, "was": "", "phrases": ""}, SECTION | {"differs": False})
      for words in WORDS),
    ("a section that differs", "room_section", {"text": "now", "was": "then", "phrases": ""},
     SECTION | {"differs": True}),
    ("a row that can be changed", "room_row", {"id": "a-1", "words": "Left < right", "was": "20 min"},
     {"kind": "work", "edit": True, "differs": True}),
    ("a row that stays", "room_row", {"id": "a-1", "words": "Good at minute 3", "was": ""},
     {"kind": "comfort", "edit": False, "differs": False}),
]  # fmt: skip


@pytest.mark.parametrize(("remark", "template", "holes", "values"), ROWS, ids=[row[0] for row in ROWS])
def test_it_says_what_the_template_says(
    remark: str, template: str, holes: dict[str, str], values: dict[str, Any]
) -> None:
    knowledge = default_knowledge()
    plain = rendered(template, knowledge, **holes, **values)
    for _ in ("made", "kept"):
        assert filled(template, knowledge, holes, **values) == plain


def test_it_is_made_anew_for_other_knowledge_even_of_the_same_version() -> None:
    knowledge = default_knowledge()
    other = replace(knowledge, catalogue=replace(knowledge.catalogue, lubricants={}))
    told = [fixed.fixed("room_lying", each, lying=(), lubricant="") for each in (knowledge, other, knowledge)]
    assert ["jojoba_oil" in each for each in told] == [True, False, True]


def test_it_keeps_nothing_of_what_somebody_wrote() -> None:
    knowledge, values = default_knowledge(), {"kind": "mark", "edit": True, "differs": True}
    first = {"id": "m-1", "words": "Numb since the fall", "was": "pain"}
    assert "Numb since the fall" in filled("room_row", knowledge, first, **values)
    again = filled("room_row", knowledge, {"id": "m-2", "words": "Scar", "was": ""}, **values)
    assert "Numb" not in again
    kept = fixed._around("room_row", knowledge, tuple(first), **values)
    assert not any(words in "".join(kept) for words in ("Numb since the fall", "m-1", "pain"))
