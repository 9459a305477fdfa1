"""Pieces of the page that are the same for everybody with the same knowledge base, rendered once: the lists of places,
techniques, strokes and positions are most of its markup. Keys are values, so nothing of one visit shows in another.
"""

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from unknot.clinical.knowledge import Knowledge
from unknot.drawing.mark_words import KIND_WORDS, LAYER_WORDS
from unknot.drawing.parts_of_body import headed_leaves
from unknot.visits.room.state import script_words

KEPT = 256
_knowledge: dict[str, Knowledge] = {}


def fixed(template: str, knowledge: Knowledge, **values: Hashable) -> SafeString:
    """The template as rendered for these values; once in a process as long as there is room."""
    _knowledge[knowledge.version] = knowledge
    return _rendered(template, knowledge.version, tuple(sorted(values.items())))


@lru_cache(maxsize=KEPT)
def _rendered(template: str, version: str, values: tuple[tuple[str, Hashable], ...]) -> SafeString:
    return rendered(template, _knowledge[version], **dict(values))


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
    }
