"""`unknot knowledge check`: everything is tried, asked and within reach; what is overdue is a warning."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.config.commanding import ON, Command
from unknot.clinical.loading import base_folder, default_knowledge
from unknot.config.demo.staff import THERAPISTS
from unknot.config.knowledge_reach import due_on, overdue, undrawn, unperformed, unreached
from unknot.drawing.body_shapes import VIEWS, figure

KNOWLEDGE = default_knowledge()
DRAWN = {view: set(figure(view).outlines) for view in VIEWS}


def test_all_of_the_base_is_within_reach() -> None:
    assert list(unreached(KNOWLEDGE)) == []


def test_a_part_that_is_not_drawn_is_told() -> None:
    drawn = DRAWN | {"back": DRAWN["back"] - {"left_calf"}}
    assert list(undrawn(KNOWLEDGE.regions.leaves, drawn)) == [
        "regions.toml: left_calf is not on the body map seen from the back"
    ]


def test_a_shape_of_no_part_is_told() -> None:
    drawn = DRAWN | {"front": DRAWN["front"] | {"tail"}}
    assert list(undrawn(KNOWLEDGE.regions.leaves, drawn)) == ["body map, front: tail is no region"]


def test_a_part_that_is_seen_from_nowhere_is_told() -> None:
    calf = next(leaf for leaf in KNOWLEDGE.regions.leaves if leaf.id == "left_calf")
    told = list(undrawn([replace(calf, views=())], {}))
    assert told == ["regions.toml: left_calf is seen from nowhere, so nobody can point at it"]


@pytest.mark.parametrize(
    ("days", "remark"),
    [
        ({"licence_days": 0}, "a licence that has run out"),
        ({"certificate_days": -1}, "certificates that have"),
    ],
)
def test_papers_that_have_run_out_let_nobody_perform(days: dict[str, int], remark: str) -> None:
    people = [replace(each, **days) for each in THERAPISTS]
    told = "\n".join(unperformed(KNOWLEDGE, people))
    assert "techniques.toml: sports: nobody in the demo holds base_licence, sports_ce" in told, remark
    assert ("swedish" in told) == ("licence_days" in days), remark


@pytest.mark.parametrize("file", ["claims.toml", "regions.toml", "medicines.toml", "answers.toml"])
def test_a_file_past_its_review_is_told(tmp_path: Path, file: str) -> None:
    shutil.copy(base_folder() / file, tmp_path)
    assert list(overdue(KNOWLEDGE, [tmp_path], on=date(2026, 11, 26))) == []
    assert [each for each in overdue(KNOWLEDGE, [tmp_path], on=date(2028, 1, 1)) if each.startswith(file)]


@pytest.mark.parametrize("tables", [{}, {"about": "x"}, {"about": {}}, {"about": {"review_due": "soon"}}])
def test_a_file_that_says_no_day_is_never_due(tables: dict[str, object]) -> None:
    assert due_on(tables) is None


def test_what_is_overdue_is_a_warning_and_no_fault(command: Command) -> None:
    ended = command("knowledge", "check", "--on", "2030-01-01")
    assert ended.status == 0, ended.out
    assert "warning: fever: its review was due on" in ended.out
    assert "warning: regions.toml: its review was due on" in ended.out
    assert "all hold" in ended.out


def test_nothing_is_overdue_today(command: Command) -> None:
    assert "warning" not in command("knowledge", "check", "--on", ON).out
