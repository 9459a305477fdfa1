"""What a practice has switched off stays out of every screening and plan, and nothing can be switched on."""

from pathlib import Path

import pytest

from tests.clinical.small import TODAY, a_client
from unknot.clinical.errors import KnowledgeError
from unknot.clinical.facts import Area, Client, Wishes
from unknot.clinical.fitting import technique_fits
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.limits_in_words import limit_phrases
from unknot.clinical.loading import base_folder, default_knowledge, load_knowledge
from unknot.clinical.plan import Plan
from unknot.clinical.planning import make_plan
from unknot.clinical.screening import Screening, screen

OFF = """
techniques_off = ["trigger_point"]
[places.US-NY]
techniques_off = ["thai"]
[places.CA]
techniques_off = ["cupping"]
"""


def scoped(folder: Path, text: str = OFF) -> Knowledge:
    (folder / "scope.toml").write_text(text, "utf-8")
    return load_knowledge(base_folder(), folder)


def screened(client: Client, knowledge: Knowledge) -> Screening:
    return screen(client, knowledge=knowledge, on=TODAY)


def wishing(*techniques: str) -> Client:
    return a_client(areas=(Area("shoulder", intensity=6),), wishes=Wishes(techniques=techniques, pressure=4))


def test_it_leaves_the_base_open() -> None:
    assert default_knowledge().scope.off_in("US-NY") == frozenset()
    assert not default_knowledge().base_limits.exclude_techniques


@pytest.mark.parametrize(
    ("place", "off"),
    [
        ("US-NY", {"trigger_point", "thai"}),
        ("US-CA", {"trigger_point"}),
        ("CA-BC", {"trigger_point", "cupping"}),
        ("CA", {"trigger_point", "cupping"}),
    ],
)
def test_a_switch_holds_everywhere_or_at_a_place(tmp_path: Path, place: str, off: set[str]) -> None:
    assert scoped(tmp_path).scope.off_in(place) == off


def test_what_is_off_everywhere_is_in_the_limits_of_everybody(tmp_path: Path) -> None:
    knowledge = scoped(tmp_path)
    limits = screened(a_client(), knowledge).limits
    assert not technique_fits(limits, "trigger_point", 30)
    assert limits.is_at_least_as_tight_as(screened(a_client(), default_knowledge()).limits)
    assert "trigger" not in " ".join(limit_phrases(limits, knowledge=knowledge)).lower()


def test_a_wish_for_it_is_answered_without_blaming_the_answers(tmp_path: Path) -> None:
    knowledge, client = scoped(tmp_path), wishing("trigger_point")
    plan = make_plan(client, screened(client, knowledge), knowledge=knowledge)
    assert isinstance(plan, Plan)
    assert "trigger_point" not in {each.technique for each in plan.segments}
    assert {each.id: each.reason for each in plan.left_out}["trigger_point"] == "It is not offered here."


def test_without_the_switch_the_same_wish_is_met() -> None:
    client = wishing("trigger_point")
    plan = make_plan(client, screened(client, default_knowledge()), knowledge=default_knowledge())
    assert isinstance(plan, Plan)
    assert "trigger_point" in {each.technique for each in plan.segments}


def test_a_switch_changes_the_version(tmp_path: Path) -> None:
    assert scoped(tmp_path).version != default_knowledge().version


@pytest.mark.parametrize(
    ("text", "path", "remark"),
    [
        ('techniques_on = ["thai"]\n', "techniques_on", "nothing can be switched on"),
        ('techniques_off = ["tai"]\n', "techniques_off", "an unknown technique"),
        ('techniques_off = "thai"\n', "techniques_off", "a word where a list belongs"),
        ('[places.newyork]\ntechniques_off = ["thai"]\n', "places.newyork", "a place no licence names"),
        ('[places.US-NY]\noff = ["thai"]\n', "places.US-NY.off", "a key nobody reads"),
        ("[places.US-NY]\n", "places.US-NY.techniques_off", "a place that switches nothing"),
        ("places = 3\n", "places", "a number where a table belongs"),
    ],
)
def test_what_would_switch_nothing_is_refused(tmp_path: Path, text: str, path: str, remark: str) -> None:
    with pytest.raises(KnowledgeError) as refused:
        scoped(tmp_path, text)
    assert (refused.value.file, refused.value.path) == ("scope.toml", path), remark
