"""The stylesheet's colours can be read, and no page carries style or script of its own."""

import re
from pathlib import Path

import pytest

import unknot

ROOT = Path(unknot.__file__).parent
CSS = (ROOT / "static" / "unknot" / "unknot.css").read_text(encoding="utf-8")
TEMPLATES = sorted(ROOT.rglob("templates/**/*.html"))
TAG = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
"""What the template engine reads; a parameter called style is no style of the page."""

TEXT_ON = [
    ("ink", "paper"),
    ("ink", "raised"),
    ("ink", "sunken"),
    ("soft-ink", "paper"),
    ("soft-ink", "raised"),
    ("soft-ink", "sunken"),
    ("soft-ink", "sage-wash"),
    ("sage", "paper"),
    ("sage", "raised"),
    ("sage", "sunken"),
    ("sage", "sage-wash"),
    ("on-accent", "sage"),
    ("on-accent", "sage-deep"),
    ("on-accent", "wine"),
    ("amber", "amber-wash"),
    ("clay", "clay-wash"),
    ("wine", "wine-wash"),
    ("ink", "amber-wash"),
    ("ink", "wine-wash"),
    ("soft-ink", "wine-wash"),
]
EDGES_ON = [
    ("control", "paper"),
    ("control", "raised"),
    ("skin-line", "skin"),
    ("wine", "skin"),
    ("sage", "skin"),
]


def tokens(scheme: str) -> dict[str, str]:
    light, dark = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2]
    pattern = r"--([a-z-]+): (#[0-9a-f]{6});"
    found = dict(re.findall(pattern, light))
    return found | dict(re.findall(pattern, dark)) if scheme == "dark" else found


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_can_be_read(scheme: str, text: str, ground: str) -> None:
    found = tokens(scheme)
    assert contrast(found[text], found[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES_ON)
def test_edges_can_be_seen(scheme: str, edge: str, ground: str) -> None:
    found = tokens(scheme)
    assert contrast(found[edge], found[ground]) >= 3


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_inline_style_or_script(template: Path) -> None:
    text = re.sub(TAG, " ", template.read_text(encoding="utf-8"))
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:|https?://", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


def test_the_stylesheets_fetch_nothing_from_outside() -> None:
    for sheet in (ROOT / "static" / "unknot").glob("*.css"):
        assert not re.search(r"@import|url\((?!#)", sheet.read_text(encoding="utf-8")), sheet.name


def test_every_icon_a_template_names_is_in_the_sheet() -> None:
    icons = set(re.findall(r'symbol id="([a-z]+)"', (ROOT / "static/unknot/icons.svg").read_text("utf-8")))
    named = {
        n
        for t in TEMPLATES
        for n in re.findall(r'parts/icon.html" with name="([a-z]+)"', t.read_text("utf-8"))
    }
    assert named
    assert named <= icons
