"""Pieces of the page that are the same for everybody with the same knowledge base, rendered once: the lists of places,
techniques, strokes and positions are most of its markup. Keys are values, so nothing of one visit shows in another.

Around what differs each time the page is the same too: a template is rendered once with holes, and they are filled.
"""

import re
import secrets
from collections.abc import Hashable, Mapping
from functools import lru_cache
from html import escape
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from unknot.clinical.knowledge import Knowledge
from unknot.drawing.mark_words import KIND_WORDS, LAYER_WORDS
from unknot.drawing.marked_body import draw_view_links
from unknot.drawing.parts_of_body import headed_leaves
from unknot.visits.room.state import script_words

KEPT = 256
_HOLE = secrets.token_hex(16)
"""Marks a hole in what is kept. Nobody can have written it: each process has its own."""


@lru_cache(maxsize=KEPT)
def fixed(template: str, knowledge: Knowledge, **values: Hashable) -> SafeString:
    """The template as rendered for these values; once in a process as long as there is room."""
    return rendered(template, knowledge, **values)


def filled(template: str, knowledge: Knowledge, holes: Mapping[str, str], **values: Hashable) -> SafeString:
    """The template with what differs each time put into its holes. Only what stands around them is kept, never what
    somebody wrote. A template shows a hole and does not ask about it: what it asks about is a value.
    """
    parts = [*_around(template, knowledge, tuple(holes), **values)]
    parts[1::2] = [_shown(holes[name]) for name in parts[1::2]]
    return SafeString("".join(parts))


def _shown(words: str) -> str:
    """Markup as it is, and all else escaped as a template does; Django's own way looks at each word five times."""
    return words if hasattr(words, "__html__") else escape(words)


@lru_cache(maxsize=KEPT)
def _around(template: str, knowledge: Knowledge, holes: tuple[str, ...], **values: Hashable) -> list[str]:
    """Markup, and in every second place the name of a hole."""
    marked = {name: SafeString(f"{_HOLE}{name}{_HOLE}") for name in holes}
    return re.split(f"{_HOLE}([a-z_]+){_HOLE}", rendered(template, knowledge, **marked, **values))


def rendered(template: str, knowledge: Knowledge, **values: Any) -> SafeString:
    """The same, not kept: for what somebody wrote."""
    return render_to_string(f"visits/{template}.html", _lists(knowledge) | values)


def _lists(knowledge: Knowledge) -> dict[str, Any]:
    regions, catalogue = knowledge.regions.regions, knowledge.catalogue
    return {
        "headed": [
            (heading, [(leaf, regions[leaf].label) for leaf in leaves]) for heading, leaves in headed_leaves()
        ],
        "kinds": KIND_WORDS,
        "layers": LAYER_WORDS,
        "techniques": catalogue.techniques.values(),
        "all_strokes": catalogue.strokes.values(),
        "all_positions": catalogue.positions.values(),
        "lubricants": catalogue.lubricants.values(),
        "numbers": range(11),
        "pressures": range(6),
        "words": script_words(knowledge),
        "views": draw_view_links(prefix="room"),
    }
