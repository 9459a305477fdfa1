"""What stands in a note, as its table and lists say it."""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any

from unknot.clinical.knowledge import Knowledge
from unknot.clinical.limits_in_words import region_names, titles
from unknot.visits.notes.content import SECTIONS, Content, rows

SECTION_TITLES: Mapping[str, str] = dict(
    zip(SECTIONS, ("Subjective", "Objective", "Assessment", "Plan"), strict=True)
)
SECTION_HINTS: Mapping[str, str] = {
    "subjective": "What the client says",
    "objective": "What you find and measure",
    "assessment": "What you make of it",
    "plan": "What comes next, here and at home",
}
COMFORT_WORDS: Mapping[str, str] = {"lighter": "Lighter", "good": "Good", "firmer": "Firmer", "stop": "Stop"}


def technique_words(technique: str, knowledge: Knowledge) -> str:
    known = knowledge.catalogue.techniques.get(technique)
    return known.title if known else technique.replace("_", " ")


def places_in_words(regions: Collection[str], knowledge: Knowledge) -> str:
    """Where, by the fewest names; nothing for work that was planned nowhere in particular."""
    return _places(frozenset(regions), knowledge) if regions else ""


# The fewest names are looked for among all groups: a plan of twelve stretches would look twelve times on each page.
@lru_cache(maxsize=2_000)
def _places(regions: frozenset[str], knowledge: Knowledge) -> str:
    return region_names(regions, knowledge.regions)


def work_in_words(row: Mapping[str, Any], knowledge: Knowledge) -> str:
    """One row of work: "Swedish: shoulders, 12 min, pressure 3, effleurage and petrissage"."""
    told = [
        places_in_words(row["regions"], knowledge),
        f"{row['minutes']} min",
        f"pressure {row['pressure']}",
    ]
    strokes = titles(row["strokes"], knowledge.catalogue.strokes) if row["strokes"] else ""
    facts = ", ".join(each for each in (*told, strokes) if each)
    words = f"{technique_words(row['technique'], knowledge)}: {facts}"
    return f"{words}; {row['words']}" if row["words"] else words


def comfort_in_words(row: Mapping[str, Any]) -> str:
    words = f"{COMFORT_WORDS[row['said']]} at minute {row['minute']}"
    return f"{words}: {row['words']}" if row["words"] else words


def comfort_counted(content: Content) -> list[str]:
    """What the client said of the pressure in one session, each word once with its minutes."""
    said: dict[str, list[str]] = {}
    for row in rows(content, "comfort").values():
        said.setdefault(row["said"], []).append(str(row["minute"]))
    return [f"{COMFORT_WORDS[word]} at minute {', '.join(minutes)}" for word, minutes in said.items()]


def wishes_in_words(wishes: Mapping[str, Any], knowledge: Knowledge) -> list[str]:
    """What the client would like of the session. Wishes never widen a limit."""
    catalogue = knowledge.catalogue
    said = [
        f"pressure {wishes['pressure']} of 5" if wishes.get("pressure") else "",
        f"{wishes['minutes']} minutes" if wishes.get("minutes") else "",
        _named("", wishes.get("techniques"), catalogue.techniques),
        _named("no ", wishes.get("avoid_techniques"), catalogue.techniques),
        f"leave out {places_in_words(avoid, knowledge)}" if (avoid := _leaves(wishes, knowledge)) else "",
        _named("lying: ", wishes.get("positions"), catalogue.positions),
        _named("on the skin: ", [each] if (each := wishes.get("lubricant")) else [], catalogue.lubricants),
    ]
    return [each for each in said if each]


def _named(before: str, ids: Iterable[str] | None, table: Mapping[str, object]) -> str:
    found = list(ids or ())
    return f"{before}{titles(found, table)}" if found else ""


def _leaves(wishes: Mapping[str, Any], knowledge: Knowledge) -> frozenset[str]:
    known = [each for each in wishes.get("avoid_regions", ()) if each in knowledge.regions]
    return knowledge.regions.expand(known)
