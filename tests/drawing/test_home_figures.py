"""The drawings of what is done at home: each belongs to an item, keeps to its frame and says itself in words."""

import re
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest

from unknot.clinical.loading import default_knowledge
from unknot.drawing import home_figures
from unknot.drawing.home_figures import draw_home_figure

ITEMS = sorted(tomllib.loads(Path(home_figures.__file__).with_suffix(".toml").read_text("utf-8")))
SVG_AT_MOST = 4_500
"""Bytes. A programme shows up to a dozen."""


def parsed(item: str) -> ElementTree.Element:
    return ElementTree.fromstring(draw_home_figure(item))  # noqa: S314 (our own drawing)


def test_every_drawing_belongs_to_an_item() -> None:
    assert set(ITEMS) <= set(default_knowledge().catalogue.home)


def test_every_stretch_and_exercise_has_a_drawing() -> None:
    moved = {
        each.id
        for each in default_knowledge().catalogue.home.values()
        if each.kind in ("stretch", "exercise")
    }
    assert moved <= set(ITEMS)


def test_an_item_without_a_drawing_shows_nothing() -> None:
    assert draw_home_figure("sleep_routine") == ""


@pytest.mark.parametrize("item", ITEMS)
def test_it_says_itself_in_a_sentence(item: str) -> None:
    title = parsed(item).findtext("title") or ""
    assert title.endswith(".")
    assert parsed(item).get("aria-labelledby") == f"home-figure-{item}-title"
    assert parsed(item).get("role") == "img"


@pytest.mark.parametrize("item", ITEMS)
def test_it_shows_a_person_who_moves(item: str) -> None:
    looks = {node.get("class") for node in parsed(item).iter()}
    assert {"figure-head", "figure-shirt", "figure-move"} <= looks or "figure-hair" in looks
    assert "figure-move" in looks


@pytest.mark.parametrize("item", ITEMS)
def test_it_keeps_to_its_frame(item: str) -> None:
    for node in parsed(item).iter("circle"):
        x, y, r = (float(node.get(name, 0)) for name in ("cx", "cy", "r"))
        assert r <= x <= 200 - r
        assert r <= y <= 160 - r + 1
    for start in re.findall(r"M(-?[\d.]+) (-?[\d.]+)", draw_home_figure(item)):
        assert 0 <= float(start[0]) <= 200


@pytest.mark.parametrize("item", ITEMS)
def test_it_costs_little_and_carries_no_style_of_its_own(item: str) -> None:
    drawn = draw_home_figure(item)
    assert len(drawn) < SVG_AT_MOST
    assert "style=" not in drawn
